package cql

import "unicode/utf8"

// node is a part of an expression that is true, false or unknown of a row.
type node interface{ judge(*Row) truth }

// operand is a property's place, or, at place -1, a value.
type operand struct {
	place int
	value Value
	of    Type
}

func (o operand) in(r *Row) Value {
	if o.place < 0 {
		return o.value
	}
	return r.Values[o.place]
}

type (
	both     struct{ a, b node }
	either   struct{ a, b node }
	negation struct{ of node }
	// comparison holds where compare(a, b) is one of the three signs.
	comparison struct {
		a, b                operand
		less, equal, bigger bool
	}
	like struct {
		of      operand
		pattern []rune
	}
	oneOf struct {
		of     operand
		values map[Value]bool
	}
	between struct{ of, low, high operand }
	isNull  struct{ of operand }
	isTrue  struct{ of operand }
	within  struct{ box [4]float64 }
)

func (n both) judge(r *Row) truth {
	a := n.a.judge(r)
	if a == no {
		return no
	}
	return min(a, n.b.judge(r))
}

func (n either) judge(r *Row) truth {
	a := n.a.judge(r)
	if a == yes {
		return yes
	}
	return max(a, n.b.judge(r))
}

func (n negation) judge(r *Row) truth { return -n.of.judge(r) }

func (n comparison) judge(r *Row) truth {
	a, b := n.a.in(r), n.b.in(r)
	if a.Null() || b.Null() {
		return unknown
	}
	switch c := compare(a, b); {
	case c < 0:
		return truthOf(n.less)
	case c > 0:
		return truthOf(n.bigger)
	}
	return truthOf(n.equal)
}

func (n oneOf) judge(r *Row) truth {
	v := n.of.in(r)
	if v.Null() {
		return unknown
	}
	return truthOf(n.values[v.plain()])
}

func (n between) judge(r *Row) truth {
	v, low, high := n.of.in(r), n.low.in(r), n.high.in(r)
	if v.Null() || low.Null() || high.Null() {
		return unknown
	}
	return truthOf(compare(low, v) <= 0 && compare(v, high) <= 0)
}

func (n isNull) judge(r *Row) truth { return truthOf(n.of.in(r).Null()) }

func (n isTrue) judge(r *Row) truth {
	v := n.of.in(r)
	if v.Null() {
		return unknown
	}
	return truthOf(v.number == 1)
}

func (n within) judge(r *Row) truth { return truthOf(r.Meets != nil && r.Meets(n.box)) }

func (n like) judge(r *Row) truth {
	v := n.of.in(r)
	if v.Null() {
		return unknown
	}
	return truthOf(matches(v.text, n.pattern))
}

// The signs of a pattern, out of the way of letters.
const (
	anyText   rune = -1 // %
	anyLetter rune = -2 // _
)

// matches tells whether a text is of the pattern. Going back to the last % alone
// is enough, so that it takes at most the product of both lengths.
func matches(text string, pattern []rune) bool {
	at, star, again := 0, -1, ""
	for text != "" {
		letter, size := utf8.DecodeRuneInString(text)
		switch {
		case at < len(pattern) && pattern[at] == anyText:
			star, again = at, text
			at++
			continue
		case at < len(pattern) && (pattern[at] == anyLetter || pattern[at] == letter):
			at++
			text = text[size:]
		case star >= 0:
			_, size = utf8.DecodeRuneInString(again)
			again = again[size:]
			at, text = star+1, again
		default:
			return false
		}
	}
	for at < len(pattern) && pattern[at] == anyText {
		at++
	}
	return at == len(pattern)
}
