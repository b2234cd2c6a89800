package paper

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/planning"
)

// Situation is an outage as it stood when something had been said: what is
// silent, who is isolated, who could be let roam. By calls (voice) of the release
// that it names; hamlets are in the order of their release. Operator is whose
// customers it tells of: of one operator it says nothing of the others, so that
// its hamlets are those without this network and nobody roams.
type Situation struct {
	Outage     data.Outage
	Known      data.KnownOutage
	Release    data.Release
	Model      string
	Area       string
	Operator   geo.OperatorCode
	Definition geo.Definition
	Down       int // sites, those among them that are not shown
	Sites      []DownSite
	Isolated   []IsolatedHamlet
	Silenced   []SilencedCommune
	Roaming    []RoamingHamlet
}

// DownSite is a site as whoever reads may see it, and what was last said of it.
type DownSite struct {
	Station
	data.OutageChange
	Since time.Time
}

// Station is what a site is called; Code is "" where it is not shown.
type Station struct {
	Operator geo.OperatorCode
	Code     string
	Name     string
}

// IsolatedHamlet had signal and has none of any network, or of the one told of.
type IsolatedHamlet struct {
	Hamlet                        geo.Hamlet
	Commune, District, CommuneNow string
	Was, Is                       geo.Verdict
}

// Within names the units above the hamlet, as Above does.
func (h IsolatedHamlet) Within() []string { return Above(h.Commune, h.District, h.CommuneNow) }

// Above names the units above a hamlet in the oldest boundaries that it has a
// commune in, the nearest first: "" is no unit.
func Above(commune, district, communeNow string) []string {
	names := []string{commune, district}
	if commune == "" {
		names = []string{communeNow}
	}
	return slices.DeleteFunc(names, func(name string) bool { return name == "" })
}

// RoamingHamlet lost some operators and is still reached by others.
type RoamingHamlet struct {
	IsolatedHamlet
	Lost, By []geo.OperatorCode
}

// SilencedCommune is one in which nobody is left on any network.
type SilencedCommune struct {
	Vintage    geo.Vintage
	Code, Name string
}

// Asked is what a situation is worked out from. Reliance is that of the view's
// release; See tells what a station is called, false where it is not shown.
type Asked struct {
	View       *data.View
	Reliance   *planning.Reliance
	Outage     data.Outage
	Known      data.KnownOutage
	Operator   geo.OperatorCode
	Definition geo.Definition
	See        func(planning.Station) (Station, bool)
}

// NewSituation works out who is left without.
func NewSituation(a Asked) Situation {
	v := a.View
	s := Situation{Outage: a.Outage, Known: a.Known, Release: v.Release, Model: v.Model, Area: provinceOf(v.Units), Operator: a.Operator, Definition: a.Definition, Down: len(a.Known.Down)}
	var down []planning.Station
	for i, c := range a.Known.Down {
		station := planning.Station{Operator: c.Operator, Code: c.Code}
		down = append(down, station)
		if shown, sees := a.See(station); sees {
			s.Sites = append(s.Sites, DownSite{shown, c, a.Known.Since[i]})
		}
	}
	after, names := a.Reliance.Aftermath(down, geo.Voice, a.Definition), geo.IndexUnits(v.Units)
	for _, l := range after.Left {
		s.tell(names, a.Reliance, l)
	}
	silenced := after.Silenced
	if a.Operator != geo.AnyOperator {
		silenced = a.Reliance.SilencedOf(a.Operator, after.Left, geo.Voice, a.Definition)
	}
	for _, c := range silenced {
		s.Silenced = append(s.Silenced, SilencedCommune{c.Vintage, string(c.Code), names.Name(c.Code, geo.LevelCommune, c.Vintage)})
	}
	return s
}

// tell puts a hamlet for which something changed into the lists it belongs to.
func (s *Situation) tell(names geo.UnitIndex, r *planning.Reliance, l planning.Left) {
	h := r.Hamlets[l.Hamlet]
	if h.Kind == geo.HamletRest {
		return
	}
	place := 1 + geo.OperatorRank(s.Operator)
	was, is := r.Places[l.Hamlet][geo.Vintage2024], r.Places[l.Hamlet][geo.Vintage2025]
	told := IsolatedHamlet{
		Hamlet:     h,
		Commune:    names.Name(was.Commune, geo.LevelCommune, geo.Vintage2024),
		District:   names.Name(was.District, geo.LevelDistrict, geo.Vintage2024),
		CommuneNow: names.Name(is.Commune, geo.LevelCommune, geo.Vintage2025),
		Was:        l.Was[place], Is: l.Is[place],
	}
	if planning.Dark(told.Was, told.Is) {
		s.Isolated = append(s.Isolated, told)
	}
	if s.Operator != geo.AnyOperator {
		return
	}
	roaming := RoamingHamlet{IsolatedHamlet: told}
	for i, o := range geo.Operators() {
		switch was, is := l.Was[i+1], l.Is[i+1]; {
		case planning.Dark(was, is):
			roaming.Lost = append(roaming.Lost, o.Code)
		case is == geo.Covered || is == geo.Partial:
			roaming.By = append(roaming.By, o.Code)
		}
	}
	if len(roaming.Lost) > 0 && len(roaming.By) > 0 {
		s.Roaming = append(s.Roaming, roaming)
	}
}

// At is the time of the last thing that was said, or when the outage was opened.
func (s Situation) At() time.Time {
	if s.Known.Number == 0 {
		return s.Outage.OpenedAt
	}
	return s.Known.At
}

// People are those who live in the isolated hamlets, as far as lists count them.
func (s Situation) People() (people int) {
	for _, h := range s.Isolated {
		if h.Hamlet.People != nil {
			people += *h.Hamlet.People
		}
	}
	return people
}

// network is what hamlets are without, in words.
func (s Situation) network() string {
	if s.Operator == geo.AnyOperator {
		return "mạng nào"
	}
	return "mạng " + operatorName(s.Operator)
}

// told is the situation in a few sentences, for papers and over the phone.
func (s Situation) told() string {
	text := fmt.Sprintf("Có %d trạm đang mất liên lạc. %d thôn với %d người không còn %s; %d xã không còn ai liên lạc được (địa giới 2024 và từ 7/2025 tính riêng).",
		s.Down, len(s.Isolated), s.People(), s.network(), len(s.Silenced))
	if s.Operator == geo.AnyOperator {
		text += fmt.Sprintf(" %d thôn có thể dùng mạng khác nếu cho chuyển vùng.", len(s.Roaming))
	}
	return text
}

// moment is a time as people here write it.
func moment(t time.Time) string { return t.In(hanoi()).Format("15:04 ngày 02/01/2006") }

// momentOrBlank is the time, or a dash where nobody has told one.
func momentOrBlank(t *time.Time) string {
	if t == nil {
		return "–"
	}
	return t.In(hanoi()).Format("15:04 02/01")
}

// causeWord is a cause in words.
func causeWord(code string) string {
	for _, c := range data.OutageCauses() {
		if c.Code == code {
			return c.Vietnamese
		}
	}
	return orUnnamed(code)
}

func operatorNames(all []geo.OperatorCode) string {
	var names []string
	for _, o := range all {
		names = append(names, operatorName(o))
	}
	return strings.Join(names, ", ")
}

// title and subtitle head the paper.
func (s Situation) title() string {
	return fmt.Sprintf("Báo cáo nhanh số %d về tình hình mất liên lạc", s.Known.Number)
}

func (s Situation) subtitle() string {
	return fmt.Sprintf("Đợt %s – %s – tình hình đến %s", s.Outage.Name, s.Area, moment(s.At()))
}

// caption is what the figures must not stand without.
func (s Situation) caption() string {
	said := fmt.Sprintf("%s · thoại, %s · định nghĩa %s · số liệu trạm đến %s · bản phát hành %d · báo cáo số %d, %s", s.Area, operatorName(s.Operator), s.Definition.Code,
		s.Release.AsOf.Format("02/01/2006"), s.Release.ID, s.Known.Number, moment(s.At()))
	if s.Release.Synthetic {
		said += " · " + sampleWarning
	}
	return said
}

func (s Situation) facts() []fact {
	signals := []string{}
	for _, t := range geo.Voice.Members() {
		signals = append(signals, fmt.Sprintf("%s ≥ %s dBm", t.Measure(), decimal(float64(s.Definition.Least(t)), -1)))
	}
	isolated := "thôn trước đó có sóng thoại (phủ sóng hoặc lõm sóng), nay trắng sóng của mọi nhà mạng"
	if s.Operator != geo.AnyOperator {
		isolated = "thôn trước đó có sóng thoại (phủ sóng hoặc lõm sóng) của " + operatorName(s.Operator) + ", nay không còn; không nói về nhà mạng khác"
	}
	facts := []fact{
		{"Tình hình đến", fmt.Sprintf("%s (giờ Việt Nam), sau lần báo số %d; bắt đầu %s", moment(s.At()), s.Known.Number, moment(s.Outage.StartedAt))},
		{"Bị cô lập", isolated},
		{"Chuyển vùng", "thôn mất sóng của một số nhà mạng nhưng còn nhà mạng khác, kể cả chỉ một phần thôn"},
		{"Định nghĩa", s.Definition.Vietnamese + " (" + s.Definition.Code + ")"},
		{"Nguồn của định nghĩa", s.Definition.Source},
		{"Có tín hiệu khi", "dự báo " + strings.Join(signals, "; hoặc ") + ", ngoài trời, máy thu cao 1,5 m"},
		{"Địa bàn", s.Area},
		{"Bản phát hành", fmt.Sprintf("số %d, là bản dùng khi lập báo cáo này; số liệu trạm đến %s, mã kiểm tra %x", s.Release.ID, s.Release.AsOf.Format("02/01/2006"), s.Release.Hash[:min(8, len(s.Release.Hash))])},
		{"Nguồn", "trạm mất liên lạc: theo người báo; thôn bị ảnh hưởng: tính toán (dự báo) bằng mô hình " + s.Model + ", không phải kết quả đo"},
	}
	if s.Release.Synthetic {
		facts = append(facts, fact{"Lưu ý", sampleWarning})
	}
	return facts
}
