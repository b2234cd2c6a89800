package main_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"phusong/data"
	"phusong/data/local"
)

// The whole program, as a newcomer meets it: one binary, one state folder, the
// sample province. Built and filled once for all tests below.

// house is a state folder with a server on it.
type house struct {
	binary, state, url string
	server             *exec.Cmd
	ended              chan struct{}
	known              *data.View // of the release that truth was asked for last
}

var shared = sync.OnceValues(build)

// begun says that some test asked for the house, so that there is one to end.
var begun atomic.Bool

// build builds the binary and fills a state folder with the sample.
func build() (*house, error) {
	dir, err := os.MkdirTemp("", "phusong-house-")
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(dir, 0o755); err != nil { // the database's account must get in
		return nil, err
	}
	h := &house{binary: filepath.Join(dir, "phusong"), state: filepath.Join(dir, "state")}
	if out, err := exec.Command("go", "build", "-o", h.binary, ".").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build: %w: %s", err, out)
	}
	return h, h.start()
}

// start runs phusong demo until it prints its address. What failures take is
// worked out when a test asks, not at every start.
func (h *house) start() error {
	h.server = exec.Command(h.binary, "demo", "--state", h.state, "--addr", "localhost:0")
	h.server.Env = append(os.Environ(), "DATABASE_URL=", "PHUSONG_NO_FORESEE=true")
	stderr, err := h.server.StderrPipe()
	if err != nil {
		return err
	}
	if err := h.server.Start(); err != nil {
		return err
	}
	var said bytes.Buffer
	lines := bufio.NewScanner(io.TeeReader(stderr, &said))
	for lines.Scan() {
		if _, url, found := strings.Cut(lines.Text(), "✓ http://"); found {
			h.url, h.ended = "http://"+url, make(chan struct{})
			go func() { io.Copy(io.Discard, stderr); h.server.Wait(); close(h.ended) }()
			return nil
		}
	}
	return fmt.Errorf("phusong demo ended without an address: %w: %s", h.server.Wait(), said.String())
}

// stop interrupts the server and waits for its end.
func (h *house) stop() {
	if h.server != nil && h.server.Process != nil {
		h.server.Process.Signal(os.Interrupt)
		<-h.ended
	}
}

func TestMain(m *testing.M) {
	code := m.Run()
	if begun.Load() {
		if h, err := shared(); err == nil {
			h.stop()
			h.run("forget", "--yes")
			os.RemoveAll(filepath.Dir(h.state))
		}
	}
	os.Exit(code)
}

func installed() bool {
	_, err := local.Installed()
	return err == nil
}

func home(t *testing.T) *house {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped: -short leaves out the whole program")
	}
	if !installed() && os.Getenv("CI") == "" {
		t.Skip("skipped: PostGIS is not installed; make test installs it")
	}
	begun.Store(true)
	h, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// run runs one command on the house and returns what it printed and its code.
func (h *house) run(args ...string) (stdout, stderr string, code int) {
	cmd := h.command(args...)
	var out, bad bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &bad
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	}
	return out.String(), bad.String(), code
}

func (h *house) command(args ...string) *exec.Cmd {
	cmd := exec.Command(h.binary, append(args, "--state", h.state)...)
	cmd.Env = append(os.Environ(), "DATABASE_URL=")
	return cmd
}

// ok runs a command that must succeed and returns its output.
func (h *house) ok(t *testing.T, args ...string) string {
	t.Helper()
	stdout, stderr, code := h.run(args...)
	if code != 0 {
		t.Fatalf("phusong %s: exit %d: %s", strings.Join(args, " "), code, stderr)
	}
	return stdout
}

func (h *house) get(t *testing.T, path string, into any) {
	t.Helper()
	response, err := http.Get(h.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("GET %s: %s %v: %.300s", path, response.Status, err, body)
	}
	if err := json.Unmarshal(body, into); err != nil {
		t.Fatalf("GET %s: %v: %.300s", path, err, body)
	}
}

type releaseAnswer struct {
	ID        string
	Hash      string
	Synthetic bool
	Counts    struct{ Hamlets, Communes, Districts int }
}

func (h *house) release(t *testing.T) releaseAnswer {
	t.Helper()
	var r releaseAnswer
	h.get(t, "/api/release", &r)
	return r
}

func TestTheSampleProvinceIsWhole(t *testing.T) {
	r := home(t).release(t)
	if got := []int{r.Counts.Districts, r.Counts.Communes, r.Counts.Hamlets}; !slices.Equal(got, []int{7, 138, 1733}) {
		t.Errorf("districts, communes, hamlets = %v, want 7, 138, 1733", got)
	}
	if !r.Synthetic {
		t.Error("the invented province does not say that it is invented")
	}
}

// sums are the columns of a gap list that add up.
var sums = []string{"population", "households", "covered", "partial", "none", "unknown",
	"hamlets_covered", "hamlets_partial", "hamlets_none", "hamlets_unknown"}

func (h *house) gaps(t *testing.T, args ...string) (total map[string]int, rows []map[string]string) {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(h.ok(t, append([]string{"gaps", "--format", "csv"}, args...)...))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	total = map[string]int{}
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = record[i]
		}
		for _, name := range sums {
			n, err := strconv.Atoi(row[name])
			if err != nil {
				t.Fatalf("%s of %s: %v", name, row["code"], err)
			}
			total[name] += n
		}
		rows = append(rows, row)
	}
	return total, rows
}

func TestEveryLevelAndVintageAddsUpToTheSame(t *testing.T) {
	h := home(t)
	for _, question := range [][]string{
		{"--technology", "4G"},
		{"--technology", "2G", "--operator", "vnpt", "--definition", "people"},
		{"--technology", "5G", "--definition", "area"},
	} {
		province, _ := h.gaps(t, append(question, "--by", "province")...)
		if province["population"] != 784811 {
			t.Errorf("%v: population %d", question, province["population"])
		}
		for _, by := range [][]string{{"--by", "district"}, {"--by", "commune"}, {"--by", "hamlet"}, {"--by", "commune", "--vintage", "2025-07"}} {
			got, rows := h.gaps(t, append(question, by...)...)
			for _, name := range sums {
				if got[name] != province[name] {
					t.Errorf("%v %v: %s is %d over %d rows, %d in the province", question, by, name, got[name], len(rows), province[name])
				}
			}
		}
	}
}

func TestSomeHamletsAreDarkAndMostAreNot(t *testing.T) {
	total, _ := home(t).gaps(t, "--by", "district", "--technology", "4G")
	if dark := total["hamlets_none"]; dark < 20 || dark > 250 {
		t.Errorf("%d of 1,733 hamlets are dark: the sample shows nothing, or nothing else", dark)
	}
	if total["hamlets_unknown"] != 0 {
		t.Errorf("%d hamlets are unknown although the sample has terrain everywhere", total["hamlets_unknown"])
	}
}

func TestJSONAndCSVSayTheSame(t *testing.T) {
	h := home(t)
	var rows []map[string]any
	if err := json.Unmarshal([]byte(h.ok(t, "gaps", "--by", "commune", "--format", "json")), &rows); err != nil {
		t.Fatal(err)
	}
	_, lines := h.gaps(t, "--by", "commune")
	if len(rows) != len(lines) || len(rows) != 138 {
		t.Fatalf("%d rows as JSON, %d as CSV, want 138", len(rows), len(lines))
	}
	for i := range rows {
		hamlets := rows[i]["hamlets"].(map[string]any)
		json := fmt.Sprintf("%v %v %v", rows[i]["code"], rows[i]["covered"], hamlets["none"])
		csv := fmt.Sprintf("%v %v %v", lines[i]["code"], lines[i]["covered"], lines[i]["hamlets_none"])
		if json != csv {
			t.Fatalf("row %d: code, covered, dark hamlets are %s as JSON, %s as CSV", i, json, csv)
		}
	}
}

func TestAHamletsCardAgreesWithTheList(t *testing.T) {
	h := home(t)
	_, rows := h.gaps(t, "--by", "hamlet")
	var card struct {
		Networks []struct {
			Operator, Technology string
			Verdicts             map[string]string
		}
	}
	h.get(t, "/api/hamlets/"+rows[7]["code"], &card)
	for _, n := range card.Networks {
		if n.Operator == "any" && n.Technology == "4G" {
			if counted := rows[7]["hamlets_"+n.Verdicts["centre"]]; counted != "1" {
				t.Errorf("the card says %s, the list %v", n.Verdicts["centre"], rows[7])
			}
			return
		}
	}
	t.Error("the card does not speak of 4G by any operator")
}

func TestAFileThatIsNotWhatItSaysChangesNothing(t *testing.T) {
	h := home(t)
	before := h.release(t)
	dir := t.TempDir()
	write := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	png := append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 5000)...)
	nan := `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"1","name":"x","level":"commune"},
		"geometry":{"type":"Polygon","coordinates":[[[105,22],[NaN,22],[105.1,22.1],[105,22]]]}}]}`
	for _, tt := range []struct{ kind, path string }{
		{"sites", write("list.xlsx", png)},
		{"sites", write("empty.csv", nil)},
		{"elevation", write("N22E105.hgt", make([]byte, 1201*1201*2-100))},
		{"boundaries", write("nan.geojson", []byte(nan))},
		{"sites", zeros(t, dir)},
	} {
		t.Run(filepath.Base(tt.path), func(t *testing.T) {
			_, stderr, code := h.run("import", tt.kind, tt.path)
			if code != 3 {
				t.Errorf("exit %d, want 3: %s", code, stderr)
			}
			if !strings.Contains(stderr, filepath.Base(tt.path)) {
				t.Errorf("the error does not name the file: %s", stderr)
			}
		})
	}
	if after := h.release(t); after != before {
		t.Errorf("the release changed: %+v", after)
	}
}

// zeros writes 200 MB of zeros, zipped.
func zeros(t *testing.T, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "zeros.zip")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := zipZeros(file, "list.csv", 200<<20); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAKilledWorkerLosesNothing(t *testing.T) {
	h := home(t)
	before := h.release(t)
	h.stop() // its own worker must not do the work
	t.Cleanup(func() {
		if err := h.start(); err != nil {
			t.Error(err)
		}
	})
	waiting := h.command("compute", "--resolution", "9", "--radius", "8", "--no-work")
	if err := waiting.Start(); err != nil {
		t.Fatal(err)
	}
	first := h.command("work")
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	h.isInTheMiddle(t)
	first.Process.Signal(syscall.SIGKILL)
	first.Wait()
	second := h.command("work")
	if err := second.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- waiting.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("the run did not end well: %v", err)
		}
	case <-time.After(3 * time.Minute):
		t.Error("the run never ended")
	}
	second.Process.Signal(os.Interrupt)
	second.Wait()
	h.tellsWhatChanged(t, before.ID)
	// Showing the first release again needs no computing: it stands.
	said, stderr, code := h.run("compute")
	if code != 0 || !strings.Contains(stderr, "nothing has changed, release "+before.ID) {
		t.Errorf("computing the first inputs again: exit %d: %s%s", code, said, stderr)
	}
}

// isInTheMiddle waits until a part of the run under way is done, and more is not.
func (h *house) isInTheMiddle(t *testing.T) {
	t.Helper()
	store, leave := h.open(t)
	defer leave()
	look, late := time.NewTicker(20*time.Millisecond), time.After(3*time.Minute)
	defer look.Stop()
	for {
		select {
		case <-late:
			t.Fatal("no worker took the run up")
		case <-look.C:
		}
		runs, err := store.Runs(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if run := runs[0]; run.State == data.RunRunning && run.Done > 0 {
			return
		}
	}
}

func TestASecondStartRecomputesNothing(t *testing.T) {
	h := home(t)
	before := h.release(t)
	h.stop()
	if err := h.start(); err != nil {
		t.Fatal(err)
	}
	if after := h.release(t); after.ID != before.ID || after.Hash != before.Hash {
		t.Errorf("release %s (%s) became %s (%s)", before.ID, before.Hash, after.ID, after.Hash)
	}
}

func TestTheProgramSaysWhatIsWrongWithACommand(t *testing.T) {
	h := home(t)
	for _, tt := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"gaps", "--by", "village"}, 2, "province"},
		{[]string{"gaps", "--technology", "6G"}, 1, "use 2G, 3G, 4G, 5G, voice, 3G+ or 4G+"},
		{[]string{"gaps", "--by", "district", "--vintage", "2025-07"}, 1, "districts ended"},
		{[]string{"find", "Atlantis"}, 1, "fewer words"},
		{[]string{"find", "Xã", "Minh", "Hương"}, 0, ""},
		{[]string{"hamlet", "nowhere"}, 1, "gaps --by hamlet"},
		{[]string{"import", "sites", "/no/such/file.xlsx"}, 2, "file.xlsx"},
	} {
		_, stderr, code := h.run(tt.args...)
		if code != tt.code || !strings.Contains(stderr, tt.says) {
			t.Errorf("phusong %s: exit %d, want %d and words of %q: %s", strings.Join(tt.args, " "), code, tt.code, tt.says, stderr)
		}
	}
}
