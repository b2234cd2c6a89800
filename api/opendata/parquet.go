package opendata

import (
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
)

// geometryColumn is where GeoParquet 1.1 keeps the shape.
const geometryColumn = "geometry"

// rowsAtOnce bounds what is held in memory: a row group.
const rowsAtOnce = 16384

// parquet writes Apache Parquet with the metadata of GeoParquet 1.1 where the
// dataset has shapes: WKB, WGS84, outer rings counterclockwise.
func (s sheet) parquet(w io.Writer) error {
	schema := parquet.SchemaOf(reflect.New(s.record()).Interface())
	options := []parquet.WriterOption{schema, parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(rowsAtOnce), parquet.CreatedBy("phusong", "1", "opendata")}
	if s.Shape != "" {
		about, err := json.Marshal(s.geoParquet())
		if err != nil {
			return err
		}
		options = append(options, parquet.KeyValueMetadata("geo", string(about)))
	}
	options = append(options, parquet.KeyValueMetadata("title", s.Title.Vietnamese), parquet.KeyValueMetadata("description", s.says()))
	out := parquet.NewWriter(w, options...)
	for row, err := range s.rows {
		if err != nil {
			return err
		}
		record, err := s.parquetRow(row)
		if err != nil {
			return err
		}
		if _, err := out.WriteRows([]parquet.Row{record}); err != nil {
			return err
		}
	}
	return out.Close()
}

// record is a Go type with a field for each column, which keeps their order.
func (s sheet) record() reflect.Type {
	types := map[Kind]reflect.Type{Text: reflect.TypeFor[string](), Whole: reflect.TypeFor[int64](), Number: reflect.TypeFor[float64](), Truth: reflect.TypeFor[bool]()}
	var fields []reflect.StructField
	add := func(name, tag string, t reflect.Type) {
		fields = append(fields, reflect.StructField{Name: "F" + strings.ToUpper(name), Type: t, Tag: reflect.StructTag(fmt.Sprintf(`parquet:%q`, name+tag))})
	}
	for _, c := range s.Columns {
		tag := ",optional"
		if c.Kind == Text {
			tag += ",dict"
		}
		add(c.Name, tag, types[c.Kind])
	}
	if s.Shape != "" {
		add(geometryColumn, ",optional", reflect.TypeFor[[]byte]())
	}
	return reflect.StructOf(fields)
}

func (s sheet) parquetRow(row Row) (parquet.Row, error) {
	record := make(parquet.Row, 0, len(row.Values)+1)
	for i, v := range row.Values {
		if v == nil {
			record = append(record, parquet.NullValue().Level(0, 0, i))
			continue
		}
		record = append(record, parquet.ValueOf(v).Level(0, 1, i))
	}
	if s.Shape == "" {
		return record, nil
	}
	if row.Shape == nil {
		return append(record, parquet.NullValue().Level(0, 0, len(row.Values))), nil
	}
	shape, err := wkb.Marshal(wound(row.Shape))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.Name, err)
	}
	return append(record, parquet.ByteArrayValue(shape).Level(0, 1, len(row.Values))), nil
}

// geoParquet is the "geo" metadata; the frame is WGS84 lon lat, the default.
func (s sheet) geoParquet() map[string]any {
	column := map[string]any{"encoding": "WKB", "geometry_types": []string{s.Shape}, "orientation": "counterclockwise", "edges": "planar"}
	if box := s.box(); !box.IsEmpty() {
		column["bbox"] = []float64{degree(box.Min[0]), degree(box.Min[1]), degree(box.Max[0]), degree(box.Max[1])}
	}
	return map[string]any{"version": "1.1.0", "primary_column": geometryColumn, "columns": map[string]any{geometryColumn: column}}
}

// box holds all shapes.
func (s sheet) box() orb.Bound {
	box := orb.Bound{Min: orb.Point{180, 90}, Max: orb.Point{-180, -90}}
	for row, err := range s.rows {
		if err == nil && row.Shape != nil {
			box = box.Union(row.Shape.Bound())
		}
	}
	return box
}
