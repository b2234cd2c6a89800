package cql

import (
	"fmt"
	"math"
	"strconv"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Parse reads an expression over the properties, or fails with ErrFilter.
func Parse(filter string, properties []Property) (*Filter, error) {
	if len(filter) > MaxBytes || !utf8.ValidString(filter) {
		return nil, fmt.Errorf("%w: it must be UTF-8 of at most %d bytes", ErrFilter, MaxBytes)
	}
	all, err := words(norm.NFC.String(filter)) // as names are kept: keyboards write marks apart, too
	if err != nil {
		return nil, err
	}
	p := &parser{words: all, properties: properties}
	root, err := p.expression()
	if err == nil && p.next().kind != end {
		err = p.wrong("AND, OR or the end")
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFilter, err)
	}
	return &Filter{root}, nil
}

// parser reads by descent: each method reads what it is called after.
type parser struct {
	words      []word
	properties []Property
	depth      int
	nodes      int
}

func (p *parser) next() word { return p.words[0] }

func (p *parser) take() word {
	w := p.words[0]
	if w.kind != end {
		p.words = p.words[1:]
	}
	return w
}

// takes takes the next word where it is the one that is named.
func (p *parser) takes(what string) bool {
	if p.next().is(what) {
		p.take()
		return true
	}
	return false
}

func (p *parser) need(what string) error {
	if !p.takes(what) {
		return p.wrong(what)
	}
	return nil
}

func (p *parser) wrong(wanted string) error {
	return fmt.Errorf("at %d: %s where %s is expected", p.next().at+1, p.next(), wanted)
}

// grow counts a part of the expression.
func (p *parser) grow() error {
	if p.nodes++; p.nodes > maxNodes {
		return fmt.Errorf("it has more than %d parts", maxNodes)
	}
	return nil
}

func (p *parser) expression() (node, error) {
	a, err := p.conjunction()
	for err == nil && p.takes("OR") {
		var b node
		b, err = p.conjunction()
		a = either{a, b}
	}
	return a, err
}

func (p *parser) conjunction() (node, error) {
	a, err := p.factor()
	for err == nil && p.takes("AND") {
		var b node
		b, err = p.factor()
		a = both{a, b}
	}
	return a, err
}

func (p *parser) factor() (node, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, fmt.Errorf("it is nested more than %d deep", maxDepth)
	}
	defer func() { p.depth-- }()
	if err := p.grow(); err != nil {
		return nil, err
	}
	switch {
	case p.takes("NOT"):
		of, err := p.factor()
		return negation{of}, err
	case p.takes("("):
		inner, err := p.expression()
		if err != nil {
			return nil, err
		}
		return inner, p.need(")")
	case p.takes("S_INTERSECTS"):
		return p.intersects()
	}
	return p.predicate()
}

func (p *parser) predicate() (node, error) {
	of, err := p.operand()
	if err != nil {
		return nil, err
	}
	if p.takes("IS") {
		not := p.takes("NOT")
		return opposite(not, isNull{of}), p.need("NULL")
	}
	not := p.takes("NOT")
	var found node
	switch {
	case p.takes("LIKE"):
		found, err = p.like(of)
	case p.takes("IN"):
		found, err = p.list(of)
	case p.takes("BETWEEN"):
		found, err = p.between(of)
	case not:
		return nil, p.wrong("LIKE, IN or BETWEEN")
	case p.next().kind == sign && !p.next().is(")"):
		return p.comparison(of)
	case of.of == Bool:
		return isTrue{of}, nil
	default:
		return nil, p.wrong("=, <>, <, <=, >, >=, LIKE, IN, BETWEEN or IS NULL")
	}
	return opposite(not, found), err
}

func opposite(not bool, n node) node {
	if not {
		return negation{n}
	}
	return n
}

func (p *parser) comparison(a operand) (node, error) {
	c := comparison{a: a}
	switch p.next().text {
	case "=":
		c.equal = true
	case "<>":
		c.less, c.bigger = true, true
	case "<":
		c.less = true
	case "<=":
		c.less, c.equal = true, true
	case ">":
		c.bigger = true
	case ">=":
		c.bigger, c.equal = true, true
	default:
		return nil, p.wrong("a comparison")
	}
	p.take()
	var err error
	c.b, err = p.alike(a)
	return c, err
}

func (p *parser) like(of operand) (node, error) {
	if of.of != Text {
		return nil, p.wrong("a text before LIKE")
	}
	w := p.next()
	if w.kind != text {
		return nil, p.wrong("a pattern such as 'Bản%'")
	}
	p.take()
	var pattern []rune
	literal := false
	for _, r := range w.text {
		switch {
		case literal:
			pattern, literal = append(pattern, r), false
		case r == '\\':
			literal = true
		case r == '%':
			pattern = append(pattern, anyText)
		case r == '_':
			pattern = append(pattern, anyLetter)
		default:
			pattern = append(pattern, r)
		}
	}
	return like{of, pattern}, nil
}

func (p *parser) list(of operand) (node, error) {
	found := oneOf{of, map[Value]bool{}}
	if err := p.need("("); err != nil {
		return nil, err
	}
	for {
		if err := p.grow(); err != nil {
			return nil, err
		}
		one, err := p.alike(of)
		if err != nil {
			return nil, err
		}
		if one.place >= 0 {
			return nil, p.wrong("values, no properties, in the list")
		}
		found.values[one.value.plain()] = true
		if !p.takes(",") {
			return found, p.need(")")
		}
	}
}

func (p *parser) between(of operand) (node, error) {
	low, err := p.alike(of)
	if err != nil {
		return nil, err
	}
	if err := p.need("AND"); err != nil {
		return nil, err
	}
	high, err := p.alike(of)
	return between{of, low, high}, err
}

// alike reads an operand that can be compared with another.
func (p *parser) alike(with operand) (operand, error) {
	at := p.next().at + 1
	o, err := p.operand()
	if err != nil {
		return o, err
	}
	same := o.of == with.of || o.of.numeric() && with.of.numeric()
	if o.of == Text && o.place < 0 && with.of == Day { // a day may be written as plain text
		o.value, err = day(o.value.text, at)
		return o, err
	}
	if !same {
		return o, fmt.Errorf("at %d: the type %s cannot be compared with %s", at, o.of, with.of)
	}
	return o, nil
}

func (p *parser) operand() (operand, error) {
	if err := p.grow(); err != nil {
		return operand{}, err
	}
	w := p.next()
	switch {
	case w.kind == text:
		p.take()
		return operand{-1, TextOf(w.text), Text}, nil
	case w.kind == number || w.is("-") || w.is("+"):
		n, err := p.number()
		return operand{-1, NumberOf(n), Number}, err
	case w.is("TRUE") || w.is("FALSE"):
		p.take()
		return operand{-1, BoolOf(w.is("TRUE")), Bool}, nil
	case w.is("DATE") && p.words[1].is("("):
		return p.instant("a day such as '2026-11-22'", day)
	case w.is("TIMESTAMP") && p.words[1].is("("):
		return p.instant("a moment such as '2026-11-22T07:00:00Z'", moment)
	case w.kind == name || w.kind == quotedName:
		return p.property()
	}
	return operand{}, p.wrong("a property or a value")
}

func (p *parser) property() (operand, error) {
	w := p.take()
	for i, property := range p.properties {
		if property.Name == w.text {
			return operand{place: i, of: property.Type}, nil
		}
	}
	return operand{}, fmt.Errorf("at %d: there is no property %s: ask /queryables", w.at+1, w)
}

// instant reads DATE('…') or TIMESTAMP('…').
func (p *parser) instant(wanted string, read func(written string, at int) (Value, error)) (operand, error) {
	p.take()
	p.take() // "("
	w := p.next()
	if w.kind != text {
		return operand{}, p.wrong(wanted)
	}
	p.take()
	v, err := read(w.text, w.at+1)
	if err != nil {
		return operand{}, err
	}
	return operand{-1, v, Day}, p.need(")")
}

// day reads a day that is written at a place of the expression.
func day(written string, at int) (Value, error) {
	if _, err := time.Parse(time.DateOnly, written); err != nil {
		return Value{}, fmt.Errorf("at %d: %.30q is no day such as 2026-11-22", at, written)
	}
	return TextOf(written), nil
}

// moment reads a moment that is written at a place of the expression. It sorts among
// days as if they were their first moments, in UTC.
func moment(written string, at int) (Value, error) {
	t, err := time.Parse(time.RFC3339, written)
	if err != nil {
		return Value{}, fmt.Errorf("at %d: %.40q is no moment such as 2026-11-22T07:00:00Z", at, written)
	}
	t = t.UTC()
	if t.Equal(t.Truncate(24 * time.Hour)) {
		return TextOf(t.Format(time.DateOnly)), nil
	}
	return TextOf(t.Format("2006-01-02T15:04:05.000000000")), nil
}

func (p *parser) number() (float64, error) {
	minus := false
	for p.next().is("-") || p.next().is("+") {
		if minus {
			return 0, p.wrong("a number")
		}
		minus = p.take().is("-")
	}
	w := p.next()
	n, err := strconv.ParseFloat(w.text, 64)
	if w.kind != number || err != nil || math.IsInf(n, 0) {
		return 0, p.wrong("a number")
	}
	p.take()
	if minus {
		n = -n
	}
	return n, nil
}

// intersects reads "(geometry, BBOX(…))" or "(geometry, POINT(…))", the place in
// either order.
func (p *parser) intersects() (node, error) {
	if err := p.need("("); err != nil {
		return nil, err
	}
	placeFirst := p.takesPlace()
	if placeFirst {
		if err := p.need(","); err != nil {
			return nil, err
		}
	}
	box, err := p.area()
	if err != nil {
		return nil, err
	}
	if !placeFirst {
		if err := p.need(","); err != nil {
			return nil, err
		}
		if !p.takesPlace() {
			return nil, p.wrong(Geometry)
		}
	}
	return within{box}, p.need(")")
}

func (p *parser) takesPlace() bool {
	if w := p.next(); (w.kind == name || w.kind == quotedName) && w.text == Geometry {
		p.take()
		return true
	}
	return false
}

// area reads BBOX(west, south, east, north), with heights or without, or
// POINT(x y).
func (p *parser) area() (box [4]float64, err error) {
	point := p.takes("POINT")
	if !point && !p.takes("BBOX") {
		return box, p.wrong("BBOX(west,south,east,north) or POINT(x y)")
	}
	if err := p.need("("); err != nil {
		return box, err
	}
	var n []float64
	for len(n) < 6 {
		one, err := p.number()
		if err != nil {
			return box, err
		}
		n = append(n, one)
		if p.next().is(")") {
			break
		}
		if !point {
			if err := p.need(","); err != nil {
				return box, err
			}
		}
	}
	switch {
	case point && (len(n) == 2 || len(n) == 3):
		box = [4]float64{n[0], n[1], n[0], n[1]}
	case !point && len(n) == 4:
		box = [4]float64(n)
	case !point && len(n) == 6:
		box = [4]float64{n[0], n[1], n[3], n[4]}
	default:
		return box, p.wrong("four or six numbers of a box, two of a point")
	}
	return box, p.need(")")
}
