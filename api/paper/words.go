package paper

import (
	"fmt"
	"strconv"
	"strings"

	"phusong/geo"
)

// sampleWarning stands on every page and sheet made from invented data.
const sampleWarning = "DỮ LIỆU MẪU – KHÔNG PHẢI SỐ LIỆU THẬT · INVENTED SAMPLE, NOT REAL FIGURES"

// title is the report's own name.
func (r Report) title() string {
	return fmt.Sprintf("Tình hình phủ sóng %s theo thôn, bản, tổ dân phố", r.Network.Technology)
}

// subtitle says for whom and when.
func (r Report) subtitle() string {
	return fmt.Sprintf("%s – số liệu tính đến ngày %s", r.Area, r.asOf())
}

// fact is one line of what a figure must not stand without.
type fact struct{ name, value string }

func (r Report) facts() []fact {
	scale := geo.ScaleOf(r.Network.Technology)
	facts := []fact{
		{"Định nghĩa", r.Definition.Vietnamese + " (" + r.Definition.Code + ")"},
		{"Có tín hiệu khi", fmt.Sprintf("%s dự báo ≥ %s dBm ngoài trời, máy thu cao 1,5 m (%s)", r.Network.Technology.Measure(),
			strings.Replace(strconv.FormatFloat(float64(scale.Covered()), 'f', -1, 64), "-", "−", 1), scale.Source)},
		{"Nhà mạng", r.operator()},
		{"Địa bàn", r.Area},
		{"Số liệu đến ngày", r.asOf()},
		{"Bản phát hành", fmt.Sprintf("số %d, %s (giờ Việt Nam), mã kiểm tra %x", r.Release.ID, r.published(), r.Release.Hash[:min(8, len(r.Release.Hash))])},
		{"Nguồn", "kết quả tính toán (dự báo) bằng mô hình " + r.Model + "; không phải kết quả đo"},
	}
	if r.Release.Synthetic {
		facts = append(facts, fact{"Lưu ý", sampleWarning})
	}
	return facts
}

// verdictWord is a verdict as a heading.
func verdictWord(v geo.Verdict) string {
	word := []rune(v.Vietnamese())
	return strings.ToUpper(string(word[:1])) + string(word[1:])
}

// whole writes a whole number with the dots that Vietnamese readers expect.
func whole(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "." + digits[i:]
	}
	return sign + digits
}

func wholeOrBlank(n *int) string {
	if n == nil {
		return "–"
	}
	return whole(*n)
}

// orUnnamed names what has no unit.
func orUnnamed(name string) string {
	if name == "" {
		return "–"
	}
	return name
}
