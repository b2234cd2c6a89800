package tiles

import (
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
	view := country(t, 8)
	synctest.Test(t, func(t *testing.T) {
		e := newEdition(t, view, data.PublicCut)
		begun, let := make(chan string, 2), make(chan struct{})
		var got [2]Tile
		for i, cut := range []data.Cut{data.StaffCut, data.OperatorCut("viettel")} {
			one := &shown{painter: &slow{string(cut), begun, let}, layer: Layer{Name: "same", Cut: cut, Format: PNG}}
			go func() { got[i], _ = e.release.tile(address{cut, "same", mercator.Tile{Z: 9, X: 1, Y: 1}}, one) }()
		}
		synctest.Wait() // both draw, or one waits for the other
		drawing := len(begun)
		close(let)
		synctest.Wait()
		if drawing != 2 || string(got[0].Body) != "staff" || string(got[1].Body) != "op-viettel" {
			t.Errorf("%d draw at once, staff got %q, Viettel %q", drawing, got[0].Body, got[1].Body)
		}
	})
}
