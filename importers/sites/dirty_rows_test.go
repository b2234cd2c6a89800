package sites

import (
	"fmt"
	"strings"

	"github.com/paulmach/orb"
	"golang.org/x/text/unicode/norm"

	"phusong/geo"
	"phusong/importers"
)

// dirtyRow is one row as it is written, and what is true of it.
type dirtyRow struct {
	cells []any // under dirtyHead

	fault      string // what was planted; "" for a good row
	code       string // of the issue it must end with; "" for none
	place      importers.Place
	site       string // its true code
	at         orb.Point
	technology geo.Technology
	heightM    float64
	azimuths   []float64
	status     geo.Status
}

func dirtyHead() []any {
	return []any{"STT", "Mã trạm", "Tên trạm", "Kinh độ", "Vĩ độ", "Công nghệ", "Băng tần", "Hướng", "Độ cao anten (m)", "Công suất", "Xã/Phường", "Trạng thái", "Ngày phát sóng", "Nhà mạng", "Ghi chú"}
}

// The columns of dirtyHead that faults are planted in.
const (
	atCode, atName, atLon, atLat, atTechnology, atBand, atAzimuth, atHeight, atPower = 1, 2, 3, 4, 5, 6, 7, 8, 9
	atCommune, atStatus, atDate, atOperator, atNote                                  = 10, 11, 12, 13, 14
)

// good writes a row that is right, in one of the ways people write.
func (l *dirtyLand) good(n int, metres float64) dirtyRow {
	commune, at := l.place()
	name := strings.TrimPrefix(commune.Name, "Xã ")
	r := dirtyRow{place: importers.Accepted, site: fmt.Sprintf("TQG%04d-%02d", n/40, n%40+10), at: at, status: geo.StatusOnAir}
	band := l.pickRadio(&r)
	r.cells = []any{n + 1, r.site, fmt.Sprintf("Trạm %s %d", name, n), "", "", l.one(technologyWords(r.technology)...), band, "", "", l.one("20 W", "40W", "43 dBm", "46dBm"),
		l.one("Xã "+name, name, "X. "+name, strings.ToUpper(name), norm.NFD.String("xã "+name), "Xã\u00a0"+name), l.one("", "đang phát sóng", "Đang hoạt động", "on-air"),
		l.one("", "15/06/2019", "2020-03-31", "Quý II/2021", "2018"), l.one("", "Viettel", "VTT"), ""}
	r.cells[atLon], r.cells[atLat] = l.written(at, metres)
	separator := l.one("/", ";", " / ", "-")
	var azimuths []string
	for _, a := range r.azimuths {
		azimuths = append(azimuths, fmt.Sprint(a))
	}
	r.cells[atAzimuth] = strings.Join(azimuths, separator)
	r.cells[atHeight] = l.one("%g", "%gm", "%g m", "~%g")
	r.cells[atHeight] = fmt.Sprintf(r.cells[atHeight].(string), r.heightM)
	return r
}

// written is a place in degrees, or in metres of a plane whose meridian stands at
// so many kilometres.
func (l *dirtyLand) written(at orb.Point, metres float64) (lon, lat any) {
	if metres > 0 {
		e, n := 1000*(metres+100*(at[0]-105.5)), 1000*(2400+100*(at[1]-22))
		return l.decimal(fmt.Sprintf("%.2f", n)), l.decimal(fmt.Sprintf("%.2f", e)) // X is the northing
	}
	return l.decimal(fmt.Sprintf("%.6f", at[0])), l.decimal(fmt.Sprintf("%.6f", at[1]))
}

func (l *dirtyLand) decimal(number string) string {
	if l.chance.IntN(2) == 0 {
		return strings.Replace(number, ".", ",", 1)
	}
	return number
}

func technologyWords(t geo.Technology) []string {
	return map[geo.Technology][]string{geo.GSM: {"2G", "GSM"}, geo.UMTS: {"3G", "UMTS", "NodeB"}, geo.LTE: {"4G", "LTE", "eNodeB"}, geo.NR: {"5G", "NR", "gNodeB"}}[t]
}

func (l *dirtyLand) pickRadio(r *dirtyRow) (band string) {
	r.technology = geo.Technologies()[l.chance.IntN(4)]
	r.heightM = float64(20 + l.chance.IntN(60))
	first := float64(l.chance.IntN(120))
	r.azimuths = []float64{first, first + 120, first + 240}
	return l.one(map[geo.Technology][]string{geo.GSM: {"900", "900 MHz"}, geo.UMTS: {"2100", "2.1 GHz"}, geo.LTE: {"1800", "B3", "1800MHz"}, geo.NR: {"2600", "n41"}}[r.technology]...)
}
