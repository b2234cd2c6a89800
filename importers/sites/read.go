package sites

import (
	"fmt"
	"regexp"
	"strings"

	"phusong/data"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/charset"
	"phusong/importers/feature"
	"phusong/importers/intake"
	"phusong/importers/table"
)

// list is a file as read, before anybody has looked where its places are.
type list struct {
	rows      []*row
	lines     []*row // every row under a header, data or not, in the order of the file
	sheets    []SheetReading
	options   Options
	memo      *memo
	ledger    *importers.Ledger
	synthetic bool
	notes     map[string]string
	titles    map[string]string // of each sheet: its name, the text above its header, and the header
}

// sheetReader reads the rows of one sheet.
type sheetReader struct {
	list        *list
	sheet       *table.Sheet
	header      table.Header
	given       geo.OperatorCode   // whose list it is, by the caller; "" for unsaid
	hinted      []geo.OperatorCode // by the sheet's name, its titles or the file's name
	technology  geo.Technology     // by the sheet's name or titles; 0 for unsaid
	datum       datum
	conversions []charset.Conversion
	shapes      []feature.Feature // of a file of shapes, one to a row; nil for a table
	powerUnit   unit
	eirpUnit    unit
}

func newList(o Options) *list {
	return &list{options: o, memo: newMemo(), ledger: importers.NewLedger(), notes: map[string]string{}, titles: map[string]string{}}
}

// read understands a file as far as that goes without knowing the province.
// The error is a *intake.Refusal.
func read(file intake.File, o Options) (*list, error) {
	sheets, err := tables(file, o.Hidden)
	if err != nil {
		return nil, intake.Refuse("table-unreadable", "không đọc được bảng (%s)", "the table cannot be read: %s", err)
	}
	l := newList(o)
	words := table.NewVocabulary(spellings()).Told(o.Columns)
	var hidden, headless []string
	measured := false
	for i := range sheets {
		sheet := &sheets[i]
		skipped := ""
		header, ok := table.FindHeader(sheet, words)
		switch {
		case sheet.Hidden && !o.Hidden:
			hidden, skipped = append(hidden, sheet.Name), "hidden"
		case len(sheet.Rows) == 0:
			skipped = "no-rows"
		case ok && header.Has(fieldMeasured):
			measured, skipped = true, "measurements"
		case !ok || !hasPlaceOrCode(header):
			headless, skipped = append(headless, sheet.Name), "no-header"
		}
		if skipped != "" {
			l.sheets = append(l.sheets, SheetReading{Name: sheet.Name, Hidden: sheet.Hidden, Skipped: skipped})
			continue
		}
		l.readSheet(sheet, header, file.Name)
	}
	l.noteSheets(hidden, headless)
	l.review()
	return l, l.nothing(headless, measured)
}

// review looks at the rows of each sheet together.
func (l *list) review() {
	l.mendCodes()
	l.readDates()
	l.mendTilts()
}

func tables(file intake.File, hidden bool) ([]table.Sheet, error) {
	bounds, limits := file.Limits(), table.DefaultLimits()
	limits.Rows, limits.Columns, limits.CellText, limits.Unpacked, limits.Hidden = bounds.Rows, bounds.Columns, bounds.CellText, bounds.Unpacked, hidden
	limits.Cells = max(limits.Cells, 20*limits.Rows)
	if file.Kind == intake.Workbook {
		return limits.Workbook(file.Content)
	}
	sheet, err := limits.CSV(file.Content)
	return []table.Sheet{sheet}, err
}

func hasPlaceOrCode(h table.Header) bool {
	place := h.Has(fieldLon) && h.Has(fieldLat) || h.Has(fieldX) && h.Has(fieldY) || h.Has(fieldCoord)
	return place && (h.Has(fieldCode) || h.Has(fieldName) || h.Has(fieldHouse))
}

func (l *list) nothing(headless []string, measured bool) error {
	switch {
	case l.ledger.Counts().Rows > 0:
		return nil
	case measured:
		return intake.Refuse("measurements", "đây là số đo sóng (RSRP, mức thu), không phải danh sách trạm: số đo chưa nhập được, hãy gửi danh sách trạm",
			"these are measurements of signal (RSRP), not a list of sites: measurements are not imported yet, send the list of sites")
	}
	if len(headless) > 0 {
		return intake.Refuse("header-missing",
			"không tìm thấy hàng tiêu đề: cần các cột mã trạm, kinh độ và vĩ độ (hoặc toạ độ)",
			"no header row was found: columns for the site code, longitude and latitude (or coordinates) are needed")
	}
	return intake.Refuse("table-empty", "bảng không có hàng dữ liệu nào", "the table has no row of data")
}

func (l *list) noteSheets(hidden, headless []string) {
	if len(hidden) > 0 {
		l.notes["sheets-hidden"] = strings.Join(hidden, ", ")
	}
	if len(headless) > 0 {
		l.notes["sheets-skipped"] = strings.TrimPrefix(l.notes["sheets-skipped"]+", "+strings.Join(headless, ", "), ", ")
	}
}

func (l *list) readSheet(sheet *table.Sheet, header table.Header, fileName string) {
	l.ledger.Converted(l.notes, sheet.Name, sheet.Conversions, table.ColumnName)
	var titles []string
	for row := range header.Top {
		for column := range sheet.Width() {
			if text := sheet.Cell(row, column); text != "" {
				titles = append(titles, text)
			}
		}
	}
	s := l.sheetReader(sheet, header, fileName, strings.Join(titles, " "))
	s.conversions, s.datum = sheet.Conversions, s.datumOf(l.titles[sheet.Name])
	l.sheets = append(l.sheets, s.reading())
	s.doubtCodes()
	if sheet.HiddenRows > 0 {
		l.ledger.Add(data.Issue{Sheet: sheet.Name, Code: "rows-hidden", Severity: data.Warning,
			Vietnamese: fmt.Sprintf("bảng có %d hàng bị ẩn hoặc lọc: vẫn đọc như các hàng khác", sheet.HiddenRows),
			English:    fmt.Sprintf("%d rows of the sheet are hidden or filtered out: they are read like the others", sheet.HiddenRows)})
	}
	header.Records(sheet, needed(), s.record)
}

// sheetReader gathers what a sheet says of all its rows: in its name, its titles
// and its header.
func (l *list) sheetReader(sheet *table.Sheet, header table.Header, fileName, title string) *sheetReader {
	l.titles[sheet.Name] = sheet.Name + " " + title + " " + strings.Join(header.Labels, " ")
	l.synthetic = l.synthetic || importers.Invented(title) || importers.Invented(sheet.Name)
	s := &sheetReader{list: l, sheet: sheet, header: header, given: l.options.Operator,
		powerUnit: unitIn(header.Label(fieldPower)), eirpUnit: unitIn(header.Label(fieldEIRP))}
	called := charset.Text(sheet.Name)
	for _, text := range []string{called, title, fileName} {
		if s.hinted = OperatorsIn(text); len(s.hinted) > 0 {
			break
		}
	}
	for _, text := range []string{called, title} {
		if t, ok := TechnologyIn(text); ok && s.technology == 0 {
			s.technology = t
		}
	}
	return s
}

// record reads one row, or enters it as dropped with the reason.
func (s *sheetReader) record(rec table.Record, fate table.Fate) {
	r := &row{Record: rec, sheet: s.sheet.Name, ledger: s.list.ledger}
	if s.shapes != nil {
		r.shape = &s.shapes[rec.Row]
	}
	s.list.lines = append(s.list.lines, r)
	if fate == table.Blank {
		r.ledger.Drop(r.sheet, rec.Row+1)
		return
	}
	r.ledger.Row(r.sheet, rec.Row+1)
	if fate != table.Data {
		vietnamese, english := droppedBecause(fate)
		s.list.synthetic = s.list.synthetic || importers.Invented(s.sheet.Cell(rec.Row, 0))
		r.complain(fault{severity: data.Dropped, code: "row-" + string(fate), vietnamese: vietnamese, english: english, raw: s.sheet.Cell(rec.Row, 0)})
		return
	}
	if !s.list.asked(r) {
		return
	}
	s.identify(r)
	if r.refused {
		return
	}
	s.describe(r)
	if !r.refused {
		s.list.rows = append(s.list.rows, r)
	}
}

func droppedBecause(fate table.Fate) (vietnamese, english string) {
	switch fate {
	case table.Numbering:
		return "hàng đánh số cột, bỏ qua", "a row that numbers the columns, left out"
	case table.Repeated:
		return "hàng tiêu đề lặp lại, bỏ qua", "the header once more, left out"
	case table.Total:
		return "hàng tổng cộng, bỏ qua", "a row of totals, left out"
	}
	return "hàng phân mục hoặc ghi chú, bỏ qua", "a section title or a note, left out"
}

// identify reads whose site a row is about and what it is called.
func (s *sheetReader) identify(r *row) {
	s.readOperator(r)
	code := ""
	for _, f := range []table.Field{fieldCode, fieldHouse, fieldName} {
		if code == "" {
			code, r.codeField = r.Text(f), f
		}
	}
	if code == "" {
		r.refuse(fieldCode, "code-missing", "thiếu mã trạm", "the site code is missing")
		return
	}
	if len(code) > 200 {
		r.refuse(fieldCode, "code-long", "mã trạm quá dài", "the site code is too long")
		return
	}
	r.code = geo.SiteCode(code)
	r.name = r.Text(fieldName)
	if r.name == "" {
		r.name = code
	}
	r.commune, r.district = r.Text(fieldCommune), r.Text(fieldDistrict)
	if remoteSector.MatchString(code) {
		r.warn(r.codeField, "remote-sector", "có vẻ là sector kéo xa (RRU) của trạm khác: giữ như một vị trí riêng", "it seems to be a remote sector of another station: kept as a place of its own")
	}
}

// remoteSector is how remote sectors are named: EXP-TRUNG-PHIN-SINH-LONG-NHG_TQG.
var remoteSector = regexp.MustCompile(`(?i)^(exp|rms|rru|remote)[-_ ]`)

// readOperator takes the operator from the row, else from the caller, else
// from the titles. A row of another operator than the caller named is refused.
func (s *sheetReader) readOperator(r *row) {
	text := r.Text(fieldOperator)
	r.operators = s.list.memo.operatorsIn(text)
	switch {
	case len(r.operators) == 0 && isNetworkless(text):
		r.refuse(fieldOperator, "operator-no-network", "nhà mạng này không có mạng vô tuyến riêng nên không có vùng phủ",
			"this company has no radio network of its own and so no coverage")
	case len(r.operators) == 0 && s.given != "":
		r.operators = []geo.OperatorCode{s.given}
	case len(r.operators) == 0 && text == "" && len(s.hinted) == 1:
		r.operators = s.hinted
	case len(r.operators) == 0:
		r.refuse(fieldOperator, "operator-missing", "không rõ trạm của nhà mạng nào: cần cột nhà mạng, hoặc chọn nhà mạng khi nhập",
			"it is not said whose site this is: add an operator column, or name the operator when importing")
	case s.given != "" && (len(r.operators) > 1 || r.operators[0] != s.given):
		r.refuse(fieldOperator, "operator-other", fmt.Sprintf("hàng ghi nhà mạng khác với danh sách của %s", s.given),
			fmt.Sprintf("the row names another operator, but the list is said to be %s's", s.given))
	}
}

func (r *row) operator() geo.OperatorCode { return r.operators[0] }

// describe reads what stands there: state, mast, radio, and the written place.
func (s *sheetReader) describe(r *row) {
	r.about = about{owner: r.Text(fieldOwner), contact: r.Text(fieldContact), backup: r.Text(fieldBackup), feeder: r.Text(fieldFeeder), fibre: r.Text(fieldFibre)}
	r.guardPeople()
	if !r.readStatus(s.list.memo) {
		return
	}
	s.readMast(r)
	r.readPlace()
	r.datum = s.datum
	silent := readFlag(r.Text(fieldTransmission)) || readFlag(r.Text(fieldRepeater)) && !s.saysTechnology(r)
	switch {
	case silent:
		r.warn(fieldTransmission, "not-radiating", "trạm truyền dẫn hoặc trạm lặp: giữ lại nhưng không tính vùng phủ", "a transmission node or repeater: kept, but not computed")
	case r.status != geo.StatusOnAir && !s.saysTechnology(r):
	default:
		r.sectors = s.radio(r)
	}
}

// doubtCodes says that other names stand in for the codes of stations.
func (s *sheetReader) doubtCodes() {
	issue := data.Issue{Sheet: s.sheet.Name, Severity: data.Warning}
	switch {
	case s.header.Has(fieldCode):
		return
	case s.header.Has(fieldHouse):
		issue.Code, issue.Vietnamese, issue.English = "code-of-house", "chỉ có mã nhà trạm (vị trí), không có mã trạm: dùng mã nhà trạm làm mã trạm", "there are codes of station houses (places) and none of stations: they stand in for each other"
	default:
		issue.Code, issue.Vietnamese, issue.English = "code-from-name", "không có cột mã trạm: dùng tên trạm làm mã", "there is no column of site codes: the names stand in for them"
	}
	s.list.ledger.Add(issue)
}

func (s *sheetReader) saysTechnology(r *row) bool {
	for _, f := range []table.Field{fieldTechnology, fieldBand, fieldEARFCN} {
		if r.Text(f) != "" {
			return true
		}
	}
	return len(s.tickedLayers(r)) > 0
}

func (s *sheetReader) readMast(r *row) {
	if r.Text(fieldMastHeight) == "" && r.Text(fieldRoofMast) != "" {
		r.warn(fieldRoofMast, "mast-on-roof", "chiều cao cột tính từ mái, không rõ nhà cao bao nhiêu: không dùng", "the mast's height is above its roof, and the house's is not known: not used")
	}
	list := values(r.Text(fieldMastHeight), false)
	if len(list) == 0 {
		return
	}
	height, ok := readHeight(list[0])
	if !ok || height < 0 || height > 400 {
		r.warn(fieldMastHeight, "mast-height", "chiều cao cột không hợp lý nên không dùng", "the mast's height makes no sense and is not used")
		return
	}
	r.mastM = height
}
