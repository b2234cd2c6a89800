package data

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/bits"

	"phusong/geo"
)

// Block packs what one network does on the hexes of a parent, in their order.
func (s *Store) Block(parent geo.Hex, is geo.Surface) Block {
	b := Block{Network: is.Network, Parent: parent}
	sectors, place := numbered(is.Best, is.Second)
	b.Sectors = sectors
	raw := make([]byte, 0, blockWidth*len(is.Levels))
	for _, level := range is.Levels {
		if level == geo.UnknownLevel {
			b.Unknown++
		}
		raw = binary.LittleEndian.AppendUint16(raw, uint16(level))
	}
	raw = append(raw, is.Covered...)
	raw = appendPlaces(raw, is.Best, place)
	for _, level := range is.SecondLevel {
		raw = binary.LittleEndian.AppendUint16(raw, uint16(level))
	}
	raw = appendPlaces(raw, is.Second, place)
	b.Key = sha256.Sum256(raw)
	b.Body = s.packer.pack(raw)
	return b
}

// The stored form of a block: a column of levels, 16 bits each, then of covered
// percents, 8 bits, of best sectors, 16 bits, of second levels and of second
// sectors, 16 bits; little-endian, noSector for none; zstd-compressed.
const (
	blockWidth = 2 + 1 + 2 + 2 + 2
	noSector   = 0xffff
)

func appendPlaces(raw []byte, sectors []int32, place []uint16) []byte {
	for _, sector := range sectors {
		if sector == geo.NoSector {
			raw = binary.LittleEndian.AppendUint16(raw, noSector)
			continue
		}
		raw = binary.LittleEndian.AppendUint16(raw, place[sector])
	}
	return raw
}

// numbered returns the sectors in columns, ascending, and for each of them its
// place among them.
func numbered(columns ...[]int32) (sectors []int32, place []uint16) {
	var marks []uint64
	for _, column := range columns {
		for _, sector := range column {
			if sector == geo.NoSector {
				continue
			}
			for int(sector/64) >= len(marks) {
				marks = append(marks, 0)
			}
			marks[sector/64] |= 1 << (sector % 64)
		}
	}
	sectors, place = []int32{}, make([]uint16, 64*len(marks))
	for i, word := range marks {
		for ; word != 0; word &= word - 1 {
			sector := int32(64*i + bits.TrailingZeros64(word))
			place[sector] = uint16(len(sectors))
			sectors = append(sectors, sector)
		}
	}
	return sectors, place
}

// unpackBlock is what a stored block says, appended to a surface.
func (s *Store) unpackBlock(to *geo.Surface, b *Block, body []byte) error {
	raw, err := s.packer.unpack(body)
	if err != nil {
		return err
	}
	if b.Sectors == nil {
		return appendOldBlock(to, raw)
	}
	if sha256.Sum256(raw) != b.Key || len(raw)%blockWidth != 0 {
		return fmt.Errorf("%d bytes are not what the block is called by", len(raw))
	}
	n := len(raw) / blockWidth
	levels, covered, best, secondLevels, second := raw[:2*n], raw[2*n:3*n], raw[3*n:5*n], raw[5*n:7*n], raw[7*n:]
	to.Levels, to.Covered, to.SecondLevel = appendLevels(to.Levels, levels), append(to.Covered, covered...), appendLevels(to.SecondLevel, secondLevels)
	if to.Best, err = appendSectors(to.Best, best, b.Sectors); err != nil {
		return err
	}
	to.Second, err = appendSectors(to.Second, second, b.Sectors)
	return err
}

func appendLevels(to []geo.Level16, raw []byte) []geo.Level16 {
	for i := 0; i < len(raw); i += 2 {
		to = append(to, geo.Level16(binary.LittleEndian.Uint16(raw[i:])))
	}
	return to
}

func appendSectors(to []int32, raw []byte, sectors []int32) ([]int32, error) {
	for i := 0; i < len(raw); i += 2 {
		switch place := binary.LittleEndian.Uint16(raw[i:]); {
		case place == noSector:
			to = append(to, geo.NoSector)
		case int(place) < len(sectors):
			to = append(to, sectors[place])
		default:
			return to, fmt.Errorf("sector %d of %d", place, len(sectors))
		}
	}
	return to, nil
}

// appendOldBlock reads a block from before they had sectors: the columns one
// after another, 32 bits for a sector, which is a place in the run's list.
func appendOldBlock(to *geo.Surface, raw []byte) (err error) {
	const width = 2 + 1 + 4 + 2 + 4
	n := len(raw) / width
	if to.Levels, err = appendFrom(to.Levels, raw[:2*n], n); err != nil {
		return err
	}
	to.Covered = append(to.Covered, raw[2*n:3*n]...)
	if to.Best, err = appendFrom(to.Best, raw[3*n:7*n], n); err != nil {
		return err
	}
	if to.SecondLevel, err = appendFrom(to.SecondLevel, raw[7*n:9*n], n); err != nil {
		return err
	}
	to.Second, err = appendFrom(to.Second, raw[9*n:], n)
	return err
}
