package explain

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares got with a file of testdata, whose change is reviewed like code.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: run go test -update", err)
	}
	was, is := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for i := range min(len(was), len(is)) {
		if was[i] != is[i] {
			t.Fatalf("%s:%d: %q, want %q; rewrite it with go test -update and look at the diff", path, i+1, is[i], was[i])
		}
	}
	if len(was) != len(is) {
		t.Errorf("%s: %d lines, want %d; rewrite it with go test -update and look at the diff", path, len(is), len(was))
	}
}

func behindTheRidge(t *testing.T) Explanation {
	to := hamlet(2.6)
	to.Position = orb.Point{105.373292, 22.628998}
	return explained(t, country(t, wall(180, 1.4)), mast(), to)
}

// The body of GET /api/path: readable, one point of the profile a line.
func TestJSONKeepsItsNames(t *testing.T) {
	e := behindTheRidge(t)
	body, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	var back Explanation
	if err := json.Unmarshal(body, &back); err != nil || back.Sentence != e.Sentence || len(back.Points) != len(e.Points) {
		t.Errorf("it does not come back: %v", err)
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, body, "", "  "); err != nil {
		t.Fatal(err)
	}
	golden(t, "ridge.json", onePerLine(indented.Bytes()))
}

// onePerLine joins the lines of every object and array that holds no other.
func onePerLine(indented []byte) []byte {
	innermost := regexp.MustCompile(`[{\[][^{}\[\]]*[}\]]`)
	breaks := regexp.MustCompile(`\n *`)
	return append(innermost.ReplaceAllFunc(indented, func(part []byte) []byte {
		return breaks.ReplaceAll(part, []byte(" "))
	}), '\n')
}

func TestTerminalShowsSentenceTableAndProfile(t *testing.T) {
	far := explained(t, country(t, valley), from(power(-10)), toward(60, 5))
	near := explained(t, country(t, plain), from(func(m *Transmitter) { m.EIRP = nil }), hamlet(0.02))
	for _, tt := range []struct {
		file, language string
		e              Explanation
	}{
		{"ridge.vi.txt", "vi", behindTheRidge(t)},
		{"ridge.en.txt", "en", behindTheRidge(t)},
		{"valley.vi.txt", "vi", far},
		{"near.en.txt", "en", near},
	} {
		var text bytes.Buffer
		if err := Write(&text, tt.e, tt.language); err != nil {
			t.Fatal(err)
		}
		golden(t, tt.file, text.Bytes())
	}
}

func TestTerminalShowsEveryIntermediate(t *testing.T) {
	var text bytes.Buffer
	if err := WriteValues(&text, behindTheRidge(t), "vi"); err != nil {
		t.Fatal(err)
	}
	golden(t, "ridge-values.vi.txt", text.Bytes())
}

func TestUnknownLanguageIsRefused(t *testing.T) {
	if err := Write(io.Discard, behindTheRidge(t), "fr"); err == nil {
		t.Error("French was spoken")
	}
}

// What a list calls its mast must not steer a terminal.
func TestNamesCannotSteerTheTerminal(t *testing.T) {
	rude := mast()
	rude.Name = "TQG\x1b[2J{km}\n"
	e := explained(t, country(t, plain), rude, hamlet(2.6))
	if e.From.Name != "TQG[2J{km}" || !strings.Contains(e.Sentence.English, "from TQG[2J{km};") {
		t.Errorf("%q: %q", e.From.Name, e.Sentence.English)
	}
}
