package feature

import (
	"maps"
	"slices"

	"phusong/importers/charset"
	"phusong/importers/table"
)

// tidy brings names and texts of the properties to clean Unicode, field by
// field, and then folds the names. Raw names the fields whose bytes are of an
// unknown encoding; "" is the names themselves.
func (c *Collection) tidy(raw map[string]bool) {
	names, texts := c.columns()
	columns := []charset.Column{{Raw: raw[""]}}
	written := slices.Clone(names)
	for i := range names {
		if charset.Suspicious(names[i]) {
			columns[0].Texts = append(columns[0].Texts, &names[i])
		}
	}
	for i := range texts {
		column := charset.Column{Raw: raw[written[i]]}
		for row := range texts[i] {
			if charset.Suspicious(texts[i][row]) {
				column.Texts = append(column.Texts, &texts[i][row])
			}
		}
		columns = append(columns, column)
	}
	c.Conversions = charset.Convert(columns)
	for i := range c.Conversions {
		c.Conversions[i].Column--
	}
	c.putBack(names, texts)
}

// columns turns the properties of all features into columns by name, in order.
func (c *Collection) columns() (names []string, texts [][]string) {
	known := map[string]bool{}
	for _, f := range c.Features {
		for name := range f.Properties {
			known[name] = true
		}
	}
	names = slices.Sorted(maps.Keys(known))
	texts = make([][]string, len(names))
	for i, name := range names {
		texts[i] = make([]string, len(c.Features))
		for row := range c.Features {
			texts[i][row] = c.Features[row].Properties[name]
		}
	}
	return names, texts
}

// putBack writes the columns under their folded names; of two names that fold
// alike the first with a text counts.
func (c *Collection) putBack(names []string, texts [][]string) {
	c.Fields = make([]string, len(names))
	for i, name := range names {
		c.Fields[i] = table.Fold(table.Clean(name))
	}
	for row := range c.Features {
		properties := make(map[string]string, len(names))
		for i, name := range c.Fields {
			if text := table.Clean(texts[i][row]); properties[name] == "" && text != "" {
				properties[name] = text
			}
		}
		c.Features[row].Properties = properties
	}
}

// FieldName is what a report calls a field of Conversions.
func (c *Collection) FieldName(column int) string {
	if column < 0 || column >= len(c.Fields) {
		return "tên thuộc tính"
	}
	return c.Fields[column]
}
