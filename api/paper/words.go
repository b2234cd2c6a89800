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
	return fmt.Sprintf("Tình hình phủ sóng %s theo thôn, bản, tổ dân phố", r.technologies())
}

// subtitle says for whom and when.
func (r Report) subtitle() string {
	return fmt.Sprintf("%s – số liệu tính đến ngày %s", r.Area, r.asOf())
}

// fact is one line of what a figure must not stand without.
type fact struct{ name, value string }

func (r Report) facts() []fact {
	facts := []fact{
		{"Định nghĩa", r.Definition.Vietnamese + " (" + r.Definition.Code + ")"},
		{"Nguồn của định nghĩa", r.Definition.Source},
		{"Có tín hiệu khi", r.signal()},
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

// technologies are those of the question in words.
func (r Report) technologies() string {
	words, _ := r.Technologies.Words()
	return words
}

// signal says when a place has signal: for each technology that counts, the least
// level and what must be over it for the confidence asked for.
func (r Report) signal() string {
	var all []string
	for _, t := range r.Technologies.Members() {
		source, _ := geo.ScaleSource()
		if _, own := r.Definition.Levels[t]; own {
			source = "mức của định nghĩa"
		}
		all = append(all, fmt.Sprintf("%s dự báo ≥ %s dBm ngoài trời, máy thu cao 1,5 m (%s)", t.Measure(), decimal(float64(r.Definition.Least(t)), -1), source))
	}
	said := strings.Join(all, "; hoặc ")
	if !(r.Definition.Confidence > geo.Median) {
		return said
	}
	if r.Sigma <= 0 {
		return said + "; bản phát hành không có độ lệch chuẩn nên không xét được độ tin cậy"
	}
	return said + fmt.Sprintf("; cao hơn mức đó %s dB để có tín hiệu với xác suất từ %s %% (độ lệch chuẩn %s dB)",
		decimal(float64(r.Definition.Margin(r.Sigma)), 1), decimal(100*r.Definition.Confidence, -1), decimal(float64(r.Sigma), -1))
}

// decimal writes a number as people here do.
func decimal(v float64, digits int) string {
	return strings.NewReplacer("-", "−", ".", ",").Replace(strconv.FormatFloat(v, 'f', digits, 64))
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
