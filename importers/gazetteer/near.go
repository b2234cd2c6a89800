package gazetteer

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"phusong/geo"
)

// Communes reports whether any commune is known.
func (g *Gazetteer) Communes() bool { return len(g.byName) > 0 }

// Coded returns the communes of every vintage with a code. Codes were used again
// in 2025, so two vintages may mean two places.
func (g *Gazetteer) Coded(code geo.AdminCode) []geo.AdminUnit {
	var found []geo.AdminUnit
	for _, vintage := range []geo.Vintage{geo.Vintage2024, geo.Vintage2025} {
		if u, ok := g.Unit(vintage, code); ok && u.Level == geo.LevelCommune {
			found = append(found, u)
		}
	}
	return found
}

// nearLetters is the shortest name that may be mistaken by a letter.
const nearLetters = 5

// Near returns the communes of every vintage whose name differs from the given
// one by one letter, folded: Thôm Luông for Thôn Luông. It is a proposal only.
func (g *Gazetteer) Near(name string) []geo.AdminUnit {
	core := Core(name)
	if len(core) < nearLetters || len(core) > 100 {
		return nil
	}
	var found []int
	for other, units := range g.byName {
		if oneApart(core, other) {
			found = append(found, units...)
		}
	}
	slices.Sort(found)
	var near []geo.AdminUnit
	for _, i := range found {
		near = append(near, g.units[i])
	}
	return near
}

// oneApart reports whether one letter more, less or other turns a into b, or a
// blank more or less.
func oneApart(a, b string) bool {
	if strings.ReplaceAll(a, " ", "") == strings.ReplaceAll(b, " ", "") {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	for i := range len(a) {
		if a[i] == b[i] {
			continue
		}
		if len(a) == len(b) {
			return a[i+1:] == b[i+1:]
		}
		return a[i:] == b[i+1:]
	}
	return len(a) != len(b)
}

// sameMarks keeps the units written with the marks of name, where it has any and
// there are such units; else all of them.
func (g *Gazetteer) sameMarks(name string, units []int) []int {
	want := marks(name)
	if len(units) < 2 || want == Core(name) {
		return units
	}
	var same []int
	for _, i := range units {
		if marks(g.units[i].Name) == want {
			same = append(same, i)
		}
	}
	if len(same) == 0 {
		return units
	}
	return same
}

// marks is the core of a name with the marks of each word behind it in one order,
// so that hoà and hòa are the same and Thành and Thanh are not.
func marks(name string) string {
	var words []string
	core := strings.Fields(Core(name))
	all := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) })
	for _, word := range all[max(0, len(all)-len(core)):] {
		var letters, signs []rune
		for _, r := range norm.NFD.String(word) {
			if unicode.Is(unicode.Mn, r) {
				signs = append(signs, r)
			} else {
				letters = append(letters, r)
			}
		}
		slices.Sort(signs)
		words = append(words, string(letters)+string(signs))
	}
	return strings.Join(words, " ")
}
