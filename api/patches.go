package api

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"phusong/api/problem"
	"phusong/geo"
	"phusong/geo/hex"
	"phusong/tiles"
)

type patchesQuestion struct {
	Technology technologyWord `query:"technology" default:"4G" doc:"Technology"`
	Operator   operatorWord   `query:"operator" default:"any" doc:"Operator, or any for where nobody has signal"`
	Vintage    vintageWord    `query:"vintage" doc:"Which communes are named; the hamlets' own where not said"`
	Parent     string         `query:"parent" maxLength:"20" doc:"Only patches with people in the commune, district or province of this code; they are counted whole"`
	Past
	Limit  int `query:"limit" default:"100" minimum:"0" maximum:"1000" doc:"At most so many patches"`
	Offset int `query:"offset" default:"0" minimum:"0" maximum:"10000000" doc:"Leave out so many patches first"`
}

type patchesBody struct {
	Release       string         `json:"release"`
	AsOf          string         `json:"asOf"`
	Synthetic     bool           `json:"synthetic"`
	Territory     tiles.Text     `json:"territory"`
	Technology    technologyWord `json:"technology"`
	Operator      operatorWord   `json:"operator"`
	Rule          tiles.Text     `json:"rule" doc:"What makes a patch; it stands in the place of a definition of verdicts"`
	Resolution    int            `json:"resolution" doc:"H3 resolution of the hexes: 9 where the network is seen by its public classes alone"`
	Vintage       string         `json:"vintage"`
	NumberMatched int            `json:"numberMatched"`
	Total         PatchSum       `json:"total" doc:"Of all that match"`
	Rows          []patchRow     `json:"rows" doc:"The one with the most people first"`
}

// PatchSum is patches in figures. People live where the population files have
// them, and need not be whole until they are rounded here.
type PatchSum struct {
	People     int     `json:"people"`
	Households int     `json:"households"`
	Hexes      int     `json:"hexes"`
	AreaKm2    float64 `json:"areaKm2"`
}

type patchRow struct {
	Rank int    `json:"rank" doc:"Among all that match, from 1"`
	ID   string `json:"id" doc:"H3 index of the hex with the most people, as tiles of gaps name the patch"`
	PatchSum
	Centre   orb.Point     `json:"centre" doc:"The middle of the hex with the most people"`
	Box      [4]float64    `json:"box" doc:"West, south, east, north of the middles of its hexes"`
	Communes []patchPeople `json:"communes" doc:"Of the vintage, by the people of their hamlets that live in the patch"`
	Hamlets  []patchPeople `json:"hamlets"`
}

type patchPeople struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	People int    `json:"people" doc:"Of the hamlets' lists, living in the patch"`
}

// patches lists connected inhabited places without signal. Of a network that the
// one who asks sees by class alone they are made of what its tiles show: hexes of
// resolution 9 and their classes.
func (s *server) patches(ctx context.Context, q *patchesQuestion) (patchesBody, error) {
	network, err := geo.ParseNetwork(string(q.Operator), string(q.Technology))
	if err != nil {
		return patchesBody{}, fmt.Errorf("%w: %w", problem.ErrParameter, err)
	}
	e, err := s.whole(ctx, q.Past)
	if err != nil {
		return patchesBody{}, err
	}
	if err := mayAsk(e, network.Operator); err != nil {
		return patchesBody{}, err
	}
	matching, resolution, err := e.Patches(network.Operator, geo.Only(network.Technology))
	if err != nil {
		return patchesBody{}, err
	}
	w := newPatchWriter(e, geo.Vintage(cmp.Or(string(q.Vintage), string(home(e)))))
	body := patchesBody{Release: e.ID, AsOf: day(e.View.Release.AsOf), Synthetic: e.View.Release.Synthetic, Territory: territory(e),
		Technology: q.Technology, Operator: q.Operator, Rule: patchRule(), Resolution: resolution, Vintage: string(w.names.vintage)}
	if q.Parent != "" {
		if _, err := w.names.parent(q.Parent, geo.LevelHamlet); err != nil {
			return patchesBody{}, err
		}
		matching = slices.DeleteFunc(slices.Clone(matching), func(g geo.Gap) bool { return !w.touches(g, geo.AdminCode(q.Parent)) })
	}
	body.NumberMatched, body.Total = len(matching), w.sum(matching...)
	window := Window{q.Limit, q.Offset}
	body.Rows = make([]patchRow, 0, q.Limit)
	for i, g := range of(window, matching) {
		body.Rows = append(body.Rows, w.row(q.Offset+i+1, g))
	}
	return body, nil
}

func patchRule() tiles.Text {
	return tiles.Text{
		Vietnamese: "Các ô lục giác liền nhau có từ 0,5 người trở lên theo danh sách thôn và mức dự báo dưới ngưỡng có tín hiệu; ô chưa đủ dữ liệu không tính",
		English:    "Touching hexes with at least 0.5 people of the hamlets' lists each and a predicted level below the threshold of signal; hexes not known are left out",
	}
}

// patchWriter puts patches into words: units of one vintage and names of hamlets.
type patchWriter struct {
	names   unitIndex
	hamlets map[geo.HamletCode]*geo.HamletResult
}

func newPatchWriter(e *tiles.Edition, vintage geo.Vintage) patchWriter {
	w := patchWriter{unitNames(e, vintage), map[geo.HamletCode]*geo.HamletResult{}}
	for i := range e.View.Hamlets {
		w.hamlets[e.View.Hamlets[i].Hamlet.Code] = &e.View.Hamlets[i]
	}
	return w
}

// touches reports whether people of a hamlet in the unit live in the patch.
func (w patchWriter) touches(g geo.Gap, unit geo.AdminCode) bool {
	return slices.ContainsFunc(g.Hamlets, func(code geo.HamletCode) bool {
		p := w.hamlets[code].Places[w.names.vintage]
		return p.Commune == unit || p.District == unit || p.Province == unit
	})
}

// sum adds patches up; households are divided like the people of their hamlet.
func (w patchWriter) sum(all ...geo.Gap) PatchSum {
	var people, households, area float64
	hexes := 0
	for _, g := range all {
		people, area, hexes = people+g.People, area+g.AreaKm2, hexes+len(g.Hexes)
		for i, code := range g.Hamlets {
			h := w.hamlets[code].Hamlet
			if h.Households != nil && h.People != nil && *h.People > 0 {
				households += g.Within[i] / float64(*h.People) * float64(*h.Households)
			}
		}
	}
	return PatchSum{int(math.Round(people)), int(math.Round(households)), hexes, math.Round(area*1000) / 1000}
}

func (w patchWriter) row(rank int, g geo.Gap) patchRow {
	row := patchRow{Rank: rank, ID: g.Centre.String(), PatchSum: w.sum(g), Centre: hex.Centre(g.Centre), Communes: []patchPeople{}, Hamlets: []patchPeople{}}
	box := hex.Centre(g.Hexes[0]).Bound()
	for _, h := range g.Hexes {
		box = box.Extend(hex.Centre(h))
	}
	row.Box = [4]float64{box.Min.Lon(), box.Min.Lat(), box.Max.Lon(), box.Max.Lat()}
	within := map[geo.AdminCode]float64{}
	for i, code := range g.Hamlets {
		h := w.hamlets[code]
		row.Hamlets = append(row.Hamlets, patchPeople{string(code), h.Hamlet.Name, int(math.Round(g.Within[i]))})
		within[h.Places[w.names.vintage].Commune] += g.Within[i]
	}
	for code, people := range within {
		if name := w.names.of(code, geo.LevelCommune); name != nil {
			row.Communes = append(row.Communes, patchPeople{name.Code, name.Name, int(math.Round(people))})
		}
	}
	slices.SortFunc(row.Communes, func(a, b patchPeople) int {
		return cmp.Or(cmp.Compare(b.People, a.People), cmp.Compare(a.Code, b.Code))
	})
	return row
}
