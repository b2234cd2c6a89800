package boundaries

import (
	"context"
	"fmt"

	"github.com/paulmach/orb"

	"phusong/data"
)

// The share of a commune that its hamlets may claim twice, or leave to none,
// before it is said. Borders drawn by different hands differ by slivers.
const (
	mostOverlap = 0.001
	mostGap     = 0.01
)

// measureFit measures how hamlets with borders fill their communes: what two of
// them claim, what none does, and what lies outside.
func (h *hamletReader) measureFit(ctx context.Context, store *data.Store, all []*found) error {
	areas := map[communeKey][]*found{}
	for _, one := range all {
		if !one.isPoint {
			at := communeKey{one.Vintage, one.Commune}
			areas[at] = append(areas[at], one)
		}
	}
	total := data.Fit{}
	for _, at := range sortedKeys(areas) {
		group := areas[at]
		parts := make([]orb.MultiPolygon, len(group))
		for i, one := range group {
			parts[i] = one.Territory
		}
		fit, err := store.Fit(ctx, group[0].commune.Boundary, parts)
		if err != nil {
			return fmt.Errorf("%s: commune %s: %w", h.file.Name, at.code, err)
		}
		h.tellFit(group[0], fit)
		total.OverlapKm2 += fit.OverlapKm2
		total.GapKm2 += fit.GapKm2
		total.OutsideKm2 += fit.OutsideKm2
	}
	if len(areas) > 0 {
		h.notes["overlap-km2"], h.notes["gap-km2"], h.notes["outside-km2"] = fmt.Sprintf("%.3f", total.OverlapKm2), fmt.Sprintf("%.3f", total.GapKm2), fmt.Sprintf("%.3f", total.OutsideKm2)
	}
	return nil
}

func (h *hamletReader) tellFit(one *found, fit data.Fit) {
	say := func(km2, most float64, code, vietnamese, english string) {
		if km2 > most*fit.AreaKm2 {
			h.ledger.Add(data.Issue{Code: code, Severity: data.Warning, Raw: string(one.commune.Code) + " " + one.commune.Name,
				Vietnamese: fmt.Sprintf("%s: "+vietnamese, one.commune.Name, km2, 100*km2/fit.AreaKm2), English: fmt.Sprintf("%s: "+english, one.commune.Name, km2, 100*km2/fit.AreaKm2)})
		}
	}
	say(fit.OverlapKm2, mostOverlap, "hamlets-overlap", "các thôn chồng lên nhau %.3f km² (%.2f %% diện tích xã)", "its hamlets overlap by %.3f km² (%.2f %% of the commune)")
	say(fit.GapKm2, mostGap, "hamlets-gap", "còn %.3f km² (%.2f %%) không thuộc thôn nào", "%.3f km² (%.2f %%) belong to no hamlet")
	say(fit.OutsideKm2, mostGap, "hamlets-outside", "các thôn lấn ra ngoài xã %.3f km² (%.2f %%)", "its hamlets reach %.3f km² (%.2f %%) beyond it")
}
