package propagation

import (
	"math"
	"path/filepath"
	"strings"
	"testing"

	"phusong/geo"
)

// p526Profile reads "distance (km),height (m)" lines.
func p526Profile(t *testing.T, path string) Profile {
	t.Helper()
	var p Profile
	for _, line := range lines(t, path)[1:] {
		distance, height, _ := strings.Cut(line, ",")
		p.DistancesKm = append(p.DistancesKm, parse(t, distance))
		p.GroundM = append(p.GroundM, parse(t, height))
	}
	return p
}

func TestDeltaBullingtonMeetsTheExamplesOfITU(t *testing.T) {
	folder := shared(t, "validation/p526")
	for _, line := range lines(t, filepath.Join(folder, "expected.csv"))[1:] {
		t.Run(line, func(t *testing.T) {
			cell := strings.Split(line, ",")
			path := Path{
				Profile:   p526Profile(t, filepath.Join(folder, "dbull_path"+cell[0]+".csv")),
				TxHeightM: parse(t, cell[1]),
				RxHeightM: parse(t, cell[2]),
				Frequency: geo.MHz(parse(t, cell[3])),
			}
			got := P526{RadiusKm: parse(t, cell[5]), Polarisation: Horizontal}.diffraction(&path)
			for name, pair := range map[string][2]float64{
				"Lbulla": {got.Lbulla, parse(t, cell[8])},
				"Lbulls": {got.Lbulls, parse(t, cell[9])},
				"Ldsph":  {got.Ldsph, parse(t, cell[10])},
				"Ld":     {got.Ld, parse(t, cell[11])},
			} {
				if !(math.Abs(pair[0]-pair[1]) <= 0.01) {
					t.Errorf("%s = %.5f dB, want %.5f", name, pair[0], pair[1])
				}
			}
		})
	}
}
