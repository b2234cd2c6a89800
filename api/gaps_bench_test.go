package api

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"phusong/data"
	"phusong/geo"
	"phusong/tiles"
)

// manyHamlets is the country with n hamlets in its four communes.
func manyHamlets(b *testing.B, n int) *data.View {
	view := country(b, 1)
	rng := rand.New(rand.NewPCG(1, 2))
	few := view.Hamlets
	view.Hamlets = nil
	for i := range n {
		h := few[i%len(few)]
		h.Hamlet.Code, h.AreaM2 = geo.HamletCode(fmt.Sprintf("h%06d", i)), rng.IntN(9e6)
		h.Reaches = slices.Clone(h.Reaches)
		for k := range h.Reaches {
			h.Reaches[k].Centre, h.Reaches[k].PeopleCovered = geo.Class(rng.IntN(6)), rng.Float64()
		}
		if i%50 == 0 {
			h.Parts = map[geo.Vintage][]geo.Part{geo.Vintage2025: {{Place: geo.Place{Province: "08", Commune: "02220"}, People: 0.5, Area: 0.4}, {Place: geo.Place{Province: "08", Commune: "02221"}, People: 0.5, Area: 0.6}}}
		}
		view.Hamlets = append(view.Hamlets, h)
	}
	return view
}

// BenchmarkGaps asks a warm server for the gap list, from the request to the last
// byte, and reports the 99th percentile of its answers in milliseconds: of the
// province's number of hamlets and of ten times as many. Hexes are in neither.
func BenchmarkGaps(b *testing.B) {
	for _, hamlets := range []int{1733, 17330} {
		for _, level := range []string{"district", "commune&vintage=2025-07", "hamlet"} {
			b.Run(fmt.Sprintf("%d hamlets/by %s", hamlets, level), func(b *testing.B) {
				r, err := tiles.New(manyHamlets(b, hamlets))
				if err != nil {
					b.Fatal(err)
				}
				o := options(b, io.Discard)
				o.Releases = shelf{r}
				server := New(o)
				var took []time.Duration
				for b.Loop() {
					from := time.Now()
					answer := httptest.NewRecorder()
					server.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/api/gaps?level="+level, nil))
					took = append(took, time.Since(from))
					if answer.Code != http.StatusOK {
						b.Fatal(answer.Code, answer.Body)
					}
				}
				slices.Sort(took)
				b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
			})
		}
	}
}
