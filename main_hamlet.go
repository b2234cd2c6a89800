package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"text/tabwriter"
	"time"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
)

type hamletCommand struct {
	Code    string `arg:"" help:"Code of the hamlet, as gaps --by hamlet prints it."`
	Release int64  `help:"An earlier release; the published one by default."`
}

// Run prints one hamlet.
func (c hamletCommand) Run(ctx context.Context, p *place) error {
	view, err := p.summary(ctx, c.Release)
	if err != nil {
		return err
	}
	for _, h := range view.Hamlets {
		if string(h.Hamlet.Code) == c.Code {
			return writeHamlet(os.Stdout, view, h)
		}
	}
	return fmt.Errorf("there is no hamlet %q in release %d: phusong gaps --by hamlet lists the codes", c.Code, view.Release.ID)
}

func writeHamlet(w io.Writer, view *data.View, r geo.HamletResult) error {
	h := r.Hamlet
	fmt.Fprintf(w, "%s (%s), %s\n", h.Name, h.Kind, h.Code)
	for _, vintage := range geo.Vintages() {
		if place, known := r.Places[vintage]; known && place.Commune != "" {
			fmt.Fprintf(w, "  %s: %s\n", vintage, placeName(view.Units, vintage, place))
		}
	}
	fmt.Fprintf(w, "  people %s, households %s, centre %.5f E %.5f N\n", figure(h.People), figure(h.Households), h.Centre.Lon(), h.Centre.Lat())
	fmt.Fprintf(w, "  predicted, as of %s, release %d, %s", view.Release.AsOf.Format(time.DateOnly), view.Release.ID, view.Model)
	if view.Release.Synthetic {
		fmt.Fprint(w, " — dữ liệu mẫu, invented sample")
	}
	fmt.Fprintln(w)
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "  network\tcentre\tlevel dBm\tlikely\tpeople in signal\tby centre\tby people\tby area")
	for i, network := range geo.Networks() {
		reach := r.Reaches[i]
		level, likely := "–", "–"
		if reach.Centre != geo.ClassNone && reach.Centre != geo.ClassUnknown {
			level = strconv.FormatFloat(float64(reach.CentreLevel), 'f', 1, 64)
			chance := coverage.Probability(reach.CentreLevel, geo.ScaleOf(network.Technology).Covered(), view.Sigma())
			likely = fmt.Sprintf("%.0f %%", 100*chance)
		}
		fmt.Fprintf(out, "  %s %s\t%s\t%s\t%s\t%.0f %%", network.Technology, network.Operator, reach.Centre, level, likely, 100*reach.PeopleCovered)
		for _, d := range geo.Definitions() {
			fmt.Fprintf(out, "\t%s", d.Verdict(reach))
		}
		fmt.Fprintln(out)
	}
	return out.Flush()
}

func placeName(units []geo.AdminUnit, vintage geo.Vintage, place geo.Place) string {
	text := ""
	for _, code := range []geo.AdminCode{place.Commune, place.District, place.Province} {
		for _, u := range units {
			if u.Vintage == vintage && u.Code == code && code != "" {
				if text != "" {
					text += ", "
				}
				text += fmt.Sprintf("%s (%s)", u.Name, u.Code)
			}
		}
	}
	return text
}

// figure prints a count that may not be known.
func figure(n *int) string {
	if n == nil {
		return "unknown"
	}
	return strconv.Itoa(*n)
}
