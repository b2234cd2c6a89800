package feature

import (
	"context"
	"errors"
	"strings"
	"time"

	"phusong/importers/geopackage"
	"phusong/importers/intake"
)

// packageTime bounds the reading of one GeoPackage: queries of a hostile one
// could run for ever.
const packageTime = 8 * time.Second

// GeoPackage reads the feature tables of a GeoPackage that have rows, one layer
// each; the first table where none has any. The error is a *intake.Refusal.
func GeoPackage(content []byte, limits intake.Limits) ([]Collection, error) {
	tables, err := geopackage.Read(context.Background(), content, geopackage.Limits{Rows: limits.Rows, Columns: limits.Columns, Time: packageTime})
	switch {
	case errors.Is(err, geopackage.ErrEmpty):
		return nil, intake.Refuse("geopackage-empty", "GeoPackage không có lớp đối tượng (features) nào: hãy xuất lại lớp cần nhập", "the GeoPackage has no feature layer: export the layer to import")
	case errors.Is(err, geopackage.ErrMany):
		return nil, intake.Refuse("features-many", "GeoPackage có hơn %[1]d đối tượng hoặc %[2]d cột: hãy chia nhỏ", "the GeoPackage has over %[1]d features or %[2]d columns: split it", limits.Rows, limits.Columns)
	case err != nil:
		return nil, intake.Refuse("geopackage-broken", "GeoPackage hỏng hoặc không đọc được (%[1]s): hãy xuất lại", "the GeoPackage is broken or cannot be read (%[1]s): export it again", err)
	}
	var layers []Collection
	left := limits.FileVertices
	for i, t := range tables {
		if len(t.Rows) == 0 && (i+1 < len(tables) || len(layers) > 0) {
			continue
		}
		layer, err := packageLayer(t, limits.Vertices, &left)
		if err != nil {
			return nil, err
		}
		layers = append(layers, layer)
	}
	if len(layers) == 1 {
		layers[0].Name = ""
	}
	return layers, nil
}

// packageLayer reads one table. left is how many vertices the file may still have.
func packageLayer(t geopackage.Table, most int, left *int) (c Collection, err error) {
	c.Name = t.Name
	if c.SRID, c.Assumed, err = packageFrame(t.System); err != nil {
		return Collection{}, err
	}
	for i, row := range t.Rows {
		f := Feature{Number: i + 1, Properties: map[string]string{}}
		for j, name := range t.Columns {
			f.Properties[name] = text(row.Values[j])
		}
		var n int
		f.Geometry, n, f.Fault = packageGeometry(row.Geometry, most)
		if *left -= n; *left < 0 {
			return Collection{}, intake.Refuse("vertices-many", "tệp có quá nhiều đỉnh: hãy đơn giản hoá hoặc chia nhỏ", "the file has too many vertices: simplify or split it")
		}
		c.Features = append(c.Features, f)
	}
	c.tidy(nil)
	return c, nil
}

func packageFrame(s geopackage.System) (srid int, assumed bool, err error) {
	if strings.EqualFold(s.Organization, "EPSG") && knownFrame(s.Code) {
		return s.Code, false, nil
	}
	if srid, ok := frameOf(s.Definition); ok {
		return srid, false, nil
	}
	if s.Code <= 0 { // "undefined", in the standard's own words
		return wgs84, true, nil
	}
	return 0, false, unknownFrame(s.Organization)
}
