package feature

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"github.com/paulmach/orb"
	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-shapefile"

	"phusong/importers/intake"
)

// Shapefile reads the parts of a Shapefile. The error is a *intake.Refusal.
func Shapefile(parts map[string][]byte, limits intake.Limits) (c Collection, err error) {
	defer func() {
		// The reader of Shapefiles is a guest that meets strangers' bytes.
		if r := recover(); r != nil {
			c, err = Collection{}, brokenShapefile(fmt.Errorf("%v", r))
		}
	}()
	if len(parts["dbf"]) == 0 && len(parts["shp"]) == shpHeader {
		return Collection{SRID: wgs84}, nil // no shape, so no attributes
	}
	if len(parts["dbf"]) == 0 {
		return Collection{}, intake.Refuse("shapefile-parts", "tệp nén thiếu .dbf (mã và tên): hãy nén đủ .shp, .shx, .dbf, .prj",
			"the archive lacks the .dbf (codes and names): pack .shp, .shx, .dbf and .prj together")
	}
	if c.SRID, c.Assumed, err = shapefileFrame(parts["prj"]); err != nil {
		return Collection{}, err
	}
	attributes, raw, err := readDBF(parts["dbf"], parts["cpg"], limits.Rows)
	if err != nil {
		return Collection{}, brokenShapefile(err)
	}
	if err := c.readSHP(parts["shp"], attributes, limits); err != nil {
		return Collection{}, err
	}
	c.tidy(raw)
	return c, nil
}

func brokenShapefile(err error) error {
	return intake.Refuse("shapefile-broken", "Shapefile hỏng (%[1]s): hãy xuất lại hoặc dùng GeoJSON", "the Shapefile is broken (%[1]s): export it again or use GeoJSON", err)
}

func shapefileFrame(prj []byte) (srid int, assumed bool, err error) {
	if len(bytes.TrimSpace(prj)) == 0 {
		return wgs84, true, nil
	}
	srid, ok := frameOf(string(prj))
	if !ok {
		head := string(prj[:min(len(prj), 60)])
		return 0, false, unknownFrame(head)
	}
	return srid, false, nil
}

// The fixed parts of a .shp: its header, and the head of each record.
const (
	shpHeader       = 100
	shpRecordHeader = 8
)

// readSHP reads record by record, so that a shape that cannot be costs only
// itself. A record whose length makes no sense ends the file.
func (c *Collection) readSHP(shp []byte, attributes []map[string]string, limits intake.Limits) error {
	if len(shp) < shpHeader || binary.BigEndian.Uint32(shp) != 9994 {
		return brokenShapefile(fmt.Errorf("the .shp has no header"))
	}
	vertices := 0
	for at := shpHeader; at+shpRecordHeader <= len(shp); {
		length := 2 * int(binary.BigEndian.Uint32(shp[at+4:]))
		end := at + shpRecordHeader + length
		if length < 4 || end > len(shp) {
			return brokenShapefile(fmt.Errorf("record %d is cut short", len(c.Features)+1))
		}
		f := Feature{Number: len(c.Features) + 1, Properties: map[string]string{}}
		if len(c.Features) < len(attributes) {
			f.Properties = attributes[len(c.Features)]
		}
		var n int
		f.Geometry, n, f.Fault = readShape(shp[at:end], limits.Vertices)
		vertices += n
		c.Features = append(c.Features, f)
		if vertices > limits.FileVertices || len(c.Features) > limits.Rows {
			return intake.Refuse("vertices-many", "tệp có hơn %d đỉnh: hãy đơn giản hoá hoặc chia nhỏ", "the file has over %d vertices: simplify or split it", limits.FileVertices)
		}
		at = end
	}
	if len(c.Features) != len(attributes) {
		return brokenShapefile(fmt.Errorf("%d shapes but %d rows of attributes", len(c.Features), len(attributes)))
	}
	return nil
}

func readShape(record []byte, most int) (orb.Geometry, int, *Fault) {
	shape, err := shapefile.ReadSHPRecord(bytes.NewReader(record), &shapefile.ReadSHPOptions{
		MaxParts: most, MaxPoints: most, MaxRecordSize: len(record),
	})
	if err != nil {
		return nil, 0, fault("geometry-broken", "không đọc được hình ("+err.Error()+")", "the shape cannot be read ("+err.Error()+")")
	}
	switch g := shape.Geom.(type) {
	case nil:
		return nil, 0, fault("geometry-missing", "thiếu hình dạng (geometry)", "the geometry is missing")
	case *geom.Point:
		p := orb.Point{g.X(), g.Y()}
		if !finite(p) {
			return nil, 1, fault("geometry-nan", "điểm có toạ độ không phải số", "the point's coordinates are not numbers")
		}
		return p, 1, nil
	case *geom.MultiPolygon:
		return fromGeom(g)
	}
	return nil, 0, wrongShape()
}

func fromGeom(g *geom.MultiPolygon) (orb.Geometry, int, *Fault) {
	var all orb.MultiPolygon
	n := 0
	for i := range g.NumPolygons() {
		var polygon orb.Polygon
		for j := range g.Polygon(i).NumLinearRings() {
			coords := g.Polygon(i).LinearRing(j).Coords()
			ring := make(orb.Ring, len(coords))
			for k, at := range coords {
				ring[k] = orb.Point{at[0], at[1]}
			}
			n += len(ring)
			polygon = append(polygon, ring)
		}
		if f := checkRings(polygon); f != nil {
			return nil, n, f
		}
		all = append(all, polygon)
	}
	return all, n, nil
}
