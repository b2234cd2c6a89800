package paper

import (
	"fmt"
	"strings"
	"time"

	"phusong/geo"
)

// Words is the situation in one paragraph, to be read over the phone at a time: in
// words that whoever hears them knows, no codes.
func (s Situation) Words(now time.Time) string {
	text := fmt.Sprintf("Báo cáo số %d, lúc %s, đợt %s. %s Tính theo thoại, %s, bản phát hành số %d, số liệu trạm đến ngày %s; dự báo, không phải đo kiểm.",
		s.Known.Number, moment(now), s.Outage.Name, s.told(), spoken(s.Definition.Vietnamese), s.Release.ID, s.Release.AsOf.Format("02/01/2006"))
	if s.Release.Synthetic {
		text += " DỮ LIỆU MẪU, KHÔNG PHẢI SỐ LIỆU THẬT."
	}
	return text
}

// EnglishWords is the same in English.
func (s Situation) EnglishWords(now time.Time) string {
	network, roaming := "any network", fmt.Sprintf(" %d hamlets could use another network under roaming.", len(s.Roaming))
	if s.Operator != geo.AnyOperator {
		network, roaming = "the network of "+operatorName(s.Operator), ""
	}
	text := fmt.Sprintf("Report %d of %s, %s. %d sites are down. %d hamlets with %d people are left without %s; %d communes have nobody left (boundaries of 2024 and from July 2025 counted apart).%s "+
		"Calls, %s, release %d, site lists as of %s; predicted, not measured.",
		s.Known.Number, s.Outage.Name, now.In(hanoi()).Format("2 January 2006 at 15:04"), s.Down, len(s.Isolated), s.People(), network, len(s.Silenced), roaming,
		spoken(s.Definition.English), s.Release.ID, s.Release.AsOf.Format("2 January 2006"))
	if s.Release.Synthetic {
		text += " INVENTED SAMPLE DATA."
	}
	return text
}

// spoken is how a definition is named within a sentence: by what it looks at first.
func spoken(definition string) string {
	first, _, _ := strings.Cut(definition, ";")
	letters := []rune(strings.TrimSpace(first))
	if len(letters) == 0 {
		return "–"
	}
	return strings.ToLower(string(letters[:1])) + string(letters[1:])
}
