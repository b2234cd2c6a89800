// Package intake takes a stranger's file in: it decides by content what the
// file is, unpacks what must be unpacked under a budget, and refuses the rest
// with a sentence that says what to do. Names are used in messages and for the
// corner of an elevation sheet, never as paths.
package intake
