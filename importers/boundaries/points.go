package boundaries

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/importers"
	"phusong/importers/coordinate"
	"phusong/importers/feature"
	"phusong/importers/intake"
	"phusong/importers/table"
)

const (
	fieldLon table.Field = "lon"
	fieldLat table.Field = "lat"
)

// openPoints is open for points, which may also be the rows of one sheet: each
// becomes a feature by the number of its row, its cells the properties.
func openPoints(ctx context.Context, store *data.Store, name string, content []byte, limits *intake.Limits) (*source, error) {
	bounds := intake.TableLimits()
	if limits != nil {
		bounds = *limits
	}
	file, err := intake.Open(name, content, bounds)
	if err != nil {
		return nil, err
	}
	if slices.Contains(feature.Kinds(), file.Kind) {
		return open(ctx, store, name, content, limits)
	}
	sheets, err := importers.Tables(file, feature.Kinds()...)
	if err != nil {
		return nil, err
	}
	s := &source{file: file, collection: feature.Collection{SRID: int(coordinate.WGS84)}, ledger: importers.NewLedger(), notes: map[string]string{}}
	read := ""
	for i := range sheets {
		header, ok := table.FindHeader(&sheets[i], clusterVocabulary())
		if !ok || !header.Has(fieldLon) || !header.Has(fieldLat) {
			continue
		}
		if read != "" {
			return nil, intake.Refuse("sheets-many", "có nhiều trang tính có toạ độ (%[1]s, %[2]s): hãy lưu riêng từng trang", "several sheets have coordinates (%[1]s, %[2]s): save each as a file of its own", read, sheets[i].Name)
		}
		read = sheets[i].Name + " "
		s.rows(&sheets[i], &header)
	}
	if read == "" {
		return nil, intake.Refuse("header-missing", "không tìm thấy các cột kinh độ và vĩ độ", "no columns for longitude and latitude were found")
	}
	return s, nil
}

// rows turns the rows of a sheet into features.
func (s *source) rows(sheet *table.Sheet, header *table.Header) {
	s.ledger.Converted(s.notes, "", sheet.Conversions, table.ColumnName)
	for row := range header.Top {
		s.collection.Synthetic = s.collection.Synthetic || importers.Invented(fmt.Sprint(sheet.Rows[row]))
	}
	header.Records(sheet, []table.Field{fieldLon, fieldLat}, func(r table.Record, fate table.Fate) {
		if fate != table.Data {
			s.ledger.Drop("", r.Row+1)
			return
		}
		f := feature.Feature{Number: r.Row + 1, Properties: map[string]string{}}
		for _, field := range []table.Field{"hamlet", "hamlet_name", "cum", "so_ho"} {
			f.Properties[table.Fold(string(field))] = r.Text(field)
		}
		lon, err1 := coordinate.Parse(r.Text(fieldLon))
		lat, err2 := coordinate.Parse(r.Text(fieldLat))
		if f.Geometry = (orb.Point{lon.Number, lat.Number}); err1 != nil || err2 != nil || math.Abs(lon.Number) > 180 || math.Abs(lat.Number) > 90 {
			f.Geometry, f.Fault = nil, &feature.Fault{Code: "coordinate-unreadable",
				Vietnamese: fmt.Sprintf("không đọc được toạ độ “%.20s %.20s”: cần độ thập phân WGS 84", r.Text(fieldLon), r.Text(fieldLat)),
				English:    fmt.Sprintf("the coordinates “%.20s %.20s” cannot be read: decimal degrees of WGS 84 are needed", r.Text(fieldLon), r.Text(fieldLat))}
		}
		s.collection.Features = append(s.collection.Features, f)
		s.enter(&f)
	})
}
