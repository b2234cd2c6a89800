package table

import (
	"regexp"
	"strings"
)

// Field is the name of a column by its meaning: "site_code".
type Field string

// Vocabulary says how people head the columns of one kind of list.
type Vocabulary struct {
	exact  map[string]Field
	tight  map[string]Field // without blanks, as the fields of databases are named: matram
	phrase []phrase
	told   map[string]Field // by a person, by the folded label; "" for columns to leave out
}

// Told returns the vocabulary with what a person said of single columns, by
// their labels as Header.Labels writes them, folded or not. A field of "" leaves
// the column out.
func (v Vocabulary) Told(columns map[string]Field) Vocabulary {
	v.told = map[string]Field{}
	for label, field := range columns {
		v.told[Fold(label)] = field
	}
	return v
}

type phrase struct {
	words string // folded, with a space on either side
	field Field
}

// NewVocabulary takes the spellings of each field. An earlier field keeps a
// spelling that two of them claim.
func NewVocabulary(spellings []Spelling) Vocabulary {
	v := Vocabulary{exact: map[string]Field{}, tight: map[string]Field{}}
	for _, s := range spellings {
		for _, text := range s.As {
			folded := Fold(text)
			if _, taken := v.exact[folded]; taken || folded == "" {
				continue
			}
			v.exact[folded] = s.Field
			if tight := strings.ReplaceAll(folded, " ", ""); len(tight) >= 5 && v.tight[tight] == "" {
				v.tight[tight] = s.Field
			}
			if strings.Contains(folded, " ") || len(folded) >= 6 {
				v.phrase = append(v.phrase, phrase{" " + folded + " ", s.Field})
			}
		}
	}
	return v
}

// Spelling is a field with the ways people write its header.
type Spelling struct {
	Field Field
	As    []string
}

var brackets = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]`)

// Match says which field a header means and how sure that is: 1 for a known
// spelling, less for one with words around it, 0 for no field.
func (v Vocabulary) Match(label string) (Field, float64) {
	if len(label) > 400 {
		return "", 0
	}
	folded := Fold(label)
	if f, ok := v.exact[folded]; ok {
		return f, 1
	}
	bare := Fold(brackets.ReplaceAllString(label, " "))
	if f, ok := v.exact[bare]; ok {
		return f, 0.95
	}
	if f, ok := v.tight[folded]; ok {
		return f, 0.9
	}
	if f := v.cut(folded); f != "" {
		return f, 0.8
	}
	return v.within(bare)
}

// cutLength is how long the names of columns are in a DBF, at most.
const cutLength = 10

// cut finds the field whose name a DBF would have cut to this: DOCAOCOTAN. Of
// several the shortest name is meant; two of one length are none.
func (v Vocabulary) cut(folded string) Field {
	tight := strings.ReplaceAll(folded, " ", "")
	if len(folded) != cutLength || len(tight) < 7 {
		return ""
	}
	found, shortest := Field(""), 0
	for whole, field := range v.tight {
		switch {
		case !strings.HasPrefix(whole, tight):
		case shortest == 0 || len(whole) < shortest:
			found, shortest = field, len(whole)
		case len(whole) == shortest && field != found:
			found = ""
		}
	}
	return found
}

// within finds the longest known spelling inside the words of a label. Long
// labels are sentences, not headers.
func (v Vocabulary) within(folded string) (Field, float64) {
	padded := " " + folded + " "
	best, field := 0, Field("")
	for _, p := range v.phrase {
		if len(p.words) > best && strings.Contains(padded, p.words) {
			best, field = len(p.words), p.field
		}
	}
	if best == 0 || len(padded) > 4*best || len(padded) > 80 {
		return "", 0
	}
	return field, 0.6
}
