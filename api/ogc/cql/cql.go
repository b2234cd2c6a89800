// Package cql reads the text form of the OGC's Common Query Language (CQL2,
// OGC 21-065r2) as far as lists of features need it, and tells which features an
// expression keeps. An expression is read into a small tree over named properties
// and evaluated in memory: no part of it becomes a query of a database.
//
//	verdict IN ('none','partial') AND people >= 200 AND NOT name LIKE 'Bản%'
//	S_INTERSECTS(geometry, BBOX(104.9, 21.8, 105.2, 22.1))
package cql

import "errors"

// ErrFilter means that a text is no expression that is understood here; the
// error says where and why.
var ErrFilter = errors.New("the filter is not understood")

// The bounds of an expression.
const (
	MaxBytes = 8 << 10
	maxNodes = 1000
	maxDepth = 40
)

// Property is a name that an expression may use, and its type.
type Property struct {
	Name string
	Type Type
}

// Geometry is the name of the features' place in spatial functions.
const Geometry = "geometry"

// Row is one feature: Values[i] is of the i-th property. Meets tells whether its
// place shares a point with the box west, south, east, north; nil where no
// expression asks.
type Row struct {
	Values []Value
	Meets  func(box [4]float64) bool
}

// Filter is an expression. The nil Filter keeps everything.
type Filter struct {
	root node
}

// Keeps tells whether the expression is true of a row: neither false nor unknown
// for want of a value.
func (f *Filter) Keeps(r Row) bool { return f == nil || f.root.judge(&r) == yes }

// truth is SQL's: with a value missing, neither no nor yes.
type truth int8

const (
	no      truth = -1
	unknown truth = 0
	yes     truth = 1
)

func truthOf(is bool) truth {
	if is {
		return yes
	}
	return no
}
