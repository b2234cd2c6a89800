package derive

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"

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

// Parameters lists the model's and our own settings for readers.
func (s Settings) Parameters() ([]propagation.Parameter, error) {
	model, err := propagation.Named(s.Model)
	if err != nil {
		return nil, err
	}
	return append(model.Parameters(), s.Coverage.Parameters()...), nil
}

// resultVersion changes whenever the same sources and settings give another
// result, so that what an older program computed is not taken for ours.
const resultVersion = 1

// inputHash is the fingerprint of everything that can change a result.
func inputHash(revisions []data.Revision, s Settings) ([32]byte, error) {
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
