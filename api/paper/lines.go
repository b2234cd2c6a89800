package paper

import (
	"io"
	"time"

	"phusong/geo"
	"phusong/importers/report"
)

// WriteLines writes the report as CSV: the units of every level and vintage, the
// total first, and then the hamlets that are not covered. Every line carries what
// its figures must not stand without.
func WriteLines(w io.Writer, r Report) error {
	out, err := report.NewCSV(w, true)
	if err != nil {
		return err
	}
	if err := out.Row("level", "vintage", "code", "name", "parent", "population", "households", "area_km2",
		"hamlets_covered", "hamlets_partial", "hamlets_none", "hamlets_unknown",
		"covered", "partial", "none", "unknown", "covered_km2", "partial_km2", "none_km2", "unknown_km2",
		"definition", "technology", "operator", "area", "as_of", "release", "synthetic"); err != nil {
		return err
	}
	total := r.Total
	total.Code, total.Name, total.Parent = "", r.Area, ""
	if err := r.line(out, "total", total); err != nil {
		return err
	}
	for _, p := range r.Parts {
		for _, row := range p.Rows {
			if err := r.line(out, p.Level.String(), row); err != nil {
				return err
			}
		}
	}
	for _, h := range r.Hamlets {
		if err := r.line(out, geo.LevelHamlet.String(), h.row()); err != nil {
			return err
		}
	}
	return out.End()
}

// row counts the hamlet as a unit of its own.
func (h Hamlet) row() geo.GapRow {
	row := geo.GapRow{Code: h.Code, Name: h.Name, Vintage: h.vintage, Parent: h.parent, AreaM2: h.areaM2}
	if h.People != nil {
		row.Population = *h.People
	}
	if h.Households != nil {
		row.Households = *h.Households
	}
	row.People.Add(h.Verdict, row.Population)
	row.Area.Add(h.Verdict, row.AreaM2)
	row.Hamlets.Add(h.Verdict, 1)
	return row
}

func (r Report) line(out *report.CSV, level string, g geo.GapRow) error {
	return out.Row(level, string(g.Vintage), g.Code, g.Name, string(g.Parent), g.Population, g.Households, squareKm(g.AreaM2),
		g.Hamlets.Covered, g.Hamlets.Partial, g.Hamlets.None, g.Hamlets.Unknown,
		g.People.Covered, g.People.Partial, g.People.None, g.People.Unknown,
		squareKm(g.Area.Covered), squareKm(g.Area.Partial), squareKm(g.Area.None), squareKm(g.Area.Unknown),
		r.Definition.Code, string(r.Technologies), string(r.Operator), r.Area,
		r.Release.AsOf.Format(time.DateOnly), int(r.Release.ID), r.Release.Synthetic)
}
