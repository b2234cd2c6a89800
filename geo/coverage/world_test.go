package coverage

import (
	"math"
	"math/rand/v2"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/geo/hex"
	"phusong/geo/propagation"
	"phusong/geo/terrain"
)

// sight is the least model there is: free space, and ridgeDB more where the
// ground rises above the straight line from the antenna.
type sight struct{}

const ridgeDB = 40

func (sight) Name() string                        { return "sight" }
func (sight) Parameters() []propagation.Parameter { return nil }
func (sight) NewTracer() propagation.Tracer       { return &sightTracer{} }

type sightTracer struct{ layers []propagation.Layer }

func (t *sightTracer) Reset(layers []propagation.Layer) { t.layers = append(t.layers[:0], layers...) }

func (t *sightTracer) Trace(r propagation.Radial, distancesKm []float64, out []propagation.Prediction) {
	for i, km := range distancesKm {
		for l, layer := range t.layers {
			from := r.Ground[0] + layer.HeightM
			n := int(km / r.StepKm)
			slope := (r.Ground[n] + propagation.ReceiverHeightM - from) / km
			loss := 32.4 + 20*math.Log10(km) + 20*math.Log10(float64(layer.Frequency))
			for k := 1; k < n; k++ {
				if r.Ground[k] > from+slope*float64(k)*r.StepKm {
					loss += ridgeDB
					break
				}
			}
			out[i*len(t.layers)+l] = propagation.Prediction{Loss: geo.DB(loss), DepartureMrd: slope}
		}
	}
}

// The little world of the tests: some 20 km across.
const worldWest, worldNorth, worldStep, worldSide = 105.0, 22.0, 1.0 / 3600, 721

// relief is a sheet of the little world with the heights that a function gives.
func relief(height func(p orb.Point) float64) *terrain.Sheet {
	s := &terrain.Sheet{Name: "world", West: worldWest, North: worldNorth, StepLon: worldStep, StepLat: worldStep,
		Cols: worldSide, Rows: worldSide, Scale: 1, Heights: make([]int16, worldSide*worldSide)}
	for i := range s.Heights {
		p := orb.Point{worldWest + float64(i%worldSide)*worldStep, worldNorth - float64(i/worldSide)*worldStep}
		s.Heights[i] = int16(math.Round(height(p)))
	}
	return s
}

func flat(orb.Point) float64 { return 50 }

func hilly(p orb.Point) float64 {
	return 150 + 120*math.Sin(p.Lon()*430)*math.Cos(p.Lat()*390)
}

// rectangle is the part of the little world between two corners, in shares of it.
func rectangle(west, south, east, north float64) orb.MultiPolygon {
	const side = (worldSide - 1) * worldStep
	w, e := worldWest+west*side, worldWest+east*side
	s, n := worldNorth-(1-south)*side, worldNorth-(1-north)*side
	return orb.MultiPolygon{{{{w, s}, {e, s}, {e, n}, {w, n}, {w, s}}}}
}

type fataler interface {
	Helper()
	Fatal(...any)
}

// world makes the input of a computation on the little world.
func world(t fataler, model propagation.Model, height func(orb.Point) float64) Input {
	t.Helper()
	ground, err := terrain.NewGround([]*terrain.Sheet{relief(height)})
	if err != nil {
		t.Fatal(err)
	}
	settings := DefaultSettings()
	settings.Resolution, settings.RadiusKm, settings.Radials = 9, 8, 512
	grid, err := hex.NewGrid([]orb.MultiPolygon{rectangle(0.02, 0.02, 0.98, 0.98)}, settings.Resolution, 100_000)
	if err != nil {
		t.Fatal(err)
	}
	return Input{Ground: ground, Grid: grid, Model: model, Settings: settings}
}

// presence is a 4G presence of three sectors at 1800 MHz, 40 m up.
func presence(operator geo.OperatorCode, code geo.SiteCode, at orb.Point) geo.Presence {
	p := geo.Presence{Operator: operator, Code: code, Position: at, Status: geo.StatusOnAir, MastHeightM: 42}
	for _, azimuth := range []float64{0, 120, 240} {
		p.Sectors = append(p.Sectors, geo.Sector{Technology: geo.LTE, Frequency: 1800, HeightM: 40,
			AzimuthDeg: azimuth, AzimuthKnown: true, ElectricalTilt: 2})
	}
	return p
}

// presences scatters n of them over the little world, some of them 2G too.
func presences(rng *rand.Rand, n int) []geo.Presence {
	var all []geo.Presence
	operators := geo.Operators()
	for i := range n {
		at := orb.Point{worldWest + 0.02 + 0.16*rng.Float64(), worldNorth - 0.02 - 0.16*rng.Float64()}
		p := presence(operators[rng.IntN(len(operators))].Code, geo.SiteCode("S"+string(rune('A'+i%26))+string(rune('a'+i/26))), at)
		if rng.IntN(2) == 0 {
			p.Sectors = append(p.Sectors, geo.Sector{Technology: geo.GSM, Frequency: 900, HeightM: 38, Omni: true})
		}
		all = append(all, p)
	}
	return all
}
