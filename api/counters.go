package api

import "github.com/prometheus/client_golang/prometheus"

// counters is what /metrics tells.
type counters struct {
	requests  *prometheus.CounterVec
	durations *prometheus.HistogramVec
	logins    *prometheus.CounterVec
}

func newCounters(registry *prometheus.Registry, releases Releases) *counters {
	c := &counters{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "phusong_http_requests_total", Help: "Requests answered, by route, method and status.",
		}, []string{"route", "method", "status"}),
		durations: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "phusong_http_request_seconds", Help: "Time to answer, by route.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"route"}),
	}
	c.logins = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "phusong_logins_total", Help: "Tries to log in, by way and by whether they let in.",
	}, []string{"way", "result"})
	registry.MustRegister(c.requests, c.durations, c.logins, &gauges{
		releases: releases,
		release:  prometheus.NewDesc("phusong_release", "The id of the release that readers see.", nil, nil),
		hits:     prometheus.NewDesc("phusong_tile_hits_total", "Tiles of this release given from memory.", []string{"release"}, nil),
		misses:   prometheus.NewDesc("phusong_tile_misses_total", "Tiles of this release that had to be drawn.", []string{"release"}, nil),
		bytes:    prometheus.NewDesc("phusong_tile_cache_bytes", "Memory that drawn tiles of this release take.", []string{"release"}, nil),
	})
	return c
}

// gauges reads the current release when it is asked.
type gauges struct {
	releases                     Releases
	release, hits, misses, bytes *prometheus.Desc
}

// Describe is part of prometheus.Collector.
func (g *gauges) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{g.release, g.hits, g.misses, g.bytes} {
		out <- d
	}
}

// Collect is part of prometheus.Collector.
func (g *gauges) Collect(out chan<- prometheus.Metric) {
	r, err := g.releases.Current()
	if err != nil {
		return
	}
	stats := r.Stats()
	out <- prometheus.MustNewConstMetric(g.release, prometheus.GaugeValue, float64(r.Number))
	out <- prometheus.MustNewConstMetric(g.hits, prometheus.CounterValue, float64(stats.Hits), r.ID)
	out <- prometheus.MustNewConstMetric(g.misses, prometheus.CounterValue, float64(stats.Misses), r.ID)
	out <- prometheus.MustNewConstMetric(g.bytes, prometheus.GaugeValue, float64(stats.Bytes), r.ID)
}
