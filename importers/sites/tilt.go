package sites

import (
	"phusong/data"
	"phusong/geo"
	"phusong/importers/table"
)

// tilts are the readable tilts of a row; known says that any was stated.
type tilts struct {
	mechanical, electrical []float64
	known                  bool
}

// tilts reads the tilts. A total tilt is taken as mechanical: it turns the whole
// antenna, which is the cautious reading.
func (s *sheetReader) tilts(r *row) tilts {
	t := tilts{mechanical: s.tiltList(r, fieldTiltM), electrical: s.tiltList(r, fieldTiltE)}
	if len(t.mechanical)+len(t.electrical) == 0 {
		t.mechanical = s.tiltList(r, fieldTilt)
	}
	t.known = len(t.mechanical)+len(t.electrical) > 0
	return t
}

func (s *sheetReader) tiltList(r *row, field table.Field) []float64 {
	var list []float64
	for _, text := range values(r.Text(field), false) {
		degrees, ok := readTilt(text)
		if !ok {
			r.warn(field, "tilt", "góc ngẩng không hợp lý nên không dùng", "the tilt makes no sense and is not used")
			return nil
		}
		list = append(list, degrees)
	}
	return list
}

// mendTilts turns the tilts of a sheet round where all of them are negative: that
// is how some write "down". A sheet with either sign is left as it is.
func (l *list) mendTilts() {
	down, up := map[string]int{}, map[string]int{}
	each := func(do func(sheet string, tilt *float64)) {
		for _, r := range l.rows {
			for i := range r.sectors {
				do(r.sheet, &r.sectors[i].MechanicalTilt)
				do(r.sheet, &r.sectors[i].ElectricalTilt)
			}
		}
	}
	each(func(sheet string, tilt *float64) {
		if *tilt > 0 {
			down[sheet]++
		} else if *tilt < 0 {
			up[sheet]++
		}
	})
	each(func(sheet string, tilt *float64) {
		if *tilt < 0 && down[sheet] == 0 && up[sheet] >= 3 {
			*tilt = -*tilt
		}
	})
	for _, reading := range l.sheets {
		if n := up[reading.Name]; n >= 3 && down[reading.Name] == 0 {
			l.ledger.Add(data.Issue{Sheet: reading.Name, Code: "tilt-sign", Severity: data.Warning,
				Vietnamese: "mọi góc ngẩng trong bảng đều âm: hiểu là cụp xuống", English: "all tilts of the list are negative: taken as downward"})
		}
	}
}

// powers are the readable powers of a row; gain is only set for an EIRP.
type powers struct {
	power []geo.DBm
	gain  geo.DB
	known bool
}

// eirpGain splits a stated EIRP into power and gain; only their sum matters.
const eirpGain geo.DB = 17

// powers reads the transmitters' powers, or splits an EIRP where only that is
// stated. A power without a unit anywhere is not used.
func (s *sheetReader) powers(r *row) powers {
	if list := s.powerList(r, fieldPower, s.powerUnit); len(list) > 0 {
		return powers{power: list, known: true}
	}
	list := s.powerList(r, fieldEIRP, s.eirpUnit)
	for i := range list {
		list[i] -= geo.DBm(eirpGain)
	}
	if len(list) == 0 {
		return powers{}
	}
	return powers{power: list, gain: eirpGain, known: true}
}

func (s *sheetReader) powerList(r *row, field table.Field, column unit) []geo.DBm {
	var list []geo.DBm
	for _, text := range values(r.Text(field), false) {
		power, ok := readPower(text, column)
		if !ok {
			r.warn(field, "power", "công suất không rõ đơn vị (W hay dBm) hoặc không hợp lý nên không dùng", "the power has no unit (W or dBm) or makes no sense, and is not used")
			return nil
		}
		list = append(list, power)
	}
	return list
}
