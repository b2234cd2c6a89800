// Package coordinate reads places as people write them: decimal degrees with
// point or comma, degrees-minutes-seconds in every spelling, metres of a map
// grid, two numbers in one cell. It says what a text may mean and never chooses
// between places; who knows the communes does that.
package coordinate
