package sites

import (
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/importers/coordinate"
	"phusong/importers/feature"
	"phusong/importers/gazetteer"
	"phusong/importers/intake"
	"phusong/importers/table"
)

// readShapes understands the layers of a file of points on WGS 84: the properties
// are the cells of a table, the geometry says where. A layer is like a sheet. The error is a *intake.Refusal.
func readShapes(file intake.File, layers []feature.Collection, o Options) (*list, error) {
	l := newList(o)
	var skipped error
	read := 0
	for _, layer := range layers {
		switch err := l.readLayer(file, layer); {
		case err == nil:
			read++
		case len(layers) == 1:
			return nil, err
		default:
			skipped = err
			l.sheets = append(l.sheets, SheetReading{Name: layer.Name, Skipped: "no-header"})
			l.noteSheets(nil, []string{layer.Name})
		}
	}
	if read == 0 {
		return nil, skipped
	}
	l.review()
	return l, nil
}

func (l *list) readLayer(file intake.File, c feature.Collection) error {
	l.synthetic = l.synthetic || c.Synthetic
	l.ledger.Converted(l.notes, c.Name, c.Conversions, c.FieldName)
	header := table.Labelled(c.Fields, shapeVocabulary().Told(l.options.Columns))
	if len(c.Features) > 0 && !header.Has(fieldCode) && !header.Has(fieldName) && !header.Has(fieldHouse) {
		return intake.Refuse("header-missing", "không tìm thấy thuộc tính mã trạm hoặc tên trạm (có: %[1]s)",
			"no property for the site's code or name was found (there are: %[1]s)", shorten(strings.Join(c.Fields, ", ")))
	}
	sheet := &table.Sheet{Name: c.Name}
	for _, f := range c.Features {
		row := make([]string, len(c.Fields))
		for i, name := range c.Fields {
			row[i] = f.Properties[name]
		}
		sheet.Rows = append(sheet.Rows, row)
	}
	s := l.sheetReader(sheet, header, file.Name, file.Member)
	s.shapes, s.conversions = c.Features, c.Conversions
	if s.shapes == nil {
		s.shapes = []feature.Feature{}
	}
	l.sheets = append(l.sheets, s.reading())
	for row := range sheet.Rows {
		s.record(header.Record(sheet, row), table.Data)
	}
	l.noteFrame(c)
	return nil
}

// shapeVocabulary knows the plain names that maps give a point, beside the
// headers of tables.
func shapeVocabulary() table.Vocabulary {
	return table.NewVocabulary(append(spellings(),
		table.Spelling{Field: fieldCode, As: []string{"code", "ma", "ref", "site"}},
		table.Spelling{Field: fieldName, As: []string{"name", "ten", "title", "label"}},
		table.Spelling{Field: fieldNote, As: []string{"description", "desc"}},
	))
}

func (l *list) noteFrame(c feature.Collection) {
	if frame := fmt.Sprintf("EPSG:%d", c.SRID); !strings.Contains(l.notes["frame"], frame) {
		l.notes["frame"] = strings.TrimPrefix(l.notes["frame"]+"; "+frame, "; ")
	}
	if c.Assumed {
		l.ledger.Add(data.Issue{Code: "frame-assumed", Severity: data.Warning,
			Vietnamese: "tệp không ghi hệ toạ độ: coi là WGS 84", English: "the file does not state its coordinate system: WGS 84 is assumed"})
	}
}

// farPropertyKm is how far written coordinates may be from the point drawn.
const farPropertyKm = 0.1

// readShape takes the place from the geometry. Coordinates that stand among the
// properties as well are compared and do not count.
func (r *row) readShape() {
	if r.shape.Fault != nil {
		r.refuse("", r.shape.Fault.Code, r.shape.Fault.Vietnamese, r.shape.Fault.English)
		return
	}
	p, isPoint := r.shape.Geometry.(orb.Point)
	if !isPoint {
		r.refuse("", "geometry-kind", "trạm phải là điểm (Point)", "a site must be a point")
		return
	}
	r.reading = coordinate.Reading{Point: p}
	first, second, field, err := r.writtenPlace()
	if err != nil {
		return
	}
	if written, err := coordinate.Read(first, second); err == nil && !written.Metres {
		if away := gazetteer.Km(p, written.Point); away > farPropertyKm {
			r.warn(field, "place-differs", fmt.Sprintf("toạ độ ghi trong thuộc tính cách điểm vẽ %.2f km: lấy điểm vẽ", away),
				fmt.Sprintf("the coordinates among the properties are %.2f km from the point drawn, which counts", away))
		}
	}
}

// open reads a file of any kind that can be a site list, places on WGS 84 or
// still in metres of a table.
func open(file intake.File, o Options, turn func(*feature.Collection) error) (*list, error) {
	if file.Kind == intake.Workbook || file.Kind == intake.Text {
		return read(file, o)
	}
	if err := file.Is(append([]intake.Kind{intake.Workbook, intake.Text}, feature.Kinds()...)...); err != nil {
		return nil, err
	}
	layers, err := feature.Layers(file)
	if err != nil {
		return nil, err
	}
	for i := range layers {
		if err := turn(&layers[i]); err != nil {
			return nil, err
		}
	}
	return readShapes(file, layers, o)
}
