package sites

import (
	"fmt"
	"slices"

	"phusong/geo"
	"phusong/importers/table"
)

// radio reads what a row radiates. Each technology and band is radiated in each
// direction; heights, tilts and powers are one for all, or one each.
func (s *sheetReader) radio(r *row) []geo.Sector {
	layers := s.layers(r)
	directions := s.directions(r)
	if r.refused || len(layers) == 0 {
		return nil
	}
	heights, heightKnown := s.heights(r)
	tilts := s.tilts(r)
	powers := s.powers(r)
	if r.refused {
		return nil
	}
	sectors := make([]geo.Sector, 0, len(layers)*len(directions))
	for i, l := range layers {
		for j, d := range directions {
			at := place{i, j, len(layers), len(directions)}
			c := geo.Sector{
				Name: s.sectorName(r, l, j), Technology: l.technology, Frequency: l.frequency,
				AzimuthDeg: d.azimuth, AzimuthKnown: d.known, Omni: d.omni,
			}
			ok := pick(&c.HeightM, heights, at, false) &&
				pick(&c.MechanicalTilt, tilts.mechanical, at, false) &&
				pick(&c.ElectricalTilt, tilts.electrical, at, false) &&
				pick(&c.PowerDBm, powers.power, at, true)
			if !ok {
				r.refuse(s.longestList(r), "list-length",
					fmt.Sprintf("số giá trị trong danh sách không khớp: hàng có %d công nghệ/băng tần và %d hướng", len(layers), len(directions)),
					fmt.Sprintf("the lists do not match: the row has %d technologies or bands and %d directions", len(layers), len(directions)))
				return nil
			}
			c.GainDBi = powers.gain
			c.Assumed = s.list.memo.assumed(!d.known, l.assumed, !heightKnown, !powers.known, !tilts.known)
			sectors = append(sectors, c)
		}
	}
	return sectors
}

// place is one sector's place among the layers and directions of its row.
type place struct{ layer, direction, layers, directions int }

// pick takes a sector's value from a list: by direction where there are as many
// values as directions, by layer where as many as layers (first, if layersFirst).
func pick[T any](into *T, list []T, at place, layersFirst bool) bool {
	switch {
	case len(list) == 0:
		return true
	case len(list) == 1:
		*into = list[0]
	case layersFirst && len(list) == at.layers:
		*into = list[at.layer]
	case len(list) == at.directions:
		*into = list[at.direction]
	case len(list) == at.layers:
		*into = list[at.layer]
	case len(list) == at.layers*at.directions:
		*into = list[at.layer*at.directions+at.direction]
	default:
		return false
	}
	return true
}

// assumed names what a sector's list did not state. Sectors that lack the same
// share one list, which nobody may change.
func (m *memo) assumed(azimuth, frequency, height, power, tilt bool) []geo.Assumption {
	lacks := [5]bool{azimuth, frequency, height, power, tilt}
	all, known := m.lacking[lacks]
	if known {
		return all
	}
	names := []geo.Assumption{geo.AssumedAzimuth, geo.AssumedFrequency, geo.AssumedHeight, geo.AssumedPower, geo.AssumedTilt}
	for i, name := range names {
		if lacks[i] {
			all = append(all, name)
		}
	}
	m.lacking[lacks] = slices.Clip(all)
	return m.lacking[lacks]
}

func (s *sheetReader) sectorName(r *row, l layer, direction int) string {
	if name := r.Text(fieldCell); name != "" {
		return name
	}
	return s.list.memo.sectorName(l, direction)
}

// longestList is the radio column with the most values, to point a complaint at.
func (s *sheetReader) longestList(r *row) table.Field {
	longest, field := 0, fieldHeight
	for _, f := range []table.Field{fieldAzimuth, fieldHeight, fieldBand, fieldPower, fieldTiltM, fieldTiltE, fieldTechnology} {
		if n := len(values(r.Text(f), f == fieldAzimuth)); n > longest {
			longest, field = n, f
		}
	}
	return field
}

func (s *sheetReader) directions(r *row) []direction {
	list := values(r.Text(fieldAzimuth), true)
	if len(list) == 0 || unsaid(r.Text(fieldAzimuth)) {
		return []direction{{}}
	}
	var all []direction
	for _, text := range list {
		d, ok := readAzimuth(text)
		if !ok {
			r.refuse(fieldAzimuth, "azimuth", "góc phương vị không hợp lệ: cần từ 0 đến 360 độ, hoặc OMNI", "the azimuth makes no sense: 0 to 360 degrees is needed, or OMNI")
			return nil
		}
		all = append(all, d)
	}
	return all
}

// heights reads the antennas' heights. The height of the mast stands in for a
// missing one, and a cautious figure for both.
func (s *sheetReader) heights(r *row) (list []float64, known bool) {
	for _, text := range values(r.Text(fieldHeight), false) {
		height, ok := readHeight(text)
		switch {
		case !ok:
			r.refuse(fieldHeight, "height", "không đọc được độ cao anten: cần số mét", "the antenna's height cannot be read: metres are needed")
		case height <= 0 || height > maxHeightM:
			r.refuse(fieldHeight, "height", fmt.Sprintf("độ cao anten %g m không hợp lý: cần trên 0 và không quá %g m", height, maxHeightM),
				fmt.Sprintf("an antenna at %g m makes no sense: above 0 and up to %g m is needed", height, maxHeightM))
		}
		list = append(list, height)
	}
	if len(list) > 0 {
		return list, true
	}
	if r.mastM > 0 && r.mastM <= maxHeightM {
		return []float64{r.mastM}, false
	}
	return []float64{defaultHeightM}, false
}
