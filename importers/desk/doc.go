// Package desk is where operators hand their site lists in. A list is kept
// before it is acknowledged, read in the background, shown with its questions
// and consequences, corrected, and approved in one step. What is worked out from
// a list is kept in memory only: the same bytes, mapping and answers give it again.
package desk
