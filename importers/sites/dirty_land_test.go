package sites

import (
	"fmt"
	"math/rand/v2"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/importers/gazetteer"
)

// dirtyCommunes is the invented land of the dirty list: 80 communes of ten
// kilometres a side, the same in both vintages but for names of 2025 that some
// have in common with their neighbours.
func dirtyCommunes() []geo.AdminUnit {
	first := []string{"Thượng", "Hưng", "Yên", "Phù", "Minh", "Tân", "Hùng", "Lương", "Trung", "Kim"}
	second := []string{"Nông", "Thành", "Lưu", "Quang", "Sơn", "Đức", "Bình", "Vượng"}
	var units []geo.AdminUnit
	for x := range first {
		for y := range second {
			lon, lat := 105.05+0.1*float64(x), 21.65+0.1*float64(y)
			code := fmt.Sprintf("%05d", 2200+8*x+y)
			name := "Xã " + first[x] + " " + second[y]
			units = append(units, square(code, name, geo.Vintage2024, lon, lat))
			units = append(units, square(code, name, geo.Vintage2025, lon, lat))
		}
	}
	return units
}

// dirtyLand is where a row of the dirty list really stands.
type dirtyLand struct {
	units  []geo.AdminUnit
	chance *rand.Rand
}

func newDirtyLand(seed uint64) *dirtyLand {
	return &dirtyLand{units: dirtyCommunes(), chance: rand.New(rand.NewPCG(seed, 7))}
}

func (l *dirtyLand) gazetteer() *gazetteer.Gazetteer { return gazetteer.New(l.units) }

// place is a commune and a point inside it, to six decimals.
func (l *dirtyLand) place() (geo.AdminUnit, orb.Point) {
	u := l.units[2*l.chance.IntN(len(l.units)/2)]
	c := u.Boundary.Bound().Center()
	at := orb.Point{c[0] + 0.09*(l.chance.Float64()-0.5), c[1] + 0.09*(l.chance.Float64()-0.5)}
	return u, orb.Point{float64(int(at[0]*1e6)) / 1e6, float64(int(at[1]*1e6)) / 1e6}
}

// far is a commune at least thirty kilometres from a point.
func (l *dirtyLand) far(p orb.Point) geo.AdminUnit {
	for {
		u := l.units[2*l.chance.IntN(len(l.units)/2)]
		if gazetteer.DistanceKm(p, u) > 30 {
			return u
		}
	}
}

// one picks any of the texts.
func (l *dirtyLand) one(texts ...string) string { return texts[l.chance.IntN(len(texts))] }
