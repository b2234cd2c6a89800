package planning

import (
	"cmp"
	"slices"
	"strings"

	"phusong/geo"
)

// The bounds of what is offered for a word: stations, letters a code may have,
// and words of one text.
const (
	mostNear    = 5
	mostLetters = 40
	mostOffers  = 2000
)

// Codebook finds stations by what somebody wrote for their codes. It is made for
// one text: after some thousand unknown words nothing more is offered, so that no
// text costs more than moments.
type Codebook struct {
	whole  map[string][]Station // by code in capitals
	plain  []plainStation       // by plain code, then as given
	offers int
}

type plainStation struct {
	plain, code string
	Station
}

// NewCodebook takes the stations that may be meant.
func NewCodebook(stations []Station) *Codebook {
	b := &Codebook{whole: map[string][]Station{}}
	for _, s := range stations {
		code := strings.ToUpper(string(s.Code))
		b.whole[code] = append(b.whole[code], s)
		b.plain = append(b.plain, plainStation{plainCode(code), code, s})
	}
	slices.SortStableFunc(b.plain, func(x, y plainStation) int { return cmp.Compare(x.plain, y.plain) })
	return b
}

// Find returns the stations of a code, whole and in any case: several where
// operators share it. An operator of "" is any.
func (b *Codebook) Find(code string, operator geo.OperatorCode) []Station {
	found := b.whole[strings.ToUpper(strings.TrimSpace(code))]
	if operator == "" {
		return found
	}
	return slices.DeleteFunc(slices.Clone(found), func(s Station) bool { return s.Operator != operator })
}

// Near returns the stations that may be meant by a code nobody has, the likeliest
// first: the same but for dashes, blanks and letters that look like digits, then
// those it is the beginning of or that are its beginning, then those that differ
// in one letter, or two where nothing else is near. None of them is taken unasked.
func (b *Codebook) Near(code string, operator geo.OperatorCode) []Station {
	if b.offers++; b.offers > mostOffers || len(code) > mostLetters {
		return nil
	}
	near, word, most := b.alike(code, operator), strings.ToUpper(code), 2
	if len(near) > 0 {
		most = 1
	}
	type candidate struct {
		plainStation
		away int
	}
	var candidates []candidate
	for _, s := range b.plain {
		if away := distance(word, s.code); away <= most && (operator == "" || s.Operator == operator) && !slices.Contains(near, s.Station) {
			candidates = append(candidates, candidate{s, away})
		}
	}
	slices.SortStableFunc(candidates, func(x, y candidate) int { return cmp.Or(x.away-y.away, cmp.Compare(x.code, y.code)) })
	for _, c := range candidates {
		near = append(near, c.Station)
	}
	return near[:min(len(near), mostNear)]
}

// alike are the first two kinds of Near.
func (b *Codebook) alike(code string, operator geo.OperatorCode) (near []Station) {
	word := plainCode(code)
	if len(word) < leastBeginning {
		return nil
	}
	take := func(whole bool, from int, of string) {
		for i := from; i < len(b.plain) && strings.HasPrefix(b.plain[i].plain, of) && len(near) < mostNear; i++ {
			s := b.plain[i]
			if whole && s.plain != of {
				return
			}
			if (operator == "" || s.Operator == operator) && !slices.Contains(near, s.Station) {
				near = append(near, s.Station)
			}
		}
	}
	at := func(word string) int {
		i, _ := slices.BinarySearchFunc(b.plain, word, func(s plainStation, w string) int { return cmp.Compare(s.plain, w) })
		return i
	}
	take(false, at(word), word) // the same sorts before what is longer
	for end := len(word) - 1; end >= leastBeginning; end-- {
		if digitsIn(word[:end]) >= 3 {
			take(true, at(word[:end]), word[:end])
		}
	}
	return near
}

// leastBeginning is how many letters a code's beginning has at least: fewer are a
// district's.
const leastBeginning = 5

// plainCode writes codes alike that people confuse: without marks and blanks, in
// capitals, O as the digit 0, I and L as the digit 1.
func plainCode(code string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == 'O':
			return '0'
		case r == 'I', r == 'L':
			return '1'
		case strings.ContainsRune("-_. ", r):
			return -1
		}
		return r
	}, strings.ToUpper(code))
}

// distance is how many letters must be put in, left out or changed (Levenshtein);
// of words whose lengths differ by more than two it is three.
func distance(a, b string) int {
	if len(a)-len(b) > 2 || len(b)-len(a) > 2 {
		return 3
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal, row[j+1] = row[j+1], min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
