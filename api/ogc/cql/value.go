package cql

import (
	"strconv"
	"unicode/utf8"
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
	kind   Type // "" for null; Number for whole numbers, Text for days
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

// NumberOf returns a number.
func NumberOf(n float64) Value { return Value{kind: Number, number: n} }

// NumberOr returns the number that is pointed at, and null for nil.
func NumberOr[T int | float64](n *T) Value {
	if n == nil {
		return Value{}
	}
	return NumberOf(float64(*n))
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
	case Number:
		return strconv.AppendFloat(to, v.number, 'f', -1, 64)
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

// compare returns -1, 0 or 1 for two values of one kind that are not null.
func compare(a, b Value) int {
	switch {
	case a.text < b.text, a.text == b.text && a.number < b.number:
		return -1
	case a == b:
		return 0
	}
	return 1
}
