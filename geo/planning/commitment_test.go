package planning_test

import (
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"phusong/geo"
	"phusong/geo/planning"
)

func on(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

// promised is a promise of 4G at site V1 by the end of June 2026, with a hamlet.
func promised() geo.Commitment {
	return geo.Commitment{Operator: geo.Viettel, Site: "V1", Technology: geo.LTE, Document: "123/CV", On: on("2026-01-10"),
		Terms: geo.Terms{Due: geo.Quarter{Year: 2026, Number: 2}, Hamlets: []geo.TiedHamlet{{Code: "a"}}}}
}

func radiating(o geo.OperatorCode, code geo.SiteCode, at orb.Point, technologies ...geo.Technology) planning.Radiating {
	r := planning.Radiating{Operator: o, Code: code, Position: at, First: map[geo.Technology]time.Time{}}
	for _, t := range technologies {
		r.First[t] = on("2026-04-01")
	}
	return r
}

// held is evidence in which hamlets named are covered by everybody, others dark.
func held(air []planning.Radiating, covered ...geo.HamletCode) planning.Evidence {
	return planning.Evidence{OnAir: air, Released: on("2026-05-01"), Verdict: func(code geo.HamletCode, _ geo.OperatorCode, _ geo.Technology) geo.Verdict {
		if slices.Contains(covered, code) {
			return geo.Covered
		}
		return geo.None
	}}
}

func TestWhatBecameOfAPromise(t *testing.T) {
	here, near, far := orb.Point{105, 22}, orb.Point{105.0047, 22}, orb.Point{105.0050, 22} // 485 and 516 m
	atPoint := func(c *geo.Commitment) { c.Site, c.Position, c.Commune = "", &here, "Xã A" }
	for _, tt := range []struct {
		name    string
		change  func(*geo.Commitment)
		air     []planning.Radiating
		covered []geo.HamletCode
		today   string
		want    planning.Keeping
		since   string
		overdue bool
		left    int
	}{
		{"nothing on the air", nil, nil, nil, "2026-05-01", planning.Promised, "2026-01-10", false, 60},
		{"its last day is not over", nil, nil, nil, "2026-06-30", planning.Promised, "2026-01-10", false, 0},
		{"overdue the day after", nil, nil, nil, "2026-07-01", planning.Promised, "2026-01-10", true, -1},
		{"on the air with its code", nil, []planning.Radiating{radiating(geo.Viettel, "V1", far, geo.LTE)}, nil, "2026-07-01", planning.OnAir, "2026-04-01", false, -1},
		{"another technology is not it", nil, []planning.Radiating{radiating(geo.Viettel, "V1", here, geo.GSM)}, nil, "2026-07-01", planning.Promised, "2026-01-10", true, -1},
		{"a rival's site is not it", nil, []planning.Radiating{radiating(geo.VNPT, "V1", here, geo.LTE)}, nil, "2026-05-01", planning.Promised, "2026-01-10", false, 60},
		{"covered without the site is not kept", nil, nil, []geo.HamletCode{"a"}, "2026-05-01", planning.Promised, "2026-01-10", false, 60},
		{"on the air and covered", nil, []planning.Radiating{radiating(geo.Viettel, "V1", here, geo.LTE)}, []geo.HamletCode{"a"}, "2026-07-01", planning.Confirmed, "2026-05-01", false, -1},
		{"one of two covered", func(c *geo.Commitment) { c.Hamlets = append(c.Hamlets, geo.TiedHamlet{Code: "b"}) },
			[]planning.Radiating{radiating(geo.Viettel, "V1", here, geo.LTE)}, []geo.HamletCode{"a"}, "2026-05-01", planning.OnAir, "2026-04-01", false, 60},
		{"no hamlet, nothing to confirm", func(c *geo.Commitment) { c.Hamlets = nil },
			[]planning.Radiating{radiating(geo.Viettel, "V1", here, geo.LTE)}, []geo.HamletCode{"a"}, "2026-05-01", planning.OnAir, "2026-04-01", false, 60},
		{"near the point", atPoint, []planning.Radiating{radiating(geo.Viettel, "V9", near, geo.LTE)}, nil, "2026-05-01", planning.OnAir, "2026-04-01", false, 60},
		{"too far from the point", atPoint, []planning.Radiating{radiating(geo.Viettel, "V9", far, geo.LTE)}, nil, "2026-05-01", planning.Promised, "2026-01-10", false, 60},
		{"a code that was changed, at the point", func(c *geo.Commitment) { c.Position = &here },
			[]planning.Radiating{radiating(geo.Viettel, "V2", near, geo.LTE)}, nil, "2026-05-01", planning.OnAir, "2026-04-01", false, 60},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := promised()
			if tt.change != nil {
				tt.change(&c)
			}
			f := planning.Stand(c, held(tt.air, tt.covered...), on(tt.today))
			if f.State != tt.want || f.Since != on(tt.since) || f.Overdue != tt.overdue || f.DaysLeft != tt.left {
				t.Errorf("%s since %v, overdue %v, %d days left", f.State, f.Since, f.Overdue, f.DaysLeft)
			}
			if vietnamese, english := f.Words(c, true); vietnamese == "" || english == "" {
				t.Error("nothing is said of it")
			}
		})
	}
}

func TestTheDayIsThatOfTheClockHandedIn(t *testing.T) {
	late := time.Date(2026, 6, 30, 18, 0, 0, 0, time.UTC)
	hanoi := late.In(time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)) // 1 July, 1:00
	if planning.Stand(promised(), held(nil), late).Overdue || !planning.Stand(promised(), held(nil), hanoi).Overdue {
		t.Error("the quarter does not end with the day of the clock's zone")
	}
}

// TestMoreOnTheAirAndMoreCoveredNeverTakesAPromiseBack draws lists and verdicts,
// adds to both, and compares.
func TestMoreOnTheAirAndMoreCoveredNeverTakesAPromiseBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := promised()
		c.Hamlets = nil
		for _, code := range rapid.SliceOfDistinct(rapid.SampledFrom([]geo.HamletCode{"a", "b", "c"}), rapid.ID).Draw(t, "tied") {
			c.Hamlets = append(c.Hamlets, geo.TiedHamlet{Code: code})
		}
		if rapid.Bool().Draw(t, "point") {
			c.Position = &orb.Point{105, 22}
		}
		site := rapid.Custom(func(t *rapid.T) planning.Radiating {
			return radiating(rapid.SampledFrom([]geo.OperatorCode{geo.Viettel, geo.VNPT}).Draw(t, "operator"), rapid.SampledFrom([]geo.SiteCode{"V1", "V2"}).Draw(t, "code"),
				orb.Point{105 + rapid.Float64Range(0, 0.01).Draw(t, "east"), 22}, rapid.SampledFrom(geo.Technologies()).Draw(t, "technology"))
		})
		hamlet := rapid.SampledFrom([]geo.HamletCode{"a", "b", "c"})
		air, covered := rapid.SliceOfN(site, 0, 4).Draw(t, "air"), rapid.SliceOf(hamlet).Draw(t, "covered")
		before := planning.Stand(c, held(air, covered...), on("2026-05-01"))
		air, covered = append(air, rapid.SliceOfN(site, 0, 4).Draw(t, "more air")...), append(covered, rapid.SliceOf(hamlet).Draw(t, "more covered")...)
		after := planning.Stand(c, held(air, covered...), on("2026-05-01"))
		if slices.Index(planning.Keepings(), after.State) < slices.Index(planning.Keepings(), before.State) {
			t.Fatalf("%s became %s", before.State, after.State)
		}
	})
}

func TestATallyCountsEveryPromiseOnce(t *testing.T) {
	air := []planning.Radiating{radiating(geo.Viettel, "V1", orb.Point{105, 22}, geo.LTE)}
	var tally planning.Tally
	for _, e := range []planning.Evidence{held(nil), held(air), held(air, "a")} {
		tally.Add(planning.Stand(promised(), e, on("2026-07-10")))
	}
	if want := (planning.Tally{Promised: 1, OnAir: 1, Confirmed: 1, Overdue: 1, OldestDays: 181}); tally != want {
		t.Errorf("%+v, want %+v", tally, want)
	}
}
