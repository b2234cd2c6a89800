package data_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

func TestRowsAreKeptAsTheyWereWrittenAndQuestionsAreCounted(t *testing.T) {
	store, ctx := datatest.New(t), t.Context()
	n := revisionOf(data.Sites, "vnpt", "list")
	n.Counts = data.Counts{Rows: 3, Accepted: 1, Questions: 1, Dropped: 1}
	n.Issues = []data.Issue{{Sheet: "4G", Row: 4, Code: "grid", Severity: data.Question, Vietnamese: "múi nào?", English: "which zone?", Group: "grid:a|b"}}
	n.Originals = []data.Original{{Sheet: "4G", Row: 3, Cells: []string{"M· tr¹m", "105,5", ""}}, {Sheet: "4G", Row: 4, Cells: []string{"<b>&", "0"}}}
	presences := []geo.Presence{{Operator: geo.VNPT, Code: "A", Name: "A", Position: orb.Point{105, 22}, Status: geo.StatusOnAir,
		Owner: "VNPT", Contact: "0900 000 000", BackupPower: "ắc quy 4 giờ", PowerFeeder: "471 E14.1", FibreNode: "TQG-R2"}}
	saved, err := store.SaveSites(ctx, n, presences)
	if err != nil {
		t.Fatal(err)
	}
	got, err := store.Originals(ctx, saved.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(n.Originals, got); diff != "" {
		t.Errorf("the rows changed on the way (-want +got):\n%s", diff)
	}
	issues, err := store.IssuesOf(ctx, saved.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(n.Issues, issues); diff != "" {
		t.Errorf("the question changed on the way (-want +got):\n%s", diff)
	}
	again, err := store.Presences(ctx, []int64{saved.ID})
	if err != nil {
		t.Fatal(err)
	}
	if len(again) != 1 || again[0].FibreNode != "TQG-R2" || again[0].Contact != "0900 000 000" {
		t.Errorf("presences %+v", again)
	}
	current, err := store.CurrentRevisions(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(current) != 1 || current[0].Counts != n.Counts {
		t.Errorf("counts %+v, want %+v", current[0].Counts, n.Counts)
	}
}

func TestAFileWithoutRowsHasNoOriginals(t *testing.T) {
	if got, err := datatest.New(t).Originals(t.Context(), 7); err != nil || got != nil {
		t.Errorf("originals %v, %v", got, err)
	}
}
