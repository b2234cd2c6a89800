package boundaries

import (
	"fmt"

	"phusong/data"
	"phusong/geo"
	"phusong/importers/gazetteer"
)

// adoptByPlace finds the parents that the file does not name by where the units
// lie, and checks those it names: a unit whose middle lies elsewhere is said.
func (s *source) adoptByPlace(units []unit, known *gazetteer.Gazetteer) {
	found := 0
	for i := range units {
		u := &units[i]
		if u.Level <= geo.LevelProvince {
			continue
		}
		above := above(u.AdminUnit, units, known)
		holder, named := geo.AdminUnit{}, geo.AdminUnit{}
		middle := representative(u.Boundary)
		for _, p := range above {
			if p.Code == u.Parent {
				named = p
			}
			if holder.Code == "" && inside(p.Boundary, middle) {
				holder = p
			}
		}
		switch {
		case u.Parent == "" && holder.Code != "":
			u.Parent = holder.Code
			found++
		case named.Code != "" && holder.Code != "" && holder.Code != named.Code:
			s.ledger.Add(data.Issue{Row: u.from.Number, Code: "parent-other", Severity: data.Warning, Raw: label(u.from), Proposed: string(holder.Code) + " " + holder.Name,
				Vietnamese: fmt.Sprintf("ghi thuộc “%s” nhưng nằm trong “%s”", named.Name, holder.Name), English: fmt.Sprintf("it is said to belong to “%s”, but lies in “%s”", named.Name, holder.Name)})
		case u.Parent != "" && named.Code == "" && len(above) > 0:
			s.ledger.Add(data.Issue{Row: u.from.Number, Code: "parent-unknown", Severity: data.Warning, Raw: label(u.from), Proposed: string(holder.Code),
				Vietnamese: fmt.Sprintf("không có đơn vị cấp trên mang mã %s", u.Parent), English: fmt.Sprintf("there is no unit %s above it", u.Parent)})
		}
	}
	if found > 0 {
		s.notes["parents-by-place"] = fmt.Sprint(found)
	}
}

// above are the units a unit may belong to, of its file and those known: the
// districts of a commune of 2024, else the provinces.
func above(u geo.AdminUnit, units []unit, known *gazetteer.Gazetteer) []geo.AdminUnit {
	level := geo.LevelProvince
	if u.Level == geo.LevelCommune && u.Vintage == geo.Vintage2024 {
		level = geo.LevelDistrict
	}
	var all []geo.AdminUnit
	for _, p := range units {
		if p.Vintage == u.Vintage && p.Level == level {
			all = append(all, p.AdminUnit)
		}
	}
	if len(all) > 0 {
		return all
	}
	return known.Level(u.Vintage, level)
}
