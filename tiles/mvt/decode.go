package mvt

import (
	"errors"
	"fmt"
)

// ErrMalformed means that bytes are no vector tile.
var ErrMalformed = errors.New("not a vector tile")

// Decoded is a layer as it was read.
type Decoded struct {
	Name     string
	Version  uint32
	Extent   uint32
	Features []Feature
}

// Feature is a feature as it was read. Parts are its points, lines or rings;
// rings are closed by repeating no point.
type Feature struct {
	ID         uint64
	Kind       Kind
	Attributes map[string]any
	Parts      [][]Point
}

// Decode reads a tile; ErrMalformed when it breaks the specification. What it
// keeps is at most a small multiple of len(tile).
func Decode(tile []byte) ([]Decoded, error) {
	var layers []Decoded
	r := reader{rest: tile}
	for r.next() {
		if r.field != tileLayers {
			continue
		}
		layer, err := decodeLayer(r.message())
		if err != nil {
			return nil, fmt.Errorf("layer %d: %w", len(layers)+1, err)
		}
		layers = append(layers, layer)
	}
	return layers, r.failed
}

func decodeLayer(body []byte) (Decoded, error) {
	layer := Decoded{Version: 1, Extent: 4096}
	var keys []string
	var values []any
	var features [][]byte
	r := reader{rest: body}
	for r.next() {
		switch r.field {
		case layerVersion:
			layer.Version = uint32(r.number())
		case layerName:
			layer.Name = string(r.message())
		case layerExtent:
			layer.Extent = uint32(r.number())
		case layerKeys:
			keys = append(keys, string(r.message()))
		case layerValues:
			values = append(values, decodeValue(&r))
		case layerFeatures:
			features = append(features, r.message())
		}
	}
	if r.failed != nil {
		return layer, r.failed
	}
	if layer.Version != 1 && layer.Version != version || layer.Name == "" || layer.Extent == 0 {
		return layer, fmt.Errorf("%w: version %d, name %q, extent %d", ErrMalformed, layer.Version, layer.Name, layer.Extent)
	}
	for i, bytes := range features {
		feature, err := decodeFeature(bytes, keys, values)
		if err != nil {
			return layer, fmt.Errorf("feature %d of %q: %w", i+1, layer.Name, err)
		}
		layer.Features = append(layer.Features, feature)
	}
	return layer, nil
}

func decodeFeature(body []byte, keys []string, values []any) (Feature, error) {
	feature := Feature{Attributes: map[string]any{}}
	closed := false
	r := reader{rest: body}
	for r.next() {
		switch r.field {
		case featureID:
			feature.ID = r.number()
		case featureType:
			feature.Kind = Kind(r.number())
		case featureTags:
			tags := reader{rest: r.message()}
			for len(tags.rest) > 0 && tags.failed == nil {
				key, value := tags.varint(), tags.varint()
				if key >= uint64(len(keys)) || value >= uint64(len(values)) {
					return feature, fmt.Errorf("%w: tag %d, %d points outside the tables", ErrMalformed, key, value)
				}
				feature.Attributes[keys[key]] = values[value]
			}
			r.fail(tags.failed)
		case featureGeometry:
			var err error
			feature.Parts, closed, err = decodeGeometry(r.message())
			r.fail(err)
		}
	}
	if closed && feature.Kind != Polygon {
		r.fail(fmt.Errorf("%w: ClosePath in a geometry of kind %d", ErrMalformed, feature.Kind))
	}
	return feature, r.failed
}

// decodeGeometry follows the drawing commands. Counts are not believed: every
// point costs at least two bytes, so a false count ends at the end of the bytes.
func decodeGeometry(body []byte) (parts [][]Point, closed bool, err error) {
	r := reader{rest: body}
	var cursor Point
	var part []Point
	for len(r.rest) > 0 && r.failed == nil {
		command := r.varint()
		id, count := command&7, command>>3
		switch {
		case id == moveTo && count > 0:
			if part != nil {
				parts = append(parts, part)
			}
			part = nil
		case id == lineTo && count > 0 && part != nil:
		case id == closePath && count == 1 && part != nil:
			closed = true
			continue
		default:
			return nil, closed, fmt.Errorf("%w: drawing command %d × %d", ErrMalformed, id, count)
		}
		for ; count > 0 && r.failed == nil; count-- {
			cursor.X += int32(unzigzag(r.varint()))
			cursor.Y += int32(unzigzag(r.varint()))
			part = append(part, cursor)
		}
	}
	if part != nil {
		parts = append(parts, part)
	}
	return parts, closed, r.failed
}

func decodeValue(outer *reader) any {
	var v Value
	r := reader{rest: outer.message()}
	for r.next() {
		v.kind = kind(r.field)
		switch v.kind {
		case kindString:
			v.text = string(r.message())
		case kindFloat, kindDouble:
			v.bits = r.fixed()
		default:
			v.bits = r.number()
		}
	}
	outer.fail(r.failed)
	return v.Any()
}
