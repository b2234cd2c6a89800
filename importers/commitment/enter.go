package commitment

import (
	"context"
	"errors"
	"fmt"

	"phusong/data"
	"phusong/geo"
)

// Fate is what became of a row.
type Fate string

// The fates of a row: kept as written, kept but read otherwise than written, not
// kept.
const (
	Taken     Fate = "taken"
	Corrected Fate = "corrected"
	Refused   Fate = "refused"
)

// Fate tells it of a row that was read, and entered where it was to be.
func (r Row) Fate() Fate {
	switch {
	case r.Refused():
		return Refused
	case r.Corrected():
		return Corrected
	}
	return Taken
}

// Enter keeps the rows that can be kept, one after the other; those that the ledger
// has no room for, or has already, are refused with the reason in their issues. It
// fails where keep fails otherwise: the rows before that one are kept, and the same
// file again finds them there.
func Enter(ctx context.Context, rows []Row, keep func(context.Context, geo.Commitment) error) error {
	for i := range rows {
		r := &rows[i]
		if r.Refused() {
			continue
		}
		switch err := keep(ctx, r.Commitment); {
		case errors.Is(err, data.ErrCommitmentThere):
			r.notKept("there", "cam kết này đã có: cùng nơi, công nghệ và văn bản", data.ErrCommitmentThere)
		case errors.Is(err, data.ErrManyCommitments):
			r.notKept("many", "nhà mạng này có quá nhiều cam kết: hãy rút bớt", data.ErrManyCommitments)
		case err != nil:
			return fmt.Errorf("row %d: %w; the rows before it are kept", r.Row, err)
		}
	}
	return nil
}

func (r *Row) notKept(code, vietnamese string, reason error) {
	r.Issues = append(r.Issues, data.Issue{Sheet: r.Sheet, Row: r.Row, Severity: data.Refused, Code: code, Vietnamese: vietnamese, English: reason.Error()})
}

// Count counts rows by their fates.
func Count(rows []Row) map[Fate]int {
	counts := map[Fate]int{}
	for _, r := range rows {
		counts[r.Fate()]++
	}
	return counts
}
