// Package terrain holds elevation in memory and answers for it: the height at a
// point, along a line, and along the radials of a mast. What is not known is
// never a height of 0: every answer says how far it is known.
package terrain
