package boundaries

import (
	"context"
	"fmt"
	"time"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/feature"
	"phusong/importers/gazetteer"
	"phusong/importers/intake"
)

// HamletOptions name a file of hamlets and say what the file does not.
type HamletOptions struct {
	FileName string
	Content  []byte
	Vintage  geo.Vintage    // "" lets the features say it, or else the imported communes
	Dataset  string         // "" names it after the vintage
	Limits   *intake.Limits // nil for those of the product
	Repair   bool           // put invalid shapes right where that changes little
	AsOf     time.Time
	DryRun   bool
}

// ImportHamlets reads hamlets and saves them as one revision. Polygons keep
// their shape; points share the land of their commune out among them. The
// communes must have been imported before. Errors are as those of sites.Import.
func ImportHamlets(ctx context.Context, store *data.Store, o HamletOptions) (importers.Receipt, error) {
	s, err := open(ctx, store, o.FileName, o.Content, o.Limits)
	if err != nil {
		return importers.Receipt{}, err
	}
	s.repair = o.Repair
	known, err := store.CurrentUnits(ctx)
	if err != nil {
		return importers.Receipt{}, fmt.Errorf("%s: %w", s.file.Name, err)
	}
	h := hamletReader{source: s, gazetteer: gazetteer.New(known), given: o.Vintage}
	hamlets, err := h.read(ctx, store)
	if err != nil {
		return importers.Receipt{}, err
	}
	d := data.Dataset{Kind: data.Hamlets, Name: "hamlets " + h.vintages(hamlets), Title: "Thôn, bản, tổ dân phố"}
	return s.importAs(d, o.Dataset, o.AsOf, o.DryRun).Finish(ctx, len(hamlets), func(ctx context.Context, n data.NewRevision) (data.Revision, error) {
		return store.SaveHamlets(ctx, n, hamlets)
	})
}

// hamletReader turns features into hamlets of known communes.
type hamletReader struct {
	*source
	gazetteer *gazetteer.Gazetteer
	given     geo.Vintage
}

// found is a hamlet with the feature it came from and the commune it lies in.
type found struct {
	geo.Hamlet
	from    *feature.Feature
	commune geo.AdminUnit
	isPoint bool
}

func (h *hamletReader) read(ctx context.Context, store *data.Store) ([]geo.Hamlet, error) {
	var all []*found
	for _, f := range h.taken() {
		one, ok, err := h.hamlet(f)
		if err != nil {
			return nil, err
		}
		if ok {
			all = append(all, one)
		}
	}
	if err := h.keepValid(ctx, store, all); err != nil {
		return nil, err
	}
	all = h.stillTaken(all)
	if err := h.measureFit(ctx, store, all); err != nil {
		return nil, err
	}
	if err := h.shareOut(ctx, store, all); err != nil {
		return nil, err
	}
	all = h.stillTaken(all)
	h.code(all)
	all = h.stillTaken(all)
	hamlets := make([]geo.Hamlet, len(all))
	for i, one := range all {
		hamlets[i] = one.Hamlet
	}
	return hamlets, nil
}

func (h *hamletReader) stillTaken(all []*found) []*found {
	kept := all[:0]
	for _, one := range all {
		if h.ledger.Taken("", one.from.Number) {
			kept = append(kept, one)
		}
	}
	return kept
}

func (h *hamletReader) keepValid(ctx context.Context, store *data.Store, all []*found) error {
	var features []*feature.Feature
	var shapes []orb.MultiPolygon
	var areas []*found
	for _, one := range all {
		if !one.isPoint {
			features, shapes, areas = append(features, one.from), append(shapes, one.Territory), append(areas, one)
		}
	}
	if err := h.settleInvalid(ctx, store, features, shapes); err != nil {
		return err
	}
	for i, one := range areas {
		if one.Territory = shapes[i]; !inside(one.Territory, one.Centre) && h.ledger.Taken("", one.from.Number) {
			one.Centre = representative(one.Territory)
		}
	}
	return nil
}

// hamlet reads one feature; not ok where it is refused or left out.
func (h *hamletReader) hamlet(f *feature.Feature) (*found, bool, error) {
	name := f.Text(hamletNames()...)
	if name == "" {
		h.refuse(f, "name-missing", "thiếu tên thôn, bản, tổ dân phố", "the hamlet's name is missing")
		return nil, false, nil
	}
	kind, ok := readKind(f, name)
	if !ok {
		h.add(f, data.Dropped, "not-a-hamlet", "không phải thôn, bản, tổ dân phố (là thị trấn, thành phố hoặc xã), bỏ qua", "it is a town, city or commune, not a hamlet; left out")
		return nil, false, nil
	}
	one := &found{from: f, Hamlet: geo.Hamlet{
		Name: name, Kind: kind, People: h.count(f, populationNames()), Households: h.count(f, householdNames()),
	}}
	if one.People != nil && *one.People == 0 && f.Text("fclass", "osm_id") != "" {
		one.People = nil // OpenStreetMap writes 0 for "not known"
	}
	h.placeCentre(one)
	vintage, err := h.vintage(f)
	if err != nil {
		return nil, false, err
	}
	one.Vintage = vintage
	return one, h.placeInCommune(one), nil
}

// placeCentre takes the stated centre of a polygon where it lies inside, or a
// point inside that stands in for it.
func (h *hamletReader) placeCentre(one *found) {
	if p, isPoint := one.from.Geometry.(orb.Point); isPoint {
		one.Centre, one.isPoint = p, true
		return
	}
	one.Territory = one.from.Geometry.(orb.MultiPolygon)
	lon, ok1 := one.from.Float(lonNames()...)
	lat, ok2 := one.from.Float(latNames()...)
	if stated := (orb.Point{lon, lat}); ok1 && ok2 && inside(one.Territory, stated) {
		one.Centre = stated
		return
	}
	one.Centre = representative(one.Territory)
	if ok1 && ok2 {
		h.add(one.from, data.Warning, "centre-outside", "điểm trung tâm đã ghi nằm ngoài ranh giới thôn; lấy một điểm bên trong", "the stated centre lies outside the hamlet; a point inside stands in for it")
	}
}

// vintage is the caller's, the feature's, or the one vintage whose communes
// are known; of several, the oldest, which still has districts.
func (h *hamletReader) vintage(f *feature.Feature) (geo.Vintage, error) {
	if h.given != "" {
		return h.given, nil
	}
	if v, err := geo.ParseVintage(f.Text(vintageNames()...)); err == nil {
		return v, nil
	}
	for _, v := range geo.Vintages() {
		if len(h.gazetteer.Level(v, geo.LevelCommune)) > 0 {
			return v, nil
		}
	}
	return "", intake.Refuse("communes-first", "chưa có ranh giới xã: hãy nhập ranh giới xã trước khi nhập thôn", "no communes are known yet: import their boundaries before the hamlets")
}

// placeInCommune finds the commune by its code, or by where the centre lies.
func (h *hamletReader) placeInCommune(one *found) bool {
	lies, somewhere := h.gazetteer.Containing(one.Centre, one.Vintage)
	code := geo.AdminCode(padCode(one.from.Text(communeCodeNames()...), geo.LevelCommune))
	named, known := h.gazetteer.Unit(one.Vintage, code)
	switch {
	case code != "" && !known:
		h.refuse(one.from, "commune-unknown", fmt.Sprintf("không có xã mã %s trong ranh giới %s đã nhập", code, one.Vintage),
			fmt.Sprintf("there is no commune %s among the imported boundaries of %s", code, one.Vintage))
		return false
	case known && one.isPoint && (!somewhere || lies.Code != code):
		h.refuse(one.from, "commune-other", fmt.Sprintf("điểm không nằm trong xã đã ghi (%s)", named.Name), fmt.Sprintf("the point does not lie in the commune it names (%s)", named.Name))
		return false
	case known:
		if !somewhere || lies.Code != code {
			h.add(one.from, data.Warning, "commune-other", fmt.Sprintf("trung tâm thôn không nằm trong xã đã ghi (%s)", named.Name), fmt.Sprintf("the hamlet's centre does not lie in the commune it names (%s)", named.Name))
		}
		one.commune = named
	case !somewhere:
		h.refuse(one.from, "outside", fmt.Sprintf("không nằm trong xã nào của ranh giới %s đã nhập", one.Vintage), fmt.Sprintf("it lies in no commune of the imported boundaries of %s", one.Vintage))
		return false
	default:
		one.commune = lies
		h.checkName(one)
	}
	one.Commune = one.commune.Code
	return true
}

// checkName doubts a hamlet that lies in another commune than the one it names.
// A name that lost its letters ư (TCVN3) is mended first.
func (h *hamletReader) checkName(one *found) {
	name := one.from.Text(communeNames()...)
	if restored, ok := h.gazetteer.Restore(name); ok {
		h.add(one.from, data.Corrected, "commune-restored", fmt.Sprintf("tên xã “%s” mất chữ ư: khôi phục thành “%s”", name, restored), fmt.Sprintf("the commune's name “%s” had lost its letter ư: restored to “%s”", name, restored))
		name = restored
	}
	known := false
	for _, unit := range h.gazetteer.Named(name, "") {
		known = known || unit.Vintage == one.Vintage
		if unit.Code == one.commune.Code && unit.Vintage == one.Vintage {
			return
		}
	}
	if known {
		h.add(one.from, data.Warning, "commune-other", fmt.Sprintf("ghi thuộc “%s” nhưng nằm trong “%s”", name, one.commune.Name), fmt.Sprintf("it is said to belong to “%s”, but lies in “%s”", name, one.commune.Name))
	}
}

func (h *hamletReader) vintages(hamlets []geo.Hamlet) string {
	text := ""
	for _, v := range geo.Vintages() {
		for _, one := range hamlets {
			if one.Vintage == v {
				text = join(text, string(v))
				break
			}
		}
	}
	return text
}
