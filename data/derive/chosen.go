package derive

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"phusong/geo"
	"phusong/geo/planning"
)

// Chosen is the plan for a choice with everything its figures must not stand
// without. Value, Bound and Open are of the objective: with a definition hamlets
// count by how far they come towards covered; Hamlets, People and Households are
// those that become covered under JudgedBy.
type Chosen struct {
	Release    int64            `json:"release"`
	AsOf       time.Time        `json:"asOf"`
	Synthetic  bool             `json:"synthetic"`
	Operator   geo.OperatorCode `json:"operator"`
	Technology string           `json:"technology"`
	MHz        float64          `json:"mhz" doc:"The first of the bands"`
	Bands      []float64        `json:"bands" doc:"What would be built radiates in all of them, MHz"`
	HeightM    float64          `json:"heightM"`
	DarkFor    geo.OperatorCode `json:"darkFor"`
	Objective  Objective        `json:"objective"`
	Definition string           `json:"definition" doc:"By which hamlets count; empty: people and households count where they live"`
	JudgedBy   string           `json:"judgedBy" doc:"The definition by which hamlets become covered"`
	Unit       Unit             `json:"unit"`
	Budget     float64          `json:"budget"`
	ApartKm    float64          `json:"apartKm"`

	Candidates map[planning.Source]int `json:"candidates"`
	Refused    []RefusedPoint          `json:"refused"`
	Elements   int                     `json:"elements" doc:"Places looked at"`
	Open       float64                 `json:"open" doc:"Of the objective, before"`
	Value      float64                 `json:"value" doc:"Of the objective, by all picks"`
	Bound      float64                 `json:"bound" doc:"What no choice among the candidates within the budget can exceed"`
	Gap        float64                 `json:"gap" doc:"0 to 1: how far value is from bound at most"`
	Proven     bool                    `json:"proven" doc:"No choice among the candidates within the budget is better"`
	Proof      Words                   `json:"proof" doc:"How far from the best it can be, in words"`
	Spent      float64                 `json:"spent" doc:"Of the budget"`
	Money      float64                 `json:"money" doc:"Millions of đồng by the cost model"`
	Hamlets    int                     `json:"hamlets"`
	People     int                     `json:"people"`
	Households int                     `json:"households"`

	Picks []ChosenPick         `json:"picks"`
	Must  []ChosenMust         `json:"must"`
	Costs planning.CostModel   `json:"costs"`
	Hops  planning.HopSettings `json:"hops"`
}

// ChosenPick is one pick, in the order of what they add.
type ChosenPick struct {
	Order         int                `json:"order"`
	ID            string             `json:"id"`
	Code          geo.SiteCode       `json:"code" doc:"The site code it gets in a scenario"`
	Source        planning.Source    `json:"source"`
	Lon           float64            `json:"lon"`
	Lat           float64            `json:"lat"`
	GroundM       float64            `json:"groundM"`
	GroundKnown   bool               `json:"groundKnown"`
	HeightM       float64            `json:"heightM"`
	Gain          float64            `json:"gain"`
	Value         float64            `json:"value"`
	Spent         float64            `json:"spent"`
	Cost          planning.Cost      `json:"cost"`
	AccessKm      float64            `json:"accessKm" doc:"To the nearest hamlet or mast, which stand in for roads and power lines nobody has listed"`
	Mast          string             `json:"mast" doc:"The mast it shares; empty where it is new"`
	MastOperators []geo.OperatorCode `json:"mastOperators"`
	Hops          []ChosenHop        `json:"hops" doc:"Masts it sees clearly; else the nearest to that, not clear"`
	Hamlets       []ChosenHamlet     `json:"hamlets" doc:"That become covered with it and those before it"`
	People        int                `json:"people"`
	Households    int                `json:"households"`
	Helped        int                `json:"helped" doc:"Hamlets it brings nearer to covered, not there"`
	Next          string             `json:"next" doc:"The candidate outside the plan that would have added most in its stead"`
	NextGain      float64            `json:"nextGain"`
	Why           Words              `json:"why"`
}

// ChosenHop is a way for the traffic of a pick.
type ChosenHop struct {
	Mast       string             `json:"mast"`
	Operators  []geo.OperatorCode `json:"operators"`
	DistanceKm float64            `json:"distanceKm"`
	Clearance  float64            `json:"clearance" doc:"Least clearance in radii of the first Fresnel zone"`
	AtKm       float64            `json:"atKm"`
	OverM      float64            `json:"overM"`
	Clear      bool               `json:"clear"`
}

// ChosenHamlet is a hamlet that becomes covered.
type ChosenHamlet struct {
	Code       geo.HamletCode `json:"code"`
	Name       string         `json:"name"`
	Commune    string         `json:"commune"`
	People     int            `json:"people"`
	Households int            `json:"households"`
	Was        string         `json:"was"`
}

// ChosenMust is a hamlet that had to be served, and whether it is.
type ChosenMust struct {
	Code  geo.HamletCode `json:"code"`
	Name  string         `json:"name"`
	State string         `json:"state" enum:"served,already,unserved"`
}

// What becomes of a hamlet that must be served.
const (
	MustServed   = "served"
	MustAlready  = "already"
	MustUnserved = "unserved"
)

// Words is a sentence in both languages.
type Words struct {
	Vietnamese string `json:"vi"`
	English    string `json:"en"`
}

// Said is the bands as people write them: "800 + 1800". Answers kept before there
// were several have one.
func (c Chosen) Said() string {
	var all []string
	for _, mhz := range c.AllBands() {
		all = append(all, strconv.FormatFloat(mhz, 'g', -1, 64))
	}
	return strings.Join(all, " + ")
}

// AllBands are the bands in MHz, of whichever version the answer is.
func (c Chosen) AllBands() []float64 {
	if len(c.Bands) == 0 {
		return []float64{c.MHz}
	}
	return c.Bands
}

func rounded(v float64) float64 { return math.Round(v*100) / 100 }

// follow goes through the picks and keeps what is lit and covered after each.
type follow struct {
	*open
	units map[geo.AdminCode]string
	by    geo.Definition
	lit   map[int32]bool
	now   map[int]geo.Verdict
}

// after adds a candidate: the hamlets that become covered, by code, and how many
// others come nearer to it.
func (f *follow) after(candidate int) (covered []ChosenHamlet, helped int) {
	fresh := map[int32]bool{}
	for _, e := range f.problem.Candidates[candidate].Reaches {
		if h := f.hexOf[e]; !f.lit[h] {
			f.lit[h], fresh[h] = true, true
		}
	}
	covered = []ChosenHamlet{}
	for i, h := range f.home.Hamlets {
		touched := slices.ContainsFunc(f.points[i], func(at int32) bool { return fresh[at] })
		for _, s := range f.home.Shares[i] {
			touched = touched || fresh[s.Hex]
		}
		if !touched || h.Kind == geo.HamletRest {
			continue
		}
		was, known := f.now[i]
		if !known {
			was = f.by.Verdict(f.reach(i, nil))
		}
		f.now[i] = f.by.Verdict(f.reach(i, f.lit))
		if was == geo.Covered {
			continue
		}
		if f.now[i] != geo.Covered {
			helped++
			continue
		}
		line := ChosenHamlet{Code: h.Code, Name: h.Name, Commune: f.units[h.Commune], Was: was.String()}
		if h.People != nil {
			line.People = *h.People
		}
		if h.Households != nil {
			line.Households = *h.Households
		}
		covered = append(covered, line)
	}
	slices.SortFunc(covered, func(a, b ChosenHamlet) int { return strings.Compare(string(a.Code), string(b.Code)) })
	return covered, helped
}

// whyOf says why a pick is there.
func whyOf(c Chosen, p ChosenPick) Words {
	objective := map[Objective][2]string{ForPeople: {"người", "people"}, ForHouseholds: {"hộ", "households"}, ForHamlets: {"thôn", "hamlets"}}[c.Objective]
	w := Words{
		Vietnamese: fmt.Sprintf("Thêm %.0f %s; %d thôn thành phủ sóng (%d dân)", p.Gain, objective[0], len(p.Hamlets), p.People),
		English:    fmt.Sprintf("Adds %.0f %s; %d hamlets become covered (%d people)", p.Gain, objective[1], len(p.Hamlets), p.People),
	}
	if c.Objective == ForHamlets {
		w.Vietnamese = fmt.Sprintf("Thêm %.1f thôn, tính cả phần chưa đủ; %d thôn thành phủ sóng (%d dân)", p.Gain, len(p.Hamlets), p.People)
		w.English = fmt.Sprintf("Adds %.1f hamlets, counting those in part; %d become covered (%d people)", p.Gain, len(p.Hamlets), p.People)
	}
	if p.Next != "" {
		w.Vietnamese += fmt.Sprintf("; nơi tốt nhất không chọn, %s, thêm %.0f", p.Next, p.NextGain)
		w.English += fmt.Sprintf("; the best place not chosen, %s, adds %.0f", p.Next, p.NextGain)
	}
	switch p.Cost.Backhaul {
	case planning.BackhaulMicrowave:
		w.Vietnamese += fmt.Sprintf("; viba thông thoáng tới %s, %.1f km", p.Hops[0].Mast, p.Hops[0].DistanceKm)
		w.English += fmt.Sprintf("; clear microwave hop to %s, %.1f km", p.Hops[0].Mast, p.Hops[0].DistanceKm)
	case planning.BackhaulVSAT:
		w.Vietnamese += "; không nhìn thấy cột nào để truyền dẫn viba"
		w.English += "; no mast in sight for a microwave hop"
	}
	return w
}
