package feature

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/twpayne/go-shapefile"

	"phusong/importers/charset"
)

// readDBF reads the attributes by name, deleted rows as empty ones. The text
// comes out byte for byte, since one row is too little to tell its encoding;
// raw names the fields that are no UTF-8.
func readDBF(dbf, cpg []byte, most int) (rows []map[string]string, raw map[string]bool, err error) {
	read, err := shapefile.ReadDBF(bytes.NewReader(dbf), int64(len(dbf)), &shapefile.ReadDBFOptions{
		MaxHeaderSize: 32 << 10, MaxRecordSize: 64 << 10, MaxRecords: min(most, len(dbf)),
		SkipBrokenFields: true, Charset: "x-user-defined",
	})
	if err != nil {
		return nil, nil, err
	}
	raw = rawFields(read, cpg)
	rows = make([]map[string]string, len(read.Records))
	for i, record := range read.Records {
		rows[i] = map[string]string{}
		for j, value := range record {
			if j >= len(read.FieldDescriptors) {
				break
			}
			name := fieldName(read, j)
			if s, isText := value.(string); isText {
				value = decodeDBF(s, raw[name])
			}
			rows[i][name] = text(value)
		}
	}
	return rows, raw, nil
}

func fieldName(dbf *shapefile.DBF, field int) string {
	return strings.ToValidUTF8(dbf.FieldDescriptors[field].Name, "\uFFFD")
}

// rawFields are the fields that are not UTF-8: the .cpg does not say so, and
// some text of theirs cannot be.
func rawFields(dbf *shapefile.DBF, cpg []byte) map[string]bool {
	raw := map[string]bool{}
	if name := strings.ToLower(string(bytes.TrimSpace(cpg))); name == "utf-8" || name == "utf8" {
		return raw
	}
	for _, record := range dbf.Records {
		for j, value := range record {
			if s, isText := value.(string); isText && j < len(dbf.FieldDescriptors) && !utf8.Valid(rawBytes(s)) {
				raw[fieldName(dbf, j)] = true
			}
		}
	}
	return raw
}

func decodeDBF(s string, raw bool) string {
	if raw {
		return charset.FromBytes(rawBytes(s))
	}
	return strings.ToValidUTF8(string(rawBytes(s)), "\uFFFD")
}

// rawBytes undoes the x-user-defined decoding: U+F780…U+F7FF are bytes 80…FF.
func rawBytes(s string) []byte {
	raw := make([]byte, 0, len(s))
	for _, r := range s {
		raw = append(raw, byte(r))
	}
	return raw
}
