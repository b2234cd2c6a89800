package table

import (
	"bytes"
	"encoding/xml"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"
)

// maxMerges bounds the merged ranges of one sheet.
const maxMerges = 50_000

// readMerges finds the merged ranges of each sheet by name. It scans only the
// list of ranges at the end of each part: the reader's own way would first turn
// every cell of the sheet into an object.
func readMerges(f *excelize.File) map[string][]Merge {
	targets := relationTargets(part(f, "xl/_rels/workbook.xml.rels"))
	merges := map[string][]Merge{}
	for name, id := range sheetIDs(part(f, "xl/workbook.xml")) {
		target := strings.TrimPrefix(targets[id], "/")
		if !strings.HasPrefix(target, "xl/") {
			target = path.Join("xl", target)
		}
		merges[name] = mergeRanges(part(f, target))
	}
	return merges
}

// part is a part of the workbook; nil when it is not there.
func part(f *excelize.File, name string) []byte {
	content, _ := f.Pkg.Load(name)
	b, _ := content.([]byte)
	return b
}

// eachElement calls found for every element called name.
func eachElement(content []byte, name string, found func(attributes map[string]string)) {
	d := xml.NewDecoder(bytes.NewReader(content))
	for {
		token, err := d.RawToken()
		if err != nil {
			return
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != name {
			continue
		}
		attributes := map[string]string{}
		for _, a := range start.Attr {
			attributes[a.Name.Local] = a.Value
		}
		found(attributes)
	}
}

func sheetIDs(workbook []byte) map[string]string {
	ids := map[string]string{}
	eachElement(workbook, "sheet", func(a map[string]string) { ids[a["name"]] = a["id"] })
	return ids
}

func relationTargets(relations []byte) map[string]string {
	targets := map[string]string{}
	eachElement(relations, "Relationship", func(a map[string]string) { targets[a["Id"]] = a["Target"] })
	return targets
}

func mergeRanges(sheet []byte) []Merge {
	start := bytes.Index(sheet, []byte("mergeCells"))
	if start < 1 {
		return nil
	}
	start = bytes.LastIndexByte(sheet[:start], '<')
	if start < 0 {
		return nil
	}
	end := bytes.LastIndex(sheet, []byte("mergeCells>"))
	if end < start {
		return nil
	}
	var merges []Merge
	eachElement(sheet[start:end], "mergeCell", func(a map[string]string) {
		if m, ok := parseMerge(a["ref"]); ok && len(merges) < maxMerges {
			merges = append(merges, m)
		}
	})
	return merges
}

// parseMerge reads "B7:C9".
func parseMerge(ref string) (Merge, bool) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return Merge{}, false
	}
	left, top, err1 := excelize.CellNameToCoordinates(from)
	right, bottom, err2 := excelize.CellNameToCoordinates(to)
	if err1 != nil || err2 != nil || left > right || top > bottom {
		return Merge{}, false
	}
	return Merge{Top: top - 1, Left: left - 1, Bottom: bottom - 1, Right: right - 1}, true
}
