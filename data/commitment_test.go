package data_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

func commitmentOf(o geo.OperatorCode, site string) geo.Commitment {
	return geo.Commitment{Operator: o, Site: geo.SiteCode(site), Technology: geo.LTE, Document: "công văn 12", On: time.Date(2026, 1, 10, 0, 0, 0, 0, time.UTC),
		Terms: geo.Terms{Due: geo.Quarter{Year: 2026, Number: 2}, Notes: "canary", Hamlets: []geo.TiedHamlet{{Code: "h1", Petition: "đơn số 7"}}}}
}

// addCommitment keeps a promise or ends the test.
func addCommitment(t *testing.T, store *data.Store, c geo.Commitment) data.Commitment {
	t.Helper()
	added, err := store.AddCommitment(t.Context(), data.Actor{Name: "kh"}, c)
	if err != nil {
		t.Fatal(err)
	}
	return added
}

func TestAPromiseIsKeptWithEveryVersionOfItsTerms(t *testing.T) {
	store, staff := datatest.New(t), data.Audience{Role: data.Planner}
	added := addCommitment(t, store, commitmentOf(geo.Viettel, "V1"))
	later := func(terms *geo.Terms) error { terms.Due = geo.Quarter{Year: 2027, Number: 1}; return nil }
	changed, err := store.ChangeCommitment(t.Context(), data.Actor{Name: "kh2"}, added.ID, 1, later)
	if err != nil || changed.Version != 2 || changed.Due.String() != "2027-Q1" || changed.Notes != "canary" || len(changed.Hamlets) != 1 {
		t.Fatalf("changed to %+v, %v", changed, err)
	}
	var moved *data.ErrMoved
	if _, err := store.ChangeCommitment(t.Context(), data.Actor{}, added.ID, 1, later); !errors.As(err, &moved) || moved.Current != 2 {
		t.Errorf("a change of an old version: %v", err)
	}
	none := func(terms *geo.Terms) error { terms.Due = geo.Quarter{}; return nil }
	if _, err := store.ChangeCommitment(t.Context(), data.Actor{}, added.ID, 2, none); !errors.Is(err, data.ErrInvalid) {
		t.Errorf("a promise without a quarter: %v", err)
	}
	if err := store.WithdrawCommitment(t.Context(), data.Actor{Name: "kh"}, added.ID); err != nil {
		t.Fatal(err)
	}
	if err := store.WithdrawCommitment(t.Context(), data.Actor{}, added.ID); !errors.Is(err, data.ErrCommitmentWithdrawn) {
		t.Errorf("withdrawn twice: %v", err)
	}
	if listed, err := store.Commitments(t.Context(), staff, data.CommitmentFilter{}); err != nil || len(listed) != 0 {
		t.Errorf("a withdrawn promise is listed: %v, %v", listed, err)
	}
	c, history, err := store.Commitment(t.Context(), staff, added.ID)
	if err != nil || c.WithdrawnAt == nil || len(history) != 2 || history[0].Due.String() != "2026-Q2" || history[1].SaidBy != "kh2" {
		t.Errorf("kept %+v, %+v, %v", c, history, err)
	}
	for _, sql := range []string{`UPDATE commitments SET source_document = 'x'`, `DELETE FROM commitments`, `UPDATE commitment_versions SET notes = ''`, `DELETE FROM commitment_versions`} {
		if _, err := store.Pool().Exec(t.Context(), sql); err == nil {
			t.Errorf("%s was let through", sql)
		}
	}
}

func TestAPromiseIsEnteredOnceAndAsOneOnly(t *testing.T) {
	store, at := datatest.New(t), orb.Point{105.1, 22.1}
	addCommitment(t, store, commitmentOf(geo.Viettel, "V1"))
	point := commitmentOf(geo.Viettel, "")
	point.Position, point.Commune = &at, "Xã A"
	addCommitment(t, store, point)
	addCommitment(t, store, commitmentOf(geo.VNPT, "V1"))
	for _, c := range []geo.Commitment{commitmentOf(geo.Viettel, "V1"), point} {
		if _, err := store.AddCommitment(t.Context(), data.Actor{}, c); !errors.Is(err, data.ErrCommitmentThere) {
			t.Errorf("entered twice: %v", err)
		}
	}
	for what, spoil := range map[string]func(*geo.Commitment){
		"of nobody": func(c *geo.Commitment) { c.Operator = geo.AnyOperator }, "nowhere": func(c *geo.Commitment) { c.Site = "" },
		"without a document": func(c *geo.Commitment) { c.Document = " " }, "of no technology": func(c *geo.Commitment) { c.Technology = 1 },
		"a hamlet twice":   func(c *geo.Commitment) { c.Hamlets = append(c.Hamlets, c.Hamlets[0]) },
		"too many hamlets": func(c *geo.Commitment) { c.Hamlets = make([]geo.TiedHamlet, geo.MostTiedHamlets+1) },
		"a zero byte":      func(c *geo.Commitment) { c.Notes = "a\x00" },
	} {
		c := commitmentOf(geo.MobiFone, "M1")
		spoil(&c)
		if _, err := store.AddCommitment(t.Context(), data.Actor{}, c); !errors.Is(err, data.ErrInvalid) {
			t.Errorf("a promise %s: %v", what, err)
		}
	}
}

// TestRivalsPromisesAreAbsent asks without any WHERE, as the policies see it.
func TestRivalsPromisesAreAbsent(t *testing.T) {
	store := datatest.New(t)
	own, other := addCommitment(t, store, commitmentOf(geo.Viettel, "V1")), addCommitment(t, store, commitmentOf(geo.VNPT, "N1"))
	for who, want := range map[data.Audience]string{
		of("operator-viewer", "viettel"): "viettel 1", of("operator-admin", "vnpt"): "vnpt 1", of("operator-editor", "mobifone"): " 0",
		{Role: data.Planner}: "viettel,vnpt 2", {Role: data.Leader}: "viettel,vnpt 2",
		data.Everyone(): " 0", {Role: data.Administrator}: " 0", {Role: data.Auditor}: " 0",
	} {
		err := store.InTenant(t.Context(), who, data.ReadOnly, func(tx pgx.Tx) error {
			var operators string
			var versions int
			err := tx.QueryRow(t.Context(), `
				SELECT coalesce(string_agg(operator, ',' ORDER BY operator), ''), (SELECT count(*) FROM commitment_versions)
				FROM commitments`).Scan(&operators, &versions)
			if got := fmt.Sprintf("%s %d", operators, versions); got != want {
				t.Errorf("%v sees %q, want %q", who, got, want)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	viewer := of("operator-viewer", "viettel")
	if _, _, err := store.Commitment(t.Context(), viewer, other.ID); !errors.Is(err, data.ErrNoCommitment) {
		t.Errorf("a rival's promise by its id: %v", err)
	}
	if c, _, err := store.Commitment(t.Context(), viewer, own.ID); err != nil || c.Notes != "canary" {
		t.Errorf("the own promise: %+v, %v", c, err)
	}
	log, err := store.AuditLog(t.Context(), data.Audience{Role: data.Auditor}, data.AuditQuery{Action: "commitment."})
	if err != nil || len(log) != 2 || strings.Contains(fmt.Sprint(log), "canary") || strings.Contains(fmt.Sprint(log), "đơn số 7") {
		t.Errorf("the log says %+v, %v", log, err)
	}
}

func TestASiteRadiatesSinceTheFirstListThatShowsIt(t *testing.T) {
	store := datatest.New(t)
	lists(t, store)
	first := mast(geo.Viettel, 3)
	addCommitment(t, store, commitmentOf(geo.Viettel, string(first.Code)))
	near := commitmentOf(geo.VNPT, "")
	at := mast(geo.VNPT, 5).Position
	near.Position, near.Commune = &at, "Xã A"
	addCommitment(t, store, near)
	for who, want := range map[data.Audience]int{{Role: data.Planner}: 2, of("operator-viewer", "viettel"): 1, of("operator-viewer", "mobifone"): 0} {
		found, err := store.Radiating(t.Context(), who)
		operators := map[geo.OperatorCode]bool{}
		for _, r := range found {
			operators[r.Operator] = true
			if len(r.First) == 0 {
				t.Errorf("%s radiates nothing", r.Code)
			}
		}
		if err != nil || len(operators) != want {
			t.Errorf("%v sees sites of %v, %v", who, operators, err)
		}
	}
}
