package opendata

import (
	"iter"
	"strconv"
	"strings"

	"phusong/data"
	"phusong/geo"
	"phusong/tiles"
)

// provider is who offers the signal, by the number it has in the files.
type provider struct {
	number   int
	operator geo.OperatorCode
}

// everyProvider is the union of all operators, which is no provider.
func everyProvider() []provider { return []provider{{0, geo.AnyOperator}} }

// seenProviders are the operators whose own network a cut sees, each by its
// MCC-MNC without the hyphen (ITU-T E.212): there is no register of providers.
func seenProviders(c data.Cut) []provider {
	var all []provider
	for _, o := range geo.Operators() {
		if !c.SeesNetwork(o.Code) || len(o.Networks) == 0 {
			continue
		}
		if number, err := strconv.Atoi(strings.ReplaceAll(o.Networks[0], "-", "")); err == nil {
			all = append(all, provider{number, o.Code})
		}
	}
	return all
}

// availability is where there is signal, in the columns of the FCC's Broadband
// Data Collection, so that programs made for that read it.
func availability() Dataset {
	return Dataset{
		Name: "availability", Formats: []Format{GeoParquet, CSV},
		Title: tiles.Text{Vietnamese: "Nơi có sóng, theo cột của FCC BDC", English: "Availability in the columns of the FCC's BDC"},
		About: tiles.Text{
			Vietnamese: "Mỗi ô H3 mức 9 có sóng và mỗi công nghệ một dòng. providerid 0 là mọi nhà mạng gộp lại, không phải một nhà mạng. " + availabilityCodes().Vietnamese,
			English:    "A row for each H3 hex of resolution 9 with signal and each technology. providerid 0 is the union of all operators, no provider. " + availabilityCodes().English},
		Definition: hexAbout(),
		Columns:    availabilityColumns("0: mọi nhà mạng gộp lại", "0: the union of all operators"),
		rows:       func(e *tiles.Edition) iter.Seq[Row] { return availabilityRows(e, everyProvider()) },
	}
}

// OwnAvailability is the same for each operator whose own network whoever asks
// sees. It is no open data: it is not on the list, and no shelf keeps it.
func OwnAvailability() Dataset {
	d := availability()
	d.own = true
	d.Name = "own-availability"
	d.Title = tiles.Text{Vietnamese: "Nơi có sóng của từng nhà mạng được xem, theo cột của FCC BDC", English: "Availability of each operator that one may see, in the columns of the FCC's BDC"}
	d.About = tiles.Text{
		Vietnamese: "Mỗi ô H3 mức 9 có sóng, mỗi nhà mạng và mỗi công nghệ một dòng. providerid là MCC-MNC (ITU-T E.212) bỏ gạch: 45204 là 452-04. " + availabilityCodes().Vietnamese,
		English:    "A row for each H3 hex of resolution 9 with signal, each operator and each technology. providerid is the MCC-MNC (ITU-T E.212) without its hyphen: 45204 is 452-04. " + availabilityCodes().English}
	d.Columns = append(availabilityColumns("MCC-MNC bỏ gạch", "MCC-MNC without its hyphen"), origin()...)
	d.rows = func(e *tiles.Edition) iter.Seq[Row] { return availabilityRows(e, seenProviders(e.Cut)) }
	return d
}

func availabilityCodes() tiles.Text {
	return tiles.Text{
		Vietnamese: "technology: 300 là 3G, 400 là 4G, 500 là 5G như FCC; 200 là 2G, FCC không có mã. mindown, minup để trống: tốc độ chưa tính. minsignal là cận dưới của mức, dBm, không phải số đo. environmnt 0: người đứng ngoài trời. Không có hình: nối với coverage-h3 bằng h3_res9_id.",
		English:    "technology: 300 is 3G, 400 4G, 500 5G as the FCC has them; 200 is 2G, for which it has no code. mindown and minup are empty: speeds are not computed. minsignal is the lower bound of the class in dBm, no measurement. environmnt 0: a person standing outdoors. No shapes: join coverage-h3 by h3_res9_id.",
	}
}

func availabilityColumns(vietnamese, english string) []Column {
	return []Column{
		{"h3_res9_id", Text, tiles.Text{Vietnamese: "chỉ số H3", English: "H3 index"}},
		{"providerid", Whole, tiles.Text{Vietnamese: vietnamese, English: english}},
		{"technology", Whole, tiles.Text{Vietnamese: "mã công nghệ", English: "code of the technology"}},
		{"mindown", Number, tiles.Text{Vietnamese: "để trống", English: "empty"}}, {"minup", Number, tiles.Text{Vietnamese: "để trống", English: "empty"}},
		{"minsignal", Number, tiles.Text{Vietnamese: "cận dưới của mức, dBm", English: "lower bound of the class, dBm"}},
		{"environmnt", Whole, tiles.Text{Vietnamese: "0: ngoài trời, đứng yên", English: "0: outdoors, standing"}},
	}
}

// availabilityRows goes through the providers, and for each through the hexes.
func availabilityRows(e *tiles.Edition, providers []provider) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for _, p := range providers {
			hexes, classes := seen(e, p.operator)
			for i, h := range hexes {
				for k, t := range geo.Technologies() {
					if classes[k] == nil || classes[k][i] < geo.ClassLimited || classes[k][i] == geo.ClassUnknown {
						continue
					}
					least := geo.ScaleOf(t).Bounds[classes[k][i]-1]
					if !yield(Row{Values: []any{h.String(), p.number, 100 * int(t), nil, nil, float64(least), 0}, Operator: p.operator}) {
						return
					}
				}
			}
		}
	}
}
