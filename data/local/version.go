package local

import (
	"regexp"
	"strconv"
	"strings"
)

// version is a release number such as 15.18 or 3.3.2; nil where none was found.
type version []int

var versionNumber = regexp.MustCompile(`\d+(\.\d+)*`)

// findVersion returns the first release number in text.
func findVersion(text string) version {
	var v version
	for part := range strings.SplitSeq(versionNumber.FindString(text), ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return nil
		}
		v = append(v, n)
	}
	return v
}

// atLeast compares number by number; a missing number counts as 0.
func (v version) atLeast(want version) bool {
	for i, w := range want {
		if v.part(i) != w {
			return v.part(i) > w
		}
	}
	return v != nil
}

func (v version) part(i int) int {
	if i < len(v) {
		return v[i]
	}
	return 0
}

func (v version) String() string {
	parts := make([]string, len(v))
	for i, n := range v {
		parts[i] = strconv.Itoa(n)
	}
	return strings.Join(parts, ".")
}
