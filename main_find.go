package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"phusong/api/search"
	"phusong/geo"
)

type findCommand struct {
	Words []string `arg:"" help:"A hamlet, commune, district, site code or coordinates, as people say it: Thôn 5 xã Minh Hương."`
	Limit int      `help:"At most so many answers." default:"10"`
	releaseFlags
}

// Run finds places by the words people use.
func (c findCommand) Run(ctx context.Context, p *place) error {
	view, err := p.summary(ctx, c.releaseFlags)
	if err != nil {
		return err
	}
	words := strings.Join(c.Words, " ")
	hits := search.New(view).Find(words, func(geo.OperatorCode) bool { return true }, c.Limit)
	if len(hits) == 0 {
		return fmt.Errorf("nothing is called %q in release %d: try fewer words, or the commune alone", words, view.Release.ID)
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	for _, h := range hits {
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%.5f,%.5f\t\n", h.Kind, h.Code, h.Name, strings.Join(h.Within, ", "), h.Vintage, h.Position.Lon(), h.Position.Lat())
	}
	return out.Flush()
}
