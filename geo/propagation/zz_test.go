package propagation

import (
	"math"
	"runtime"
	"testing"
	"time"
)

func BenchmarkZZ(b *testing.B) {
	m := newBenchMast()
	hs := make([][]float64, 2048)
	for k := range hs {
		hs[k] = make([]float64, 502)
		m.ground.radial(m.x, m.y, 2*math.Pi*float64(k)/2048, .03, hs[k])
	}
	for _, st := range []string{"start", "place", "look", "face", "extend", "measure", "loss"} {
		lv := map[string]int{"start": 0, "place": 1, "look": 2, "face": 3, "extend": 4, "measure": 5, "loss": 6}[st]
		b.Run(st, func(b *testing.B) {
			s := newSweep(DefaultP1812())
			s.Reset(benchLayers(1))
			runtime.LockOSThread()
			var least [32]time.Duration
			z := 0.0
			buf := make([]float64, 502)
			for b.Loop() {
				for ba := range least {
					t := threadTime()
					for k := ba * 64; k < ba*64+64; k++ {
						copy(buf, hs[k])
						radial := Radial{.03, buf, nil}
						s.start(radial)
						a := &s.antennas[0]
						for _, km := range m.receivers[k] {
							if lv < 1 {
								continue
							}
							s.receiver.place(s, &radial, km)
							if lv < 2 {
								continue
							}
							a.look(&s.ground, s.receiver.samples)
							if lv < 3 {
								continue
							}
							s.link.face(s, a)
							if lv < 4 {
								continue
							}
							s.ground.extend(s.receiver.samples)
							if lv < 5 {
								continue
							}
							s.link.measure(s, a)
							if lv < 6 {
								continue
							}
							z += s.loss(&s.bands[0])
						}
					}
					if u := threadTime() - t; least[ba] == 0 || u < least[ba] {
						least[ba] = u
					}
				}
			}
			var t time.Duration
			for _, u := range least {
				t += u
			}
			b.ReportMetric(float64(t.Nanoseconds())/float64(m.total), "ns/pred")
		})
	}
}
