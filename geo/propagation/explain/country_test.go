package explain

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/geo/propagation"
	"phusong/geo/terrain"
)

// mastAt is where every mast of these tests stands.
func mastAt() orb.Point { return orb.Point{105.348, 22.629} }

// country is invented ground within 8 km of the mast, sampled every 30 m:
// heights in metres by km east and north of it.
func country(t testing.TB, height func(eastKm, northKm float64) float64) *terrain.Ground {
	t.Helper()
	return sampled(t, 1.0/3600, height)
}

// sampled is a country with step degrees between samples, 270 each way.
func sampled(t testing.TB, step float64, height func(eastKm, northKm float64) float64) *terrain.Ground {
	t.Helper()
	const side = 541
	frame := terrain.NewFrame(mastAt())
	s := &terrain.Sheet{Name: "invented", StepLon: step, StepLat: step, Cols: side, Rows: side, Scale: 0.1}
	s.West, s.North = mastAt().Lon()-step*(side-1)/2, mastAt().Lat()+step*(side-1)/2
	for y := range side {
		for x := range side {
			east, north := frame.Offset(orb.Point{s.West + float64(x)*step, s.North - float64(y)*step})
			s.Heights = append(s.Heights, int16(math.Round(10*height(east/1000, north/1000))))
		}
	}
	ground, err := terrain.NewGround([]*terrain.Sheet{s})
	if err != nil {
		t.Fatal(err)
	}
	return ground
}

// wall is a ridge from north to south, atKm east of the mast, on ground 300 m
// above the sea.
func wall(heightM, atKm float64) func(float64, float64) float64 {
	return func(east, _ float64) float64 {
		return 300 + heightM*math.Exp(-math.Pow((east-atKm)/0.25, 2))
	}
}

func plain(float64, float64) float64 { return 300 }

// mast radiates 4G at 1800 MHz to the east from 40 m above the ground.
func mast() Transmitter {
	return Sector("TQG0327-12", mastAt(), geo.Sector{
		Technology: geo.LTE, Frequency: 1800, HeightM: 40,
		AzimuthDeg: 90, AzimuthKnown: true, ElectricalTilt: 2, PowerDBm: 46, GainDBi: 17.5,
	})
}

// hamlet is a phone east of the mast.
func hamlet(km float64) Receiver { return toward(90, km) }

func toward(azimuthDeg, km float64) Receiver {
	return Receiver{
		Name:     "Bản Khẻ",
		Position: terrain.NewFrame(mastAt()).At(azimuthDeg, km),
		HeightM:  propagation.ReceiverHeightM,
	}
}

const stepKm = 0.03

func newModel() (propagation.P1812, error) {
	return propagation.NewP1812(propagation.DefaultP1812())
}

func model(t testing.TB) propagation.P1812 {
	t.Helper()
	m, err := newModel()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func explained(t testing.TB, ground *terrain.Ground, from Transmitter, to Receiver) Explanation {
	t.Helper()
	e, err := Path(ground, model(t), from, to, stepKm)
	if err != nil {
		t.Fatal(err)
	}
	return e
}
