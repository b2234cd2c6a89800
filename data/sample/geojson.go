package sample

import (
	"bufio"
	"encoding/json"
	"io"
	"strconv"

	"github.com/paulmach/orb"

	"phusong/geo"
)

// property is one named value of a feature; an ordered list of them keeps the
// file the same on every run.
type property struct {
	name  string
	value any
}

// feature is one area with its properties.
type feature struct {
	properties []property
	area       orb.MultiPolygon
}

// writeGeoJSON writes features in WGS 84, marked as invented.
func writeGeoJSON(w io.Writer, name string, features []feature) error {
	b := bufio.NewWriter(w)
	head, err := json.Marshal(name)
	if err != nil {
		return err
	}
	b.WriteString(`{"type":"FeatureCollection","name":` + string(head) + `,"synthetic":true,"label":"` + labelText + `","features":[`)
	for i, f := range features {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n" + `{"type":"Feature","properties":{`)
		for k, p := range f.properties {
			if k > 0 {
				b.WriteByte(',')
			}
			value, err := json.Marshal(p.value)
			if err != nil {
				return err
			}
			b.WriteString(strconv.Quote(p.name) + ":" + string(value))
		}
		b.WriteString(`},"geometry":`)
		writeArea(b, f.area)
		b.WriteByte('}')
	}
	b.WriteString("\n]}\n")
	return b.Flush()
}

func writeArea(b *bufio.Writer, area orb.MultiPolygon) {
	b.WriteString(`{"type":"MultiPolygon","coordinates":[`)
	for i, polygon := range area {
		b.WriteString(separator(i) + "[")
		for k, ring := range polygon {
			b.WriteString(separator(k) + "[")
			for n, p := range ring {
				b.WriteString(separator(n) + "[" + strconv.FormatFloat(p[0], 'f', -1, 64) + "," + strconv.FormatFloat(p[1], 'f', -1, 64) + "]")
			}
			b.WriteByte(']')
		}
		b.WriteByte(']')
	}
	b.WriteString("]}")
}

func separator(i int) string {
	if i == 0 {
		return ""
	}
	return ","
}

// unitFeatures returns units with their boundaries.
func unitFeatures(all []boundary) []feature {
	var features []feature
	for _, u := range all {
		features = append(features, feature{[]property{{"code", u.code}, {"name", u.name}, {"level", u.level.String()},
			{"vintage", u.vintage}, {"parent", u.parent}, {"population", u.people}, {"area_km2", u.areaKm2}}, u.area})
	}
	return features
}

// hamletFeatures returns the hamlets with their territories.
func (p *province) hamletFeatures() []feature {
	var features []feature
	for i, h := range p.hamlets {
		features = append(features, feature{[]property{{"code", h.code}, {"name", h.name}, {"kind", h.kind},
			{"commune", p.communes[h.commune].code}, {"vintage", geo.Vintage2024}, {"people", h.people}, {"households", h.households},
			{"centre_lon", h.centre[0]}, {"centre_lat", h.centre[1]}}, p.territory(i)})
	}
	return features
}
