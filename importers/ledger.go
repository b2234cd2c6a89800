package importers

import "phusong/data"

// Ledger keeps account of where each row of a file ends: accepted, corrected,
// waiting with a question, refused or dropped; exactly one of the five, whatever
// issues it has.
type Ledger struct {
	fates  map[rowOf]data.Severity
	bulk   data.Counts
	issues []data.Issue
}

type rowOf struct {
	sheet string
	row   int
}

// NewLedger returns an empty ledger.
func NewLedger() *Ledger {
	return &Ledger{fates: map[rowOf]data.Severity{}}
}

// Row enters a row, counted from 1; until an issue says otherwise it is accepted.
func (l *Ledger) Row(sheet string, row int) {
	if _, known := l.fates[rowOf{sheet, row}]; !known {
		l.fates[rowOf{sheet, row}] = ""
	}
}

// Add notes an issue. On a row that was entered it settles the row's fate: the
// worst severity stands. Row 0 is the file as a whole.
func (l *Ledger) Add(issue data.Issue) {
	l.issues = append(l.issues, issue)
	at := rowOf{issue.Sheet, issue.Row}
	if fate, known := l.fates[at]; known && rank(issue.Severity) > rank(fate) {
		l.fates[at] = issue.Severity
	}
}

func rank(s data.Severity) int {
	switch s {
	case data.Refused:
		return 4
	case data.Dropped:
		return 3
	case data.Question:
		return 2
	case data.Corrected:
		return 1
	}
	return 0
}

// Drop enters a row that is no data and needs no words, such as a blank one.
func (l *Ledger) Drop(sheet string, row int) {
	l.fates[rowOf{sheet, row}] = data.Dropped
}

// Taken reports whether a row was entered and not refused, dropped or waiting.
func (l *Ledger) Taken(sheet string, row int) bool {
	fate, known := l.fates[rowOf{sheet, row}]
	return known && rank(fate) < rank(data.Question)
}

// Place says where a row ends; rows that were never entered are dropped.
func (l *Ledger) Place(sheet string, row int) Place {
	fate, known := l.fates[rowOf{sheet, row}]
	if !known {
		return Dropped
	}
	return placeOf(fate)
}

// Bulk enters rows that have no name of their own, such as the pixels of a grid.
func (l *Ledger) Bulk(accepted, refused, dropped int) {
	l.bulk.Rows += accepted + refused + dropped
	l.bulk.Accepted += accepted
	l.bulk.Refused += refused
	l.bulk.Dropped += dropped
}

// Counts adds up the rows by their fate.
func (l *Ledger) Counts() data.Counts {
	c := l.bulk
	for _, fate := range l.fates {
		c.Rows++
		switch placeOf(fate) {
		case Refused:
			c.Refused++
		case Waiting:
			c.Questions++
		case Dropped:
			c.Dropped++
		case Corrected:
			c.Corrected++
		default:
			c.Accepted++
		}
	}
	return c
}

// Issues returns the issues in the order they were noted.
func (l *Ledger) Issues() []data.Issue { return l.issues }
