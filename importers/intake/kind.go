package intake

import (
	"bytes"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Kind is what a file is, whatever its name says.
type Kind string

// The kinds taken in.
const (
	Workbook   Kind = "xlsx"
	Text       Kind = "text" // CSV, TSV
	GeoJSON    Kind = "geojson"
	KML        Kind = "kml"
	Shapefile  Kind = "shapefile"
	GeoPackage Kind = "geopackage"
	HGT        Kind = "hgt"
	GeoTIFF    Kind = "geotiff"
	archive    Kind = "zip"
)

// The sizes of the two HGT grids in bytes: 3″ and 1″ between samples.
const (
	hgtCoarse = 1201 * 1201 * 2
	hgtFine   = 3601 * 3601 * 2
)

// foreign are formats known by their first bytes and not read here. Where two
// begin alike, the extension tells them apart; "" is any other.
type foreign struct {
	magic, extension, name string
	vietnamese, english    string // what to do instead
}

func foreignFormats() []foreign {
	const (
		viTable = "hãy lưu bảng thành .xlsx hoặc .csv"
		enTable = "save the table as .xlsx or .csv"
		viMap   = "hãy xuất ra GeoPackage, GeoJSON hoặc Shapefile nén .zip"
		enMap   = "export it as GeoPackage, GeoJSON or a zipped Shapefile"
		viZip   = "hãy giải nén hoặc nén lại thành .zip"
		enZip   = "unpack it, or pack it as .zip"
	)
	return []foreign{
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".dgn", "DGN", viMap, enMap},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "Excel 97-2003 (.xls) / Excel có mật khẩu", "hãy mở bằng Excel, bỏ mật khẩu và lưu thành .xlsx", "open it in Excel, remove any password and save as .xlsx"},
		{"\x89PNG", "", "PNG", viTable, enTable},
		{"\xff\xd8\xff", "", "JPEG", viTable, enTable},
		{"GIF8", "", "GIF", viTable, enTable},
		{"%PDF", "", "PDF", viTable, enTable},
		{"{\\rtf", "", "RTF", viTable, enTable},
		{"AC10", "", "DWG", viMap, enMap},
		{"\x08\x05\x09\xfe", "", "DGN", viMap, enMap},
		{"\x08\x09\xfe\x02", "", "DGN", viMap, enMap},
		{"\xc8\x09\xfe\x02", "", "DGN", viMap, enMap},
		{"UHL1", "", "DTED", "hãy chuyển sang GeoTIFF", "convert it to GeoTIFF"},
		{"\x1f\x8b", "", "gzip", viZip, enZip},
		{"7z\xbc\xaf\x27\x1c", "", "7-Zip", viZip, enZip},
		{"Rar!", "", "RAR", viZip, enZip},
		{"BZh", "", "bzip2", viZip, enZip},
		{"\xfd7zXZ", "", "xz", viZip, enZip},
		{"\x7fELF", "", "ELF", viTable, enTable},
		{"MZ\x90", "", "EXE", viTable, enTable},
	}
}

// sniff decides what content is. It looks at the first bytes, and at the size
// for HGT, which has no mark of its own; the name only helps to say what is
// wrong with an HGT of another size.
func sniff(name string, content []byte) (Kind, *Refusal) {
	switch {
	case len(content) == 0:
		return "", Refuse("file-empty", "tệp rỗng: hãy chọn lại tệp", "the file is empty: choose the file again")
	case bytes.HasPrefix(content, []byte("PK\x03\x04")), bytes.HasPrefix(content, []byte("PK\x05\x06")):
		return archive, nil
	case isTIFF(content):
		return GeoTIFF, nil
	case bytes.HasPrefix(content, []byte("SQLite format 3\x00")):
		return GeoPackage, nil
	case len(content) == hgtCoarse, len(content) == hgtFine:
		return HGT, nil
	}
	if strings.EqualFold(path.Ext(name), ".hgt") {
		return "", Refuse("hgt-size", "tệp HGT có %[1]d byte, cần đúng %[2]d (3″) hoặc %[3]d (1″): tệp bị cắt cụt, hãy tải lại",
			"the HGT file has %[1]d bytes, but %[2]d (3″) or %[3]d (1″) are needed: it is cut short, fetch it again", len(content), hgtCoarse, hgtFine)
	}
	for _, f := range foreignFormats() {
		if bytes.HasPrefix(content, []byte(f.magic)) && (f.extension == "" || strings.EqualFold(path.Ext(name), f.extension)) {
			return "", Refuse("format-unread", "đây là tệp %[1]s, chưa đọc được: %[2]s",
				"this is a file of %[1]s, which is not read: %[3]s", f.name, f.vietnamese, f.english)
		}
	}
	if len(content) > 262 && string(content[257:262]) == "ustar" {
		return "", Refuse("format-unread", "đây là tệp tar: hãy nén lại thành .zip", "this is a tar file: pack it as .zip")
	}
	return sniffText(content)
}

func isTIFF(content []byte) bool {
	for _, magic := range []string{"II*\x00", "MM\x00*", "II+\x00", "MM\x00+"} {
		if bytes.HasPrefix(content, []byte(magic)) {
			return true
		}
	}
	return false
}

func sniffText(content []byte) (Kind, *Refusal) {
	head := content[:min(len(content), 4096)]
	body := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case bytes.HasPrefix(body, []byte("{")), bytes.HasPrefix(body, []byte("[{")):
		return GeoJSON, nil
	case bytes.HasPrefix(body, []byte("<")):
		return sniffMarkup(body)
	case looksBinary(head):
		return "", Refuse("format-unknown", "không nhận ra định dạng tệp (hoặc tệp bị cắt cụt): cần .xlsx, .csv, GeoJSON, KML, GeoPackage, Shapefile .zip, .hgt hoặc GeoTIFF",
			"the format is not recognised (or the file is cut short): .xlsx, .csv, GeoJSON, KML, GeoPackage, zipped Shapefile, .hgt or GeoTIFF is needed")
	}
	return Text, nil
}

// sniffMarkup tells KML from other XML and from HTML by its first element.
func sniffMarkup(body []byte) (Kind, *Refusal) {
	if hasDocumentType(body) && !bytes.Contains(bytes.ToLower(body), []byte("<!doctype html")) {
		return "", Refuse("xml-doctype", "trong tệp có khai báo DOCTYPE, không được nhận: hãy xuất lại tệp", "the file declares a DOCTYPE, which is not taken: export it again")
	}
	if m := firstElement.FindSubmatch(body); m != nil && strings.EqualFold(string(m[1]), "kml") {
		return KML, nil
	}
	return "", Refuse("format-unread", "đây là tệp XML/HTML, chưa đọc được: hãy xuất ra KML, GeoJSON, .xlsx hoặc .csv",
		"this is an XML or HTML file, which is not read: export it as KML, GeoJSON, .xlsx or .csv")
}

var firstElement = regexp.MustCompile(`<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)`)

// looksBinary reports control characters that no text has. UTF-16 text has a
// NUL in every other byte and is let through.
func looksBinary(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return false
	}
	odd, even, control := 0, 0, 0
	for i, c := range head {
		switch {
		case c == 0 && i%2 == 1:
			odd++
		case c == 0:
			even++
		case c < 0x20 && c != '\t' && c != '\r' && c != '\n' && c != 0x0c:
			control++
		}
	}
	if half := len(head) / 2; half > 0 && max(odd, even) > half*6/10 && min(odd, even) == 0 {
		return false
	}
	if utf8.Valid(head) {
		return control > len(head)/10 || odd+even > len(head)/10
	}
	return control+odd+even > 0
}
