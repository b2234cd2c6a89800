package candidate

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo/planning"
	"phusong/importers"
	"phusong/importers/coordinate"
	"phusong/importers/feature"
	"phusong/importers/intake"
	"phusong/importers/table"
)

// The fields of a list.
const (
	fieldID   table.Field = "id"
	fieldLon  table.Field = "lon"
	fieldLat  table.Field = "lat"
	fieldCost table.Field = "cost"
	fieldGrid table.Field = "grid"
)

func vocabulary() table.Vocabulary {
	return table.NewVocabulary([]table.Spelling{
		{Field: fieldID, As: []string{"Mã", "Mã điểm", "Tên", "Tên điểm", "Vị trí", "ID", "Code", "Name"}},
		{Field: fieldLon, As: []string{"Kinh độ", "Lon", "Long", "Lng", "Longitude"}},
		{Field: fieldLat, As: []string{"Vĩ độ", "Lat", "Latitude"}},
		{Field: fieldCost, As: []string{"Chi phí", "Chi phí (triệu đồng)", "Kinh phí", "Cost"}},
		{Field: fieldGrid, As: []string{"Điện lưới", "Có điện", "Nguồn điện", "Grid", "Power"}},
	})
}

// Place is a place and the row of the file that names it, counted from 1; Sheet
// is "" outside workbooks.
type Place struct {
	planning.Given
	Sheet string
	Row   int
}

// List is what a file holds: places, and the rows that are none, with why.
// Unlisted counts the refused rows beyond those in Refused.
type List struct {
	Points   []Place
	Refused  []data.Issue
	Unlisted int
}

// Given are the places without their rows.
func (l List) Given() []planning.Given {
	var all []planning.Given
	for _, p := range l.Points {
		all = append(all, p.Given)
	}
	return all
}

// Read reads a list of at most most places. The error is a *intake.Refusal.
func Read(name string, content []byte, most int) (List, error) {
	file, err := intake.Open(name, content, intake.TableLimits())
	if err != nil {
		return List{}, err
	}
	r := reader{most: most, named: map[string]orb.Point{}}
	if slices.Contains(feature.Kinds(), file.Kind) {
		err = r.features(file)
	} else {
		err = r.sheets(file)
	}
	if err == nil && len(r.list.Points)+len(r.list.Refused) == 0 {
		err = intake.Refuse("candidates-missing", "không có điểm nào trong tệp", "the file holds no places")
	}
	return r.list, err
}

type reader struct {
	list  List
	most  int
	named map[string]orb.Point // the places so far
}

// take adds one place, or refuses its row; it fails where there are too many.
// Two hills may bear one name: the second is told apart by its row.
func (r *reader) take(p Place, issue data.Issue) error {
	if issue.Code, issue.Vietnamese, issue.English = fault(p.Given); issue.Code != "" {
		r.refuse(issue)
		return nil
	}
	if at, taken := r.named[p.ID]; taken && at == p.Position {
		issue.Code, issue.Vietnamese, issue.English = "place-twice", "điểm này đã có ở dòng trước", "a row before this one names the same place"
		r.refuse(issue)
		return nil
	}
	p.ID = r.free(p.ID, p.Row)
	if len(r.list.Points) == r.most {
		return intake.Refuse("candidates-many", "tệp có hơn %d điểm: hãy chọn trong ít điểm hơn mỗi lần", "the file has over %d places: choose among fewer at a time", r.most)
	}
	r.named[p.ID] = p.Position
	r.list.Points = append(r.list.Points, p)
	return nil
}

// free is a name that no place bears yet: itself, or with the first number from
// row on that is free.
func (r *reader) free(name string, row int) string {
	free := name
	for _, taken := r.named[free]; taken; _, taken = r.named[free] {
		free = shortened(name, fmt.Sprintf(" (%d)", row))
		row++
	}
	return free
}

// longestName bounds the runes of a name.
const longestName = 50

// shortened is a name with an ending, within what a name may be long.
func shortened(name, ending string) string {
	runes := []rune(name)
	return string(runes[:min(len(runes), longestName-len([]rune(ending)))]) + ending
}

func (r *reader) refuse(i data.Issue) {
	if len(r.list.Refused) == r.most {
		r.list.Unlisted++
		return
	}
	i.Severity = data.Refused
	r.list.Refused = append(r.list.Refused, i)
}

func (r *reader) features(file intake.File) error {
	c, err := feature.Open(file)
	if err != nil {
		return err
	}
	if c.SRID != int(coordinate.WGS84) {
		return intake.Refuse("candidates-frame", "toạ độ phải là WGS 84 (kinh độ, vĩ độ): hãy xuất lại", "coordinates must be WGS 84 longitude and latitude: export it again")
	}
	for _, f := range c.Features {
		name := f.Text("id", "code", "ma", "name", "ten")
		at, isPoint := f.Geometry.(orb.Point)
		issue := data.Issue{Row: f.Number, Raw: name}
		switch {
		case f.Fault != nil:
			issue.Code, issue.Vietnamese, issue.English = f.Fault.Code, f.Fault.Vietnamese, f.Fault.English
			r.refuse(issue)
			continue
		case !isPoint:
			issue.Code, issue.Vietnamese, issue.English = "no-point", "không phải là điểm", "this is no point"
			r.refuse(issue)
			continue
		}
		cost, _ := f.Float("cost", "chi_phi", "kinh_phi")
		g := planning.Given{ID: named(name, f.Number), Position: at, Cost: cost, Grid: gridOf(f.Text("grid", "dien_luoi", "power"))}
		if err := r.take(Place{Given: g, Row: f.Number}, issue); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) sheets(file intake.File) error {
	sheets, err := importers.Tables(file, feature.Kinds()...)
	if err != nil {
		return err
	}
	found := false
	for i := range sheets {
		header, ok := table.FindHeader(&sheets[i], vocabulary())
		if !ok || !header.Has(fieldLon) || !header.Has(fieldLat) {
			continue
		}
		found = true
		header.Records(&sheets[i], []table.Field{fieldLon, fieldLat}, func(row table.Record, fate table.Fate) {
			if fate == table.Data && err == nil {
				err = r.row(sheets[i].Name, row)
			}
		})
	}
	if !found {
		return intake.Refuse("header-missing", "không tìm thấy các cột kinh độ và vĩ độ", "no columns for longitude and latitude were found")
	}
	return err
}

func (r *reader) row(sheet string, row table.Record) error {
	issue := data.Issue{Sheet: sheet, Row: row.Row + 1, Column: row.Column(fieldLon) + 1, Raw: row.Text(fieldLon) + " " + row.Text(fieldLat)}
	lon, err1 := coordinate.Parse(row.Text(fieldLon))
	lat, err2 := coordinate.Parse(row.Text(fieldLat))
	if err1 != nil || err2 != nil {
		issue.Code, issue.Vietnamese, issue.English = "coordinate-unreadable", "không đọc được toạ độ: cần độ thập phân WGS 84", "the coordinates cannot be read: decimal degrees of WGS 84 are needed"
		r.refuse(issue)
		return nil
	}
	g := planning.Given{ID: named(row.Text(fieldID), row.Row+1), Position: orb.Point{lon.Number, lat.Number}, Grid: gridOf(row.Text(fieldGrid))}
	if text := row.Text(fieldCost); text != "" {
		cost, ok := table.Number(text)
		if !ok {
			cost = math.NaN()
		}
		g.Cost = cost
	}
	return r.take(Place{g, sheet, row.Row + 1}, issue)
}

// fault is what is wrong with a place; "" where nothing is.
func fault(g planning.Given) (code, vietnamese, english string) {
	switch {
	case !(math.Abs(g.Position.Lon()) <= 180 && math.Abs(g.Position.Lat()) <= 85):
		return "coordinate-nowhere", "toạ độ phải là kinh độ, vĩ độ tính bằng độ", "coordinates are longitude and latitude in degrees"
	case !(g.Cost >= 0 && g.Cost <= 1e6):
		return "cost-implausible", "chi phí phải từ 0 đến 1.000.000 triệu đồng", "the cost must be 0 to 1,000,000 million đồng"
	case len([]rune(g.ID)) > longestName:
		return "name-long", "tên không quá 50 ký tự", "names have at most 50 characters"
	}
	return "", "", ""
}

// named is the name of a place, or its row where it has none.
func named(name string, row int) string {
	if name = strings.TrimSpace(name); name != "" {
		return name
	}
	return fmt.Sprintf("#%d", row)
}

// gridOf reads whether there is electricity: "" where it is not said.
func gridOf(text string) string {
	switch table.Fold(text) {
	case "co", "yes", "1", "true", "x", "dien luoi", "co dien":
		return "yes"
	case "khong", "chua", "chua co", "no", "0", "false", "khong co", "khong dien":
		return "no"
	}
	return ""
}
