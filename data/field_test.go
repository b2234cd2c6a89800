package data_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
)

// everything is a presence of Viettel with no field left empty.
func everything() geo.Presence {
	return geo.Presence{
		Operator: geo.Viettel, Code: "VTL1", Name: "Bản Lủng", Position: orb.Point{105, 22}, Commune: "Đồng Văn",
		Status: geo.StatusOnAir, MastHeightM: 42, Owner: "ông An", Contact: "0912 345 678", BackupPower: "4 h",
		PowerFeeder: "471-E22", FibreNode: "HGG-07",
		Sectors: []geo.Sector{{Name: "VTL1-1", Technology: geo.LTE, Frequency: 1800, HeightM: 38, AzimuthDeg: 120, AzimuthKnown: true,
			Omni: true, MechanicalTilt: 2, ElectricalTilt: 4, PowerDBm: 46, GainDBi: 17,
			Assumed: []geo.Assumption{geo.AssumedAzimuth, geo.AssumedHeight, geo.AssumedPower, geo.AssumedTilt, geo.AssumedFrequency}}},
	}
}

func TestTheTestHasEveryField(t *testing.T) {
	for _, v := range []reflect.Value{reflect.ValueOf(everything()), reflect.ValueOf(everything().Sectors[0])} {
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Errorf("%s of %s is new: give it to a field of the table and a value here", v.Type().Field(i).Name, v.Type())
			}
		}
	}
}

func TestWhoSeesWhichFieldsOfAMast(t *testing.T) {
	leader := geo.Presence{Operator: geo.Viettel, Name: "Bản Lủng", Position: orb.Point{105, 22}, Commune: "Đồng Văn",
		Status: geo.StatusOnAir, MastHeightM: 42, BackupPower: "4 h",
		Sectors: []geo.Sector{{Technology: geo.LTE, HeightM: 38, Assumed: []geo.Assumption{geo.AssumedHeight}}}}
	planner := everything()
	planner.Owner, planner.Contact = "", ""
	for _, tt := range []struct {
		who  data.Audience
		want geo.Presence
		sees bool
	}{
		{of(data.OperatorViewer, geo.Viettel), everything(), true},
		{of(data.OperatorAdmin, geo.Viettel), everything(), true},
		{of(data.Planner, ""), planner, true},
		{of(data.Leader, ""), leader, true},
		{of(data.OperatorAdmin, geo.VNPT), geo.Presence{}, false},
		{of(data.Administrator, ""), geo.Presence{}, false},
		{of(data.Auditor, ""), geo.Presence{}, false},
		{data.Everyone(), geo.Presence{}, false},
		{data.Audience{}, geo.Presence{}, false},
		{data.Audience{Role: data.Planner, Operator: geo.VNPT}, geo.Presence{}, false}, // not a valid one
	} {
		got, sees := data.PresenceFor(tt.who, everything())
		if sees != tt.sees || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%v sees %+v, %v; want %+v", tt.who, got, sees, tt.want)
		}
	}
}

func TestWhatIsShownSharesNothingWithWhatIsHidden(t *testing.T) {
	p := everything()
	shown, _ := data.PresenceFor(of(data.OperatorViewer, geo.Viettel), p)
	shown.Sectors[0].Assumed[0] = "changed"
	if p.Sectors[0].Assumed[0] == "changed" {
		t.Error("whoever changes what is shown changes the original")
	}
}

func TestEveryFieldHasATitleAndItsOwnOperator(t *testing.T) {
	seen := map[data.Field]bool{}
	for _, rule := range data.FieldRules() {
		if rule.Vietnamese == "" || rule.English == "" || seen[rule.Field] || !slices.Contains(rule.SeenBy, data.OwnViewer) || slices.Contains(rule.SeenBy, data.OtherViewer) {
			t.Errorf("the rule of %q: %+v", rule.Field, rule)
		}
		seen[rule.Field] = true
	}
	if len(seen) != 15 {
		t.Errorf("%d fields, want 15", len(seen))
	}
	if got := data.OtherViewer.Sees(); got != nil {
		t.Errorf("others see %v", got)
	}
}

func TestAViewerIsTheAudienceSeenFromTheSite(t *testing.T) {
	if !of(data.Planner, "").Sees(geo.VNPT, data.PowerField) || of(data.Leader, "").Sees(geo.VNPT, data.PowerField) ||
		of(data.OperatorEditor, geo.VNPT).Sees(geo.Viettel, data.PositionField) {
		t.Error("planners see power, leaders do not, rivals see nothing")
	}
}
