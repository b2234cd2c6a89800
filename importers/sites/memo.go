package sites

import (
	"fmt"

	"phusong/geo"
)

// memo remembers what texts were read as: a column holds few different ones.
type memo struct {
	states    map[string]answerOf[geo.Status]
	operators map[string][]geo.OperatorCode
	bands     map[string]answerOf[geo.MHz]
	layers    map[string]answerOf[layer]
	lacking   map[[5]bool][]geo.Assumption
	names     map[sectorPlace]string
}

// sectorPlace is what a sector without a name of its own is named after.
type sectorPlace struct {
	technology geo.Technology
	frequency  geo.MHz
	direction  int
}

// sectorName makes a name: 4G-1800-1.
func (m *memo) sectorName(l layer, direction int) string {
	at := sectorPlace{l.technology, l.frequency, direction}
	name, known := m.names[at]
	if !known {
		name = fmt.Sprintf("%s-%.0f-%d", l.technology, float64(l.frequency), direction+1)
		if len(m.names) < maxMemo {
			m.names[at] = name
		}
	}
	return name
}

// answerOf is what a text was read as, and whether it could be.
type answerOf[T any] struct {
	value T
	ok    bool
}

func newMemo() *memo {
	return &memo{states: map[string]answerOf[geo.Status]{}, operators: map[string][]geo.OperatorCode{},
		bands: map[string]answerOf[geo.MHz]{}, layers: map[string]answerOf[layer]{},
		lacking: map[[5]bool][]geo.Assumption{}, names: map[sectorPlace]string{}}
}

// maxMemo bounds what is remembered of one kind.
const maxMemo = 10_000

// remember reads a text, or recalls how it was read before.
func remember[T any](known map[string]answerOf[T], text string, read func(string) (T, bool)) (T, bool) {
	if a, ok := known[text]; ok {
		return a.value, a.ok
	}
	value, ok := read(text)
	if len(known) < maxMemo {
		known[text] = answerOf[T]{value, ok}
	}
	return value, ok
}

func (m *memo) status(text string) (geo.Status, bool) { return remember(m.states, text, readStatus) }
func (m *memo) band(text string) (geo.MHz, bool)      { return remember(m.bands, text, readBand) }
func (m *memo) layer(text string) (layer, bool)       { return remember(m.layers, text, readLayer) }

func (m *memo) operatorsIn(text string) []geo.OperatorCode {
	if text == "" {
		return nil
	}
	found, known := m.operators[text]
	if !known {
		if found = OperatorsIn(text); len(m.operators) < maxMemo {
			m.operators[text] = found
		}
	}
	return found
}
