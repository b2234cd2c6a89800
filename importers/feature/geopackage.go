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

// GeoPackage reads the one feature table of a GeoPackage that has rows. The
// error is a *intake.Refusal.
func GeoPackage(content []byte) (Collection, error) {
	tables, err := geopackage.Read(context.Background(), content, geopackage.Limits{Rows: MaxFeatures, Columns: maxProperties, Time: packageTime})
	switch {
	case errors.Is(err, geopackage.ErrEmpty):
		return Collection{}, intake.Refuse("geopackage-empty", "GeoPackage không có lớp đối tượng (features) nào: hãy xuất lại lớp cần nhập", "the GeoPackage has no feature layer: export the layer to import")
	case errors.Is(err, geopackage.ErrMany):
		return Collection{}, intake.Refuse("features-many", "GeoPackage có hơn %[1]d đối tượng hoặc %[2]d cột: hãy chia nhỏ", "the GeoPackage has over %[1]d features or %[2]d columns: split it", MaxFeatures, maxProperties)
	case err != nil:
		return Collection{}, intake.Refuse("geopackage-broken", "GeoPackage hỏng hoặc không đọc được (%[1]s): hãy xuất lại", "the GeoPackage is broken or cannot be read (%[1]s): export it again", err)
	}
	layer, refusal := theLayer(tables)
	if refusal != nil {
		return Collection{}, refusal
	}
	c := Collection{}
	if c.SRID, c.Assumed, err = packageFrame(layer.System); err != nil {
		return Collection{}, err
	}
	vertices := 0
	for i, row := range layer.Rows {
		f := Feature{Number: i + 1, Properties: map[string]string{}}
		for j, name := range layer.Columns {
			f.Properties[name] = text(row.Values[j])
		}
		var n int
		f.Geometry, n, f.Fault = packageGeometry(row.Geometry)
		if vertices += n; vertices > MaxFileVertices {
			return Collection{}, intake.Refuse("vertices-many", "tệp có hơn %d đỉnh: hãy đơn giản hoá hoặc chia nhỏ", "the file has over %d vertices: simplify or split it", MaxFileVertices)
		}
		c.Features = append(c.Features, f)
	}
	c.tidy(nil)
	return c, nil
}

// theLayer is the table with rows; several of them are for a person to choose.
func theLayer(tables []geopackage.Table) (geopackage.Table, *intake.Refusal) {
	chosen := tables[0]
	var names []string
	for _, t := range tables {
		if len(t.Rows) > 0 {
			chosen, names = t, append(names, t.Name)
		}
	}
	if len(names) > 1 {
		return chosen, intake.Refuse("layers-many", "GeoPackage có nhiều lớp (%[1]s): hãy xuất riêng lớp cần nhập", "the GeoPackage has several layers (%[1]s): export the one to import", strings.Join(names, ", "))
	}
	return chosen, nil
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
