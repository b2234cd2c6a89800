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

// mostNear is how many stations are offered for a word.
const mostNear = 5

// Hear reads free text such as "TQG0123, TQG0456 mất điện từ 3h", line by line.
// Codes are found whole, in any case; operator says whose they are, "" where
// the line may name it. Nothing is lost: each line is answered, but for empty ones.
func Hear(text string, operator geo.OperatorCode, stations []Station) []Heard {
	byCode := map[string][]Station{}
	for _, s := range stations {
		key := strings.ToUpper(string(s.Code))
		byCode[key] = append(byCode[key], s)
	}
	var all []Heard
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, hearLine(line, operator, byCode))
		}
	}
	return all
}

func hearLine(line string, operator geo.OperatorCode, byCode map[string][]Station) Heard {
	h := Heard{Line: line}
	if operator == "" {
		operator = operatorIn(line)
	}
	for _, word := range strings.FieldsFunc(line, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:|/()[]\"'", r) }) {
		word = strings.Trim(word, ".!?")
		found := byCode[strings.ToUpper(word)]
		if operator != "" {
			found = slices.DeleteFunc(slices.Clone(found), func(s Station) bool { return s.Operator != operator })
		}
		switch {
		case len(found) == 1:
			if !slices.Contains(h.Stations, found[0]) {
				h.Stations = append(h.Stations, found[0])
			}
		case len(found) > 1:
			h.Unsure = append(h.Unsure, Unsure{word, found})
		case likeACode(word):
			h.Unsure = append(h.Unsure, Unsure{word, similar(strings.ToUpper(word), operator, byCode)})
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

// likeACode reports whether a word has letters first and three digits: times and
// numbers of hours have not.
func likeACode(word string) bool {
	digits := 0
	for _, r := range word {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	letters := []rune(word)
	return digits >= 3 && len(letters) <= 40 && unicode.IsLetter(letters[0])
}

// similar are the stations whose codes differ from a word in at most two letters,
// the nearest first.
func similar(word string, operator geo.OperatorCode, byCode map[string][]Station) []Station {
	type candidate struct {
		code string
		away int
	}
	var candidates []candidate
	for code := range byCode {
		if away := distance(word, code); away <= 2 {
			candidates = append(candidates, candidate{code, away})
		}
	}
	slices.SortFunc(candidates, func(a, b candidate) int {
		if a.away != b.away {
			return a.away - b.away
		}
		return strings.Compare(a.code, b.code)
	})
	var found []Station
	for _, c := range candidates {
		for _, s := range byCode[c.code] {
			if (operator == "" || s.Operator == operator) && len(found) < mostNear {
				found = append(found, s)
			}
		}
	}
	return found
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
