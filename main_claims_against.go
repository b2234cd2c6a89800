package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
)

// beginning is the one of several things whose id begins so; what they are called
// and the command that lists them stand in the error.
func beginning[T any](all []T, id string, of func(T) string, called, command string) (found T, err error) {
	n := 0
	for _, one := range all {
		if id != "" && strings.HasPrefix(of(one), strings.ToLower(id)) {
			found, n = one, n+1
		}
	}
	if n != 1 {
		return found, fmt.Errorf("%d %s have an id that begins with %.40q: phusong %s lists them", n, called, id, command)
	}
	return found, nil
}

// writeAgainst prints a claim and what is computed, each with its territory,
// definition and date, and the hamlets that speak against the claim.
func writeAgainst(w io.Writer, view *data.View, c data.Claim, q geo.Question) error {
	if !c.Subject.OfHamlets() {
		return fmt.Errorf("the claim counts %s, not hamlets: phusong claims sets it beside what is computed", c.Subject)
	}
	verdicts := data.NewJudge(view).Verdicts(q)
	answer := coverage.CheckClaim(c.Claim, view.Hamlets, verdicts, coverage.Stock{})
	_, about := c.Subject.Words()
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(out, "\tclaimed\tcomputed\n%s\t%g\t%g, %d hamlets, %d of them unknown\n", about, c.Value, answer.Computed, answer.Hamlets, answer.Unknown)
	fmt.Fprintf(out, "territory\t%s\t%s\n", claimTerritory(view, c.District, "as the source means it"), claimTerritory(view, c.District, "all of it"))
	fmt.Fprintf(out, "definition\tas the source has it: %s\t%s: %s\n", c.Words, q.Definition.Code, q.Definition.English)
	fmt.Fprintf(out, "network\tentered as %s, %s\t%s, %s\n", c.Technologies, c.Operator, q.Technologies, q.Operator)
	fmt.Fprintf(out, "date\t%s\tas of %s, release %d%s\n", c.On.Format(time.DateOnly), view.Release.AsOf.Format(time.DateOnly), view.Release.ID, invented(view.Release.Synthetic))
	fmt.Fprintf(out, "source\t%s\tpredicted by %s\n", c.Source, view.Model)
	if err := out.Flush(); err != nil {
		return err
	}
	if answer.Holds {
		fmt.Fprintln(w, "\nthe claim holds: no hamlet speaks against it")
		return nil
	}
	fmt.Fprintf(w, "\n%d hamlets speak against it\n", len(answer.Against))
	out = tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "hamlet\tname\tlies in\tpeople\thouseholds\tverdict\t")
	vintage := view.HomeVintage()
	for i, h := range view.Hamlets {
		if slices.Contains(answer.Against, h.Hamlet.Code) {
			fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\t\n", h.Hamlet.Code, h.Hamlet.Name, placeName(view.Units, vintage, h.Places[vintage]), figure(h.Hamlet.People), figure(h.Hamlet.Households), verdicts[i])
		}
	}
	return out.Flush()
}

// claimTerritory names the district a claim is about, or the province.
func claimTerritory(view *data.View, district geo.AdminCode, whole string) string {
	place, vintage := geo.Place{District: district}, geo.Vintage2024
	if district != "" {
		return placeName(view.Units, vintage, place) + ", boundaries of " + string(vintage)
	}
	for _, u := range view.Units {
		if u.Level == geo.LevelProvince && u.Vintage == view.HomeVintage() {
			return fmt.Sprintf("%s, %s, boundaries of %s", u.Name, whole, u.Vintage)
		}
	}
	return whole
}
