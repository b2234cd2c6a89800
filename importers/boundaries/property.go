package boundaries

import (
	"math"
	"regexp"
	"strings"

	"phusong/data"
	"phusong/geo"
	"phusong/importers/feature"
	"phusong/importers/table"
)

// The names under which files keep what we ask for, the surest first. A DBF
// cuts names to ten letters.

func codeNames() []string {
	return []string{"code", "ma_dvhc", "madvhc", "ma_xa", "maxa", "ma", "ma_don_vi", "admin_code", "gso_code", "adm3_pcode", "ma_huyen", "mahuyen", "ma_tinh", "matinh", "id"}
}

func nameNames() []string {
	return []string{"full_name", "fullName", "fullname", "ten_day_du", "name_vi", "namevi", "ten_dvhc", "ten_xa", "tenxa", "ten", "ten_don_vi", "name", "NAME_3", "ten_huyen", "tenhuyen", "ten_tinh", "tentinh", "adm3_vi"}
}

// communeNames are of the commune a hamlet belongs to.
func communeNames() []string {
	return []string{"ten_xa", "tenxa", "xa", "xa_phuong", "commune_name", "ten_dvhc_xa"}
}

func parentNames() []string {
	return []string{"parent", "parent_code", "parentcode", "ma_cha", "ma_cap_tren", "district_code", "province_code"}
}

func levelNames() []string {
	return []string{"level", "cap", "cap_hanh_chinh", "admin_level", "loai_cap"}
}

func vintageNames() []string { return []string{"vintage", "nam_ranh_gioi", "phien_ban"} }

func populationNames() []string {
	return []string{"population", "people", "dan_so", "danso", "so_dan", "nhan_khau", "so_nguoi", "pop"}
}

func householdNames() []string {
	return []string{"households", "so_ho", "soho", "ho_dan", "hodan", "so_ho_dan"}
}

func areaNames() []string { return []string{"area_km2", "areaKm2", "dien_tich", "dientich", "area"} }

var groupedCount = regexp.MustCompile(`^\d{1,3}([.,]\d{3})+$`)

// count reads a number of people or households; nil where there is none. What
// could be thousands or a fraction ("43.248") is not guessed but said.
func (s *source) count(f *feature.Feature, names []string) *int {
	value, ok := f.Float(names...)
	if !ok || value < 0 || value > math.MaxInt32 {
		return nil
	}
	if groupedCount.MatchString(f.Text(names...)) {
		s.add(f, data.Warning, "count-ambiguous", "số “"+f.Text(names...)+"” có thể là hàng nghìn hoặc số lẻ nên không dùng: hãy ghi số nguyên không dấu chấm",
			"the number “"+f.Text(names...)+"” may be thousands or a fraction and is not used: write it whole, without a mark")
		return nil
	}
	n := int(math.Round(value))
	return &n
}

// readLevel reads a level in either language, or by its place in the ladder
// where admin levels are counted from the top (1 province … 3 commune).
func readLevel(text string) (geo.Level, bool) {
	switch table.Fold(text) {
	case "province", "tinh", "cap tinh", "1":
		return geo.LevelProvince, true
	case "district", "huyen", "cap huyen", "2":
		return geo.LevelDistrict, true
	case "commune", "xa", "cap xa", "ward", "3":
		return geo.LevelCommune, true
	case "hamlet", "thon", "4":
		return geo.LevelHamlet, true
	}
	return 0, false
}

// levelOfName reads the level from the kind in a full name: "Huyện Na Hang".
// "Thành phố" may be a province or a district and says nothing.
func levelOfName(name string) (geo.Level, bool) {
	folded := table.Fold(name)
	for _, kind := range []struct {
		word  string
		level geo.Level
	}{
		{"tinh ", geo.LevelProvince}, {"huyen ", geo.LevelDistrict}, {"quan ", geo.LevelDistrict}, {"thi xa ", geo.LevelDistrict},
		{"xa ", geo.LevelCommune}, {"phuong ", geo.LevelCommune}, {"thi tran ", geo.LevelCommune},
	} {
		if strings.HasPrefix(folded, kind.word) {
			return kind.level, true
		}
	}
	return 0, false
}

// levelOfCode reads the level from the length of a statistics-office code:
// 2 digits for a province, 3 for a district, 5 for a commune.
func levelOfCode(code string) (geo.Level, bool) {
	if strings.Trim(code, "0123456789") != "" {
		return 0, false
	}
	switch len(code) {
	case 2:
		return geo.LevelProvince, true
	case 3:
		return geo.LevelDistrict, true
	case 5:
		return geo.LevelCommune, true
	}
	return 0, false
}

// padCode gives a code back the leading zeros a spreadsheet ate.
func padCode(code string, level geo.Level) string {
	width := map[geo.Level]int{geo.LevelProvince: 2, geo.LevelDistrict: 3, geo.LevelCommune: 5}[level]
	if code == "" || len(code) >= width || strings.Trim(code, "0123456789") != "" {
		return code
	}
	return strings.Repeat("0", width-len(code)) + code
}
