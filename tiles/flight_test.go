package tiles

import (
	"fmt"
	"testing"
	"testing/synctest"

	"phusong/data"
	"phusong/tiles/mercator"
)

// slow paints its own text, when it is let.
type slow struct {
	text  string
	begun chan<- string
	let   <-chan struct{}
}

func (s *slow) describe() Layer      { return Layer{Name: "same", Format: PNG} }
func (s *slow) bounds() mercator.Box { return mercator.EmptyBox() }
func (s *slow) paint(mercator.Tile, *palette) []byte {
	s.begun <- s.text
	<-s.let
	return []byte(s.text)
}

func TestTwoCutsAskAtOnceAndEachGetsItsOwnDrawing(t *testing.T) {
	drawnAtOnce(t, address{data.StaffCut, "same", mercator.Tile{}, 0}, address{data.OperatorCut("viettel"), "same", mercator.Tile{}, 0})
}

func TestTwoLayersAskAtOnceAndEachGetsItsOwnDrawing(t *testing.T) {
	drawnAtOnce(t, address{data.StaffCut, "one", mercator.Tile{}, 0}, address{data.StaffCut, "other", mercator.Tile{}, 0})
}

// drawnAtOnce asks for two tiles at the same time: both must be drawn.
func drawnAtOnce(t *testing.T, asked ...address) {
	t.Helper()
	view := country(t, 8)
	synctest.Test(t, func(t *testing.T) {
		e := newEdition(t, view, data.PublicCut)
		begun, let := make(chan string, len(asked)), make(chan struct{})
		got := make([]Tile, len(asked))
		for i, at := range asked {
			one := &shown{painter: &slow{fmt.Sprint(at), begun, let}, layer: Layer{Name: at.layer, Cut: at.cut, Format: PNG}}
			go func() { got[i], _ = e.release.tile(at, one) }()
		}
		synctest.Wait() // all draw, or one waits for another
		drawing := len(begun)
		close(let)
		synctest.Wait()
		for i, at := range asked {
			if drawing != len(asked) || string(got[i].Body()) != fmt.Sprint(at) {
				t.Errorf("%d draw at once; who asked for %v got %q", drawing, at, got[i].Body())
			}
		}
	})
}
