package intake

import (
	"archive/zip"
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"testing"
)

// pack makes a zip of members, given as name, content, name, content…
func pack(t testing.TB, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		w, err := z.Create(members[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(members[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func linked(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	h := &zip.FileHeader{Name: "data.csv"}
	h.SetMode(fs.ModeSymlink | 0o777)
	w, err := z.CreateHeader(h)
	if err != nil {
		t.Fatal(err)
	}
	w.Write([]byte("/etc/passwd"))
	z.Close()
	return b.Bytes()
}

func TestAFileIsKnownByItsContent(t *testing.T) {
	zeros := strings.Repeat("\x00", hgtCoarse)
	for _, tt := range []struct {
		name    string
		file    string
		content []byte
		want    Kind
	}{
		{"a list named otherwise", "list.bin", []byte("a;b\n1;2\n"), Text},
		{"UTF-16 text", "list.csv", []byte("\xff\xfea\x00,\x00b\x00"), Text},
		{"windows-1258 text", "list.csv", []byte("M\xe3 tr\xf2m,Kinh \xf0\xf4\n"), Text},
		{"GeoJSON", "x", []byte(` {"type":"FeatureCollection"}`), GeoJSON},
		{"GeoTIFF", "x.hgt", []byte("II*\x00\x08\x00\x00\x00"), GeoTIFF},
		{"HGT by its size", "N21E105.hgt", []byte(zeros), HGT},
		{"zipped HGT", "N21E105.hgt.zip", pack(t, "N21E105.hgt", zeros), HGT},
		{"zipped list", "list.zip", pack(t, "folder/list.csv", "a,b\n1,2\n"), Text},
		{"Shapefile among other things", "xa.zip", pack(t, "xa.shp", "s", "xa.dbf", "d", "xa.PRJ", "p", "readme.txt", "hi", "__MACOSX/._xa.shp", "x"), Shapefile},
		{"workbook", "trạm.xlsx", pack(t, "[Content_Types].xml", "<Types/>", "xl/workbook.xml", "<workbook/>"), Workbook},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, err := Open(tt.file, tt.content, RasterLimits())
			if err != nil || f.Kind != tt.want {
				t.Errorf("Open = %q, %v; want %q", f.Kind, err, tt.want)
			}
		})
	}
}

func TestTrap37WhatIsNotTakenIsRefusedWithWords(t *testing.T) {
	for _, tt := range []struct {
		name    string
		file    string
		content []byte
		want    string
	}{
		{"an empty file", "a.csv", nil, "file-empty"},
		{"a picture named .xlsx", "a.xlsx", []byte("\x89PNG\r\n\x1a\n\x00\x00"), "format-unread"},
		{"an old or locked workbook", "a.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00"), "format-unread"},
		{"a drawing of AutoCAD", "a.dwg", []byte("AC1032\x00\x00\x00"), "format-unread"},
		{"a drawing of MicroStation", "a.dgn", []byte("\x08\x05\x09\xfe\x00"), "format-unread"},
		{"a drawing of today's MicroStation", "a.dgn", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00"), "format-unread"},
		{"a scan", "a.pdf", []byte("%PDF-1.7\n%\xe2\xe3"), "format-unread"},
		{"another XML", "a.kml", []byte(`<?xml version="1.0"?><gpx/>`), "format-unread"},
		{"a web page", "a.xls", []byte(`<!DOCTYPE html><html><table>`), "format-unread"},
		{"a KML with entities of its own", "a.kml", []byte(`<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "b">]><kml/>`), "xml-doctype"},
		{"noise", "a.dat", []byte("\x01\x02\x03\x04\x05\x00\xff\xfe"), "format-unknown"},
		{"an HGT cut short", "N21E105.hgt", make([]byte, hgtCoarse-2), "hgt-size"},
		{"a zipped HGT cut short", "N21E105.zip", pack(t, "N21E105.hgt", string(make([]byte, 1000))), "hgt-size"},
		{"a zip cut short", "a.zip", pack(t, "a.csv", "1,2")[:40], "zip-broken"},
		{"a name that climbs out", "a.zip", pack(t, "../a.csv", "1,2"), "zip-path"},
		{"a name from the root", "a.zip", pack(t, "/etc/a.csv", "1,2"), "zip-path"},
		{"a name with a drive", "a.zip", pack(t, `C:\a.csv`, "1,2"), "zip-path"},
		{"a link", "a.zip", linked(t), "zip-link"},
		{"nothing of use", "a.zip", pack(t, "a.txt", "hello"), "zip-nothing"},
		{"two lists", "a.zip", pack(t, "a.csv", "1,2", "b.csv", "1,2"), "zip-ambiguous"},
		{"two Shapefiles", "a.zip", pack(t, "a.shp", "1", "b.shp", "2"), "zip-ambiguous"},
		{"a zip in a zip", "a.zip", pack(t, "a.csv", string(pack(t, "b.csv", "1,2"))), "zip-nested"},
		{"a workbook with a document type", "a.xlsx", pack(t, "[Content_Types].xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><Types/>", "xl/workbook.xml", ""), "xml-doctype"},
		{"50 MB of zeros", "a.zip", pack(t, "a.csv", strings.Repeat("\x00", 50<<20)), "zip-bomb"},
		{"50 MB of zeros in a workbook", "a.xlsx", pack(t, "[Content_Types].xml", "", "xl/a.xml", strings.Repeat("\x00", 50<<20)), "zip-bomb"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Open(tt.file, tt.content, TableLimits())
			var refusal *Refusal
			if !errors.As(err, &refusal) || refusal.Code != tt.want || refusal.Vietnamese == "" || strings.Contains(refusal.Error(), "%!") {
				t.Errorf("Open: %#v, want refusal %s", err, tt.want)
			}
		})
	}
}

func TestTooManyMembersAreRefusedBeforeAnyIsRead(t *testing.T) {
	var members []string
	for range TableLimits().Members + 1 {
		members = append(members, "a.csv", "")
	}
	_, err := Open("a.zip", pack(t, members...), TableLimits())
	var refusal *Refusal
	if !errors.As(err, &refusal) || refusal.Code != "zip-many" {
		t.Errorf("got %v, want zip-many", err)
	}
}

func TestTheNameIsOnlyEverABareName(t *testing.T) {
	for given, want := range map[string]string{
		"/etc/passwd": "passwd", `..\..\boot.ini`: "boot.ini", "danh sách trạm.csv": "danh sách trạm.csv", "/": "file", "a\x00b\n.csv": "ab.csv",
	} {
		f, err := Open(given, []byte("a,b"), TableLimits())
		if err != nil || f.Name != want {
			t.Errorf("Open(%q).Name = %q, %v; want %q", given, f.Name, err, want)
		}
	}
}

func TestIsNamesWhatIsNeeded(t *testing.T) {
	f := File{Kind: Text}
	if err := f.Is(Text, Workbook); err != nil {
		t.Errorf("text is text, got %v", err)
	}
	if err := f.Is(HGT, GeoTIFF); err == nil || !strings.Contains(err.Error(), "hgt, geotiff") {
		t.Errorf("got %v, want a refusal that names hgt and geotiff", err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add("a.zip", pack(f, "a.csv", "1,2"))
	f.Add("a.xlsx", pack(f, "[Content_Types].xml", "<Types/>", "xl/workbook.xml", "<workbook/>"))
	f.Add("xa.zip", pack(f, "xa.shp", "s", "xa.dbf", "d"))
	f.Add("N21E105.hgt", []byte("\x00\x01"))
	f.Add("a.csv", []byte("\xff\xfea\x00,\x00b\x00"))
	f.Add("", []byte(`{"type":`))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		limits := Limits{File: 1 << 20, Unpacked: 4 << 20, Member: 4 << 20, Ratio: 100, Members: 50}
		file, err := Open(name, content, limits)
		var refusal *Refusal
		switch {
		case err != nil && !errors.As(err, &refusal):
			t.Fatalf("an error that is no refusal: %v", err)
		case err != nil && (refusal.Code == "" || refusal.English == "" || refusal.Vietnamese == ""):
			t.Fatalf("a refusal without words: %+v", refusal)
		case err == nil && (file.Kind == "" || file.Kind == archive || len(file.Content) > 4<<20):
			t.Fatalf("taken as %q with %d bytes", file.Kind, len(file.Content))
		case err == nil && strings.ContainsAny(file.Name+file.Member, `/\`):
			t.Fatalf("a name with folders: %q %q", file.Name, file.Member)
		}
	})
}
