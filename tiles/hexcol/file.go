package hexcol

import (
	"encoding/binary"
	"fmt"

	"phusong/geo"
	"phusong/geo/hex"
)

// MediaType is how files are announced.
const MediaType = "application/vnd.phusong.hexcol"

// Columns says which columns a file has, by bit.
type Columns uint8

// The columns. Class is always there.
const (
	Class Columns = 1 << iota
	Level
	Server
	Operator
	People
	Technology
	Before

	known = Class | Level | Server | Operator | People | Technology | Before
)

const (
	magic   = "PHXC"
	version = 1
	// deepest is how far below its parent a hex may lie: 5.7 million children.
	deepest = 8
)

// File is hexes of one resolution under parents of another.
type File struct {
	Resolution, Parents int
	Columns             Columns
	Blocks              []Block // parents ascend
}

// Block is the hexes under one parent, ascending. Servers[i], People[i] (hundredths),
// Technologies[i] (the signal's, 0 for none) and what signal there is belong to Hexes[i]; all but
// classes are nil where the file has no such column. Before is what signal there was.
type Block struct {
	Parent geo.Hex
	Hexes  []geo.Hex
	Signal
	Servers      []uint32
	People       []uint32
	Technologies []geo.Technology
	Before       Signal
}

// Signal is what hexes have, by hex: Classes[i], Levels[i] (dBm, 0 for none) and
// Operators[i] (whose is strongest, 0 for none).
type Signal struct {
	Classes   []geo.Class
	Levels    []int16
	Operators []uint8
}

// of is what some of the hexes have.
func (s Signal) of(from, to int) Signal {
	return Signal{piece(s.Classes, from, to), piece(s.Levels, from, to), piece(s.Operators, from, to)}
}

// Under cuts ascending hexes into blocks by their parents of a resolution; the
// columns, in the order of the hexes, are cut alike and not copied.
func Under(parents int, all Block) []Block {
	var blocks []Block
	for from := 0; from < len(all.Hexes); {
		parent, to := hex.Parent(all.Hexes[from], parents), from+1
		for to < len(all.Hexes) && hex.Parent(all.Hexes[to], parents) == parent {
			to++
		}
		blocks = append(blocks, Block{Parent: parent, Hexes: all.Hexes[from:to], Signal: all.Signal.of(from, to), Before: all.Before.of(from, to),
			Servers: piece(all.Servers, from, to), People: piece(all.People, from, to), Technologies: piece(all.Technologies, from, to)})
		from = to
	}
	return blocks
}

// piece is a part of a column, nil of one that is not there.
func piece[T any](column []T, from, to int) []T {
	if column == nil {
		return nil
	}
	return column[from:to]
}

// Append writes the file to the end of b.
func (f *File) Append(b []byte) []byte {
	b = append(append(b, magic...), version, byte(f.Resolution), byte(f.Parents), byte(f.Columns))
	b = binary.AppendUvarint(b, uint64(len(f.Blocks)))
	var bodies []byte
	last := uint64(0)
	for i := range f.Blocks {
		block := &f.Blocks[i]
		before := len(bodies)
		bodies = f.appendBody(bodies, block)
		b = binary.AppendUvarint(b, block.Parent.Short()-last)
		b = binary.AppendUvarint(b, uint64(len(block.Hexes)))
		b = binary.AppendUvarint(b, uint64(len(bodies)-before))
		last = block.Parent.Short()
	}
	return append(b, bodies...)
}

func (f *File) appendBody(b []byte, block *Block) []byte {
	steps := f.Resolution - f.Parents
	if len(block.Hexes) != children(steps) {
		last := uint64(0)
		for _, h := range block.Hexes {
			number := childNumber(h, steps)
			b = binary.AppendUvarint(b, number-last)
			last = number
		}
	}
	b = f.appendLevels(b, &block.Signal)
	if f.Columns&Server != 0 {
		b = appendNumbers(b, block.Servers)
	}
	if f.Columns&Operator != 0 {
		b = append(b, block.Operators...)
	}
	if f.Columns&People != 0 {
		b = appendNumbers(b, block.People)
	}
	if f.Columns&Technology != 0 {
		for _, technology := range block.Technologies {
			b = append(b, byte(technology))
		}
	}
	if f.Columns&Before != 0 {
		b = f.appendLevels(b, &block.Before)
		if f.Columns&Operator != 0 {
			b = append(b, block.Before.Operators...)
		}
	}
	return b
}

func (f *File) appendLevels(b []byte, s *Signal) []byte {
	for _, class := range s.Classes {
		b = append(b, byte(class))
	}
	if f.Columns&Level != 0 {
		for _, level := range s.Levels {
			b = append(b, levelByte(level))
		}
	}
	return b
}

func appendNumbers(b []byte, numbers []uint32) []byte {
	for _, number := range numbers {
		b = binary.AppendUvarint(b, uint64(number))
	}
	return b
}

// levelByte is −level; a level at or above −1 dBm, which no phone meets, is −1,
// one below −255 is −255.
func levelByte(level int16) byte {
	if level == 0 {
		return 0
	}
	return byte(max(1, min(-int(level), 255)))
}

func childNumber(h geo.Hex, steps int) uint64 { return h.Short() & (1<<(3*steps) - 1) }

// children is 7^steps.
func children(steps int) int {
	n := 1
	for range steps {
		n *= 7
	}
	return n
}

// octal is the child number of the k-th of all children.
func octal(k, steps int) uint64 {
	number := uint64(0)
	for digit := range steps {
		number |= uint64(k%7) << (3 * digit)
		k /= 7
	}
	return number
}

// String names the columns: "class, level, server".
func (c Columns) String() string {
	text := "class"
	for i, name := range []string{"level", "server", "operator", "people", "technology", "before"} {
		if c&(Level<<i) != 0 {
			text += ", " + name
		}
	}
	if c&^known != 0 || c&Class == 0 {
		return fmt.Sprintf("columns %#x", uint8(c))
	}
	return text
}
