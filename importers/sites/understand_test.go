package sites

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"phusong/data"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/intake"
	"phusong/importers/table"
)

// understand reads delimited text as a list of the test province.
func understand(t testing.TB, text string, o Options) *Draft {
	t.Helper()
	file, err := intake.Open("danh-sach.csv", []byte(text), intake.TableLimits())
	if err != nil {
		t.Fatal(err)
	}
	d, err := Understand(t.Context(), file, o, province(), flat)
	if err != nil {
		t.Fatal(err)
	}
	if c := d.Counts; c.Rows != c.Accepted+c.Corrected+c.Questions+c.Refused+c.Dropped || len(d.Rows) != c.Rows {
		t.Fatalf("rows are lost: %+v, %d rows", c, len(d.Rows))
	}
	return d
}

func TestADraftSaysWhatEachColumnWasTakenFor(t *testing.T) {
	d := understand(t, "Danh sách\nMã trạm;Toạ độ;;Công nghệ;Ghi chú;Màu sơn;;Mã trạm\n;Kinh độ;Vĩ độ;;;;;\nA;105,51234;22,01234;4G;x;đỏ;;B\n", Options{Operator: geo.Viettel})
	var got []string
	for _, c := range d.Sheets[0].Columns {
		got = append(got, c.Header+"="+string(c.Field)+" "+string(c.Ignored))
	}
	want := []string{"Mã trạm=site_code ", "Toạ độ – Kinh độ=lon ", "Toạ độ – Vĩ độ=lat ", "Công nghệ=tech ", "Ghi chú=note unused", "Màu sơn= unknown", "= blank", "Mã trạm=site_code second"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if c := d.Sheets[0].Columns[1]; d.Sheets[0].HeaderRow != 2 || c.Confidence != 1 || len(c.Samples) != 1 || c.Samples[0] != "105,51234" {
		t.Errorf("header row %d, column %+v", d.Sheets[0].HeaderRow, c)
	}
}

func TestAColumnThatDoesNotLookLikeItsHeaderIsLessSure(t *testing.T) {
	d := understand(t, "Mã trạm;Kinh độ;Vĩ độ;Công nghệ;Trạng thái\nA;105,51234;22,01234;4G;đang phát\nB;105,52234;gần chợ;4G;xanh\n", Options{Operator: geo.Viettel})
	columns := d.Sheets[0].Columns
	if columns[1].Confidence != 1 || columns[2].Confidence != 0.75 || columns[4].Confidence != 0.75 {
		t.Errorf("confidence %v, %v, %v; want 1, 0.75, 0.75", columns[1].Confidence, columns[2].Confidence, columns[4].Confidence)
	}
}

func TestAPersonsWordOnAColumnWins(t *testing.T) {
	const text = "Mã trạm;Cột 2;Cột 3;Loại;Xã\nA;105,51234;22,01234;4G;Thượng Nông\n"
	columns := map[string]table.Field{"Cột 2": fieldLon, "cot 3": fieldLat, "Loại": fieldTechnology, "Xã": ""}
	d := understand(t, text, Options{Operator: geo.Viettel, Columns: columns})
	if len(d.Presences) != 1 || d.Presences[0].Position[0] != 105.51234 || d.Presences[0].Commune != "" {
		t.Fatalf("presences %+v, issues %+v", d.Presences, d.Issues)
	}
	if got := d.Sheets[0].Columns[4].Ignored; got != IgnoredTold {
		t.Errorf("the column left out is %q", got)
	}
}

func TestAPersonsWordOnARowWins(t *testing.T) {
	const text = head + "A;x;22,01234;4G;1800;0;42;40;;\nB;105,51234;22,01234;4G;1800;0;42;40;;\n"
	before := understand(t, text, Options{Operator: geo.Viettel})
	if before.Rows[0].Place != importers.Refused || before.Rows[1].Place != importers.Accepted {
		t.Fatalf("rows %+v", before.Rows)
	}
	d := understand(t, text, Options{Operator: geo.Viettel, Answers: map[RowRef]Answer{
		{Row: 2}: {Cells: map[table.Field]string{fieldLon: "105,52345"}}, {Row: 3}: {Refuse: true}}})
	if want := (data.Counts{Rows: 2, Corrected: 1, Refused: 1}); d.Counts != want {
		t.Errorf("counts %+v, want %+v", d.Counts, want)
	}
	first := d.Rows[0]
	if first.Place != importers.Corrected || first.Site == nil || first.Site.Position[0] != 105.52345 || first.Original[1] != "x" || first.Issues[0].Raw != "x" || first.Issues[0].Proposed != "105,52345" {
		t.Errorf("row %+v", first)
	}
}

func TestADraftKeepsTheTextAsWritten(t *testing.T) {
	d := understand(t, "M· tr¹m;Tªn tr¹m;Kinh ®é;VÜ ®é;C«ng nghÖ\nA1; Tr¹m Nµ Hang;105,51234;22,01234;4G\n", Options{Operator: geo.Viettel})
	if d.Rows[0].Original[1] != " Tr¹m Nµ Hang" || d.Presences[0].Name != "Trạm Nà Hang" {
		t.Errorf("original %q, name %q", d.Rows[0].Original, d.Presences[0].Name)
	}
	if d.Sheets[0].Columns[1].Encoding != "TCVN3 (ABC)" {
		t.Errorf("columns %+v", d.Sheets[0].Columns)
	}
}

func TestARowThatMayBeInTwoPlacesWaitsAndIsAnsweredWithItsGroup(t *testing.T) {
	text := metres("A;2400000;530000;4G;", "B;2401000;530500;4G;", "C;2402000;530700;4G;")
	before := understand(t, text, Options{Operator: geo.Viettel})
	if want := (data.Counts{Rows: 3, Questions: 3}); before.Counts != want {
		t.Fatalf("counts %+v, want %+v", before.Counts, want)
	}
	for _, r := range before.Rows {
		if q := r.Issues[0]; r.Place != importers.Waiting || q.Group != "grid-unknown:EPSG:9211|EPSG:9209" || len(r.Readings) != 2 || r.Readings[0].Kind != "EPSG:9211" || r.Site != nil {
			t.Errorf("row %+v", r)
		}
	}
	second := 1
	answers := map[RowRef]Answer{}
	for _, r := range before.Rows {
		answers[RowRef{r.Sheet, r.Row}] = Answer{Choose: &second}
	}
	d := understand(t, text, Options{Operator: geo.Viettel, Answers: answers})
	if want := (data.Counts{Rows: 3, Corrected: 3}); d.Counts != want || len(d.Presences) != 3 {
		t.Fatalf("counts %+v, %d presences", d.Counts, len(d.Presences))
	}
	if d.Presences[0].Position != *before.Rows[0].Readings[1].Point || d.Rows[0].Issues[0].Proposed == "" {
		t.Errorf("at %v, want the second of %+v; issues %+v", d.Presences[0].Position, before.Rows[0].Readings, d.Rows[0].Issues)
	}
}

func TestTheWinnerTheRunnerUpAndTheReasonAreKept(t *testing.T) {
	d := understand(t, metres("A;2400000;530000;4G;Nà Hang", "B;2400000;530000;4G;Yên Hoa"), Options{Operator: geo.Viettel})
	for i, r := range d.Rows {
		if r.Place != importers.Waiting {
			t.Errorf("row %d ends %s: one witness against another", i, r.Place)
		}
	}
	d = understand(t, metres("A;2400000;500000;4G;Nà Hang", "B;2400000;530000;4G;Nà Hang"), Options{Operator: geo.Viettel})
	if kept := d.Originals(); kept[1].Reading != "EPSG:9211 0.34 > EPSG:9209 0.19" {
		t.Errorf("what is kept of the choice: %+v", kept)
	}
	got := d.Rows[1].Readings
	if len(got) != 2 || got[0].Score <= got[1].Score-0.5 || got[0].English == "" || got[0].CommuneKm == nil {
		t.Errorf("readings %+v", got)
	}
}

func TestASecondQuestionOfARowHasItsOwnAnswer(t *testing.T) {
	const text = head + "A;105,51234;22,01234;4G;1800;0;42;40;Thượng Nông;bí ẩn\n" // neither the state nor the place is sure
	answer, zero, at := Answer{}, 0, RowRef{Row: 2}
	var asked []string
	for range 3 {
		d := understand(t, text, Options{Operator: geo.Viettel, Answers: map[RowRef]Answer{at: answer}})
		group := d.Rows[0].Question()
		if group == "" {
			break
		}
		asked = append(asked, group)
		answer = answer.And(group, Answer{Choose: &zero})
	}
	want := []string{"status:on_air|paused|building|planned|removed", "commune-far:place-right"}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Fatal(diff)
	}
	again := answer.And("", Answer{Choose: &zero, Cells: map[table.Field]string{fieldStatus: "tạm dừng"}})
	d := understand(t, text, Options{Operator: geo.Viettel, Answers: map[RowRef]Answer{at: again}})
	if len(d.Presences) != 1 || d.Presences[0].Status != geo.StatusPaused || len(again.Chosen) != 0 || len(answer.Chosen) != 2 {
		t.Errorf("answered anew: %+v, %+v", again, d.Rows[0])
	}
}
