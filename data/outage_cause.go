package data

// OutageCause is what an outage is put down to.
type OutageCause struct{ Code, Vietnamese, English string }

// OutageCauses returns those that can be said.
func OutageCauses() []OutageCause {
	return []OutageCause{
		{"power", "mất điện", "no power"},
		{"fibre", "đứt truyền dẫn", "fibre cut"},
		{"flood", "ngập lụt", "flood"},
		{"landslide", "sạt lở", "landslide"},
		{"wind", "gió bão, gãy đổ", "wind, fallen mast"},
		{"equipment", "hỏng thiết bị", "equipment"},
		{"planned", "cắt theo kế hoạch", "planned"},
		{"unknown", "chưa rõ", "not known yet"},
	}
}
