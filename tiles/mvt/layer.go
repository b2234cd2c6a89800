// Package mvt writes and reads Mapbox Vector Tiles, version 2.1. A tile is the
// encodings of its layers one after the other, so AppendTo of several layers
// into one buffer makes a tile; no layer at all makes the empty tile.
package mvt

// version is the specification version every layer states.
const version = 2

// Layer collects the features of one layer. Reset lets it serve the next tile
// without new memory.
type Layer struct {
	name     string
	extent   uint32
	features []byte
	count    int
	keys     []string
	keyAt    map[string]uint32
	values   []Value
	valueAt  map[Value]uint32
	scratch  []byte
}

// NewLayer returns an empty layer; extent is the number of steps along the
// tile's side.
func NewLayer(name string, extent uint32) *Layer {
	return &Layer{name: name, extent: extent, keyAt: map[string]uint32{}, valueAt: map[Value]uint32{}}
}

// Reset empties the layer and keeps its memory.
func (l *Layer) Reset() {
	l.features, l.count = l.features[:0], 0
	l.keys, l.values = l.keys[:0], l.values[:0]
	clear(l.keyAt)
	clear(l.valueAt)
}

// Len returns the number of features.
func (l *Layer) Len() int { return l.count }

// Tag is an attribute of a feature: places in the layer's keys and values.
type Tag struct{ key, value uint32 }

// Tag returns the tag of an attribute; asking twice gives the same one.
func (l *Layer) Tag(key string, value Value) Tag {
	k, known := l.keyAt[key]
	if !known {
		k = uint32(len(l.keys))
		l.keys = append(l.keys, key)
		l.keyAt[key] = k
	}
	v, known := l.valueAt[value]
	if !known {
		v = uint32(len(l.values))
		l.values = append(l.values, value)
		l.valueAt[value] = v
	}
	return Tag{k, v}
}

// Add appends a feature. IDs up to 2⁵³ are safe in JavaScript. An empty
// geometry is left out: the specification wants at least one command.
func (l *Layer) Add(id uint64, g *Geometry, tags ...Tag) {
	if g.Empty() {
		return
	}
	body := appendVarint(l.scratch[:0], featureID, id)
	if len(tags) > 0 {
		body = appendTags(body, tags)
	}
	body = appendVarint(body, featureType, uint64(g.kind))
	body = appendBytes(body, featureGeometry, g.body)
	l.features = appendBytes(l.features, layerFeatures, body)
	l.scratch = body
	l.count++
}

// The field numbers of the specification.
const (
	tileLayers = 3

	layerVersion  = 15
	layerName     = 1
	layerFeatures = 2
	layerKeys     = 3
	layerValues   = 4
	layerExtent   = 5

	featureID       = 1
	featureTags     = 2
	featureType     = 3
	featureGeometry = 4
)

func appendTags(b []byte, tags []Tag) []byte {
	size := 0
	for _, t := range tags {
		size += varintSize(uint64(t.key)) + varintSize(uint64(t.value))
	}
	b = appendHead(b, featureTags, size)
	for _, t := range tags {
		b = appendRaw(appendRaw(b, uint64(t.key)), uint64(t.value))
	}
	return b
}

// AppendTo writes the layer to the end of a tile. A layer without features is
// not written: readers take an absent layer for an empty one.
func (l *Layer) AppendTo(tile []byte) []byte {
	if l.count == 0 {
		return tile
	}
	head := appendVarint(nil, layerVersion, version)
	head = appendBytes(head, layerName, l.name)
	tail := l.appendTables(l.scratch[:0])
	tail = appendVarint(tail, layerExtent, uint64(l.extent))
	l.scratch = tail
	tile = appendHead(tile, tileLayers, len(head)+len(l.features)+len(tail))
	tile = append(tile, head...)
	tile = append(tile, l.features...)
	return append(tile, tail...)
}

func (l *Layer) appendTables(b []byte) []byte {
	for _, key := range l.keys {
		b = appendBytes(b, layerKeys, key)
	}
	var message [16]byte
	for _, value := range l.values {
		b = appendBytes(b, layerValues, value.append(message[:0]))
	}
	return b
}
