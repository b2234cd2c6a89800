package coverage

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"math"
	"slices"
	"strings"

	"phusong/geo"
	"phusong/geo/terrain"
)

// sameMastKm is how near two operators' coordinates of one mast lie: their
// surveyors read different receivers on different sides of it.
const sameMastKm = 0.050

// Sites groups presences into masts: two presences are on one mast when a chain
// of presences, each at most 50 m from the next, joins them. Neither sites nor
// IDs depend on the order of presences. A site stands where its first presence
// does, by operator, code and place. Sites ascend by ID. They share the sectors of
// presences that have them in order.
func Sites(presences []geo.Presence) []geo.Site {
	sorted := northwards(presences)
	mast := newForest(len(sorted))
	for i, a := range sorted {
		frame := terrain.NewFrame(a.Position)
		for j := i + 1; j < len(sorted); j++ {
			if (sorted[j].Position.Lat()-a.Position.Lat())*110 > sameMastKm {
				break
			}
			if km, _ := frame.Polar(sorted[j].Position); km <= sameMastKm {
				mast.join(i, j)
			}
		}
	}
	return gather(sorted, mast)
}

// northwards are presences by latitude, each with its sectors in order. They are
// sorted by their places: to move so large a thing takes longer than to compare.
func northwards(presences []geo.Presence) []geo.Presence {
	tidy := make([]geo.Presence, len(presences))
	order := make([]int, len(presences))
	for i, p := range presences {
		if order[i] = i; !slices.IsSortedFunc(p.Sectors, compareSectors) {
			p.Sectors = slices.Clone(p.Sectors)
			slices.SortStableFunc(p.Sectors, compareSectors)
		}
		tidy[i] = p
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(byLatitude(&tidy[a], &tidy[b]), a-b) })
	sorted := make([]geo.Presence, len(order))
	for i, at := range order {
		sorted[i] = tidy[at]
	}
	return sorted
}

func gather(presences []geo.Presence, mast forest) []geo.Site {
	members := map[int][]geo.Presence{}
	for i, p := range presences {
		root := mast.root(i)
		members[root] = append(members[root], p)
	}
	sites := make([]geo.Site, 0, len(members))
	for _, group := range members {
		slices.SortStableFunc(group, comparePresences)
		sites = append(sites, geo.Site{ID: siteID(group[0]), Position: group[0].Position, Presences: group})
	}
	slices.SortFunc(sites, func(a, b geo.Site) int { return strings.Compare(a.ID, b.ID) })
	return sites
}

// siteID is made from the place to about a metre: two sites are at least fifty apart.
func siteID(first geo.Presence) string {
	place := fmt.Sprintf("%.5f %.5f", first.Position.Lon(), first.Position.Lat())
	sum := sha256.Sum256([]byte(place))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:10]
}

func byLatitude(a, b *geo.Presence) int {
	if place := cmp.Or(cmp.Compare(a.Position.Lat(), b.Position.Lat()), cmp.Compare(a.Position.Lon(), b.Position.Lon())); place != 0 {
		return place
	}
	return comparePresences(*a, *b)
}

func comparePresences(a, b geo.Presence) int {
	return cmp.Or(
		cmp.Compare(geo.OperatorRank(a.Operator), geo.OperatorRank(b.Operator)),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Position.Lat(), b.Position.Lat()),
		cmp.Compare(a.Position.Lon(), b.Position.Lon()),
		cmp.Compare(a.Status, b.Status),
		cmp.Compare(a.Name, b.Name),
		slices.CompareFunc(a.Sectors, b.Sectors, compareSectors))
}

func compareSectors(a, b geo.Sector) int {
	return cmp.Or(
		cmp.Compare(a.Technology, b.Technology),
		cmp.Compare(a.Frequency, b.Frequency),
		cmp.Compare(a.Name, b.Name),
		cmp.Compare(a.AzimuthDeg, b.AzimuthDeg),
		cmp.Compare(a.HeightM, b.HeightM),
		cmp.Compare(a.MechanicalTilt, b.MechanicalTilt),
		cmp.Compare(a.ElectricalTilt, b.ElectricalTilt),
		cmp.Compare(a.PowerDBm, b.PowerDBm),
		cmp.Compare(a.GainDBi, b.GainDBi),
		cmp.Compare(bit(a.AzimuthKnown), bit(b.AzimuthKnown)),
		cmp.Compare(bit(a.Omni), bit(b.Omni)))
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// forest is the union of things found to belong together.
type forest []int

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i] = i
	}
	return f
}

func (f forest) root(i int) int {
	for f[i] != i {
		f[i] = f[f[i]]
		i = f[i]
	}
	return i
}

func (f forest) join(i, j int) {
	a, b := f.root(i), f.root(j)
	f[max(a, b)] = min(a, b)
}

// Probability is the chance that the level at a place predicted to have level
// is at least threshold, for a normal spread of sigma in dB.
func Probability(level, threshold geo.DBm, sigma geo.DB) float64 {
	return 0.5 * math.Erfc(-float64(level-threshold)/(float64(sigma)*math.Sqrt2))
}
