package api

import (
	"phusong/geo"
	"phusong/tiles"
)

// scaleBody says how levels of one technology are graded. Classes are in
// ascending order; no signal and unknown have no bound.
type scaleBody struct {
	Technology string      `json:"technology"`
	Measure    string      `json:"measure"`
	Covered    float64     `json:"covered" doc:"The least level that counts as signal, dBm outdoors at 1.5 m"`
	Source     tiles.Text  `json:"source" doc:"Where the bounds are from"`
	Classes    []classBody `json:"classes"`
}

type classBody struct {
	Class   geo.Class `json:"class"`
	Code    string    `json:"code"`
	From    *float64  `json:"from" doc:"The least level of the class, dBm"`
	Covered bool      `json:"covered"`
	tiles.Text
}

func scales() []scaleBody {
	var all []scaleBody
	for _, s := range geo.DefaultScales() {
		body := scaleBody{Technology: s.Technology.String(), Measure: s.Technology.Measure(), Covered: float64(s.Covered())}
		body.Source.Vietnamese, body.Source.English = geo.ScaleSource()
		for _, c := range []geo.Class{geo.ClassNone, geo.ClassWeak, geo.ClassLimited, geo.ClassFair, geo.ClassGood, geo.ClassVeryGood, geo.ClassUnknown} {
			body.Classes = append(body.Classes, classOf(s, c))
		}
		all = append(all, body)
	}
	return all
}

func classOf(s geo.Scale, c geo.Class) classBody {
	body := classBody{Class: c, Code: c.String(), Text: className(c)}
	if c != geo.ClassNone && c != geo.ClassUnknown {
		from := float64(s.Bounds[c-1])
		body.From, body.Covered = &from, from >= float64(s.Covered())
	}
	return body
}

func className(c geo.Class) tiles.Text {
	switch c {
	case geo.ClassNone:
		return tiles.Text{Vietnamese: "không có tín hiệu", English: "no signal"}
	case geo.ClassWeak:
		return tiles.Text{Vietnamese: "yếu, không tính là phủ sóng", English: "weak, not counted as covered"}
	case geo.ClassLimited:
		return tiles.Text{Vietnamese: "hạn chế", English: "limited"}
	case geo.ClassFair:
		return tiles.Text{Vietnamese: "trung bình", English: "fair"}
	case geo.ClassGood:
		return tiles.Text{Vietnamese: "tốt", English: "good"}
	case geo.ClassVeryGood:
		return tiles.Text{Vietnamese: "rất tốt", English: "very good"}
	}
	return tiles.Text{Vietnamese: "không đủ dữ liệu", English: "not enough data"}
}
