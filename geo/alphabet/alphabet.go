// Package alphabet puts names in the order in which Vietnamese readers look them
// up: a ă â … d đ e, tones after letters (ngang huyền hỏi ngã sắc nặng), and
// numbers by their size, so that Thôn 2 stands before Thôn 10. Every list that is
// sorted by name is sorted here.
package alphabet

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Sort sorts rows by what names says of each: the first name that differs
// decides, and rows whose names are all alike keep their order. Names of units
// are sorted without the word for their kind.
func Sort[T any](rows []T, names func(T) []string) {
	type keyed struct {
		row  T
		keys [][]byte
	}
	order, buffer := collator(), &collate.Buffer{}
	all := make([]keyed, len(rows))
	for i, row := range rows {
		all[i].row = row
		for _, name := range names(row) {
			all[i].keys = append(all[i].keys, bytes.Clone(order.KeyFromString(buffer, Bare(name))))
			buffer.Reset()
		}
	}
	slices.SortStableFunc(all, func(a, b keyed) int { return slices.CompareFunc(a.keys, b.keys, bytes.Compare) })
	for i := range all {
		rows[i] = all[i].row
	}
}

// Comparer returns a comparison of two names; equal is only what is the same
// text. It is for one goroutine.
func Comparer() func(a, b string) int {
	order := collator()
	return func(a, b string) int { return cmp.Or(order.CompareString(a, b), strings.Compare(a, b)) }
}

// collator is of the Unicode Collation Algorithm with the Vietnamese tailoring
// of CLDR; it keeps what it compares in itself and is for one goroutine.
func collator() *collate.Collator { return collate.New(language.Vietnamese, collate.Numeric) }

// Bare is a unit's name without the word for its kind.
func Bare(name string) string {
	for _, kind := range []string{"Thành phố ", "Thị trấn ", "Thị xã ", "Huyện ", "Phường ", "Xã "} {
		if own, ok := strings.CutPrefix(name, kind); ok {
			return own
		}
	}
	return name
}
