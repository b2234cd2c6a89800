package sites

import (
	"context"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"phusong/importers/coordinate"
)

// candidate is one place on WGS 84 that the written coordinates of a row may mean.
type candidate struct {
	kind   string            // what a Reading calls it
	system coordinate.System // of a grid or datum; 0 where there is none to choose
	point  orb.Point

	communeKm float64 // to the commune the row names; +Inf where that is not known
	commune   float64 // agreement with it, 0…1; half where it is not known
	list      float64 // agreement with the other rows of the sheet and what it declares
	near      float64 // agreement with the rows written beside it
}

// The weights of what speaks for a reading. The commune alone can overrule the
// list; the neighbours alone can decide where the two others say nothing.
const (
	weightCommune = 0.5
	weightList    = 0.25
	weightNear    = 0.25
	minMargin     = 0.2 // by which the winner must lead, or a person is asked
)

func (c candidate) score() float64 {
	return weightCommune*c.commune + weightList*c.list + weightNear*c.near
}

// The kinds of readings besides the grids, which are named "EPSG:9211".
const (
	kindWritten   = "as-written"
	kindTurned    = "turned"
	kindUnpointed = "unpointed"        // the decimal points put back
	kindTwisted   = "unpointed-turned" // and the two values turned round
)

func kindOf(system coordinate.System) string { return fmt.Sprintf("EPSG:%d", system) }

// propose gives every row the places it may mean. The rows are sent to be turned
// into WGS 84 grid by grid, all at once.
func (s *settler) propose(ctx context.Context) error {
	var metres, datum []*row
	for _, r := range s.list.rows {
		switch {
		case len(r.unpointed) > 0:
			r.candidates = unpointed(r.unpointed)
		case r.reading.Metres:
			metres = append(metres, r)
		case r.datum != datumWGS84:
			datum = append(datum, r)
		default:
			r.candidates = []candidate{asWritten(r)}
		}
	}
	for _, system := range coordinate.Grids() {
		if err := s.proposeIn(ctx, system, metres); err != nil {
			return err
		}
	}
	for _, r := range metres {
		r.candidates = append(r.candidates, unpointed(r.pointless)...)
	}
	if err := s.proposeIn(ctx, coordinate.VNDegrees, datum); err != nil {
		return err
	}
	if len(datum) > 0 {
		s.list.notes["datum"] = fmt.Sprintf("%s, %d", kindOf(coordinate.VNDegrees), len(datum))
	}
	for _, r := range datum {
		if r.datum == datumUnsaid {
			r.candidates = append(r.candidates, asWritten(r))
		}
	}
	return nil
}

func asWritten(r *row) candidate {
	kind := kindWritten
	if r.reading.Turned {
		kind = kindTurned
	}
	return candidate{kind: kind, system: coordinate.WGS84, point: r.reading.Point}
}

func unpointed(readings []coordinate.Reading) []candidate {
	var all []candidate
	for _, reading := range readings {
		kind := kindUnpointed
		if reading.Turned {
			kind = kindTwisted
		}
		all = append(all, candidate{kind: kind, point: reading.Point})
	}
	return all
}

// proposeIn adds the places of rows under one system.
func (s *settler) proposeIn(ctx context.Context, system coordinate.System, rows []*row) error {
	if len(rows) == 0 {
		return nil
	}
	points := make([]orb.Point, len(rows))
	for i, r := range rows {
		points[i] = r.reading.Point
	}
	turned, err := s.turn(ctx, int(system), points)
	if err != nil {
		return fmt.Errorf("place the rows given in %s: %w", system.Name(), err)
	}
	for i, r := range rows {
		r.candidates = append(r.candidates, candidate{kind: kindOf(system), system: system, point: turned[i]})
	}
	return nil
}

// weighCommune measures how well each place fits the commune the row names, and
// leaves out the places no site of this province can stand at.
func (s *settler) weighCommune(r *row) {
	kept := r.candidates[:0]
	for _, c := range r.candidates {
		if !s.box.Contains(c.point) {
			continue
		}
		c.communeKm = s.away(r, c.point)
		c.commune, c.list, c.near = agreement(c.communeKm), 0.5, 0.5
		kept = append(kept, c)
	}
	r.candidates = kept
}

// agreement is 1 at the commune, 0 where the place is clearly elsewhere, and a
// half where nothing is known.
func agreement(km float64) float64 {
	if math.IsInf(km, 1) {
		return 0.5
	}
	return math.Max(0, math.Min(1, (farKm-km)/(farKm-agreesKm)))
}

// best returns the place that most speaks for, and by how much it leads.
func (r *row) best() (winner int, margin float64) {
	first, second := -1.0, 0.0
	for i, c := range r.candidates {
		switch score := c.score(); {
		case score > first:
			first, second, winner = score, first, i
		case score > second:
			second = score
		}
	}
	if len(r.candidates) < 2 {
		return winner, 1
	}
	return winner, first - second
}
