package derive

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/propagation"
	"phusong/geo/propagation/explain"
	"phusong/geo/terrain"
)

// PathQuestion asks why a place has signal from a mast, or none. From is a
// mast's id or an operator's site code; "" asks of whichever mast serves best.
type PathQuestion struct {
	From    string
	To      orb.Point
	ToName  string
	Network geo.Network
}

// Why a path cannot be explained.
var (
	ErrNoMast   = errors.New("no such mast")
	ErrNoGround = errors.New("the release has no elevation")
	ErrNoPlace  = errors.New("neither a hamlet's code nor lon,lat such as 105.35,22.63")
)

// Place reads where a path ends: the code of a hamlet of the release, whose name
// comes with its centre, or lon,lat.
func Place(view *data.View, text string) (at orb.Point, name string, err error) {
	for i := range view.Hamlets {
		if h := &view.Hamlets[i].Hamlet; string(h.Code) == text {
			return h.Centre, h.Name, nil
		}
	}
	lon, lat, found := strings.Cut(text, ",")
	x, err1 := strconv.ParseFloat(strings.TrimSpace(lon), 64)
	y, err2 := strconv.ParseFloat(strings.TrimSpace(lat), 64)
	if !found || err1 != nil || err2 != nil {
		return orb.Point{}, "", fmt.Errorf("%.60q is %w", text, ErrNoPlace)
	}
	return orb.Point{x, y}, "", nil
}

// searchMasts bounds the search for the mast that serves best: the nearest ones.
const searchMasts = 60

// Explain explains the path to a place from the sector that serves it best
// among those asked for, with the step the release was computed with.
func Explain(view *data.View, q PathQuestion) (explain.Explanation, error) {
	if view.Ground == nil {
		return explain.Explanation{}, fmt.Errorf("%w: phusong import elevation FILE, then phusong compute", ErrNoGround)
	}
	from, err := transmitters(view, q)
	if err != nil {
		return explain.Explanation{}, err
	}
	model, err := propagation.NewP1812(propagation.DefaultP1812())
	if err != nil {
		return explain.Explanation{}, err
	}
	to := explain.Receiver{Name: q.ToName, Position: q.To, HeightM: propagation.ReceiverHeightM}
	return explain.Best(view.Ground, model, from, to, stepKm(view))
}

// stepKm is the profile step of the release.
func stepKm(view *data.View) float64 {
	return knob(view, "StepKm", DefaultSettings().Coverage.StepKm)
}

// radiusKm is how far from a mast the release was computed: a mast farther away
// does not explain what the map shows.
func radiusKm(view *data.View) float64 {
	return knob(view, "RadiusKm", DefaultSettings().Coverage.RadiusKm)
}

// knob is a setting of the release's coverage, or what stands in for it.
func knob(view *data.View, name string, otherwise float64) float64 {
	knobs, _ := view.Settings["coverage"].(map[string]any)
	if v, ok := knobs[name].(float64); ok && v > 0 {
		return v
	}
	return otherwise
}

// transmitters are the sectors a question is about.
func transmitters(view *data.View, q PathQuestion) ([]explain.Transmitter, error) {
	near := nearMasts(view, q)
	var found []explain.Transmitter
	named := false
	for _, s := range view.Sectors {
		mast := view.Masts[s.Site]
		if q.From != "" && q.From != mast.ID && q.From != string(s.SiteCode) || q.From == "" && !near[s.Site] {
			continue
		}
		named = true
		if s.Sector.Technology == q.Network.Technology && (q.Network.Operator == geo.AnyOperator || q.Network.Operator == s.Operator) {
			found = append(found, explain.Sector(string(s.SiteCode), mast.Position, s.Sector))
		}
	}
	switch {
	case len(found) > 0:
		return found, nil
	case named:
		return nil, fmt.Errorf("%w: %s has no %v sector of operator %s", ErrNoMast, cmp.Or(q.From, "what stands near"), q.Network.Technology, q.Network.Operator)
	case q.From == "":
		return nil, fmt.Errorf("%w within %g km of that place: ask for another technology or operator", ErrNoMast, radiusKm(view))
	}
	return nil, fmt.Errorf("%w: %.60q is neither a mast's id nor a site code of this release", ErrNoMast, q.From)
}

// nearMasts are the masts, by place, among which the best is looked for.
func nearMasts(view *data.View, q PathQuestion) map[int]bool {
	type reach struct {
		mast int
		km   float64
	}
	var all []reach
	frame := terrain.NewFrame(q.To)
	last := -1
	for _, s := range view.Sectors {
		if s.Site == last || s.Sector.Technology != q.Network.Technology ||
			q.Network.Operator != geo.AnyOperator && q.Network.Operator != s.Operator {
			continue
		}
		last = s.Site
		if km, _ := frame.Polar(view.Masts[s.Site].Position); km <= radiusKm(view) {
			all = append(all, reach{s.Site, km})
		}
	}
	slices.SortFunc(all, func(a, b reach) int { return cmp.Compare(a.km, b.km) })
	near := map[int]bool{}
	for _, r := range all[:min(len(all), searchMasts)] {
		near[r.mast] = true
	}
	return near
}
