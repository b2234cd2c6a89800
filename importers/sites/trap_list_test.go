package sites

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/intake"
)

func TestTrap38MeasurementsAreNoListOfSites(t *testing.T) {
	const text = "# CSV Version=0.3.0\ndeviceTime,latitude,longitude,mcc,mnc,tac,eci,pci,rsrp,rsrq\n2024-01-01T00:00:00Z,22.01234,105.51234,452,4,1,2,3,-97,-11\n"
	_, err := read(intake.File{Kind: intake.Text, Content: []byte(text)}, Options{Operator: geo.Viettel})
	var refusal *intake.Refusal
	if !errors.As(err, &refusal) || refusal.Code != "measurements" || refusal.Vietnamese == "" {
		t.Errorf("got %v, want the refusal measurements", err)
	}
}

// list is a list of sites about the test's communes-less province.
func plainList(rows ...string) []byte {
	text := "Mã trạm;Kinh độ;Vĩ độ;Công nghệ;Trạng thái\n"
	for _, row := range rows {
		text += row + "\n"
	}
	return []byte(text)
}

func take(t *testing.T, store *data.Store, content []byte, asOf string) importers.Receipt {
	t.Helper()
	day, err := time.Parse(time.DateOnly, asOf)
	if err != nil {
		t.Fatal(err)
	}
	receipt, err := Import(t.Context(), store, Options{FileName: "a.csv", Content: content, Operator: geo.Viettel, AsOf: day})
	if err != nil {
		t.Fatal(err)
	}
	return receipt
}

func has(r importers.Receipt, code string) bool {
	return slices.ContainsFunc(r.Issues, func(i data.Issue) bool { return i.Code == code })
}

func TestTrap39AnOlderListIsSaidToBe(t *testing.T) {
	store := datatest.New(t)
	take(t, store, plainList("A;105,51234;22,01234;4G;"), "2026-06-01")
	if r := take(t, store, plainList("A;105,51234;22,01234;3G;"), "2026-01-01"); !has(r, "older-list") {
		t.Errorf("an older list over a newer one: %+v", r.Issues)
	}
	if r := take(t, store, plainList("A;105,51234;22,01234;2G;"), "2026-07-01"); has(r, "older-list") {
		t.Errorf("a newer list: %+v", r.Issues)
	}
}

func TestTrap40APartRemovesNothing(t *testing.T) {
	was := []geo.Presence{{Operator: geo.Viettel, Code: "A"}, {Operator: geo.Viettel, Code: "B"}}
	now := []geo.Presence{{Operator: geo.Viettel, Code: "A", Name: "new"}}
	if d := Compare(was, now, Terms{Full: false}); len(d.Removed) != 0 || len(d.Apply(was)) != 2 {
		t.Errorf("a part removed %+v", d.Removed)
	}
	if d := Compare(was, now, Terms{Full: true}); len(d.Removed) != 1 || len(d.Apply(was)) != 1 {
		t.Errorf("a full list removed %+v", d.Removed)
	}
}

func TestASiteWhoseRowWaitsStaysAsItWas(t *testing.T) {
	store := datatest.New(t)
	take(t, store, plainList("A;105,51234;22,01234;4G;", "B;105,61234;22,01234;4G;", "C;105,71234;22,01234;4G;"), "2026-01-01")
	r := take(t, store, plainList("A;105,51234;22,01234;4G;", "B;105,61234;22,01234;4G;bí ẩn"), "2026-02-01")
	if !has(r, "sites-kept") || r.Notes["kept"] != "1" || r.Questions != 1 {
		t.Errorf("receipt %+v", r)
	}
	presences, err := store.Presences(t.Context(), []int64{r.Revision})
	if err != nil {
		t.Fatal(err)
	}
	if len(presences) != 2 || presences[1].Code != "B" {
		t.Errorf("want A as now and B as before, without C: %+v", presences)
	}
	originals, err := store.Originals(t.Context(), r.Revision)
	if err != nil || len(originals) != 2 || originals[1].Cells[4] != "bí ẩn" {
		t.Errorf("originals %+v, %v", originals, err)
	}
}

func TestTrap41TwoListsAtOnceHaveOneOrder(t *testing.T) {
	store := datatest.New(t)
	lists := [][]byte{plainList("A;105,51234;22,01234;4G;", "B;105,52234;22,01234;4G;"), plainList("C;105,53234;22,01234;4G;", "D;105,54234;22,01234;4G;", "E;105,55234;22,01234;4G;")}
	receipts, errs := make([]importers.Receipt, 2), make([]error, 2)
	var both sync.WaitGroup
	for i, content := range lists {
		both.Go(func() {
			receipts[i], errs[i] = Import(t.Context(), store, Options{FileName: fmt.Sprintf("%d.csv", i), Content: content, Operator: geo.Viettel})
		})
	}
	both.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	current, err := store.CurrentRevisions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	presences, err := store.Presences(t.Context(), data.IDs(current, data.Sites))
	if err != nil {
		t.Fatal(err)
	}
	last := max(receipts[0].Revision, receipts[1].Revision)
	if len(current) != 1 || current[0].ID != last || len(presences) != current[0].Counts.Accepted {
		t.Errorf("current %+v with %d sites; the later of %d and %d must stand, unmixed", current, len(presences), receipts[0].Revision, receipts[1].Revision)
	}
}
