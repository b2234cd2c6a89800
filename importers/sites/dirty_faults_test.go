package sites

import (
	"fmt"
	"strings"

	"phusong/geo"
	"phusong/importers"
)

// planted is a fault that is put into good rows of a sheet in degrees.
type planted struct {
	name, code string
	place      importers.Place
	plant      func(l *dirtyLand, r *dirtyRow)
}

// set is a fault of one cell.
func set(name, code string, place importers.Place, column int, texts ...string) planted {
	return planted{name, code, place, func(l *dirtyLand, r *dirtyRow) { r.cells[column] = l.one(texts...) }}
}

func plantedFaults() []planted {
	return append(plantedPlaces(), append(plantedCells(), plantedWaits()...)...)
}

func plantedPlaces() []planted {
	return []planted{
		{"swapped", "swapped", importers.Corrected, func(_ *dirtyLand, r *dirtyRow) { r.cells[atLon], r.cells[atLat] = r.cells[atLat], r.cells[atLon] }},
		{"degrees, minutes, seconds", "coordinate-dms", importers.Corrected, func(l *dirtyLand, r *dirtyRow) {
			r.cells[atLon], r.cells[atLat] = sixty(l, r.at[0]), sixty(l, r.at[1])
		}},
		{"the point lost", "coordinate-unpointed", importers.Corrected, func(_ *dirtyLand, r *dirtyRow) {
			r.cells[atLon], r.cells[atLat] = fmt.Sprintf("%.0f", r.at[0]*1e6), fmt.Sprintf("%.0f", r.at[1]*1e6)
		}},
		{"the point lost in one", "coordinate-unpointed", importers.Corrected, func(_ *dirtyLand, r *dirtyRow) { r.cells[atLat] = fmt.Sprintf("%.0f", r.at[1]*1e6) }},
		{"the point lost, no commune", "coordinate-unpointed", importers.Waiting, func(_ *dirtyLand, r *dirtyRow) {
			r.cells[atLon], r.cells[atLat], r.cells[atCommune] = fmt.Sprintf("%.0f", r.at[0]*1e6), fmt.Sprintf("%.0f", r.at[1]*1e6), ""
		}},
		{"metres of an unknown grid", "grid-unknown", importers.Waiting, func(l *dirtyLand, r *dirtyRow) {
			r.cells[atLat], r.cells[atLon] = l.written([2]float64{105.6 + 0.3*l.chance.Float64(), r.at[1]}, 500)
			r.cells[atCommune] = ""
		}},
		set("no coordinates", "coordinate-missing", importers.Refused, atLon, "", "#N/A", "-"),
		{"zero and zero", "coordinate-implausible", importers.Refused, func(_ *dirtyLand, r *dirtyRow) { r.cells[atLon], r.cells[atLat] = "0", "0" }},
		{"abroad", "coordinate-implausible", importers.Refused, func(_ *dirtyLand, r *dirtyRow) { r.cells[atLon], r.cells[atLat] = "2.35", "48.85" }},
		{"another province", "outside", importers.Refused, func(_ *dirtyLand, r *dirtyRow) { r.cells[atLon], r.cells[atLat] = "107.123456", "20.654321" }},
		{"sixty minutes", "coordinate-sixty", importers.Refused, func(_ *dirtyLand, r *dirtyRow) { r.cells[atLon], r.cells[atLat] = "105 61 10", "22 10 10" }},
		set("prose for a place", "coordinate-unreadable", importers.Refused, atLat, "gần UBND xã", "đỉnh đồi"),
		{"another commune", "commune-far", importers.Waiting, func(l *dirtyLand, r *dirtyRow) { r.cells[atCommune] = l.far(r.at).Name }},
		{"few decimals", "precision", importers.Accepted, func(_ *dirtyLand, r *dirtyRow) {
			r.cells[atLon], r.cells[atLat] = fmt.Sprintf("%.3f", r.at[0]), fmt.Sprintf("%.3f", r.at[1])
		}},
	}
}

func sixty(l *dirtyLand, degrees float64) string {
	d := int(degrees)
	m := int((degrees - float64(d)) * 60)
	s := (degrees-float64(d))*3600 - float64(m)*60
	return fmt.Sprintf(l.one("%d°%02d'%06.3f\"", "%d %02d %06.3f", "%d-%02d-%06.3f", "%d.%02d.%06.3f"), d, m, min(s, 59.999))
}

func plantedCells() []planted {
	return []planted{
		set("an antenna on the ground", "height", importers.Refused, atHeight, "0", "0m"),
		set("an antenna in the sky", "height", importers.Refused, atHeight, "1000", "251 m"),
		set("no such technology", "technology", importers.Refused, atTechnology, "6G", "WiMAX?"),
		set("no such band", "band", importers.Refused, atBand, "1234", "band 99"),
		set("no such azimuth", "azimuth", importers.Refused, atAzimuth, "400", "0/120/500"),
		set("lists that do not fit", "list-length", importers.Refused, atHeight, "40/42", "30/31/32/33"),
		{"no code", "code-missing", importers.Refused, func(_ *dirtyLand, r *dirtyRow) { r.cells[atCode], r.cells[atName] = "", "" }},
		set("another operator", "operator-other", importers.Refused, atOperator, "VNPT", "MobiFone"),
		set("no network of its own", "operator-no-network", importers.Refused, atOperator, "Gtel", "VNSKY"),
		set("a power without a unit", "power", importers.Accepted, atPower, "40", "100000 W"),
		set("a telephone number noted", "personal-data", importers.Accepted, atNote, "Liên hệ ông A 0912345678", "CCCD 012345678901"),
		{"a telephone number in the name", "personal-data", importers.Corrected, func(_ *dirtyLand, r *dirtyRow) {
			r.cells[atName] = r.cells[atName].(string) + " (0987.654.321)"
		}},
		set("a date that is none", "date", importers.Accepted, atDate, "hôm nọ", "31/02/2020"),
	}
}

func plantedWaits() []planted {
	return []planted{
		set("a state nobody knows", "status", importers.Waiting, atStatus, "chờ xem", "???", "theo dõi"),
		set("a code that became a date", "code-eaten", importers.Waiting, atCode, "12-Mar", "03/12/2024", "Thg12-24"),
		set("a code that became a power of ten", "code-eaten", importers.Waiting, atCode, "1,23E+05", "3E10"),
		set("a code that became a number", "code-eaten", importers.Waiting, atCode, "45242", "123456"),
		{"a station to come", "planned-by-date", importers.Corrected, func(l *dirtyLand, r *dirtyRow) {
			r.cells[atDate], r.cells[atStatus], r.status = l.one("Quý IV/2027", "6/2027", "2028"), "", geo.StatusPlanned
		}},
		{"the letter ư lost", "commune-restored", importers.Corrected, func(l *dirtyLand, r *dirtyRow) { l.inCommuneWith(r, "ư", strings.NewReplacer("ư", "")) }},
		{"a letter wrong in the commune", "commune-alias", importers.Corrected, func(l *dirtyLand, r *dirtyRow) {
			l.inCommuneWith(r, "Quang", strings.NewReplacer("Quang", "Quarg"))
		}},
		set("a commune nobody knows", "commune-unknown", importers.Accepted, atCommune, "Xã Không Đâu Cả", "khu vực 3"),
	}
}

// inCommuneWith puts the row into a commune whose name has a part, and writes
// that name changed.
func (l *dirtyLand) inCommuneWith(r *dirtyRow, part string, change *strings.Replacer) {
	for {
		commune, at := l.place()
		if strings.Contains(commune.Name, part) {
			r.at = at
			r.cells[atLon], r.cells[atLat] = l.written(at, 0)
			r.cells[atCommune] = change.Replace(commune.Name)
			return
		}
	}
}
