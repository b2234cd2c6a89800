package coverage

import (
	"testing"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/geo/terrain"
)

// pierced is the world of flat ground with a strip of unknown height across it,
// east of 105.10, some 800 m wide.
func pierced(t *testing.T) Input {
	in := world(t, sight{}, flat)
	s := relief(flat)
	for i := range s.Heights {
		if x := i % s.Cols; x >= 360 && x < 388 {
			s.Heights[i] = terrain.Void
		}
	}
	ground, err := terrain.NewGround([]*terrain.Sheet{s})
	if err != nil {
		t.Fatal(err)
	}
	in.Ground = ground
	return in
}

func TestUnknownTerrainIsNeitherCoveredNorDark(t *testing.T) {
	mast := orb.Point{105.08, 21.9}
	for _, sub := range []bool{false, true} {
		in := pierced(t)
		in.Settings.SubPoints = sub
		r := compute(t, in, []geo.Presence{presence(geo.Viettel, "A", mast)})
		level := func(operator geo.OperatorCode, at orb.Point) geo.Level16 {
			i, ok := in.Grid.IndexAt(at)
			if !ok {
				t.Fatalf("%v is not in the grid", at)
			}
			return r.Surfaces[network(operator, geo.LTE)].Levels[i]
		}
		for _, tt := range []struct {
			name     string
			operator geo.OperatorCode
			at       orb.Point
			want     geo.Class
		}{
			{"this side of the strip", geo.Viettel, orb.Point{105.09, 21.9}, geo.ClassVeryGood},
			{"in the strip", geo.Viettel, orb.Point{105.104, 21.9}, geo.ClassUnknown},
			{"in the strip, for an operator with nothing there", geo.VNPT, orb.Point{105.104, 21.9}, geo.ClassUnknown},
			{"behind the strip", geo.Viettel, orb.Point{105.13, 21.9}, geo.ClassUnknown},
			{"behind it, for any operator", geo.AnyOperator, orb.Point{105.13, 21.9}, geo.ClassUnknown},
			{"behind it, for an operator with nothing there", geo.VNPT, orb.Point{105.13, 21.9}, geo.ClassNone},
			{"behind it, beyond the radius", geo.Viettel, orb.Point{105.18, 21.85}, geo.ClassNone},
		} {
			if got := level(tt.operator, tt.at).Class(geo.ScaleOf(geo.LTE)); got != tt.want {
				t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
			}
		}
		r = compute(t, in, []geo.Presence{presence(geo.Viettel, "A", mast), presence(geo.Viettel, "B", orb.Point{105.15, 21.9})})
		if got := level(geo.Viettel, orb.Point{105.13, 21.9}).Class(geo.ScaleOf(geo.LTE)); got < geo.ClassLimited || got == geo.ClassUnknown {
			t.Errorf("behind the strip, with a mast there: %v", got)
		}
	}
}

// Behind unknown terrain, but too far to be covered even through free space.
func TestFreeSpaceBoundsTheUnknown(t *testing.T) {
	in := pierced(t)
	p := presence(geo.Viettel, "A", orb.Point{105.08, 21.9})
	for i := range p.Sectors {
		p.Sectors[i].PowerDBm, p.Sectors[i].GainDBi = 20, 6 // 1.8 km in free space
	}
	r := compute(t, in, []geo.Presence{p})
	i, _ := in.Grid.IndexAt(orb.Point{105.13, 21.9})
	if got := r.Surfaces[network(geo.Viettel, geo.LTE)].Levels[i]; got != geo.BelowFloor {
		t.Errorf("level %d", got)
	}
}

func TestAMastOnUnknownGroundMakesItsReachUnknown(t *testing.T) {
	in := pierced(t)
	r := compute(t, in, []geo.Presence{presence(geo.Viettel, "A", orb.Point{105.104, 21.9})})
	s := r.Surfaces[network(geo.Viettel, geo.LTE)]
	for _, at := range []orb.Point{{105.09, 21.9}, {105.12, 21.9}} {
		if i, _ := in.Grid.IndexAt(at); s.Levels[i] != geo.UnknownLevel || s.Covered[i] != 0 || s.Best[i] != geo.NoSector {
			t.Errorf("at %v: level %d, %d %%, sector %d", at, s.Levels[i], s.Covered[i], s.Best[i])
		}
	}
}

func TestKeyFollowsWhatAFootprintDependsOn(t *testing.T) {
	in := world(t, sight{}, flat)
	p := presence(geo.Viettel, "A", orb.Point{105.1, 21.9})
	key := func(in Input, p geo.Presence) FootprintKey {
		e, err := NewEngine(in)
		if err != nil {
			t.Fatal(err)
		}
		_, masts, err := e.Plan(Sites([]geo.Presence{p}))
		if err != nil || len(masts) != 1 || len(masts[0].Layers) != 1 {
			t.Fatal(masts, err)
		}
		return masts[0].Layers[0].Key
	}
	first := key(in, p)
	p.Operator, p.Name, p.Sectors[1].AzimuthDeg = geo.VNPT, "renamed", 33
	if key(in, p) != first {
		t.Error("what the ground does not see changed the key")
	}
	for name, change := range map[string]func(in *Input, p *geo.Presence){
		"position":   func(_ *Input, p *geo.Presence) { p.Position[0] += 1e-4 },
		"height":     func(_ *Input, p *geo.Presence) { setAll(p, func(s *geo.Sector) { s.HeightM++ }) },
		"frequency":  func(_ *Input, p *geo.Presence) { setAll(p, func(s *geo.Sector) { s.Frequency++ }) },
		"power":      func(_ *Input, p *geo.Presence) { setAll(p, func(s *geo.Sector) { s.PowerDBm = 60 }) },
		"radius":     func(in *Input, _ *geo.Presence) { in.Settings.RadiusKm++ },
		"radials":    func(in *Input, _ *geo.Presence) { in.Settings.Radials++ },
		"step":       func(in *Input, _ *geo.Presence) { in.Settings.StepKm *= 2 },
		"sub-points": func(in *Input, _ *geo.Presence) { in.Settings.SubPoints = true },
		"grid": func(in *Input, _ *geo.Presence) {
			in.Grid = world(t, sight{}, flat).Grid
			in.Grid.Hexes = in.Grid.Hexes[1:]
		},
		"terrain": func(in *Input, _ *geo.Presence) { in.Ground = world(t, sight{}, hilly).Ground },
	} {
		in, p := in, p
		p.Sectors = append([]geo.Sector(nil), p.Sectors...)
		change(&in, &p)
		if key(in, p) == first {
			t.Errorf("another %s, the same key", name)
		}
	}
}

func setAll(p *geo.Presence, set func(*geo.Sector)) {
	for i := range p.Sectors {
		set(&p.Sectors[i])
	}
}

func TestOnlyMissingLayersAreComputed(t *testing.T) {
	in := world(t, sight{}, flat)
	e, err := NewEngine(in)
	if err != nil {
		t.Fatal(err)
	}
	p := presence(geo.Viettel, "A", orb.Point{105.1, 21.9})
	p.Sectors = append(p.Sectors, geo.Sector{Technology: geo.GSM, Frequency: 900, HeightM: 38, Omni: true})
	_, masts, err := e.Plan(Sites([]geo.Presence{p, presence(geo.VNPT, "B", orb.Point{105.05, 21.9})}))
	if err != nil {
		t.Fatal(err)
	}
	var missing FootprintKey
	for _, m := range masts {
		if len(m.Layers) == 2 {
			missing = m.Layers[1].Key
		}
	}
	rest := Without(masts, func(k FootprintKey) bool { return k != missing })
	if len(rest) != 1 || len(rest[0].Layers) != 1 || rest[0].Layers[0].Key != missing {
		t.Errorf("to compute: %+v", rest)
	}
}
