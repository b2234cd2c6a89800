// Package importers turns source files into revisions. Each kind of file has a
// room of its own with one door, Import, and site lists a second, Understand. The
// shared rooms are intake (is this file what it says, and safe), table (cells and
// headers), coordinate (what a written place may mean), feature (shapes with
// properties) and gazetteer (where the named communes lie).
//
// Every row ends in one of five places: accepted, corrected, waiting for a
// person's answer, refused, or dropped because it is no data. What is wrong with
// a row is an Issue, which is data. Errors are for files that cannot be taken at
// all, and for the database.
package importers
