package main_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/xuri/excelize/v2"

	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// One test walks the figures: whoever asks one question of one release at another
// door is told the same.

// planner is a browser in which the sample's planner is logged in.
func (h *house) planner(t *testing.T) *http.Client {
	t.Helper()
	var session struct {
		Demo []struct{ Role, Name, Password string }
	}
	h.get(t, "/api/session", &session)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	for _, login := range session.Demo {
		if login.Role != "planner" {
			continue
		}
		said, _ := json.Marshal(map[string]string{"name": login.Name, "password": login.Password})
		answer, err := client.Post(h.url+"/api/session", "application/json", bytes.NewReader(said))
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Fatalf("log in as the planner: %v %v", answer, err)
		}
		answer.Body.Close()
		return client
	}
	t.Fatal("the sample has no planner")
	return nil
}

// read reads an address as whoever the client is; nothing where nothing lies.
func (h *house) read(t *testing.T, client *http.Client, path string) []byte {
	t.Helper()
	answer, err := client.Get(h.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK && answer.StatusCode != http.StatusNoContent {
		t.Fatalf("GET %s: %s %v %.200s", path, answer.Status, err, body)
	}
	return body
}

// figures are a unit's row in one order, wherever it was read.
type figures [11]string

var walked = []string{"population", "households", "hamlets_covered", "hamlets_partial", "hamlets_none", "hamlets_unknown", "covered", "partial", "none", "unknown", "area_km2"}

// rowsOf reads the gap list by the API.
func (h *house) rowsOf(t *testing.T, client *http.Client, question url.Values) map[string]figures {
	t.Helper()
	type counts struct{ Covered, Partial, None, Unknown int }
	type unit struct {
		Code                   string
		Population, Households int
		AreaKm2                float64
		counts
		Hamlets counts
	}
	var body struct {
		Rows []struct {
			unit
			Covered, Partial, None, Unknown int
		}
	}
	if err := json.Unmarshal(h.read(t, client, "/api/gaps?"+question.Encode()), &body); err != nil {
		t.Fatal(err)
	}
	rows := map[string]figures{}
	for _, r := range body.Rows {
		var f figures
		for i, n := range []int{r.Population, r.Households, r.Hamlets.Covered, r.Hamlets.Partial, r.Hamlets.None, r.Hamlets.Unknown, r.Covered, r.Partial, r.None, r.Unknown} {
			f[i] = strconv.Itoa(n)
		}
		f[10] = strconv.FormatFloat(r.AreaKm2, 'f', -1, 64)
		rows[r.Code] = f
	}
	return rows
}

func TestOneFigureIsTheSameWhereverItIsRead(t *testing.T) {
	h := home(t)
	client := h.planner(t)
	for i, question := range [][3]string{{"4G", "any", "centre"}, {"4G", "viettel", "people"}, {"3G", "vnpt", "area"}} {
		t.Run(strings.Join(question[:], " "), func(t *testing.T) {
			asked := url.Values{"technology": {question[0]}, "operator": {question[1]}, "definition": {question[2]}}
			w := walk{h, client, asked, []string{"--technology", question[0], "--operator", question[1], "--definition", question[2]}}
			by := map[string]map[string]figures{}
			for _, level := range []string{"district 2024", "commune 2024", "commune 2025-07"} {
				of, vintage, _ := strings.Cut(level, " ")
				asked.Set("level", of)
				asked.Set("vintage", vintage)
				by[level] = h.rowsOf(t, client, asked)
				if i == 0 || vintage != "2024" { // a command takes longer than all the rest
					w.commandLine(t, of, vintage, by[level])
				}
			}
			asked.Del("level")
			asked.Del("vintage")
			w.hamletList(t, by["district 2024"])
			w.workbook(t, map[string]map[string]figures{"Huyện 2024": by["district 2024"], "Xã 2024": by["commune 2024"], "Xã 2025-07": by["commune 2025-07"]})
			w.lines(t, by)
			w.document(t, by["district 2024"])
			w.tiles(t, by["district 2024"])
		})
	}
}

// walk is one question on its way.
type walk struct {
	*house
	client *http.Client
	asked  url.Values
	flags  []string
}

func same(t *testing.T, where string, got, want map[string]figures) {
	t.Helper()
	if len(got) != len(want) || len(want) == 0 {
		t.Errorf("%s has %d units, the API %d", where, len(got), len(want))
	}
	for code, f := range want {
		if got[code] != f {
			t.Errorf("%s says %v of %s, the API %v", where, got[code], code, f)
		}
	}
}

func (w walk) commandLine(t *testing.T, level, vintage string, want map[string]figures) {
	_, rows := w.gaps(t, append(w.flags, "--by", level, "--vintage", vintage)...)
	got := map[string]figures{}
	for _, row := range rows {
		var f figures
		for i, name := range walked {
			f[i] = row[name]
		}
		got[row["code"]] = f
	}
	same(t, "the command line", got, want)
}

// sumOf adds a column of the districts up.
func sumOf(rows map[string]figures, column int) int {
	sum := 0
	for _, f := range rows {
		n, _ := strconv.Atoi(f[column])
		sum += n
	}
	return sum
}

func (w walk) hamletList(t *testing.T, districts map[string]figures) {
	var body struct {
		Rows []struct {
			Verdict  string
			People   int
			District struct{ Code string }
		}
	}
	if err := json.Unmarshal(w.read(t, w.client, "/api/hamlets?limit=10000&vintage=2024&"+w.asked.Encode()), &body); err != nil {
		t.Fatal(err)
	}
	count, people := map[string]int{}, map[string]int{}
	for _, row := range body.Rows {
		count[row.District.Code+row.Verdict]++
		people[row.District.Code+row.Verdict] += row.People
	}
	for code, f := range districts {
		for i, verdict := range []string{"covered", "partial", "none", "unknown"} {
			if got := strconv.Itoa(count[code+verdict]); got != f[2+i] {
				t.Errorf("the list has %s hamlets %s in %s, the gap list %s", got, verdict, code, f[2+i])
			}
			if got := strconv.Itoa(people[code+verdict]); got != f[6+i] {
				t.Errorf("the list has %s people in hamlets %s in %s, the gap list %s", got, verdict, code, f[6+i])
			}
		}
	}
}

func (w walk) workbook(t *testing.T, want map[string]map[string]figures) {
	book, err := excelize.OpenReader(bytes.NewReader(w.read(t, w.client, "/api/report.xlsx?"+w.asked.Encode())))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for sheet, units := range want {
		rows, err := book.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]figures{}
		for _, row := range rows[2 : len(rows)-1] {
			var f figures
			copy(f[:], row[3:])
			got[row[0]] = f
		}
		same(t, "the sheet "+sheet, got, units)
	}
}

func (w walk) lines(t *testing.T, want map[string]map[string]figures) {
	body := bytes.TrimPrefix(w.read(t, w.client, "/api/report.csv?"+w.asked.Encode()), []byte("\ufeff"))
	records, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	place := map[string]int{}
	for i, name := range records[0] {
		place[name] = i
	}
	got := map[string]map[string]figures{}
	for _, record := range records[1:] {
		level := record[place["level"]] + " " + record[place["vintage"]]
		if got[level] == nil {
			got[level] = map[string]figures{}
		}
		var f figures
		for i, name := range walked {
			f[i] = record[place[name]]
		}
		got[level][record[place["code"]]] = f
	}
	for level, units := range want {
		same(t, "the CSV by "+level, got[level], units)
	}
}

// document reads the PDF's text: the sentence that leaders read, and the figures
// of the total.
func (w walk) document(t *testing.T, districts map[string]figures) {
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("pdftotext is not installed: make test installs poppler-utils")
		}
		t.Log("the document is not read: pdftotext is not installed")
		return
	}
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, w.read(t, w.client, "/api/report.pdf?"+w.asked.Encode()), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command(reader, "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	said := strings.Join(strings.Fields(string(text)), " ")
	n := func(column int) string { return dotted(sumOf(districts, column)) }
	for _, sentence := range []string{
		fmt.Sprintf("%s phủ sóng, %s lõm sóng, %s trắng sóng, %s không đủ dữ liệu", n(2), n(3), n(4), n(5)),
		fmt.Sprintf("%s người (trên %s người)", dotted(sumOf(districts, 7)+sumOf(districts, 8)), n(0)),
		fmt.Sprintf("Tổng cộng %s %s %s %s %s", n(0), n(2), n(3), n(4), n(5)),
	} {
		if !strings.Contains(said, sentence) {
			t.Errorf("the document does not say %q: %.900s", sentence, said)
		}
	}
}

// dotted writes a number as Vietnamese papers do.
func dotted(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "." + digits[i:]
	}
	return digits
}

// tiles counts the hamlets of the map's layer by verdict, each once.
func (w walk) tiles(t *testing.T, districts map[string]figures) {
	layer := "hamlets-" + w.asked.Get("technology") + "-" + w.asked.Get("operator") + "-" + w.asked.Get("definition")
	var described struct{ Bounds [4]float64 }
	if err := json.Unmarshal(w.read(t, w.client, "/tiles/staff/latest/"+layer+".json"), &described); err != nil {
		t.Fatal(err)
	}
	const zoom = 9
	b := described.Bounds
	from, to := mercator.TileAt(mercator.FromLonLat(orb.Point{b[0], b[3]}), zoom), mercator.TileAt(mercator.FromLonLat(orb.Point{b[2], b[1]}), zoom)
	verdicts := map[string]string{}
	for x := from.X; x <= to.X; x++ {
		for y := from.Y; y <= to.Y; y++ {
			layers, err := mvt.Decode(w.read(t, w.client, fmt.Sprintf("/tiles/staff/latest/%s/%d/%d/%d.mvt", layer, zoom, x, y)))
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range layers {
				if l.Name != "hamlet-centres" {
					continue
				}
				for _, f := range l.Features {
					verdicts[f.Attributes["code"].(string)] = f.Attributes["verdict"].(string)
				}
			}
		}
	}
	count := map[string]int{}
	for _, verdict := range verdicts {
		count[verdict]++
	}
	for i, verdict := range []string{"covered", "partial", "none", "unknown"} {
		if want := sumOf(districts, 2+i); count[verdict] != want {
			t.Errorf("the map shows %d hamlets %s, the gap list %d", count[verdict], verdict, want)
		}
	}
}
