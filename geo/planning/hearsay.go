package planning

import (
	"slices"
	"strings"
	"unicode"

	"phusong/geo"
)

// Heard is one line of what somebody sent or read out, and the stations it names.
// Unsure are codes that several operators have, or that nobody has: with the
// stations that may be meant, or none. A line that names nothing has neither.
type Heard struct {
	Line     string
	Stations []Station
	Unsure   []Unsure
}

// Unsure is a word that looks like a code, and who may be meant by it.
type Unsure struct {
	Word string
	Near []Station
}

// Hear reads one line of free text such as "TQG0123, TQG0456 mất điện từ 3h".
// Codes are found whole, in any case; operator says whose they are, "" where the
// line may name it.
func (b *Codebook) Hear(line string, operator geo.OperatorCode) Heard {
	h := Heard{Line: line}
	if operator == "" {
		operator = operatorIn(line)
	}
	words := strings.FieldsFunc(line, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:|/()[]\"'", r) })
	for i := 0; i < len(words); i++ {
		word := strings.Trim(words[i], ".!?")
		found := b.Find(word, operator)
		switch {
		case len(found) == 1:
			if !slices.Contains(h.Stations, found[0]) {
				h.Stations = append(h.Stations, found[0])
			}
		case len(found) > 1:
			h.Unsure = append(h.Unsure, Unsure{word, found})
		case likeACode(word):
			h.Unsure = append(h.Unsure, Unsure{word, b.Near(word, operator)})
		case mayBeACode(word):
			if near := b.alike(word, operator); len(near) > 0 {
				h.Unsure = append(h.Unsure, Unsure{word, near})
			}
		case i+1 < len(words) && tornApart(word, words[i+1]):
			if near := b.alike(word+words[i+1], operator); len(near) > 0 {
				h.Unsure = append(h.Unsure, Unsure{word + " " + words[i+1], near})
				i++
			}
		}
	}
	return h
}

// operatorIn is the operator that a line names, "" for none.
func operatorIn(line string) geo.OperatorCode {
	line = strings.ToLower(line)
	for _, name := range []struct {
		word     string
		operator geo.OperatorCode
	}{{"vietnamobile", geo.Vietnamobile}, {"mobifone", geo.MobiFone}, {"viettel", geo.Viettel}, {"vinaphone", geo.VNPT}, {"vnpt", geo.VNPT}} {
		if strings.Contains(line, name.word) {
			return name.operator
		}
	}
	return ""
}

func digitsIn(word string) (digits int) {
	for _, r := range word {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	return digits
}

// likeACode reports whether a word has letters first and three digits: times and
// numbers of hours have not.
func likeACode(word string) bool {
	letters := []rune(word)
	return digitsIn(word) >= 3 && len(letters) <= mostLetters && unicode.IsLetter(letters[0])
}

// mayBeACode reports whether a word would be one if its letters were the digits
// they look like: TQGOI66.
func mayBeACode(word string) bool {
	return len(word) <= mostLetters && digitsIn(word) >= 1 && likeACode(plainCode(word))
}

// tornApart reports whether two words may be one code with a blank in it: TQG 0166.
func tornApart(word, next string) bool {
	letters := func(r rune) bool { return !unicode.IsLetter(r) && r != '_' && r != '-' }
	return len(word) >= 2 && len(word)+len(next) <= mostLetters && !strings.ContainsFunc(word, letters) && next[0] >= '0' && next[0] <= '9' && digitsIn(next) >= 3
}
