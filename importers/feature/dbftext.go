package feature

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/twpayne/go-shapefile"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// isUTF8 reports whether the texts of a table are UTF-8: the .cpg says so, or
// every one of them could be.
func isUTF8(dbf *shapefile.DBF, cpg []byte) bool {
	if name := strings.ToLower(string(bytes.TrimSpace(cpg))); name == "utf-8" || name == "utf8" {
		return true
	}
	for _, record := range dbf.Records {
		for _, value := range record {
			if s, isText := value.(string); isText && !utf8.Valid(rawBytes(s)) {
				return false
			}
		}
	}
	return true
}

// decodeDBF turns the bytes of one text into clean Unicode; what is not UTF-8
// is taken for windows-1258.
func decodeDBF(s string, isUTF8 bool) string {
	raw := rawBytes(s)
	if isUTF8 {
		return norm.NFC.String(strings.ToValidUTF8(string(raw), "\uFFFD"))
	}
	decoded, err := charmap.Windows1258.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\uFFFD")
	}
	return string(norm.NFC.Bytes(decoded))
}
