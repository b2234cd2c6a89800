// Package commitment reads lists of what operators have promised, as departments
// keep them: one promise a row, with the document it stands in. Every row is
// answered: taken, corrected, or refused with its place and the reason. What keeps
// them is handed in.
package commitment
