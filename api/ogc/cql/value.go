package cql

import (
	"bytes"
	"math"
	"strconv"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Type is what kind of values a property has.
type Type string

// The types, as JSON schema names them. A day is text that is a date, which
// sorts as it follows in time.
const (
	Text   Type = "string"
	Number Type = "number"
	Whole  Type = "integer"
	Bool   Type = "boolean"
	Day    Type = "date"
)

// numeric tells whether values of the type are kept as numbers.
func (t Type) numeric() bool { return t == Number || t == Whole }

// Value is one value of a property; the zero Value is null.
type Value struct {
	kind   Type // "" for null; Text for days, too
	text   string
	number float64 // 1 for true
}

// TextOf returns a text.
func TextOf(text string) Value { return Value{kind: Text, text: text} }

// TextOr returns a text, and null for "".
func TextOr(text string) Value {
	if text == "" {
		return Value{}
	}
	return TextOf(text)
}

// NumberOf returns a number. It is written with a point, also where it is whole:
// programs that guess a column's type from its first values would cut the others.
func NumberOf(n float64) Value { return Value{kind: Number, number: n} }

// WholeOf returns a whole number.
func WholeOf(n int) Value { return Value{kind: Whole, number: float64(n)} }

// WholeOr returns the number that is pointed at, and null for nil.
func WholeOr(n *int) Value {
	if n == nil {
		return Value{}
	}
	return WholeOf(*n)
}

// BoolOf returns true or false.
func BoolOf(b bool) Value {
	if b {
		return Value{kind: Bool, number: 1}
	}
	return Value{kind: Bool}
}

// Null tells whether there is no value.
func (v Value) Null() bool { return v.kind == "" }

// AppendJSON appends the value as JSON. What is no UTF-8 is replaced.
func (v Value) AppendJSON(to []byte) []byte {
	switch v.kind {
	case Text:
		return AppendString(to, v.text)
	case Whole:
		return strconv.AppendInt(to, int64(v.number), 10)
	case Number:
		from := len(to)
		if to = strconv.AppendFloat(to, v.number, 'f', -1, 64); bytes.IndexByte(to[from:], '.') < 0 {
			to = append(to, ".0"...)
		}
		return to
	case Bool:
		return strconv.AppendBool(to, v.number == 1)
	}
	return append(to, "null"...)
}

// String returns the value as it is shown to people; null is "".
func (v Value) String() string {
	switch v.kind {
	case "":
		return ""
	case Text:
		return v.text
	}
	return string(v.AppendJSON(nil))
}

// AppendString appends a text as JSON.
func AppendString(to []byte, text string) []byte {
	const digits = "0123456789abcdef"
	to = append(to, '"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			to = append(to, '\\', byte(r))
		case r < 0x20:
			to = append(to, '\\', 'u', '0', '0', digits[r>>4], digits[r&15])
		default:
			to = utf8.AppendRune(to, r) // what is no UTF-8 was read as U+FFFD
		}
	}
	return append(to, '"')
}

// Read reads a value of a type as it stands alone, without quotes; false where it is
// none of that type. Numbers may be written in any way, and true and false as 1 and 0,
// which is how GDAL keeps them.
func Read(of Type, written string) (Value, bool) {
	switch of {
	case Number, Whole:
		n, err := strconv.ParseFloat(written, 64)
		return NumberOf(n), err == nil && !math.IsNaN(n) && !math.IsInf(n, 0)
	case Bool:
		b, err := strconv.ParseBool(written)
		return BoolOf(b), err == nil
	case Day:
		v, err := day(written, 1)
		return v, err == nil
	}
	return TextOf(norm.NFC.String(written)), true
}

// Equals tells whether both are there and the same: 1 and 1.0 are.
func (v Value) Equals(o Value) bool { return !v.Null() && !o.Null() && compare(v, o) == 0 }

// compare returns -1, 0 or 1 for two values of one kind, or two numbers, that are not null.
func compare(a, b Value) int {
	switch {
	case a.text < b.text, a.text == b.text && a.number < b.number:
		return -1
	case a.text == b.text && a.number == b.number:
		return 0
	}
	return 1
}

// plain is the value as one that is looked up: whole numbers are numbers.
func (v Value) plain() Value {
	if v.kind == Whole {
		v.kind = Number
	}
	return v
}
