package derive

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math"

	"phusong/data"
	"phusong/geo/coverage"
	"phusong/geo/propagation"
)

// Settings is everything about a run that is not in its revisions. It is kept
// with the run, so that any worker computes the same.
type Settings struct {
	Model    string            `json:"model"` // short name, see propagation.Named
	Coverage coverage.Settings `json:"coverage"`
}

// DefaultSettings is what compute uses where nothing else was asked for.
func DefaultSettings() Settings {
	return Settings{Model: propagation.DefaultName, Coverage: coverage.DefaultSettings()}
}

// Parameters lists the model's settings, ours, and what sectors are taken to
// radiate where their list does not say, for readers.
func (s Settings) Parameters() ([]propagation.Parameter, error) {
	model, err := propagation.Named(s.Model)
	if err != nil {
		return nil, err
	}
	all := append(model.Parameters(), s.Coverage.Parameters()...)
	for _, b := range propagation.Budgets() {
		for _, p := range b.Parameters() {
			p.Name = fmt.Sprintf("%v %s: %s", b.Technology, bandName(b), p.Name)
			all = append(all, p)
		}
	}
	return all, nil
}

// bandName says which frequencies a link budget is for.
func bandName(b propagation.LinkBudget) string {
	switch {
	case b.FromMHz == 0:
		return fmt.Sprintf("below %g MHz", float64(b.BelowMHz))
	case math.IsInf(float64(b.BelowMHz), 1):
		return fmt.Sprintf("from %g MHz", float64(b.FromMHz))
	}
	return fmt.Sprintf("%g to below %g MHz", float64(b.FromMHz), float64(b.BelowMHz))
}

// resultVersion changes whenever the same sources and settings give another
// result, so that what an older program computed is not taken for ours.
const resultVersion = 3

// inputHashOf is the fingerprint of everything that can change a result.
func inputHashOf(revisions []data.Revision, s Settings) ([32]byte, error) {
	parameters, err := s.Parameters()
	if err != nil {
		return [32]byte{}, err
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "result %d\n", resultVersion)
	for _, r := range revisions {
		fmt.Fprintf(sum, "%s %q %x\n", r.Dataset.Kind, r.Dataset.Name, r.SHA256)
	}
	if err := json.NewEncoder(sum).Encode([]any{s, parameters}); err != nil {
		return [32]byte{}, fmt.Errorf("fingerprint the settings: %w", err)
	}
	return [32]byte(sum.Sum(nil)), nil
}
