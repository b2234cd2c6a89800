package sites

import (
	"fmt"
	"math"
	"strings"

	"phusong/data"
	"phusong/geo"
	"phusong/importers/charset"
	"phusong/importers/gazetteer"
)

// restoreCommunes finds the communes the rows name, and mends names that lost
// their letters ư.
func (s *settler) restoreCommunes() {
	districts := map[string]string{}
	for _, r := range s.list.rows {
		if r.district == "" {
			r.district = s.districtOf(r.sheet, districts)
		}
		if name, ok := s.gazetteer.Restore(r.commune); ok {
			r.complain(fault{severity: data.Corrected, field: fieldCommune, code: "commune-restored", raw: r.commune, proposed: name,
				vietnamese: "tên xã mất chữ ư (lỗi phông TCVN3): đã khôi phục theo danh mục xã", english: "the commune's name had lost its letter ư (TCVN3 fonts): restored from the list of communes"})
			r.commune = name
		}
		r.named = s.communes(r.commune, r.district)
		if code := geo.AdminCode(r.communeCode()); code != "" {
			r.narrow(s.gazetteer.Coded(code))
		}
	}
}

// districtOf is the district a sheet is named after; "" where it is named after
// something else. known remembers the answers.
func (s *settler) districtOf(sheet string, known map[string]string) string {
	if name, asked := known[sheet]; asked || sheet == "" {
		return name
	}
	name := charset.Text(sheet)
	core, found := gazetteer.Core(name), ""
	for _, unit := range s.gazetteer.Level(geo.Vintage2024, geo.LevelDistrict) {
		if gazetteer.Core(unit.Name) == core || strings.HasSuffix(core, " "+gazetteer.Core(unit.Name)) {
			found = unit.Name
		}
	}
	known[sheet] = found
	return found
}

// communes remembers what the gazetteer knows of a name.
func (s *settler) communes(name, district string) []geo.AdminUnit {
	if name == "" {
		return nil
	}
	at := [2]string{name, district}
	units, known := s.named[at]
	if !known {
		units = s.gazetteer.Named(name, district)
		s.named[at] = units
	}
	return units
}

// communeCode is the code a row gives its commune, in a column of its own or in
// the place of the name.
func (r *row) communeCode() string {
	if code := r.Text(fieldCommuneCode); code != "" {
		return code
	}
	if strings.Trim(r.commune, "0123456789") == "" {
		return r.commune
	}
	return ""
}

// narrow lets a code choose among the communes of a name. A bare code names one
// unit in each vintage: both are kept, and check says which the place lies in.
func (r *row) narrow(coded []geo.AdminUnit) {
	if len(r.named) == 0 {
		r.named, r.bareCode = coded, len(coded) > 0
		return
	}
	var both []geo.AdminUnit
	for _, unit := range r.named {
		for _, other := range coded {
			if unit.Code == other.Code && unit.Vintage == other.Vintage {
				both = append(both, unit)
			}
		}
	}
	if len(both) > 0 {
		r.named = both
	}
}

// checkName doubts a commune that is not known under the name given, and mends
// the name where the place lies in one whose name is nearly the same.
func (s *settler) checkName(r *row) {
	switch {
	case r.bareCode:
		s.checkCode(r)
		return
	case r.commune == "" || len(r.named) > 0 || !s.gazetteer.Communes():
		return
	}
	for _, unit := range s.gazetteer.Near(r.commune) {
		if gazetteer.DistanceKm(r.point, unit) > agreesKm {
			continue
		}
		r.complain(fault{severity: data.Corrected, field: fieldCommune, code: "commune-alias", raw: r.commune, proposed: unit.Name,
			vietnamese: fmt.Sprintf("không có xã “%s”; toạ độ nằm ở “%s”, tên gần giống: đã lấy tên này", r.commune, unit.Name),
			english:    fmt.Sprintf("there is no commune “%s”; the place lies in “%s”, nearly the same name, which is taken", r.commune, unit.Name)})
		r.commune = unit.Name
		return
	}
	f := fault{severity: data.Warning, field: fieldCommune, code: "commune-unknown", vietnamese: fmt.Sprintf("không có xã “%s” trong danh mục: toạ độ không được đối chiếu", shorten(r.commune)),
		english: fmt.Sprintf("no commune “%s” is known: the place was not compared with it", shorten(r.commune))}
	f.proposed, _ = s.inside(r.point)
	r.complain(f)
}

// checkCode says which unit a bare code stands for, where it has another name in
// each vintage: codes were used again in 2025.
func (s *settler) checkCode(r *row) {
	names := map[string]bool{}
	nearest, meant := math.Inf(1), geo.AdminUnit{}
	for _, unit := range r.named {
		names[gazetteer.Core(unit.Name)] = true
		if km := gazetteer.DistanceKm(r.point, unit); km < nearest {
			nearest, meant = km, unit
		}
	}
	if len(names) < 2 {
		return
	}
	r.complain(fault{severity: data.Warning, field: fieldCommuneCode, code: "commune-code-bare", proposed: meant.Name,
		vietnamese: fmt.Sprintf("mã xã %s có nghĩa khác nhau trước và sau 1/7/2025; theo toạ độ là “%s”: hãy ghi thêm tên xã", meant.Code, meant.Name),
		english:    fmt.Sprintf("the commune code %s means another unit before and after 1 July 2025; by the place it is “%s”: give the name as well", meant.Code, meant.Name)})
}
