package sample

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"golang.org/x/text/unicode/norm"

	"phusong/geo"
)

// How many presences each operator has on the air: 1,510 on 1,283 masts.
var presenceCounts = [4]int{620, 480, 300, 110} // in the order of geo.Operators

// presence is one operator's station as its list tells it.
type presence struct {
	operator geo.OperatorCode
	code     string
	name     string
	at       orb.Point
	commune  unit
	district string
	status   geo.Status
	dirt     dirt
	mastM    int // height of the mast
	since    time.Time
	layers   []layer
}

// layer is what one station radiates in one technology and band.
type layer struct {
	technology geo.Technology
	band       int // MHz
	azimuths   []int
	omni       bool
	heightM    int
	mechanical int // degrees
	electrical int
	powerW     int // per sector
}

// sectors is how many sectors an importer must make of the layer: one where the
// azimuths are not known.
func (l layer) sectors() int { return max(1, len(l.azimuths)) }

// deal gives every mast its operators: one, or two or three on those that are
// shared. The counts of presenceCounts are met exactly.
func (b *builder) deal() [][]geo.OperatorCode {
	left := presenceCounts
	total := 0
	for _, n := range left {
		total += n
	}
	extra := total - len(b.masts)
	triples := 23
	order := b.sharedFirst()
	all := make([][]geo.OperatorCode, len(b.masts))
	for rank, m := range order {
		want := 1
		switch {
		case rank < triples:
			want = 3
		case rank < extra-triples:
			want = 2
		}
		all[m] = b.draw(want, &left)
	}
	return all
}

// sharedFirst orders the masts: those at the seats of communes and in towns
// more likely come first.
func (b *builder) sharedFirst() []int {
	key := make([]float64, len(b.masts))
	for i, m := range b.masts {
		key[i] = b.chance.Float64()
		if m.central {
			key[i] *= 0.4
		}
	}
	return ascending(key)
}

// draw takes count different operators, each as likely as it has presences left.
func (b *builder) draw(count int, left *[4]int) []geo.OperatorCode {
	var taken [4]bool
	for range count {
		sum := 0
		for o, n := range left {
			if !taken[o] {
				sum += n
			}
		}
		dice := b.chance.IntN(sum)
		for o, n := range left {
			if taken[o] {
				continue
			}
			if dice -= n; dice < 0 {
				taken[o] = true
				left[o]--
				break
			}
		}
	}
	var operators []geo.OperatorCode
	for o, op := range geo.Operators() {
		if taken[o] {
			operators = append(operators, op.Code)
		}
	}
	return operators
}

// equip turns the masts into the four operators' stations, in the order of the
// masts; those of one mast differ by a few metres, as lists do.
func (b *builder) equip() map[geo.OperatorCode][]presence {
	all := map[geo.OperatorCode][]presence{}
	for i, operators := range b.deal() {
		m := b.masts[i]
		height := 25 + 3*b.chance.IntN(12)
		stations := make([]presence, len(operators))
		for k, o := range operators {
			stations[k] = b.station(o, m)
			stations[k].at = jittered(m.at, 0.006, b.chance)
			height = max(height, stations[k].mastM) // nobody's antennas hang above the mast
		}
		for _, p := range stations {
			p.mastM = height
			all[p.operator] = append(all[p.operator], p)
		}
	}
	return all
}

// station is a new station of operator o for the hamlet of m.
func (b *builder) station(o geo.OperatorCode, m mast) presence {
	h := b.hamlets[m.hamlet]
	c := b.communes[h.commune]
	code, name := b.codes.next(o, h)
	p := presence{operator: o, code: code, name: name, commune: c, district: b.districtName(c.parent), at: m.at,
		status: geo.StatusOnAir, mastM: 30 + 3*b.chance.IntN(8)}
	p.since = time.Date(2006+b.chance.IntN(18), time.Month(1+b.chance.IntN(12)), 1+b.chance.IntN(28), 0, 0, 0, 0, time.UTC)
	p.layers = layersOf(o, m, p.mastM, b.chance)
	return p
}

func (p *province) districtName(code geo.AdminCode) string {
	for _, d := range p.districts {
		if d.code == code {
			return d.name
		}
	}
	return ""
}

// jittered moves p by up to km.
func jittered(p orb.Point, km float64, chance *rand.Rand) orb.Point {
	return around(p, 2*math.Pi*chance.Float64(), km*chance.Float64())
}

// coder invents the codes and names of stations, in each operator's own way.
type coder struct {
	*province
	used  map[string]int
	count map[geo.OperatorCode]int
}

func newCoder(p *province) *coder {
	return &coder{p, map[string]int{}, map[geo.OperatorCode]int{}}
}

func (c *coder) next(o geo.OperatorCode, h hamlet) (code, name string) {
	u := c.communes[h.commune]
	place := u.name[strings.Index(u.name, " ")+1:]
	if strings.HasPrefix(u.name, "Thị trấn ") {
		place = strings.TrimPrefix(u.name, "Thị trấn ")
	}
	c.count[o]++
	switch o {
	case geo.Viettel:
		key := "viettel" + string(u.code)
		c.used[key]++
		return fmt.Sprintf("TQG%04d-%02d", 101+h.commune, 10+c.used[key]), place + " " + fmt.Sprint(c.used[key])
	case geo.VNPT:
		plain := strings.ReplaceAll(unaccented(place), " ", "-")
		c.used[plain]++
		return plain + roman(c.used[plain]) + "_TQG", place + " " + fmt.Sprint(c.used[plain])
	case geo.MobiFone:
		return fmt.Sprintf("TQ%s%03d", initials(c.districtName(u.parent)), c.count[o]), "TQG " + place + " " + fmt.Sprint(c.count[o])
	}
	return fmt.Sprintf("TQ%04d", 2000+c.count[o]), "TQG_" + strings.ReplaceAll(unaccented(place), " ", "") + fmt.Sprintf("_%d", c.count[o])
}

// roman is how VNPT numbers the second and later stations of a place.
func roman(n int) string {
	if n == 1 {
		return ""
	}
	var b strings.Builder
	for _, d := range []struct {
		value int
		text  string
	}{{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.text)
		}
	}
	return b.String()
}

// initials of a district: "Huyện Hàm Yên" → "HY".
func initials(district string) string {
	words := strings.Fields(unaccented(district))
	last := words[len(words)-2:]
	return last[0][:1] + last[1][:1]
}

// unaccented drops the marks of Vietnamese letters.
func unaccented(text string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(text) {
		switch {
		case r == 'đ':
			b.WriteByte('d')
		case r == 'Đ':
			b.WriteByte('D')
		case r < 0x300 || r > 0x36F:
			b.WriteRune(r)
		}
	}
	return b.String()
}
