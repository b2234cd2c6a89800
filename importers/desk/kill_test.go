package desk_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
	"phusong/importers/desk"
)

// The points at which a sudden end must do no harm, in the order an upload
// reaches them.
func points() []string {
	return []string{"received", "stored", "taken", "reading", "understood", "ready", "computed", "submitted", "approving", "rows", "pointer", "approved"}
}

// The environment of the process that is killed.
const (
	killAt      = "PHUSONG_TEST_KILL_AT"
	killStoreAt = "PHUSONG_TEST_STORE"
)

func newList() data.NewUpload {
	n := viettel(list("NEW", 30))
	n.Key = "the-key"
	return n
}

func noConsequence(context.Context, geo.OperatorCode, []geo.Presence, func(int, int)) (desk.Consequence, error) {
	return desk.Consequence{Release: 1}, nil
}

// TestMain is the process that is killed, where the environment says so.
func TestMain(m *testing.M) {
	if os.Getenv(killAt) == "" {
		os.Exit(m.Run())
	}
	if err := hand(os.Getenv(killStoreAt), os.Getenv(killAt), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
}

// hand brings the new list the whole way and says what was acknowledged; it is
// killed at a point on that way.
func hand(url, at string, acknowledge io.Writer) error {
	ctx := context.Background()
	store, err := data.Open(ctx, url)
	if err != nil {
		return err
	}
	d := desk.New(desk.Options{Store: store, Log: quiet(), EnqueueRun: noRun, Consequences: noConsequence, Reached: func(point string) {
		if point == at {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	}})
	go d.Run(ctx)
	u, _, err := d.Take(ctx, nhung(), newList())
	if err != nil {
		return err
	}
	fmt.Fprintln(acknowledge, "taken", u.ID)
	await := func() error {
		changes, stop := d.Watch(u.ID)
		defer stop()
		for {
			if u, err = store.Upload(ctx, editor(geo.Viettel), u.ID); err != nil || u.State != data.UploadReading && u.State != data.UploadComputing {
				return err
			}
			<-changes
		}
	}
	if err := await(); err != nil {
		return err
	}
	if u, err = d.Compute(ctx, nhung(), u); err != nil {
		return err
	}
	if err := await(); err != nil {
		return err
	}
	if u, err = d.Submit(ctx, nhung(), u); err != nil {
		return err
	}
	fmt.Fprintln(acknowledge, "submitted")
	if _, err = d.Approve(ctx, nhung(), u, true); err != nil {
		return err
	}
	fmt.Fprintln(acknowledge, "approved")
	return nil
}

// killed runs hand in a process of its own until it is killed, and returns what
// that had acknowledged.
func killed(t *testing.T, url, at string) string {
	t.Helper()
	var said, complained bytes.Buffer
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), killAt+"="+at, killStoreAt+"="+url)
	child.Stdout, child.Stderr = &said, &complained
	err := child.Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("the process ended otherwise: %v %s %s", err, said.String(), complained.String())
	}
	return said.String()
}

func TestKilledAnywhereNothingAcknowledgedIsLostAndNoListIsHalf(t *testing.T) {
	for _, at := range points() {
		t.Run(at, func(t *testing.T) {
			t.Parallel()
			url := datatest.URL(t)
			store, err := data.Open(t.Context(), url)
			if err != nil {
				t.Fatal(err)
			}
			defer store.Close()
			before := desk.New(desk.Options{Store: store, Log: quiet(), EnqueueRun: noRun})
			ctx, cancel := context.WithCancel(t.Context())
			ended := make(chan struct{})
			go func() { before.Run(ctx); close(ended) }()
			approved(t, before, viettel(list("OLD", 40)))
			cancel()
			<-ended

			acknowledged := killed(t, url, at)
			served(t, store, at == "approved")
			uploads, err := store.Uploads(t.Context(), editor(geo.Viettel), 10)
			if err != nil {
				t.Fatal(err)
			}
			if taken := strings.Contains(acknowledged, "taken"); taken && len(uploads) != 2 || at == "received" && len(uploads) != 1 || at == "stored" && len(uploads) != 1 {
				t.Fatalf("%q was acknowledged, %d uploads are there", acknowledged, len(uploads))
			}
			goOn(t, store)
		})
	}
}

// served checks that the list in force is the old one, or the new one, whole.
func served(t *testing.T, store *data.Store, isNew bool) {
	t.Helper()
	_, now, err := store.CurrentList(t.Context(), geo.Viettel)
	want, prefix := 40, "OLD"
	if isNew {
		want, prefix = 30, "NEW"
	}
	if err != nil || len(now) != want {
		t.Fatalf("%d sites are served, want %d, %v", len(now), want, err)
	}
	for _, p := range now {
		if !strings.HasPrefix(string(p.Code), prefix) {
			t.Fatalf("%s is served among %s", p.Code, prefix)
		}
	}
}

// goOn sends the same request again, as a sender does who heard nothing, and
// brings the one upload there is to its end.
func goOn(t *testing.T, store *data.Store) {
	t.Helper()
	d := open(t, store, func(o *desk.Options) { o.Consequences = noConsequence })
	u, _, err := d.Take(t.Context(), nhung(), newList())
	if err != nil {
		t.Fatal(err)
	}
	u = settled(t, d, u)
	if u.State == data.UploadReady {
		if u, err = d.Submit(t.Context(), nhung(), u); err != nil {
			t.Fatal(err)
		}
	}
	if u.State == data.UploadSubmitted {
		if _, err := d.Approve(t.Context(), nhung(), u, true); err != nil {
			t.Fatal(err)
		}
	}
	served(t, store, true)
	uploads, err := store.Uploads(t.Context(), editor(geo.Viettel), 10)
	if err != nil || len(uploads) != 2 || uploads[0].State != data.UploadApproved || *uploads[0].Counts != (data.Counts{Rows: 30, Accepted: 30}) {
		t.Errorf("%d uploads, the last %s %+v, %v", len(uploads), uploads[0].State, uploads[0].Counts, err)
	}
	if count, broken, err := store.VerifyAudit(t.Context()); err != nil || broken != 0 || count == 0 {
		t.Errorf("the audit log: %d entries, broken at %d, %v", count, broken, err)
	}
}
