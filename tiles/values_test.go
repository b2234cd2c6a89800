package tiles

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"phusong/data"
	"phusong/geo"
	"phusong/tiles/hexcol"
)

// columnsOf reads all columns of a network in an edition.
func columnsOf(t testing.TB, e *Edition, network string, under geo.Hex) *hexcol.File {
	t.Helper()
	tile, err := e.Columns(network, under)
	if err != nil {
		t.Fatalf("%s %s: %v", e.Cut, network, err)
	}
	f, err := hexcol.Decode(tile.Body())
	if err != nil {
		t.Fatalf("%s %s: %v", e.Cut, network, err)
	}
	return f
}

// served is a country whose hexes have people and best servers.
func served(t testing.TB, resolution int) *data.View {
	view := country(t, resolution)
	for h := range view.HexPeople {
		view.HexPeople[h] = float32(h%1013) * 0.37
	}
	for i, s := range view.Surfaces {
		view.Surfaces[i].Best = make([]int32, len(s.Levels))
		for h := range s.Levels {
			view.Surfaces[i].Best[h] = geo.NoSector
			if sector := (h * 31) % len(view.Sectors); h%5 > 0 && (s.Network.Operator == geo.AnyOperator || view.Sectors[sector].Operator == s.Network.Operator) {
				view.Surfaces[i].Best[h] = int32(sector)
			}
		}
	}
	return view
}

func TestColumnsSayWhatTheReleaseSays(t *testing.T) {
	e := newRelease(t, served(t, 9))
	for i, s := range e.View.Surfaces {
		f := columnsOf(t, e, fmt.Sprintf("%s-%s", s.Network.Technology, s.Network.Operator), 0)
		if f.Resolution != 9 || f.Parents != blockResolution || f.Columns != hexcol.Class|hexcol.Level|hexcol.Server|hexcol.Operator|hexcol.People {
			t.Fatalf("%v: hexes of %d under %d with %v", s.Network, f.Resolution, f.Parents, f.Columns)
		}
		place := 0
		for _, b := range f.Blocks {
			for k, h := range b.Hexes {
				level, best := s.Levels[place], s.Best[place]
				class := level.Class(geo.ScaleOf(s.Network.Technology))
				server, operator := uint32(0), 0
				if best != geo.NoSector {
					sector := e.View.Sectors[best]
					server, operator = uint32(sector.Site)+1, geo.OperatorRank(sector.Operator)+1
				}
				if people := float64(e.View.HexPeople[place]); int(b.Operators[k]) != operator || math.Abs(float64(b.People[k])/100-people) > 0.0051 {
					t.Fatalf("surface %d: hex %v is served by operator %d, want %d; %d hundredths of people live there, want %v", i, h, b.Operators[k], operator, b.People[k], people)
				}
				if h != e.View.Grid.Hexes[place] || b.Classes[k] != class || b.Servers[k] != server {
					t.Fatalf("surface %d: hex %v is of class %v, served by %d; want %v %v %d", i, h, b.Classes[k], b.Servers[k], e.View.Grid.Hexes[place], class, server)
				}
				if hidden := class == geo.ClassNone || class == geo.ClassUnknown; hidden != (b.Levels[k] == 0) || !hidden && math.Abs(float64(b.Levels[k])-float64(level.DBm())) > 0.51 {
					t.Fatalf("surface %d: hex %v has %d dBm, the release %v", i, h, b.Levels[k], level)
				}
				place++
			}
		}
		if place != e.View.Grid.Len() {
			t.Fatalf("surface %d: %d hexes of %d", i, place, e.View.Grid.Len())
		}
	}
}

func TestTheBlocksOfColumnsCanBeHadAlone(t *testing.T) {
	e := newRelease(t, served(t, 9))
	whole := columnsOf(t, e, "4G-viettel", 0)
	for _, want := range whole.Blocks {
		got := columnsOf(t, e, "4G-viettel", want.Parent)
		if len(got.Blocks) != 1 || fmt.Sprint(got.Blocks[0]) != fmt.Sprint(want) {
			t.Fatalf("the block of %v is another alone", want.Parent)
		}
		for _, piece := range hexcol.Under(pieceResolution, want) {
			if got := columnsOf(t, e, "4G-viettel", piece.Parent); len(got.Blocks) != 1 || fmt.Sprint(got.Blocks[0]) != fmt.Sprint(piece) {
				t.Fatalf("the piece of %v is another alone", piece.Parent)
			}
		}
	}
	for under, want := range map[geo.Hex]error{
		geo.ShortHex(0, blockResolution): ErrEmpty, geo.ShortHex(0, pieceResolution): ErrEmpty, whole.Blocks[0].Hexes[0]: ErrAddress,
	} {
		if _, err := e.Columns("4G-viettel", under); !errors.Is(err, want) {
			t.Errorf("under %v: %v, want %v", under, err, want)
		}
	}
	if _, err := e.Columns("4G-nobody", 0); !errors.Is(err, ErrLayer) {
		t.Errorf("an unknown network: %v", err)
	}
}

// What a cut reads in columns is what it sees as hexes: the public classes of
// coarse hexes, an operator the levels and servers of its own networks.
func TestColumnsHoldWhatTheCutSees(t *testing.T) {
	view := served(t, 10)
	for _, cut := range data.Cuts() {
		e := newEdition(t, view, cut)
		for _, n := range geo.Networks() {
			name := fmt.Sprintf("%s-%s", n.Technology, n.Operator)
			if !cut.SeesNetwork(n.Operator) && n.Operator != geo.AnyOperator {
				if _, err := e.Columns(name, 0); !errors.Is(err, ErrLayer) {
					t.Errorf("%s asks for %s: %v", cut, name, err)
				}
				continue
			}
			f := columnsOf(t, e, name, 0)
			if layer, err := e.Layer(coveragePrefix + name); err != nil || layer.Columns == nil || *layer.Columns != (Blocks{f.Resolution, f.Parents, pieceResolution}) {
				t.Errorf("%s: the layer of %s tells of columns %v, they are of %d under %d: %v", cut, name, layer.Columns, f.Resolution, f.Parents, err)
			}
			if own := cut.SeesNetwork(n.Operator); own != (f.Resolution == 10) || own != (f.Columns != hexcol.Class) || !own && f.Resolution > publicResolution {
				t.Errorf("%s sees %v of %s at resolution %d", cut, f.Columns, name, f.Resolution)
			}
			for _, b := range f.Blocks {
				for _, server := range b.Servers {
					if int(server) > len(e.Sites) || server > 0 && n.Operator != geo.AnyOperator && !e.Sites[server-1].Carries(n.Operator, 0) {
						t.Fatalf("%s: %s is served by mast %d", cut, name, server)
					}
				}
			}
		}
	}
}

func TestABlockIsWrittenInOneWayOnly(t *testing.T) {
	good := geo.ShortHex(5<<20, blockResolution)
	if h, err := ParseBlock(good.String()); err != nil || h != good {
		t.Errorf("%v: %v %v", good, h, err)
	}
	for _, text := range []string{"", "0", "zz", "0" + good.String(), "0x" + good.String(), "865A00000FFFFFFF", "ffffffffffffffff", "86ffffffffffffff5"} {
		if _, err := ParseBlock(text); !errors.Is(err, ErrAddress) {
			t.Errorf("%q is a block: %v", text, err)
		}
	}
}
