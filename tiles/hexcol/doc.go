// Package hexcol writes and reads hex columns: what a network does on each hex, as
// columns of small numbers instead of polygons. Whoever reads them draws the
// hexagons, for H3 tells where they are.
//
// # The format, version 1
//
// Media type application/vnd.phusong.hexcol, ending .hexcol. Numbers are unsigned
// LEB128 varints (as in protocol buffers) unless a width in bytes is given. A file
// is a head, a directory and one body for each block; a block is the hexes of a
// file under one parent.
//
//	head       4 bytes  "PHXC"
//	           1 byte   version, 1
//	           1 byte   r, the H3 resolution of the hexes
//	           1 byte   p, the H3 resolution of the parents, at most r, at least r − 8
//	           1 byte   columns, by bit: 1 class (always), 2 level, 4 server,
//	                    8 operator, 16 people, 32 technology, 64 before
//	           varint   number of blocks
//	directory  for each block, parents ascending:
//	           varint   parent: the first as its short number, the others as the
//	                    difference from the one before, at least 1
//	           varint   n, the number of hexes, 1 … 7^(r−p)
//	           varint   size of the body in bytes
//	body       of each block, one after the other:
//	           ids      left out where n is 7^(r−p): then every child is there.
//	                    Else n varints: the first child number as it is, the others
//	                    as the difference from the one before, at least 1
//	           class    n × 1 byte: 0 none, 1 weak, 2 limited, 3 fair, 4 good,
//	                    5 very good, 15 unknown
//	           level    n × 1 byte, if there: v stands for −v dBm, 0 for no level
//	           server   n varints, if there: the feature id, in the layer «sites»,
//	                    of the mast of the best server; 0 for none
//	           operator n × 1 byte, if there: whose the best server is: v is the
//	                    place, from 1, in the release's list of operators; 0 for none
//	           people   n varints, if there: hundredths of people who live there
//	           technology n × 1 byte, if there: which of several the signal is of, by
//	                    its generation: 2, 3, 4 or 5; 0 for none
//	           before   if there, of class, level and operator those that are there,
//	                    once more: what each hex was before changes were tried
//
// The short number of a hex h of resolution q is (h >> 3·(15−q)) & (2^(7+3q) − 1),
// at most 52 bits; h is again 1<<59 | q<<52 | short<<3·(15−q) | 2^(3·(15−q)) − 1.
// The child number of a hex under its parent is its short number modulo 2^(3(r−p)):
// one octal digit, 0 … 6, for each step down. Of all 7^(r−p) children in order,
// number k has the child number whose octal digits are k's digits to base 7.
//
// A reader must refuse what is not so, bytes left over, and versions and columns
// it does not know. Every hex takes at least one byte, so a file never holds more
// hexes than bytes.
package hexcol
