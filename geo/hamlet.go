package geo

import "github.com/paulmach/orb"

// HamletCode is ours: no national list of hamlet codes exists. It is stable
// across imports of the same list.
type HamletCode string

// HamletKind is what the people who live there call it.
type HamletKind string

// The kinds. HamletRest is the part of a commune for which no hamlet is listed:
// it keeps sums of people whole, has no centre to be judged by, and is not
// counted as a hamlet.
const (
	HamletThon HamletKind = "thôn"
	HamletBan  HamletKind = "bản"
	HamletTDP  HamletKind = "tổ dân phố"
	HamletXom  HamletKind = "xóm"
	HamletRest HamletKind = "chưa có danh sách"
)

// Hamlet is a village: the unit people mean when they say "we have no signal".
// Commune is its commune in Vintage. Centre is the culture house (nhà văn hoá)
// or the point that stands in for it. People and Households are nil where unknown.
type Hamlet struct {
	Code       HamletCode
	Vintage    Vintage
	Commune    AdminCode
	Name       string
	Kind       HamletKind
	Centre     orb.Point
	Territory  orb.MultiPolygon
	People     *int
	Households *int
	Clusters   []Cluster // by name; none where no list of them was imported
}

// Cluster is a group of houses (cụm dân cư) of a hamlet, away from its centre or
// around it: a place of its own where people ask for signal. Households is nil
// where unknown.
type Cluster struct {
	Name       string    `json:"name"`
	At         orb.Point `json:"at"`
	Households *int      `json:"households"`
}

// Points are where a hamlet is judged by: its centre, then its clusters.
func (h Hamlet) Points() []orb.Point {
	all := []orb.Point{h.Centre}
	for _, c := range h.Clusters {
		all = append(all, c.At)
	}
	return all
}

// ClusterHouseholds are the households of all listed clusters together; nil where
// none are listed, or those of one are unknown.
func (h Hamlet) ClusterHouseholds() *int {
	sum := 0
	for _, c := range h.Clusters {
		if c.Households == nil {
			return nil
		}
		sum += *c.Households
	}
	if len(h.Clusters) == 0 {
		return nil
	}
	return &sum
}
