package mvt

// Rename returns a tile with its layers called otherwise; names that are not in
// the map stay. It fails with ErrMalformed.
func Rename(tile []byte, names map[string]string) ([]byte, error) {
	var out []byte
	for r := (&reader{rest: tile}); ; {
		if !r.next() {
			return out, r.failed
		}
		body, err := renamed(r.message(), names)
		if err != nil {
			return nil, err
		}
		out = appendBytes(out, tileLayers, body)
	}
}

// renamed copies a layer field by field.
func renamed(body []byte, names map[string]string) ([]byte, error) {
	var out []byte
	r := &reader{rest: body}
	for before := r.rest; r.next(); before = r.rest {
		if name, known := names[string(r.data)]; known && r.field == layerName {
			out = appendBytes(out, layerName, name)
			continue
		}
		out = append(out, before[:len(before)-len(r.rest)]...)
	}
	return out, r.failed
}
