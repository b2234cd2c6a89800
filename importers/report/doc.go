// Package report writes lists for people: a stored list as a table or a map that
// the importer reads again without a change, and a sender's own workbook with
// what became of each row.
package report
