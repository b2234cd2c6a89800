package search

import (
	"strings"

	"phusong/geo"
	"phusong/importers/table"
)

// question is a name and the units it is said to lie in, folded and without
// their kinds. Rung is 0 where no kind was said.
type question struct {
	rung   geo.Level
	name   string
	within []string
}

// kinds are the folded words before a name, longest first, with their rung.
func kinds() []struct {
	words []string
	rung  geo.Level
} {
	return []struct {
		words []string
		rung  geo.Level
	}{
		{[]string{"to", "dan", "pho"}, geo.LevelHamlet}, {[]string{"thanh", "pho"}, geo.LevelDistrict}, {[]string{"thi", "tran"}, geo.LevelCommune},
		{[]string{"thi", "xa"}, geo.LevelDistrict}, {[]string{"thon"}, geo.LevelHamlet}, {[]string{"ban"}, geo.LevelHamlet},
		{[]string{"xom"}, geo.LevelHamlet}, {[]string{"tdp"}, geo.LevelHamlet}, {[]string{"xa"}, geo.LevelCommune},
		{[]string{"phuong"}, geo.LevelCommune}, {[]string{"huyen"}, geo.LevelDistrict}, {[]string{"tinh"}, geo.LevelProvince},
		{[]string{"tp"}, geo.LevelDistrict}, {[]string{"tx"}, geo.LevelDistrict}, {[]string{"tt"}, geo.LevelCommune},
	}
}

// cutKind takes the kind from the front of folded words.
func cutKind(words []string) (rung geo.Level, rest []string, ok bool) {
	for _, k := range kinds() {
		if len(words) >= len(k.words) && strings.Join(words[:len(k.words)], " ") == strings.Join(k.words, " ") {
			return k.rung, words[len(k.words):], true
		}
	}
	return 0, words, false
}

// readings are what a question may mean, the likeliest first: parted at commas
// and at words such as xã and huyện, or, should that find nothing, parted at
// commas only; kinds are part of some names. Last come those of names that are
// written one after the other with nothing between.
func readings(text string) []question {
	var bold, careful []part
	for _, piece := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == '(' || r == ')' }) {
		words := strings.Fields(table.Fold(written(piece)))
		if len(words) == 0 {
			continue
		}
		bold = append(bold, split(words)...)
		rung, rest, ok := cutKind(words)
		if !ok || len(rest) == 0 {
			rung, rest = 0, words
		}
		careful = append(careful, part{rung, strings.Join(rest, " ")})
	}
	var all []question
	for _, parts := range [][]part{bold, careful} {
		if len(parts) > 0 {
			all = append(all, questionOf(parts))
		}
	}
	if len(bold) == 1 {
		all = append(all, cuts(bold[0])...)
	}
	return all
}

// mostWords bounds the names that are cut at every word.
const mostWords = 10

// cuts parts a name in two, the first as long as can be, or in three: 5 | minh
// huong | ham yen.
func cuts(p part) []question {
	words := strings.Fields(p.name)
	if len(words) > mostWords {
		return nil
	}
	var two, three []question
	for i := len(words) - 1; i > 0; i-- {
		name := strings.Join(words[:i], " ")
		two = append(two, question{p.rung, name, []string{strings.Join(words[i:], " ")}})
		for j := len(words) - 1; j > i; j-- {
			three = append(three, question{p.rung, name, []string{strings.Join(words[i:j], " "), strings.Join(words[j:], " ")}})
		}
	}
	return append(two, three...)
}

// written writes abbreviations of kinds out: a letter before a point is one, "H.
// Na Hang", and a lone letter is not, "Khu H".
func written(text string) string {
	var out []string
	for _, word := range strings.Fields(strings.ReplaceAll(text, ".", ". ")) {
		switch table.Fold(word) + word[len(word)-1:] {
		case "h.":
			word = "huyện"
		case "x.":
			word = "xã"
		case "p.":
			word = "phường"
		case "t.":
			word = "tỉnh"
		case "b.":
			word = "bản"
		}
		out = append(out, word)
	}
	return strings.Join(out, " ")
}

// part is one name of a question.
type part struct {
	rung geo.Level
	name string
}

// split parts folded words wherever the kind of a higher rung begins: thôn 5 |
// xã Minh Hương.
func split(words []string) []part {
	var parts []part
	rung, rest, _ := cutKind(words)
	name := []string{}
	for len(rest) > 0 {
		next, after, ok := cutKind(rest)
		if ok && len(name) > 0 && len(after) > 0 && (rung == 0 || next < rung) {
			parts = append(parts, part{rung, strings.Join(name, " ")})
			rung, rest, name = next, after, nil
			continue
		}
		name, rest = append(name, rest[0]), rest[1:]
	}
	if len(name) == 0 {
		return append(parts, part{0, strings.Join(words, " ")})
	}
	return append(parts, part{rung, strings.Join(name, " ")})
}

func questionOf(parts []part) question {
	q := question{rung: parts[0].rung, name: parts[0].name}
	for _, p := range parts[1:] {
		q.within = append(q.within, p.name)
	}
	return q
}

// score says how well an entry answers: 0 not at all; the whole name is better
// than its beginning, and that than its words in any order.
func (q question) score(e *entry) int {
	if q.rung != 0 && q.rung != e.rung {
		return 0
	}
	for _, name := range q.within {
		if !liesIn(e, name) {
			return 0
		}
	}
	own := e.folds[0]
	switch {
	case own == q.name:
		return 6
	case strings.HasPrefix(own, q.name):
		return 4
	case allWords(own, q.name):
		return 2
	}
	return 0
}

func liesIn(e *entry, name string) bool {
	for _, above := range e.folds[1:] {
		if strings.HasPrefix(above, name) {
			return true
		}
	}
	return false
}

// allWords reports whether every word of asked begins a word of name.
func allWords(name, asked string) bool {
	have := strings.Fields(name)
	for _, word := range strings.Fields(asked) {
		found := false
		for _, h := range have {
			found = found || strings.HasPrefix(h, word)
		}
		if !found {
			return false
		}
	}
	return asked != ""
}
