package desk_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/desk"
	"phusong/importers/sites"
	"phusong/importers/table"
)

func nhung() data.Actor { return data.Actor{Name: "nhung"} }

func editor(operator geo.OperatorCode) data.Audience {
	return data.Audience{Role: data.OperatorEditor, Operator: operator}
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func noRun(context.Context, pgx.Tx) error { return nil }

// open is a desk that works until the test ends.
func open(t *testing.T, store *data.Store, change func(*desk.Options)) *desk.Desk {
	t.Helper()
	o := desk.Options{Store: store, Log: quiet(), EnqueueRun: noRun}
	if change != nil {
		change(&o)
	}
	d := desk.New(o)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { d.Run(ctx); close(ended) }()
	t.Cleanup(func() { cancel(); <-ended })
	return d
}

const header = "Mã trạm;Tên trạm;Kinh độ;Vĩ độ;Công nghệ\n"

// list writes a list of n sites with codes that begin with prefix.
func list(prefix string, n int) string {
	var b strings.Builder
	b.WriteString(header)
	for i := range n {
		fmt.Fprintf(&b, "%s%03d;Trạm %d;%.4f;%.4f;4G\n", prefix, i, i, 105.1+float64(i%50)/100, 22.1+float64(i/50)/100)
	}
	return b.String()
}

func viettel(content string) data.NewUpload {
	return data.NewUpload{Operator: geo.Viettel, FileName: "tram.csv", Content: []byte(content), Scope: data.FullList}
}

func take(t *testing.T, d *desk.Desk, n data.NewUpload) data.Upload {
	t.Helper()
	u, _, err := d.Take(t.Context(), nhung(), n)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// settled waits until nobody works on an upload any more.
func settled(t *testing.T, d *desk.Desk, u data.Upload) data.Upload {
	t.Helper()
	changes, stop := d.Watch(u.ID)
	defer stop()
	for {
		now, err := d.Store.Upload(t.Context(), editor(u.Operator), u.ID)
		if err != nil {
			t.Fatal(err)
		}
		if now.State != data.UploadReading && now.State != data.UploadComputing {
			return now
		}
		<-changes
	}
}

// approved sends a list the whole way.
func approved(t *testing.T, d *desk.Desk, n data.NewUpload) data.UploadReceipt {
	t.Helper()
	u := settled(t, d, take(t, d, n))
	u, err := d.Submit(t.Context(), nhung(), u)
	if err != nil {
		t.Fatalf("%+v: %v", u.Trouble, err)
	}
	receipt, err := d.Approve(t.Context(), nhung(), u, true)
	if err != nil {
		t.Fatal(err)
	}
	return receipt
}

func TestAListGoesTheWholeWay(t *testing.T) {
	store := datatest.New(t)
	d := open(t, store, nil)
	u := settled(t, d, take(t, d, viettel(list("TQ", 60))))
	if u.State != data.UploadReady || *u.Counts != (data.Counts{Rows: 60, Accepted: 60}) {
		t.Fatalf("%s %+v %+v", u.State, u.Counts, u.Trouble)
	}
	u, err := d.Submit(t.Context(), nhung(), u)
	if err != nil {
		t.Fatal(err)
	}
	receipt, err := d.Approve(t.Context(), nhung(), u, false)
	if err != nil {
		t.Fatal(err)
	}
	_, now, err := store.CurrentList(t.Context(), geo.Viettel)
	if err != nil || len(now) != 60 || receipt.Changes.New != 60 || receipt.Hash != fmt.Sprintf("%x", desk.HashOf(now)) {
		t.Errorf("%d sites, %+v, %v", len(now), receipt, err)
	}
	issues, err := store.IssuesOf(t.Context(), receipt.Revision)
	if err != nil || len(issues) == 0 {
		t.Errorf("the revision has %d issues, %v", len(issues), err)
	}
}

func TestAFileThatIsNoListFailsWithItsReason(t *testing.T) {
	d := open(t, datatest.New(t), nil)
	n := viettel("\x00\x01\x02 not a table")
	n.FileName = "tram.pdf"
	u := settled(t, d, take(t, d, n))
	if u.State != data.UploadFailed || u.Trouble.Code == "" || u.Trouble.Vietnamese == "" {
		t.Errorf("%s %+v", u.State, u.Trouble)
	}
}

func TestRemovingManyIsAskedTwice(t *testing.T) {
	d := open(t, datatest.New(t), nil)
	approved(t, d, viettel(list("TQ", 60)))
	u := settled(t, d, take(t, d, viettel(list("TQ", 50))))
	u, err := d.Submit(t.Context(), nhung(), u)
	if err != nil {
		t.Fatal(err)
	}
	var removal desk.ErrRemoval
	if _, err := d.Approve(t.Context(), nhung(), u, false); !errors.As(err, &removal) || removal != (desk.ErrRemoval{Removed: 10, Of: 60}) {
		t.Fatalf("%v", err)
	}
	receipt, err := d.Approve(t.Context(), nhung(), u, true)
	if err != nil || receipt.Changes.Removed != 10 || receipt.Changes.Same != 50 {
		t.Errorf("%+v, %v", receipt, err)
	}
}

func TestAPartRemovesNothing(t *testing.T) {
	store := datatest.New(t)
	d := open(t, store, nil)
	approved(t, d, viettel(list("TQ", 60)))
	part := viettel(list("NH", 3))
	part.Scope, part.District = data.PartList, "Na Hang"
	receipt := approved(t, d, part)
	_, now, err := store.CurrentList(t.Context(), geo.Viettel)
	if err != nil || len(now) != 63 || receipt.Changes.Kept != 60 {
		t.Errorf("%d sites, %+v, %v", len(now), receipt, err)
	}
}

func TestARowThatCannotBeTakenKeepsItsSite(t *testing.T) {
	store := datatest.New(t)
	d := open(t, store, nil)
	approved(t, d, viettel(list("TQ", 60)))
	broken := strings.Replace(list("TQ", 60), "TQ007;Trạm 7;105.1700;22.1000", "TQ007;Trạm 7;;", 1)
	receipt := approved(t, d, viettel(broken))
	if _, now, err := store.CurrentList(t.Context(), geo.Viettel); err != nil || len(now) != 60 || receipt.Changes.Kept != 1 || receipt.Counts.Refused != 1 {
		t.Errorf("%d sites, %+v, %v", len(now), receipt, err)
	}
}

func TestTheSecondListIsComparedWithTheFirst(t *testing.T) {
	store := datatest.New(t)
	d := open(t, store, nil)
	first, second := settled(t, d, take(t, d, viettel(list("A", 10)))), settled(t, d, take(t, d, viettel(list("B", 10))))
	submit := func(u data.Upload) data.Upload {
		u, err := d.Submit(t.Context(), nhung(), u)
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	first, second = submit(first), submit(second)
	if _, err := d.Approve(t.Context(), nhung(), first, true); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Approve(t.Context(), nhung(), second, true); !errors.Is(err, data.ErrSuperseded) {
		t.Fatalf("%v", err)
	}
	again := settled(t, d, second)
	r, err := d.Reading(t.Context(), again)
	if err != nil || again.State != data.UploadReady || again.Base == 0 || len(r.Was) != 10 {
		t.Fatalf("%s, base %d, %d sites before, %v", again.State, again.Base, len(r.Was), err)
	}
	receipt, err := d.Approve(t.Context(), nhung(), submit(again), true)
	if _, now, _ := store.CurrentList(t.Context(), geo.Viettel); err != nil || len(now) != 10 || now[0].Code != "B000" || receipt.Changes.Changed != 10 {
		t.Errorf("%d sites, %+v, %v", len(now), receipt, err)
	}
}

func TestTheSameFileTwiceIsOneRevision(t *testing.T) {
	d := open(t, datatest.New(t), nil)
	one, two := approved(t, d, viettel(list("A", 10))), approved(t, d, viettel(list("A", 10)))
	if one.Revision != two.Revision || two.Changes.Same != 10 {
		t.Errorf("%+v\n%+v", one, two)
	}
}

func TestColumnsAndAnswersAreReadAgain(t *testing.T) {
	store := datatest.New(t)
	d := open(t, store, nil)
	u := settled(t, d, take(t, d, viettel("Mã trạm;Biệt danh;Kinh độ;Vĩ độ;Công nghệ\nA;Alpha;105.1234;22.1234;4G\nB;Beta;;22.2;4G\n")))
	if _, err := d.Map(t.Context(), nhung(), u, []desk.Meaning{{Index: 1, Field: "nonsense"}}); !errors.Is(err, desk.ErrAnswer) {
		t.Errorf("a field that is none: %v", err)
	}
	u, err := d.Map(t.Context(), nhung(), u, []desk.Meaning{{Index: 1, Field: "site_name"}})
	if err != nil {
		t.Fatal(err)
	}
	u = settled(t, d, u)
	at := sites.RowRef{Row: 3}
	if _, err := d.Answer(t.Context(), nhung(), u, []desk.GroupAnswer{{Rows: []sites.RowRef{{Row: 99}}, Answer: sites.Answer{Refuse: true}}}); !errors.Is(err, desk.ErrAnswer) {
		t.Errorf("a row that is not there: %v", err)
	}
	u, err = d.Answer(t.Context(), nhung(), u, []desk.GroupAnswer{{Rows: []sites.RowRef{at}, Answer: sites.Answer{Cells: map[table.Field]string{"lon": "105.2345"}}}})
	if err != nil {
		t.Fatal(err)
	}
	u = settled(t, d, u)
	r, err := d.Reading(t.Context(), u)
	if err != nil {
		t.Fatal(err)
	}
	if r.Draft.Rows[0].Name != "Alpha" || r.Draft.Rows[1].Place != importers.Corrected || len(r.Becomes) != 2 || u.Version != 3 {
		t.Errorf("version %d: %+v", u.Version, r.Draft.Rows)
	}
}

func TestConsequencesAreWorkedOutOneAtATimeAndKept(t *testing.T) {
	store := datatest.New(t)
	at := make(chan int, 10)
	d := open(t, store, func(o *desk.Options) {
		o.Consequences = func(_ context.Context, operator geo.OperatorCode, list []geo.Presence, progress func(int, int)) (desk.Consequence, error) {
			at <- len(list)
			progress(1, 2)
			return desk.Consequence{Release: 4, People: desk.PeopleChange{Gained: 12}}, nil
		}
	})
	u := settled(t, d, take(t, d, viettel(list("A", 10))))
	u, err := d.Compute(t.Context(), nhung(), u)
	if err != nil {
		t.Fatal(err)
	}
	u = settled(t, d, u)
	if <-at != 10 || u.State != data.UploadReady || !strings.Contains(string(u.Impact), `12`) {
		t.Errorf("%s %s", u.State, u.Impact)
	}
}

func TestTroubleWithTheConsequencesDoesNotHoldTheList(t *testing.T) {
	d := open(t, datatest.New(t), func(o *desk.Options) {
		o.Consequences = func(context.Context, geo.OperatorCode, []geo.Presence, func(int, int)) (desk.Consequence, error) {
			panic("secret")
		}
	})
	u := settled(t, d, take(t, d, viettel(list("A", 10))))
	u, err := d.Compute(t.Context(), nhung(), u)
	if err != nil {
		t.Fatal(err)
	}
	u = settled(t, d, u)
	if u.State != data.UploadReady || !strings.Contains(string(u.Impact), "trouble") || strings.Contains(string(u.Impact), "secret") {
		t.Errorf("%s %s", u.State, u.Impact)
	}
}

func TestWhatIsWithdrawnIsNotWorkedOn(t *testing.T) {
	store := datatest.New(t)
	began := make(chan struct{})
	d := open(t, store, func(o *desk.Options) {
		o.Consequences = func(ctx context.Context, _ geo.OperatorCode, _ []geo.Presence, _ func(int, int)) (desk.Consequence, error) {
			close(began)
			<-ctx.Done() // the test hangs where withdrawing does not end the work
			return desk.Consequence{}, ctx.Err()
		}
	})
	u := settled(t, d, take(t, d, viettel(list("A", 10))))
	u, err := d.Compute(t.Context(), nhung(), u)
	if err != nil {
		t.Fatal(err)
	}
	<-began
	if u, err = d.Withdraw(t.Context(), nhung(), u); err != nil || u.State != data.UploadWithdrawn {
		t.Errorf("%s, %v", u.State, err)
	}
}

func TestAnOlderListSaysSo(t *testing.T) {
	d := open(t, datatest.New(t), nil)
	now, before := viettel(list("TQ", 5)), viettel(list("TQ", 6))
	now.AsOf, before.AsOf = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	approved(t, d, now)
	r, err := d.Reading(t.Context(), settled(t, d, take(t, d, before)))
	if err != nil || r.Draft.Issues[0].Code != "older-list" {
		t.Errorf("%+v, %v", r.Draft.Issues[0], err)
	}
}
