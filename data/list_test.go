package data_test

import (
	"crypto/sha256"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

// A list as runs read it is the list as everybody else reads it, but for what
// does not radiate.
func TestAListIsWhatItsPresencesAre(t *testing.T) {
	store, ctx := datatest.New(t), t.Context()
	sector := geo.Sector{Name: "1", Technology: geo.LTE, Frequency: 1800, HeightM: 40, AzimuthDeg: 120, AzimuthKnown: true,
		MechanicalTilt: 2, ElectricalTilt: -1.5, PowerDBm: 46, GainDBi: 17.5, Assumed: []geo.Assumption{geo.AssumedTilt, geo.AssumedPower}}
	omni := geo.Sector{Name: "0", Technology: geo.GSM, Frequency: 900, HeightM: 12.5, Omni: true, Assumed: []geo.Assumption{geo.AssumedHeight, geo.AssumedAzimuth}}
	saved, err := store.SaveSites(ctx, data.NewRevision{Dataset: data.Dataset{Kind: data.Sites, Name: "all", Title: "all"}, FileName: "all",
		SHA256: sha256.Sum256([]byte("list")), AsOf: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}, []geo.Presence{
		{Operator: geo.Viettel, Code: "b", Position: orb.Point{105.1, 22}, Status: geo.StatusOnAir, Sectors: []geo.Sector{sector, omni}},
		{Operator: geo.Viettel, Code: "B", Position: orb.Point{105.2, 22}, Status: geo.StatusOnAir, Sectors: []geo.Sector{omni}},
		{Operator: geo.MobiFone, Code: "b", Position: orb.Point{105.3, 22}, Status: geo.StatusPaused, Sectors: []geo.Sector{sector}},
		{Operator: geo.VNPT, Code: "c", Position: orb.Point{105.4, 22}, Status: geo.StatusOnAir},
	})
	if err != nil {
		t.Fatal(err)
	}
	want, err := store.Presences(ctx, []int64{saved.ID})
	if err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if want[i].Status != geo.StatusOnAir {
			want[i].Sectors = nil
		}
	}
	got, err := store.List(ctx, saved.ID)
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" || err != nil || len(got) != 4 {
		t.Errorf("%v (-presences +list):\n%s", err, diff)
	}
}
