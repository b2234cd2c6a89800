package main_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// must runs a command and ends the test where its exit code is another.
func (h *house) must(t *testing.T, code int, args ...string) string {
	t.Helper()
	out, bad, got := h.run(args...)
	if got != code {
		t.Fatalf("phusong %s: exit %d, want %d: %s%s", strings.Join(args, " "), got, code, out, bad)
	}
	return out
}

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func contains(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, word := range words {
		if !strings.Contains(text, word) {
			t.Errorf("%q is not said in:\n%s", word, text)
		}
	}
}

// A clerk without a browser keeps a storm's books: opens it, hands in what the
// operator sent, reads the report out and closes it.
func TestAStormIsKeptAtTheCommandLine(t *testing.T) {
	h := home(t)
	id := strings.TrimSpace(h.must(t, 0, "outage", "open", "Bão thử"))
	file := write(t, "mat.csv", "Danh sách Viettel mất liên lạc\nSTT;Mã trạm;Nguyên nhân;Dự kiến khắc phục\n1;TQG0166-11;cúp điện;18h00 10/9/2030\n2;TQG0166;;\n")
	contains(t, h.must(t, 0, "outage", "add", id, "--file", file, "--dry-run"), "✓ corrected  3", "cause-read", "? unsure  4", "viettel:TQG0166-11, viettel:TQG0166-12", "dry run: 1 sites")
	contains(t, h.must(t, 0, "outage", "add", id, "--file", file), "kept 1 sites as report 1 of Bão thử, release ")
	h.must(t, 3, "outage", "add", id, "không có trạm nào")
	contains(t, h.must(t, 0, "outage"), "open", "Bão thử", id)
	h.must(t, 1, "outage", "report", id, "--number", "9")
	h.must(t, 1, "outage", "report", id, "--out", "bao-cao.doc")
	h.must(t, 0, "outage", "close", id)
	h.must(t, 1, "outage", "add", id, "TQG0166-12")
}

// What a letter promises goes in as a file; every row is answered, once.
func TestPromisesAreKeptAtTheCommandLine(t *testing.T) {
	h := home(t)
	file := write(t, "cam-ket.csv", "Nhà mạng;Mã trạm;Công nghệ;Thời hạn;Số công văn;Ngày ký\nViettel;CLI-1;4G;Quý IV/2024;88/VT;01/06/2024\nVinaphone;CLI-2;LTE;31/12/2040;88/VT;01/06/2024\nMobi;X;6G;Q1/2027;;\n")
	contains(t, h.must(t, 0, "commitments", "import", file), "2: taken  viettel CLI-1 4G 2024-Q4", "3: corrected  vnpt CLI-2 4G 2040-Q4", "C4 refused [technology]", "3 rows = 1 taken + 1 corrected + 1 refused")
	contains(t, h.must(t, 3, "commitments", "import", file), "refused [there]")
	late := h.must(t, 0, "commitments", "--overdue", "--operator", "viettel")
	contains(t, late, "CLI-1", "promised, overdue by ", "release ")
	lines := strings.Split(strings.TrimSpace(late), "\n")
	fields := strings.Fields(lines[len(lines)-1])
	id := fields[len(fields)-1]
	contains(t, h.must(t, 0, "commitments", "change", id, "--due", "2041-Q1"), "version 2: due 2041-Q1")
	h.must(t, 0, "commitments", "withdraw", id)
	if left := h.must(t, 0, "commitments", "--operator", "viettel"); strings.Contains(left, "CLI-1") {
		t.Errorf("a withdrawn promise is listed:\n%s", left)
	}
	contains(t, h.must(t, 0, "commitments", "--withdrawn", "--operator", "viettel"), "withdrawn", "2041-Q1")
}
