package sites

import (
	"fmt"

	"phusong/geo"
	"phusong/importers/table"
)

// layers reads which technologies a row radiates on which bands. The words of
// the technology column come first, then ticked 2G…5G columns, then a band that
// names its technology (L1800), then the sheet's name or title.
func (s *sheetReader) layers(r *row) []layer {
	named, unread := s.namedLayers(r)
	if len(named) == 0 {
		named = s.tickedLayers(r)
	}
	bands, ok := s.bandList(r)
	if !ok {
		return nil
	}
	if len(named) == 0 && len(bands) > 0 && bands[0].technology != 0 {
		return bands
	}
	if len(named) == 0 && s.technology != 0 && unread == "" {
		named = []layer{{technology: s.technology}}
	}
	if len(named) == 0 {
		s.refuseTechnology(r, unread)
		return nil
	}
	return s.joinBands(r, named, bands)
}

func (s *sheetReader) refuseTechnology(r *row, unread string) {
	if unread != "" {
		r.refuse(fieldTechnology, "technology", fmt.Sprintf("không nhận ra công nghệ “%s”: cần 2G, 3G, 4G hoặc 5G", shorten(unread)),
			fmt.Sprintf("the technology “%s” is not known: 2G, 3G, 4G or 5G is needed", shorten(unread)))
		return
	}
	r.refuse(fieldTechnology, "technology-missing", "thiếu công nghệ: cần 2G, 3G, 4G hoặc 5G", "the technology is missing: 2G, 3G, 4G or 5G is needed")
}

// namedLayers reads the technology column; unread is the first value that is
// no technology.
func (s *sheetReader) namedLayers(r *row) (named []layer, unread string) {
	for _, text := range values(r.Text(fieldTechnology), false) {
		l, ok := s.list.memo.layer(text)
		if !ok {
			return nil, text
		}
		named = append(named, l)
	}
	return named, ""
}

// tickedLayers reads columns headed 2G … 5G: a tick, or the bands themselves.
func (s *sheetReader) tickedLayers(r *row) []layer {
	var ticked []layer
	columns := []table.Field{field2G, field3G, field4G, field5G}
	for i, technology := range geo.Technologies() {
		text := r.Text(columns[i])
		if !readFlag(text) {
			continue
		}
		found := false
		for _, value := range values(text, false) {
			if f, ok := s.list.memo.band(value); ok {
				ticked = append(ticked, layer{technology: technology, frequency: f})
				found = true
			}
		}
		if !found {
			ticked = append(ticked, layer{technology: technology})
		}
	}
	return ticked
}

// bandList reads the band column; a value may name its technology too.
func (s *sheetReader) bandList(r *row) (list []layer, ok bool) {
	for _, text := range values(r.Text(fieldBand), false) {
		if l, named := s.list.memo.layer(text); named && l.frequency != 0 {
			list = append(list, l)
			continue
		}
		f, known := s.list.memo.band(text)
		if !known {
			r.refuse(fieldBand, "band", fmt.Sprintf("không nhận ra băng tần “%s”: cần MHz, ví dụ 1800", shorten(text)),
				fmt.Sprintf("the band “%s” is not known: MHz is needed, for example 1800", shorten(text)))
			return nil, false
		}
		list = append(list, layer{frequency: f})
	}
	if len(list) > 0 {
		return list, true
	}
	for _, text := range values(r.Text(fieldEARFCN), true) {
		if f, known := readEARFCN(text); known {
			list = append(list, layer{technology: geo.LTE, frequency: f})
		}
	}
	return list, true
}

// joinBands gives each technology its band: pair by pair, one band for all, or
// all bands for one technology.
func (s *sheetReader) joinBands(r *row, named, bands []layer) []layer {
	if len(bands) > 0 && bands[0].technology != 0 && len(named) != len(bands) {
		return bands // the bands name their technologies themselves
	}
	if len(named) == 1 && len(bands) > 1 {
		named, _ = spread(named, len(bands))
	}
	if len(bands) > 0 {
		paired, ok := spread(bands, len(named))
		if !ok {
			r.refuse(fieldBand, "list-length",
				fmt.Sprintf("có %d công nghệ nhưng %d băng tần: cần mỗi công nghệ một băng tần", len(named), len(bands)),
				fmt.Sprintf("there are %d technologies and %d bands: one band for each technology is needed", len(named), len(bands)))
			return nil
		}
		for i := range named {
			named[i].frequency = paired[i].frequency
		}
	}
	for i, l := range named {
		if l.frequency == 0 {
			named[i].frequency, named[i].assumed = geo.UsualBand(r.operator(), l.technology), true
		}
	}
	return named
}
