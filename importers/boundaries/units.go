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

// UnitOptions name a file of administrative units and say what the file does
// not: a set value stands above the features' own.
type UnitOptions struct {
	FileName string
	Content  []byte
	Vintage  geo.Vintage    // "" lets the features say it
	Level    geo.Level      // 0 lets the features say it
	Parent   geo.AdminCode  // of units whose features name none
	Dataset  string         // "" names it after vintage and level
	Limits   *intake.Limits // nil for those of the product
	Repair   bool           // put invalid shapes right where that changes little
	AsOf     time.Time
	DryRun   bool
}

// ImportUnits reads administrative boundaries and saves them as one revision.
// Errors are as those of sites.Import.
func ImportUnits(ctx context.Context, store *data.Store, o UnitOptions) (importers.Receipt, error) {
	s, err := open(ctx, store, o.FileName, o.Content, o.Limits)
	if err != nil {
		return importers.Receipt{}, err
	}
	s.repair = o.Repair
	known, err := store.CurrentUnits(ctx)
	if err != nil {
		return importers.Receipt{}, fmt.Errorf("%s: %w", s.file.Name, err)
	}
	units, err := s.units(o, gazetteer.New(known))
	if err != nil {
		return importers.Receipt{}, err
	}
	if err := s.keepValidUnits(ctx, store, &units); err != nil {
		return importers.Receipt{}, err
	}
	return s.importAs(unitDataset(units), o.Dataset, o.AsOf, o.DryRun).Finish(ctx, len(units), func(ctx context.Context, n data.NewRevision) (data.Revision, error) {
		all := make([]geo.AdminUnit, len(units))
		for i, u := range units {
			all[i] = u.AdminUnit
		}
		return store.SaveUnits(ctx, n, all)
	})
}

// unit is a unit with the feature it came from.
type unit struct {
	geo.AdminUnit
	from *feature.Feature
}

// units reads every feature that is a unit. The error is a *intake.Refusal for
// a file that leaves open which vintage it is of.
func (s *source) units(o UnitOptions, g *gazetteer.Gazetteer) ([]unit, error) {
	var all []unit
	seen := map[geo.Vintage]map[geo.AdminCode]int{geo.Vintage2024: {}, geo.Vintage2025: {}}
	for _, f := range s.taken() {
		vintage, refusal := vintageOf(f, o.Vintage)
		if refusal != nil {
			return nil, refusal
		}
		u, ok := s.unit(f, o, vintage)
		if !ok {
			continue
		}
		if before, double := seen[vintage][u.Code]; double {
			s.refuse(f, "duplicate-code", fmt.Sprintf("mã %s đã có ở đối tượng số %d", u.Code, before), fmt.Sprintf("code %s is that of feature %d too", u.Code, before))
			continue
		}
		seen[vintage][u.Code] = f.Number
		all = append(all, unit{u, f})
	}
	adopt(all, g)
	s.adoptByPlace(all, g)
	return all, nil
}

func vintageOf(f *feature.Feature, given geo.Vintage) (geo.Vintage, *intake.Refusal) {
	if given != "" {
		return given, nil
	}
	text := f.Text(vintageNames()...)
	if text == "2025" {
		text = string(geo.Vintage2025)
	}
	vintage, err := geo.ParseVintage(text)
	if err != nil {
		return "", intake.Refuse("vintage-missing", "không rõ ranh giới thuộc giai đoạn nào: hãy chọn 2024 hoặc 2025-07 khi nhập (--vintage)",
			"it is not said which vintage these boundaries are of: name 2024 or 2025-07 when importing (--vintage)")
	}
	return vintage, nil
}

// unit reads one feature as a unit of a vintage, or refuses it.
func (s *source) unit(f *feature.Feature, o UnitOptions, vintage geo.Vintage) (geo.AdminUnit, bool) {
	code, name := f.Text(codeNames()...), f.Text(nameNames()...)
	shape, isArea := f.Geometry.(orb.MultiPolygon)
	switch {
	case !isArea:
		s.refuse(f, "geometry-kind", "đơn vị hành chính phải là đa giác", "an administrative unit must be a polygon")
		return geo.AdminUnit{}, false
	case code == "":
		s.refuse(f, "code-missing", "thiếu mã đơn vị hành chính", "the unit's code is missing")
		return geo.AdminUnit{}, false
	case name == "":
		s.refuse(f, "name-missing", "thiếu tên đơn vị hành chính", "the unit's name is missing")
		return geo.AdminUnit{}, false
	}
	level, ok := levelOf(f, o.Level, code, name)
	if !ok || level == geo.LevelHamlet || vintage == geo.Vintage2025 && level == geo.LevelDistrict {
		s.refuse(f, "level", "không rõ cấp hành chính (tỉnh, huyện, xã), hoặc cấp này không có trong giai đoạn đã chọn",
			"the level (province, district, commune) is not said, or does not exist in this vintage")
		return geo.AdminUnit{}, false
	}
	u := geo.AdminUnit{
		Code: geo.AdminCode(padCode(code, level)), Vintage: vintage, Level: level, Name: name,
		Parent: geo.AdminCode(f.Text(parentNames()...)), Boundary: shape, Population: s.count(f, populationNames()),
	}
	if u.Parent == "" || u.Parent == u.Code {
		u.Parent = o.Parent
	}
	if area, ok := f.Float(areaNames()...); ok && area > 0 {
		u.AreaKm2 = area
	} else {
		u.AreaKm2 = areaKm2(shape)
	}
	return u, true
}

func levelOf(f *feature.Feature, given geo.Level, code, name string) (geo.Level, bool) {
	if given != 0 {
		return given, true
	}
	if level, ok := readLevel(f.Text(levelNames()...)); ok {
		return level, true
	}
	if level, ok := levelOfName(name); ok {
		return level, true
	}
	return levelOfCode(code)
}

// adopt gives units without a parent the one province of their vintage, known
// already or in the same file.
func adopt(units []unit, known *gazetteer.Gazetteer) {
	for i, u := range units {
		if u.Parent != "" || u.Level == geo.LevelProvince {
			continue
		}
		provinces := map[geo.AdminCode]bool{}
		for _, p := range known.Level(u.Vintage, geo.LevelProvince) {
			provinces[p.Code] = true
		}
		for _, p := range units {
			if p.Vintage == u.Vintage && p.Level == geo.LevelProvince {
				provinces[p.Code] = true
			}
		}
		if len(provinces) != 1 || u.Vintage == geo.Vintage2024 && u.Level == geo.LevelCommune {
			continue
		}
		for code := range provinces {
			units[i].Parent = code
		}
	}
}

func (s *source) keepValidUnits(ctx context.Context, store *data.Store, units *[]unit) error {
	features, shapes := make([]*feature.Feature, len(*units)), make([]orb.MultiPolygon, len(*units))
	for i, u := range *units {
		features[i], shapes[i] = u.from, u.Boundary
	}
	if err := s.settleInvalid(ctx, store, features, shapes); err != nil {
		return err
	}
	kept := (*units)[:0]
	for i, u := range *units {
		u.Boundary = shapes[i]
		if u.AreaKm2 <= 0 && s.ledger.Taken("", u.from.Number) {
			s.refuse(u.from, "geometry-empty", "hình không có diện tích", "the shape has no area")
		}
		if s.ledger.Taken("", u.from.Number) {
			kept = append(kept, u)
		}
	}
	*units = kept
	return nil
}

// unitDataset names the file after the vintages and levels in it, so that a
// newer file of the same takes its place.
func unitDataset(units []unit) data.Dataset {
	has := map[string]bool{}
	for _, u := range units {
		has[string(u.Vintage)], has[u.Level.String()] = true, true
	}
	vintages, levels := "", ""
	for _, v := range geo.Vintages() {
		if has[string(v)] {
			vintages = join(vintages, string(v))
		}
	}
	for level := geo.LevelProvince; level <= geo.LevelCommune; level++ {
		if has[level.String()] {
			levels = join(levels, level.String())
		}
	}
	return data.Dataset{Kind: data.Boundaries, Name: vintages + " " + levels, Title: "Ranh giới hành chính " + vintages}
}

// join puts words in a row: "province+district".
func join(list, word string) string {
	if list == "" {
		return word
	}
	return list + "+" + word
}
