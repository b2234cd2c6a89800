package feature

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"phusong/importers/intake"
	"phusong/importers/table"
)

const (
	maxKMLDepth = 64       // of elements in one another
	maxKMLText  = 64 << 10 // bytes of one text that is not coordinates
)

// KML reads the Placemarks of a KML file, whatever folders they are in; links
// to other files are counted and never followed. The error is a *intake.Refusal.
func KML(content []byte, limits intake.Limits) (Collection, error) {
	text, raw := table.Decode(content)
	r := kmlReader{raw: raw, limits: limits, collection: Collection{SRID: wgs84}}
	r.decoder = xml.NewDecoder(strings.NewReader(text))
	r.decoder.Entity = xml.HTMLEntity
	r.decoder.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // decoded above
	if err := r.document(); err != nil {
		return Collection{}, err
	}
	if len(r.collection.Features) == 0 && r.links > 0 {
		return Collection{}, intake.Refuse("kml-link", "tệp KML chỉ có liên kết tới tệp khác (NetworkLink), không có dữ liệu: hãy lưu dữ liệu vào tệp rồi gửi lại",
			"the KML holds only links to other files (NetworkLink), no data: save the data itself into a file")
	}
	c := r.collection
	rawFields := map[string]bool{}
	if raw {
		rawFields[""] = true
		for _, f := range c.Features {
			for name := range f.Properties {
				rawFields[name] = true
			}
		}
	}
	c.tidy(rawFields)
	return c, nil
}

// kmlReader walks the tokens of the file once.
type kmlReader struct {
	decoder    *xml.Decoder
	limits     intake.Limits
	collection Collection
	raw        bool
	depth      int
	links      int
	vertices   int
	folders    []string
}

func (r *kmlReader) broken(err error) error {
	line, _ := r.decoder.InputPos()
	var refusal *intake.Refusal
	if errors.As(err, &refusal) {
		return err
	}
	return intake.Refuse("kml-broken", "KML hỏng ở dòng %[1]d (%[2]s): hãy xuất lại tệp", "the KML is broken at line %[1]d (%[2]s): export it again", line, short(err))
}

// next is the next token; document types and too deep files are refused.
func (r *kmlReader) next() (xml.Token, error) {
	token, err := r.decoder.Token()
	if err != nil {
		return nil, err
	}
	switch token.(type) {
	case xml.Directive:
		return nil, intake.Refuse("xml-doctype", "trong tệp có khai báo DOCTYPE, không được nhận: hãy xuất lại tệp", "the file declares a DOCTYPE, which is not taken: export it again")
	case xml.StartElement:
		if r.depth++; r.depth > maxKMLDepth {
			return nil, intake.Refuse("kml-deep", "KML lồng nhau quá %d cấp: hãy xuất lại tệp", "the elements of the KML are over %d deep: export it again", maxKMLDepth)
		}
	case xml.EndElement:
		r.depth--
	}
	return token, nil
}

func (r *kmlReader) document() error {
	for {
		token, err := r.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return r.broken(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			err = r.element(t)
		case xml.EndElement:
			if t.Name.Local == "Folder" && len(r.folders) > 0 {
				r.folders = r.folders[:len(r.folders)-1]
			}
		}
		if err != nil {
			return r.broken(err)
		}
	}
}

// element enters what may hold Placemarks and passes over the rest.
func (r *kmlReader) element(start xml.StartElement) error {
	switch start.Name.Local {
	case "Placemark":
		return r.placemark(start)
	case "Folder":
		r.folders = append(r.folders, "")
	case "name":
		name, err := r.text(maxKMLText)
		if len(r.folders) > 0 && r.folders[len(r.folders)-1] == "" {
			r.folders[len(r.folders)-1] = name
		}
		return err
	case "NetworkLink":
		r.links++
		return r.skip()
	case "Style", "StyleMap", "Schema", "GroundOverlay", "ScreenOverlay", "PhotoOverlay", "description", "Snippet", "LookAt", "Region":
		return r.skip()
	}
	return nil
}

// placemark reads one feature.
func (r *kmlReader) placemark(start xml.StartElement) error {
	if len(r.collection.Features) >= r.limits.Rows {
		return intake.Refuse("features-many", "tệp có hơn %d đối tượng: hãy chia nhỏ", "the file has over %d features: split it", r.limits.Rows)
	}
	f := Feature{Number: len(r.collection.Features) + 1, Properties: map[string]string{}}
	for _, a := range start.Attr {
		if a.Name.Local == "id" {
			f.Properties["id"] = a.Value
		}
	}
	if folder := strings.Join(r.folders, "/"); strings.Trim(folder, "/") != "" {
		f.Properties["folder"] = folder
	}
	shape := kmlShape{limit: r.limits.Vertices}
	err := r.children(func(child xml.StartElement) error {
		switch child.Name.Local {
		case "Point", "Polygon", "MultiGeometry", "LineString", "LinearRing", "Model", "Track", "MultiTrack":
			return r.shape(&shape, child.Name.Local)
		case "ExtendedData":
			return r.extended(&f)
		case "name", "description", "address", "phoneNumber":
			text, err := r.text(maxKMLText)
			f.Properties[child.Name.Local] = text
			return err
		}
		return r.skip()
	})
	if err != nil {
		return err
	}
	f.Geometry, f.Fault = shape.geometry()
	if len(f.Properties) > r.limits.Columns {
		f.Properties, f.Geometry = map[string]string{}, nil
		f.Fault = fault("properties-many", "có quá nhiều thuộc tính", "it has too many properties")
	}
	if r.vertices += shape.count; r.vertices > r.limits.FileVertices {
		return intake.Refuse("vertices-many", "tệp có hơn %d đỉnh: hãy đơn giản hoá hoặc chia nhỏ", "the file has over %d vertices: simplify or split it", r.limits.FileVertices)
	}
	r.collection.Features = append(r.collection.Features, f)
	return nil
}

// children calls each for every child of the element just begun; each must read
// its child to the end.
func (r *kmlReader) children(each func(xml.StartElement) error) error {
	for {
		token, err := r.next()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := each(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// skip reads the element just begun to its end.
func (r *kmlReader) skip() error {
	return r.children(func(xml.StartElement) error { return r.skip() })
}

// text is what the element just begun says, elements inside it left out; more
// than limit bytes are an error.
func (r *kmlReader) text(limit int) (string, error) {
	var b strings.Builder
	for {
		token, err := r.next()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.CharData:
			if b.Len()+len(t) > limit {
				return "", fmt.Errorf("a text of over %d bytes", limit)
			}
			b.Write(t)
		case xml.StartElement:
			if err := r.skip(); err != nil {
				return "", err
			}
		case xml.EndElement:
			return b.String(), nil
		}
	}
}

// extended reads ExtendedData: Data with a value, SchemaData, and elements of
// other people's namespaces.
func (r *kmlReader) extended(f *Feature) error {
	return r.children(func(child xml.StartElement) error {
		name := child.Name.Local
		for _, a := range child.Attr {
			if a.Name.Local == "name" {
				name = a.Value
			}
		}
		switch child.Name.Local {
		case "SchemaData":
			return r.extended(f)
		case "Data":
			return r.children(func(value xml.StartElement) error {
				if value.Name.Local != "value" {
					return r.skip()
				}
				text, err := r.text(maxKMLText)
				f.Properties[name] = text
				return err
			})
		}
		text, err := r.text(maxKMLText)
		f.Properties[name] = text
		return err
	})
}
