package boundaries

import (
	"context"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/importers/feature"
)

// mostChange is the share of its area a shape may gain or lose by a repair; more
// is for a person to mend.
const mostChange = 0.01

// settleInvalid asks PostGIS about the polygons. One that is not valid is refused
// with the reason and its place; or put right, where that was asked for and
// changes little, and the change of area is said. shapes[i] belongs to
// features[i] and is replaced.
func (s *source) settleInvalid(ctx context.Context, store *data.Store, features []*feature.Feature, shapes []orb.MultiPolygon) error {
	reasons, err := store.InvalidReasons(ctx, shapes)
	if err != nil {
		return fmt.Errorf("%s: %w", s.file.Name, err)
	}
	var wrong []int
	for i, reason := range reasons {
		switch {
		case reason == "":
		case s.repair:
			wrong = append(wrong, i)
		default:
			s.refuse(features[i], "geometry-invalid", fmt.Sprintf("hình không hợp lệ: %s (sửa ở nguồn, hoặc nhập lại với --repair)", reason), fmt.Sprintf("the shape is not valid: %s (mend it at its source, or import it with --repair)", reason))
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	broken := make([]orb.MultiPolygon, len(wrong))
	for k, i := range wrong {
		broken[k] = shapes[i]
	}
	repairs, err := store.Repaired(ctx, broken)
	if err != nil {
		return fmt.Errorf("%s: %w", s.file.Name, err)
	}
	for k, i := range wrong {
		if s.tellRepair(features[i], reasons[i], repairs[k]) {
			shapes[i] = repairs[k].Shape
		}
	}
	return nil
}

// tellRepair says what a repair did, and whether it may stand.
func (s *source) tellRepair(f *feature.Feature, reason string, r data.Repair) bool {
	vietnamese := fmt.Sprintf("%s; diện tích trước %.4f km², sau %.4f km² (%+.2f %%)", reason, r.BeforeKm2, r.AfterKm2, 100*r.Change)
	english := fmt.Sprintf("%s; its area was %.4f km², and would be %.4f km² (%+.2f %%)", reason, r.BeforeKm2, r.AfterKm2, 100*r.Change)
	if r.Shape == nil || math.Abs(r.Change) > mostChange {
		s.refuse(f, "geometry-invalid", "hình không hợp lệ và sửa tự động thì lệch quá 1 % diện tích: "+vietnamese, "the shape is not valid, and to repair it would change over 1 % of its area: "+english)
		return false
	}
	s.ledger.Add(data.Issue{Row: f.Number, Code: "geometry-repaired", Severity: data.Corrected, Raw: label(f), Proposed: fmt.Sprintf("%+.2f %%", 100*r.Change),
		Vietnamese: "đã sửa hình không hợp lệ: " + vietnamese, English: "an invalid shape was put right: " + english})
	return true
}
