package sites

import (
	"errors"
	"fmt"

	"phusong/data"
	"phusong/importers/coordinate"
	"phusong/importers/table"
)

// readPlace reads the written coordinates of a row. What place they mean is
// settled for the whole list at once, in settle.
func (r *row) readPlace() {
	if r.shape != nil {
		r.readShape()
		return
	}
	first, second, field, err := r.writtenPlace()
	if err != nil {
		r.refusePlace(field, err)
		return
	}
	reading, err := coordinate.Read(first, second)
	if err != nil {
		if a, b, ok := r.regrouped(); ok {
			reading, err = coordinate.Read(a, b)
		}
	}
	if err != nil {
		r.written = field
		if r.unpointed = coordinate.Unpointed(first, second); len(r.unpointed) == 0 {
			r.refuseUnplaced()
		}
		return
	}
	r.reading, r.written = reading, field
	if reading.Metres {
		r.pointless = coordinate.Unpointed(first, second)
	}
	if form := max(first.Form, second.Form); form != coordinate.Plain {
		r.reform(field, form)
	}
	if !reading.Metres && max(first.Decimals, second.Decimals) < 4 && first.Decimals >= 0 && second.Decimals >= 0 {
		r.warn(field, "precision", "toạ độ ghi dưới 4 chữ số thập phân, sai số trên 10 m", "the coordinates have fewer than 4 decimals: over 10 m of doubt")
	}
}

// reform notes a coordinate that was not written as a plain number.
func (r *row) reform(field table.Field, form coordinate.Form) {
	f := fault{severity: data.Corrected, field: field, raw: r.rawPlace(), code: "coordinate-" + string(form)}
	f.vietnamese, f.english = "toạ độ viết theo độ, phút, giây: đã đổi ra độ thập phân", "degrees, minutes and seconds, turned into decimal degrees"
	f.proposed = degrees(r.reading.Point)
	if form == coordinate.Grouped {
		f.vietnamese, f.english = "toạ độ có dấu phân cách hàng nghìn: đã bỏ", "the thousands were set off: read without the marks"
		f.proposed = fmt.Sprintf("%.2f, %.2f", r.reading.Point[0], r.reading.Point[1])
	}
	r.complain(f)
}

// rawPlace is the written place, whatever columns it is in.
func (r *row) rawPlace() string {
	for _, pair := range [][2]table.Field{{fieldLon, fieldLat}, {fieldX, fieldY}} {
		if a, b := r.Text(pair[0]), r.Text(pair[1]); a != "" || b != "" {
			return a + " | " + b
		}
	}
	return r.Text(fieldCoord)
}

// writtenPlace finds the pair: longitude and latitude, X and Y, or one cell.
func (r *row) writtenPlace() (first, second coordinate.Value, field table.Field, err error) {
	for _, pair := range [][2]table.Field{{fieldLon, fieldLat}, {fieldX, fieldY}} {
		a, b := r.Text(pair[0]), r.Text(pair[1])
		if a == "" && b == "" {
			continue
		}
		if first, err = coordinate.Parse(a); err != nil {
			return first, second, pair[0], err
		}
		second, err = coordinate.Parse(b)
		if err != nil {
			field = pair[1]
			return first, second, field, err
		}
		return first, second, pair[0], nil
	}
	pair, err := coordinate.Pair(r.Text(fieldCoord))
	return pair[0], pair[1], fieldCoord, err
}

func (r *row) refusePlace(field table.Field, err error) {
	switch {
	case errors.Is(err, coordinate.ErrMissing):
		if r.Column(field) < 0 {
			field = fieldX
		}
		if r.Column(field) < 0 {
			field = fieldLon
		}
		r.refuse(field, "coordinate-missing", "thiếu toạ độ", "the coordinates are missing")
	case errors.Is(err, coordinate.ErrSixty):
		r.refuse(field, "coordinate-sixty", "phút hoặc giây từ 60 trở lên: kiểm tra lại toạ độ", "minutes or seconds of 60 or more: check the coordinates")
	default:
		r.refuse(field, "coordinate-unreadable", "không đọc được toạ độ: cần độ thập phân, độ phút giây hoặc mét VN-2000",
			"the coordinates cannot be read: decimal degrees, degrees-minutes-seconds or VN-2000 metres are needed")
	}
}

// refuseUnplaced refuses a pair that is nowhere in Viet Nam, and proposes the
// place it would have with its decimal points put back.
func (r *row) refuseUnplaced() {
	f := fault{severity: data.Refused, field: r.written, code: "coordinate-implausible",
		vietnamese: "toạ độ không nằm ở Việt Nam", english: "the coordinates are not in Viet Nam",
		raw: r.rawPlace()}
	if len(r.unpointed) > 0 {
		f.code, f.proposed = "coordinate-unpointed", degrees(r.unpointed[0].Point)
		f.vietnamese, f.english = "có vẻ mất dấu thập phân trong toạ độ: hãy kiểm tra giá trị đề xuất", "the decimal point seems to be lost: check the proposed value"
	}
	r.complain(f)
}

// regrouped reads metres whose thousands are set off by the decimal mark.
func (r *row) regrouped() (first, second coordinate.Value, ok bool) {
	for _, pair := range [][2]table.Field{{fieldLon, fieldLat}, {fieldX, fieldY}} {
		a, err1 := coordinate.Parse(r.Text(pair[0]))
		b, err2 := coordinate.Parse(r.Text(pair[1]))
		if err1 != nil || err2 != nil {
			continue
		}
		if v, grouped := coordinate.Regroup(r.Text(pair[0])); grouped && a.Number < 1000 {
			a, ok = v, true
		}
		if v, grouped := coordinate.Regroup(r.Text(pair[1])); grouped && b.Number < 1000 {
			b, ok = v, true
		}
		return a, b, ok
	}
	return first, second, false
}
