package explain

import (
	"fmt"
	"math"

	"phusong/geo/propagation"
	"phusong/geo/terrain"
)

// Best explains the path from whichever transmitter reaches the receiver
// strongest, the first of equals. Transmitters whose paths cannot be computed
// are passed over, unless none can; the error is then that of the first.
func Best(ground *terrain.Ground, model propagation.P1812, from []Transmitter, to Receiver, stepKm float64) (Explanation, error) {
	if len(from) == 0 {
		return Explanation{}, fmt.Errorf("%w: there is no transmitter", ErrPath)
	}
	var best Explanation
	strongest := math.Inf(-1)
	var failed error
	for _, t := range from {
		e, err := Path(ground, model, t, to, stepKm)
		if err != nil {
			if failed == nil {
				failed = err
			}
			continue
		}
		level := -e.LossDB
		if e.Received != nil {
			level = e.Received.LevelDBm
		}
		if level > strongest {
			best, strongest = e, level
		}
	}
	if math.IsInf(strongest, -1) {
		return Explanation{}, failed
	}
	return best, nil
}
