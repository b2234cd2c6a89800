package sites

import (
	"regexp"
	"strings"
)

// maxList bounds the values in one cell.
const maxList = 64

var (
	hardMarks  = regexp.MustCompile(`\s*[/;|\n+&]\s*|\s*,\s+|\s+và\s+|\s+-\s+`)
	digitComma = regexp.MustCompile(`^\d+(,\d+)+$`)
	dashList   = regexp.MustCompile(`^\d{1,3}(-\d{1,3}){1,11}$`)
	blankList  = regexp.MustCompile(`^\d{1,3}( +\d{1,3}){1,11}$`)
)

// values splits a cell that may hold a list: 0/120/240, 900;1800, 45m; 42m,
// "2G, 4G". A comma between two numbers is a decimal mark unless there are
// several, or no number of this kind has decimals (whole).
func values(cell string, whole bool) []string {
	cell = strings.TrimSpace(cell)
	switch {
	case cell == "":
		return nil
	case !strings.ContainsAny(cell, "/;|\n+&,- "):
		return []string{cell}
	}
	var parts []string
	for _, part := range hardMarks.Split(cell, maxList+1) {
		parts = append(parts, commaValues(strings.TrimSpace(part), whole)...)
	}
	kept := parts[:0]
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return kept
}

func commaValues(part string, whole bool) []string {
	switch {
	case whole && dashList.MatchString(part):
		return strings.Split(part, "-")
	case whole && blankList.MatchString(part):
		return strings.Fields(part)
	case !strings.Contains(part, ","):
		return []string{part}
	case !digitComma.MatchString(part), whole, strings.Count(part, ",") > 1:
		return strings.Split(part, ",")
	}
	return []string{part}
}

// spread gives each of n places its value: the list itself when it has n, the
// one value everywhere when it has one. It fails on any other length.
func spread[T any](list []T, n int) ([]T, bool) {
	switch len(list) {
	case n:
		return list, true
	case 1:
		all := make([]T, n)
		for i := range all {
			all[i] = list[0]
		}
		return all, true
	}
	return nil, false
}
