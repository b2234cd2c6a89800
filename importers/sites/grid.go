package sites

import (
	"context"
	"fmt"
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/importers/coordinate"
)

// grids are the places of rows in metres under each grid they could be in.
type grids map[coordinate.System][]orb.Point

// settleMetres finds the grid of rows in metres. Every grid is tried on every
// row; the communes the rows name are the witnesses. One grid normally holds
// for the list, and a row whose commune clearly says otherwise keeps its own.
func (s *settler) settleMetres(ctx context.Context, rows []*row) error {
	if len(rows) == 0 {
		return nil
	}
	tried, err := s.tryGrids(ctx, rows)
	if err != nil {
		return err
	}
	own := make([]coordinate.System, len(rows))
	votes := map[coordinate.System]int{}
	for i, r := range rows {
		own[i] = s.witness(r, tried, i)
		votes[own[i]]++
	}
	grid, agreed := s.elect(votes, len(rows))
	s.noteGrid(grid, agreed, votes[grid], len(rows))
	for i, r := range rows {
		s.place(r, tried, i, grid, own[i])
	}
	return nil
}

func (s *settler) tryGrids(ctx context.Context, rows []*row) (grids, error) {
	written := make([]orb.Point, len(rows))
	for i, r := range rows {
		written[i] = r.reading.Point
	}
	tried := grids{}
	for _, system := range coordinate.Grids() {
		points, err := s.turn(ctx, int(system), written)
		if err != nil {
			return nil, fmt.Errorf("place the rows given in metres: %w", err)
		}
		tried[system] = points
	}
	return tried, nil
}

// witness is the one grid under which row i lies in the commune it names; 0
// where none does or several do. UTM 48N and the 105° grid lie within 1 km of
// each other, so the commune cannot tell them apart and the 105° grid is taken
// unless the list says UTM.
func (s *settler) witness(r *row, tried grids, i int) coordinate.System {
	best, second := math.Inf(1), math.Inf(1)
	var winner coordinate.System
	said, _ := declared(s.list.titles)
	for _, system := range coordinate.Grids() {
		if system == coordinate.UTM48 && said != coordinate.UTM48 || system == coordinate.TM10500 && said == coordinate.UTM48 {
			continue
		}
		switch away := s.away(r, tried[system][i]); {
		case away < best:
			best, second, winner = away, best, system
		case away < second:
			second = away
		}
	}
	if best <= agreesKm && second > best+farKm {
		return winner
	}
	return 0
}

// elect picks the grid most rows agree with; else the one the list names; else
// today's grid of the province. agreed is false for the last.
func (s *settler) elect(votes map[coordinate.System]int, rows int) (grid coordinate.System, agreed bool) {
	most := 0
	for _, system := range coordinate.Grids() {
		if votes[system] > most {
			most, grid = votes[system], system
		}
	}
	if most > 0 && float64(most) >= minAgreed*float64(rows-votes[0]) {
		return grid, true
	}
	if said, ok := declared(s.list.titles); ok {
		return said, true
	}
	return coordinate.TM10600, false
}

func (s *settler) noteGrid(grid coordinate.System, agreed bool, votes, rows int) {
	s.list.notes["grid"] = fmt.Sprintf("EPSG:%d", grid)
	s.list.notes["grid-rows"] = strconv.Itoa(rows)
	s.list.notes["grid-agreed"] = strconv.Itoa(votes)
	if !agreed {
		s.list.ledger.Add(data.Issue{Code: "grid-assumed", Severity: data.Warning,
			Vietnamese: fmt.Sprintf("%d hàng ghi mét VN-2000 không rõ kinh tuyến trục; lấy %s của tỉnh", rows, grid.Name()),
			English:    fmt.Sprintf("%d rows are in VN-2000 metres of an unstated meridian; the province's own, %s, is assumed", rows, grid.Name())})
	}
	if grid == coordinate.TM10500 && votes > 0 {
		s.list.ledger.Add(data.Issue{Code: "grid-twin", Severity: data.Warning,
			Vietnamese: "kinh tuyến 105° múi 3° và UTM 48N chỉ lệch nhau 751 m: hãy xác nhận hệ toạ độ",
			English:    "the 105° grid and UTM 48N differ by only 751 m: confirm which one the list is in"})
	}
}

// place gives row i its place: under the list's grid, or under its own where
// its commune speaks clearly against the list's.
func (s *settler) place(r *row, tried grids, i int, grid, own coordinate.System) {
	chosen := grid
	if own != 0 && own != grid {
		chosen = own
		r.complain(fault{severity: data.Corrected, field: r.placeField(), code: "grid-other",
			vietnamese: fmt.Sprintf("hàng này khớp với xã đã ghi theo %s, khác các hàng còn lại (%s)", own.Name(), grid.Name()),
			english:    fmt.Sprintf("this row agrees with its commune in %s, unlike the other rows (%s)", own.Name(), grid.Name()),
			proposed:   degrees(tried[own][i])})
	}
	r.point = tried[chosen][i]
}
