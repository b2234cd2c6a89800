package boundaries

import (
	"context"
	"fmt"
	"sort"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
)

// communeKey names a commune in one vintage.
type communeKey struct {
	vintage geo.Vintage
	code    geo.AdminCode
}

// shareOut gives hamlets known as points their part of the commune: the land
// nearer to them than to the commune's other hamlets. In a commune where other
// hamlets have borders of their own, points cannot be given land and are
// refused.
func (h *hamletReader) shareOut(ctx context.Context, store *data.Store, all []*found) error {
	points := map[communeKey][]*found{}
	bordered := map[communeKey]bool{}
	for _, one := range all {
		at := communeKey{one.Vintage, one.Commune}
		if one.isPoint {
			points[at] = append(points[at], one)
		} else {
			bordered[at] = true
		}
	}
	for _, at := range sortedKeys(points) {
		group := points[at]
		if bordered[at] {
			for _, one := range group {
				h.refuse(one.from, "mixed", "trong xã này có thôn là vùng và thôn là điểm: hãy cho tất cả là vùng hoặc tất cả là điểm",
					"this commune has hamlets with borders and hamlets that are points: give all of them one or the other")
			}
			continue
		}
		group = h.distinct(group)
		seeds := make([]orb.Point, len(group))
		for i, one := range group {
			seeds[i] = one.Centre
		}
		territories, err := store.Voronoi(ctx, group[0].commune.Boundary, seeds)
		if err != nil {
			return fmt.Errorf("%s: commune %s: %w", h.file.Name, at.code, err)
		}
		for i, one := range group {
			one.Territory = territories[i]
		}
	}
	if len(points) > 0 {
		h.notes["territories"] = "derived from points (Voronoi within the commune)"
	}
	return nil
}

// distinct refuses hamlets that stand on the very point of another.
func (h *hamletReader) distinct(group []*found) []*found {
	at := map[orb.Point]*found{}
	kept := group[:0]
	for _, one := range group {
		if before, taken := at[one.Centre]; taken {
			h.refuse(one.from, "same-point", fmt.Sprintf("cùng một điểm với đối tượng số %d", before.from.Number), fmt.Sprintf("it is on the same point as feature %d", before.from.Number))
			continue
		}
		at[one.Centre] = one
		kept = append(kept, one)
	}
	return kept
}

func sortedKeys(groups map[communeKey][]*found) []communeKey {
	keys := make([]communeKey, 0, len(groups))
	for k := range groups {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		a, b := keys[i], keys[j]
		return a.vintage < b.vintage || a.vintage == b.vintage && a.code < b.code
	})
	return keys
}
