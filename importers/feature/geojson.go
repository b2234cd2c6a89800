package feature

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"phusong/importers/intake"
)

// GeoJSON reads a FeatureCollection, a Feature or a bare geometry. The error is
// a *intake.Refusal.
func GeoJSON(content []byte, limits intake.Limits) (Collection, error) {
	content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
	d := json.NewDecoder(bytes.NewReader(content))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return Collection{}, broken(d.InputOffset(), errors.New("it does not begin with an object"))
	}
	r := jsonReader{decoder: d, limits: limits, members: map[string]json.RawMessage{}, collection: Collection{SRID: 4326}}
	if err := r.object(); err != nil {
		return Collection{}, err
	}
	c, err := r.finish(content)
	c.tidy(nil)
	return c, err
}

func broken(offset int64, err error) error {
	return intake.Refuse("geojson-broken", "GeoJSON hỏng ở byte %[1]d (%[2]s): hãy xuất lại tệp",
		"the GeoJSON is broken at byte %[1]d (%[2]s): export it again", offset, short(err))
}

func short(err error) string {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return "it ends too early"
	}
	return err.Error()
}

// jsonReader walks the top object once; features are read one at a time.
type jsonReader struct {
	decoder    *json.Decoder
	limits     intake.Limits
	members    map[string]json.RawMessage // of the top object, but features
	collection Collection
	hasList    bool
	vertices   int
}

func (r *jsonReader) object() error {
	for r.decoder.More() {
		token, err := r.decoder.Token()
		if err != nil {
			return broken(r.decoder.InputOffset(), err)
		}
		name, _ := token.(string)
		if name == "features" {
			if err := r.features(); err != nil {
				return err
			}
			continue
		}
		var raw json.RawMessage
		if err := r.decoder.Decode(&raw); err != nil {
			return broken(r.decoder.InputOffset(), err)
		}
		if len(r.members) < r.limits.Columns {
			r.members[name] = raw
		}
	}
	if _, err := r.decoder.Token(); err != nil {
		return broken(r.decoder.InputOffset(), err)
	}
	return nil
}

func (r *jsonReader) features() error {
	if t, err := r.decoder.Token(); err != nil || t != json.Delim('[') {
		return broken(r.decoder.InputOffset(), errors.New(`"features" is not a list`))
	}
	r.hasList = true
	for r.decoder.More() {
		var raw rawFeature
		if err := r.decoder.Decode(&raw); err != nil && !isTypeError(err) {
			return broken(r.decoder.InputOffset(), err)
		} else if err != nil {
			raw = rawFeature{}
		}
		if err := r.add(raw); err != nil {
			return err
		}
	}
	_, err := r.decoder.Token()
	if err != nil {
		return broken(r.decoder.InputOffset(), err)
	}
	return nil
}

func isTypeError(err error) bool {
	var mistyped *json.UnmarshalTypeError
	return errors.As(err, &mistyped)
}

// rawFeature is a feature before its shape is looked at.
type rawFeature struct {
	Type       string          `json:"type"`
	ID         any             `json:"id"`
	Geometry   json.RawMessage `json:"geometry"`
	Properties json.RawMessage `json:"properties"`
}

func (r *jsonReader) add(raw rawFeature) error {
	if len(r.collection.Features) >= r.limits.Rows {
		return intake.Refuse("features-many", "tệp có hơn %d đối tượng: hãy chia nhỏ", "the file has over %d features: split it", r.limits.Rows)
	}
	f := Feature{Number: len(r.collection.Features) + 1}
	f.Properties, f.Fault = properties(raw, r.limits.Columns)
	if raw.Type != "Feature" {
		f.Fault = fault("feature-broken", "không phải một Feature của GeoJSON", "it is no Feature of GeoJSON")
	}
	if f.Fault == nil {
		p := positions{limit: r.limits.Vertices}
		f.Geometry, f.Fault = p.geometry(raw.Geometry)
		r.vertices += p.count
	}
	if r.vertices > r.limits.FileVertices {
		return intake.Refuse("vertices-many", "tệp có hơn %d đỉnh: hãy đơn giản hoá hoặc chia nhỏ", "the file has over %d vertices: simplify or split it", r.limits.FileVertices)
	}
	r.collection.Features = append(r.collection.Features, f)
	return nil
}

func properties(raw rawFeature, most int) (map[string]string, *Fault) {
	all := map[string]string{}
	if len(raw.Properties) > 0 && !bytes.Equal(raw.Properties, []byte("null")) {
		var values map[string]any
		if err := json.Unmarshal(raw.Properties, &values); err != nil {
			return all, fault("properties-broken", "thuộc tính (properties) không phải một đối tượng", "its properties are not an object")
		}
		if len(values) > most {
			return all, fault("properties-many", "có quá nhiều thuộc tính", "it has too many properties")
		}
		for name, value := range values {
			all[name] = text(value)
		}
	}
	if _, taken := all["id"]; !taken {
		all["id"] = text(raw.ID)
	}
	return all, nil
}

// finish reads what the top object says of the whole: frame, label, and a lone
// feature or geometry.
func (r *jsonReader) finish(content []byte) (Collection, error) {
	var kind string
	_ = json.Unmarshal(r.members["type"], &kind) // "" is judged below
	switch {
	case kind == "FeatureCollection" && r.hasList:
	case kind == "Feature":
		if err := r.add(rawFeature{Type: kind, Geometry: r.members["geometry"], Properties: r.members["properties"]}); err != nil {
			return Collection{}, err
		}
	case r.members["coordinates"] != nil || r.members["geometries"] != nil:
		if err := r.add(rawFeature{Type: "Feature", Geometry: content}); err != nil {
			return Collection{}, err
		}
	default:
		return Collection{}, intake.Refuse("geojson-other", "tệp JSON này không phải GeoJSON (FeatureCollection)", "this JSON is no GeoJSON FeatureCollection")
	}
	var synthetic bool
	_ = json.Unmarshal(r.members["synthetic"], &synthetic) // anything but true is not a label
	r.collection.Synthetic = synthetic
	if err := r.frame(); err != nil {
		return Collection{}, err
	}
	return r.collection, nil
}

// frame reads the "crs" member of older GeoJSON; without one it is WGS 84.
func (r *jsonReader) frame() error {
	var crs struct {
		Properties struct {
			Name string `json:"name"`
		} `json:"properties"`
	}
	raw := r.members["crs"]
	if raw == nil || bytes.Equal(raw, []byte("null")) {
		return nil
	}
	if err := json.Unmarshal(raw, &crs); err != nil || crs.Properties.Name == "" {
		return unknownFrame("crs")
	}
	name := strings.ToUpper(crs.Properties.Name)
	if strings.Contains(name, "CRS84") {
		return nil
	}
	var number int
	if _, err := fmt.Sscanf(name[strings.LastIndexByte(name, ':')+1:], "%d", &number); err != nil || !knownFrame(number) {
		return unknownFrame(crs.Properties.Name)
	}
	r.collection.SRID = number
	return nil
}

func unknownFrame(name string) error {
	return intake.Refuse("frame-unknown", "hệ toạ độ “%[1]s” chưa được hỗ trợ: hãy xuất ra WGS 84 (EPSG:4326) hoặc VN-2000",
		"the coordinate system “%[1]s” is not supported: export in WGS 84 (EPSG:4326) or VN-2000", name)
}
