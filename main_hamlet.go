package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"text/tabwriter"
	"time"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
)

type hamletCommand struct {
	Code string `arg:"" help:"Code of the hamlet, as gaps --by hamlet prints it."`
	releaseFlags
}

// Run prints one hamlet.
func (c hamletCommand) Run(ctx context.Context, p *place) error {
	return p.inRelease(ctx, c.releaseFlags, func(store *data.Store, release int64) error {
		offered, err := offeredDefinitions(ctx, store)
		if err != nil {
			return err
		}
		view, err := store.LoadView(ctx, release)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(view.Hamlets, func(h geo.HamletResult) bool { return string(h.Hamlet.Code) == c.Code })
		if i < 0 {
			return fmt.Errorf("there is no hamlet %q in release %d: phusong gaps --by hamlet lists the codes", c.Code, release)
		}
		return writeHamlet(os.Stdout, view, i, offered)
	})
}

// offeredDefinitions are those that are not retired.
func offeredDefinitions(ctx context.Context, store *data.Store) ([]geo.Definition, error) {
	all, err := store.Definitions(ctx)
	var offered []geo.Definition
	for _, d := range all {
		if d.RetiredAt == nil {
			offered = append(offered, d.Definition)
		}
	}
	return offered, err
}

// writeHamlet prints hamlet i of a view.
func writeHamlet(w io.Writer, view *data.View, i int, offered []geo.Definition) error {
	r := view.Hamlets[i]
	h := r.Hamlet
	fmt.Fprintf(w, "%s (%s), %s\n", h.Name, h.Kind, h.Code)
	for _, vintage := range geo.Vintages() {
		if place, known := r.Places[vintage]; known && place.Commune != "" {
			fmt.Fprintf(w, "  %s: %s\n", vintage, placeName(view.Units, vintage, place))
		}
	}
	fmt.Fprintf(w, "  people %s, households %s, centre %.5f E %.5f N\n", figure(h.People), figure(h.Households), h.Centre.Lon(), h.Centre.Lat())
	for _, c := range h.Clusters {
		fmt.Fprintf(w, "  cluster %s: households %s, %.5f E %.5f N\n", c.Name, figure(c.Households), c.At.Lon(), c.At.Lat())
	}
	fmt.Fprintf(w, "  predicted, as of %s, release %d, %s", view.Release.AsOf.Format(time.DateOnly), view.Release.ID, view.Model)
	fmt.Fprintln(w, invented(view.Release.Synthetic))
	return writeNetworks(w, view, i, offered)
}

// writeNetworks prints what each network does for hamlet i, then what several
// technologies do together, with the verdict by each definition.
func writeNetworks(w io.Writer, view *data.View, i int, offered []geo.Definition) error {
	judge := data.NewJudge(view)
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprint(out, "  network\tcentre\tlevel dBm\tlikely\tpeople in signal")
	clusters := view.Hamlets[i].Hamlet.Clusters
	if len(clusters) > 0 {
		fmt.Fprint(out, "\tclusters in signal")
	}
	for _, d := range offered {
		fmt.Fprintf(out, "\tby %s", d.Code)
	}
	fmt.Fprintln(out)
	verdicts := func(o geo.OperatorCode, set geo.TechnologySet) {
		for _, d := range offered {
			fmt.Fprintf(out, "\t%s", judge.Verdict(i, geo.Question{Operator: o, Technologies: set, Definition: d}))
		}
		fmt.Fprintln(out)
	}
	for j, network := range geo.Networks() {
		reach := view.Hamlets[i].Reaches[j]
		level, likely := "–", "–"
		if reach.Centre != geo.ClassNone && reach.Centre != geo.ClassUnknown {
			level = strconv.FormatFloat(float64(reach.CentreLevel), 'f', 1, 64)
			chance := coverage.Probability(reach.CentreLevel, geo.ScaleOf(network.Technology).Covered(), view.Sigma())
			likely = fmt.Sprintf("%.0f %%", 100*chance)
		}
		fmt.Fprintf(out, "  %s %s\t%s\t%s\t%s\t%.0f %%", network.Technology, network.Operator, reach.Centre, level, likely, 100*reach.PeopleCovered)
		if len(clusters) > 0 {
			fmt.Fprintf(out, "\t%d of %d", reach.ClustersCovered, reach.Clusters)
		}
		verdicts(network.Operator, geo.Only(network.Technology))
	}
	for _, set := range geo.TechnologySets() {
		if len(set.Members()) > 1 {
			fmt.Fprintf(out, "  %s %s\t–\t–\t–\t–", set, geo.AnyOperator)
			if len(clusters) > 0 {
				fmt.Fprint(out, "\t–")
			}
			verdicts(geo.AnyOperator, set)
		}
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
