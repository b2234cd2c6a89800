package outage

import (
	"slices"
	"strings"

	"phusong/data"
	"phusong/importers/table"
)

// The columns of a list.
const (
	fieldCode     table.Field = "site_code"
	fieldOperator table.Field = "operator"
	fieldCause    table.Field = "cause"
	fieldPower    table.Field = "power"
	fieldExpected table.Field = "expected"
	fieldState    table.Field = "state"
	fieldOther    table.Field = "other" // known for what it is, and not used
)

func vocabulary() table.Vocabulary {
	return table.NewVocabulary([]table.Spelling{
		{Field: fieldCode, As: []string{"Mã trạm", "Mã CSHT", "Mã BTS", "Mã site", "Mã nhà trạm", "Mã", "Trạm", "Tên trạm BTS", "Trạm BTS", "Trạm mất liên lạc", "Site ID", "Site", "Site code", "Site name", "Code", "BTS", "NodeB", "Cell site"}},
		{Field: fieldOperator, As: []string{"Nhà mạng", "Mạng", "Doanh nghiệp", "Đơn vị", "Operator", "Network"}},
		{Field: fieldCause, As: []string{"Nguyên nhân", "Lý do", "Nguyên nhân sự cố", "Lý do mất liên lạc", "Lỗi", "Sự cố", "Cause", "Reason", "Root cause"}},
		{Field: fieldPower, As: []string{"Nguồn điện", "Nguồn", "Nguồn dự phòng", "Máy nổ", "Ắc quy", "Tình trạng nguồn", "Thời gian lưu điện", "Power", "Backup", "Backup power", "Battery"}},
		{Field: fieldExpected, As: []string{"Dự kiến khắc phục", "Dự kiến có lại", "Dự kiến khôi phục", "Thời gian dự kiến khắc phục", "Thời gian khắc phục dự kiến", "Dự kiến", "Dự kiến xong", "Dự kiến phát sóng lại", "ETA", "ETR", "Expected", "Expected return", "Estimated return", "Estimated restore"}},
		{Field: fieldState, As: []string{"Trạng thái", "Tình trạng", "Hiện trạng", "Tình trạng trạm", "Status", "State"}},
		{Field: fieldOther, As: []string{"STT", "TT", "Ghi chú", "Note", "Tên trạm", "Xã", "Huyện", "Địa chỉ", "Thời gian mất", "Thời điểm mất liên lạc", "Mất từ", "Down time", "Thời gian bắt đầu"}},
	})
}

// causeOf reads what an outage is put down to. Of several the one written first
// counts; exact says that the text is one of the product's own words.
func causeOf(text string) (code string, exact, known bool) {
	folded := table.Fold(text)
	padded := " " + folded + " "
	first := len(padded)
	for _, c := range data.OutageCauses() {
		if folded == c.Code || folded == table.Fold(c.Vietnamese) || folded == table.Fold(c.English) {
			return c.Code, true, true
		}
		for _, word := range causeWords()[c.Code] {
			if i := strings.Index(padded, " "+word+" "); i >= 0 && i < first {
				first, code, known = i, c.Code, true
			}
		}
	}
	return code, false, known
}

// causeWords are what people write, folded.
func causeWords() map[string][]string {
	return map[string][]string{
		"power":     {"mat dien", "mat nguon", "cup dien", "cat dien luoi", "dien luoi", "het ac quy", "het accu", "het dau", "mat ac", "power", "no power", "ac fail", "nguon"},
		"fibre":     {"dut", "dut cap", "cap quang", "quang", "truyen dan", "mat truyen dan", "mat luong", "fibre", "fiber", "transmission", "link"},
		"flood":     {"ngap", "ngap lut", "lut", "lu", "lu quet", "nuoc", "flood", "flooded"},
		"landslide": {"sat lo", "lo dat", "sat lo dat", "landslide", "vui lap"},
		"wind":      {"gio", "bao", "gay", "do cot", "cot do", "gay cot", "gay do", "nghieng cot", "set", "wind", "storm", "tower down"},
		"equipment": {"hong", "hong thiet bi", "thiet bi", "loi thiet bi", "treo", "loi phan cung", "rru", "bbu", "equipment", "hardware"},
		"planned":   {"ke hoach", "theo ke hoach", "bao tri", "bao duong", "nang cap", "planned", "maintenance"},
		"unknown":   {"chua ro", "khong ro", "chua xac dinh", "dang xac minh", "dang kiem tra", "unknown"},
	}
}

// backOf reads whether a site is back; not known for other words. What denies is
// looked for first: "chưa khôi phục".
func backOf(text string) (back, known bool) {
	padded := " " + table.Fold(text) + " "
	says := func(words ...string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(padded, " "+word+" ") })
	}
	switch {
	case says("chua", "khong", "mat", "down", "off", "su co", "ngung", "dung", "out"):
		return false, true
	case says("da", "khoi phuc", "co lai", "phat song", "binh thuong", "hoat dong", "up", "on", "restored", "back", "ok", "xong", "tot"):
		return true, true
	}
	return false, says("dang")
}
