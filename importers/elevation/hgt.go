package elevation

import (
	"encoding/binary"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"phusong/geo/terrain"
	"phusong/importers/intake"
)

var cornerName = regexp.MustCompile(`(?i)(?:^|[^a-z0-9])([NS])(\d{2})_?([EW])(\d{3})(?:[^0-9]|$)`)

// corner reads the south-west corner of a sheet from a name: N21E105.
func corner(name string) (west, south float64, ok bool) {
	m := cornerName.FindStringSubmatch(name)
	if m == nil {
		return 0, 0, false
	}
	lat, _ := strconv.Atoi(m[2]) // digits by the pattern
	lon, _ := strconv.Atoi(m[4])
	if strings.EqualFold(m[1], "S") {
		lat = -lat
	}
	if strings.EqualFold(m[3], "W") {
		lon = -lon
	}
	return float64(lon), float64(lat), lon >= -180 && lon < 180 && lat >= -90 && lat < 90
}

// fromHGT reads the samples of an HGT file: big-endian int16, from the north,
// 1201² or 3601² of them. The corner is in the name of the file, or of the
// archive around it. The error is a *intake.Refusal.
func fromHGT(file intake.File) (*terrain.Sheet, error) {
	side := int(math.Sqrt(float64(len(file.Content) / 2)))
	if side*side*2 != len(file.Content) || side < 2 {
		return nil, intake.Refuse("hgt-size", "tệp HGT có %d byte, không phải lưới vuông: tệp bị cắt cụt, hãy tải lại",
			"the HGT file has %d bytes, which is no square grid: it is cut short, fetch it again", len(file.Content))
	}
	west, south, ok := corner(file.Member)
	if !ok {
		west, south, ok = corner(file.Name)
	}
	if !ok {
		return nil, intake.Refuse("hgt-name", "tên tệp HGT phải cho biết góc tây nam, ví dụ N21E105.hgt: hãy đổi lại tên gốc",
			"the name of an HGT file must give its south-west corner, like N21E105.hgt: give it its own name back")
	}
	step := 1 / float64(side-1)
	sheet := &terrain.Sheet{
		Name: cornerText(west, south), West: west, North: south + 1, StepLon: step, StepLat: step,
		Cols: side, Rows: side, Scale: 1, Heights: make([]int16, side*side),
	}
	for i := range sheet.Heights {
		sheet.Heights[i] = int16(binary.BigEndian.Uint16(file.Content[2*i:]))
	}
	return sheet, nil
}

// cornerText names a sheet by its corner, however the file was called.
func cornerText(west, south float64) string {
	northing, easting := 'N', 'E'
	if south < 0 {
		northing = 'S'
	}
	if west < 0 {
		easting = 'W'
	}
	return fmt.Sprintf("%c%02.0f%c%03.0f", northing, math.Abs(south), easting, math.Abs(west))
}

// sheetName is the data's own name without its extension.
func sheetName(file intake.File) string {
	name := file.Name
	if file.Member != "" {
		name = file.Member
	}
	if i := strings.IndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	return name
}
