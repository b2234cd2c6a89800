package boundaries

import (
	"strings"

	"phusong/geo"
	"phusong/importers/feature"
	"phusong/importers/table"
)

func hamletNames() []string {
	return []string{"full_name", "name_vi", "ten_thon", "tenthon", "ten_tdp", "name", "ten"}
}

func hamletCodeNames() []string {
	return []string{"hamlet_code", "ma_thon", "mathon", "code", "ma", "id"}
}

func communeCodeNames() []string {
	return []string{"commune", "commune_code", "ma_xa", "maxa", "parent", "parent_code", "ma_dvhc"}
}

func lonNames() []string {
	return []string{"centre_lon", "center_lon", "kinh_do", "lon", "longitude", "x_tam"}
}

func latNames() []string {
	return []string{"centre_lat", "center_lat", "vi_do", "lat", "latitude", "y_tam"}
}

// readKind reads what sort of hamlet it is, from a property or the name. It is
// not ok for places that are no hamlets: OpenStreetMap's towns and cities.
func readKind(f *feature.Feature, name string) (geo.HamletKind, bool) {
	text := table.Fold(f.Text("kind", "loai", "loai_hinh", "type", "fclass", "place"))
	switch text {
	case "city", "town", "county", "region", "island", "national capital", "locality":
		return "", false
	case "suburb", "neighbourhood", "quarter", "to dan pho", "tdp", "to", "khu", "khu pho":
		return geo.HamletTDP, true
	case "ban":
		return geo.HamletBan, true
	case "xom":
		return geo.HamletXom, true
	}
	folded := table.Fold(name)
	for _, k := range []struct {
		word string
		kind geo.HamletKind
	}{{"to dan pho ", geo.HamletTDP}, {"tdp ", geo.HamletTDP}, {"to ", geo.HamletTDP}, {"ban ", geo.HamletBan}, {"xom ", geo.HamletXom}} {
		if strings.HasPrefix(folded+" ", k.word) {
			return k.kind, true
		}
	}
	return geo.HamletThon, true
}
