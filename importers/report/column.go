package report

import (
	"math"
	"strconv"

	"phusong/geo"
)

// cell is one cell of a list: a text, or a number that stays one in every format.
type cell struct {
	text   string
	value  float64
	number bool
}

func text(s string) cell { return cell{text: s} }

func number(v float64) cell {
	return cell{text: strconv.FormatFloat(v, 'f', -1, 64), value: v, number: true}
}

// numberIf leaves the cell blank where the list did not state the value, so that
// reading it again assumes it again.
func numberIf(stated bool, v float64) cell {
	if !stated {
		return cell{}
	}
	return number(v)
}

func tick(yes bool) cell {
	if yes {
		return text("x")
	}
	return cell{}
}

// line is one row of a list: a site, and one of its sectors or none.
type line struct {
	geo.Presence
	sector *geo.Sector
}

// lines puts every sector on a row of its own, and a site without any on one.
func lines(list []geo.Presence) []line {
	var all []line
	for _, p := range list {
		if len(p.Sectors) == 0 {
			all = append(all, line{Presence: p})
		}
		for i := range p.Sectors {
			all = append(all, line{p, &p.Sectors[i]})
		}
	}
	return all
}

// column is one column of a list: its header as the importer knows it, and what
// stands in it.
type column struct {
	header string
	width  float64 // in characters
	of     func(line) cell
}

func columns() []column {
	return []column{
		{"Nhà mạng", 14, func(l line) cell { return text(operatorName(l.Operator)) }},
		{"Mã trạm", 16, func(l line) cell { return text(string(l.Code)) }},
		{"Tên trạm", 24, func(l line) cell { return text(l.Name) }},
		{"Kinh độ", 12, func(l line) cell { return number(l.Position[0]) }},
		{"Vĩ độ", 12, func(l line) cell { return number(l.Position[1]) }},
		{"Xã/Phường", 18, func(l line) cell { return text(l.Commune) }},
		{"Trạng thái", 14, func(l line) cell { return text(statusWord(l.Status)) }},
		{"Chiều cao cột (m)", 10, func(l line) cell { return numberIf(l.mastM() > 0, l.mastM()) }},
		{"Chỉ truyền dẫn", 8, func(l line) cell { return tick(l.Status == geo.StatusOnAir && l.sector == nil) }},
		{"Chủ sở hữu", 16, func(l line) cell { return text(l.Owner) }},
		{"Người liên hệ", 16, func(l line) cell { return text(l.Contact) }},
		{"Nguồn dự phòng", 16, func(l line) cell { return text(l.BackupPower) }},
		{"Lộ điện", 16, func(l line) cell { return text(l.PowerFeeder) }},
		{"Nút truyền dẫn", 16, func(l line) cell { return text(l.FibreNode) }},
		{"Tên cell", 18, radio(func(c geo.Sector) cell { return text(c.Name) })},
		{"Công nghệ", 10, radio(func(c geo.Sector) cell { return text(c.Technology.String()) })},
		{"Băng tần (MHz)", 10, radio(func(c geo.Sector) cell {
			return numberIf(stated(c, geo.AssumedFrequency), float64(c.Frequency))
		})},
		{"Độ cao anten (m)", 10, radio(func(c geo.Sector) cell { return numberIf(stated(c, geo.AssumedHeight), c.HeightM) })},
		{"Azimuth", 9, radio(azimuth)},
		{"Tilt cơ", 8, radio(func(c geo.Sector) cell { return numberIf(stated(c, geo.AssumedTilt), c.MechanicalTilt) })},
		{"Tilt điện", 8, radio(func(c geo.Sector) cell { return numberIf(stated(c, geo.AssumedTilt), c.ElectricalTilt) })},
		{"Công suất (dBm)", 10, radio(func(c geo.Sector) cell {
			return numberIf(stated(c, geo.AssumedPower) && c.GainDBi == 0, float64(c.PowerDBm))
		})},
		{"EIRP (dBm)", 10, radio(func(c geo.Sector) cell {
			return numberIf(stated(c, geo.AssumedPower) && c.GainDBi != 0, math.Round(1e6*float64(c.PowerDBm+geo.DBm(c.GainDBi)))/1e6)
		})},
	}
}

// radio is a column about the sector; blank for a site without any.
func radio(of func(geo.Sector) cell) func(line) cell {
	return func(l line) cell {
		if l.sector == nil {
			return cell{}
		}
		return of(*l.sector)
	}
}

func stated(c geo.Sector, what geo.Assumption) bool {
	for _, a := range c.Assumed {
		if a == what {
			return false
		}
	}
	return true
}

func azimuth(c geo.Sector) cell {
	switch {
	case c.Omni:
		return text("OMNI")
	case !c.AzimuthKnown:
		return cell{}
	}
	return number(c.AzimuthDeg)
}

// mastM is the height of the mast as the row must state it. An antenna without a
// height of its own is read as being on top: where that was lower than the mast
// that other rows of the site tell of, its own row says so.
func (l line) mastM() float64 {
	if l.sector != nil && !stated(*l.sector, geo.AssumedHeight) && l.sector.HeightM < l.MastHeightM {
		if l.sector.HeightM == unstatedHeightM {
			return 0
		}
		return l.sector.HeightM
	}
	return l.MastHeightM
}

// unstatedHeightM is what the importer takes for an antenna of no stated height
// on a mast of none.
const unstatedHeightM = 30

func operatorName(code geo.OperatorCode) string {
	if rank := geo.OperatorRank(code); rank >= 0 {
		return geo.Operators()[rank].Name
	}
	return string(code)
}

// statusWord is the word of a status that operators use themselves.
func statusWord(s geo.Status) string {
	switch s {
	case geo.StatusOnAir:
		return "Đang phát sóng"
	case geo.StatusPaused:
		return "Tạm dừng"
	case geo.StatusPlanned:
		return "Quy hoạch"
	case geo.StatusBuilding:
		return "Đang xây dựng"
	case geo.StatusRemoved:
		return "Đã tháo dỡ"
	}
	return string(s)
}
