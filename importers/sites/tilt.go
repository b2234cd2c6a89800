package sites

import (
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
