package charset

import "strings"

// reader converts the texts of one column.
type reader struct {
	column           int
	raw              bool
	encoding, common Encoding
	complete         bool // no letter was lost with the soft hyphens
	memo             map[string]reading
	done             []Conversion
}

// reading is what became of one text.
type reading struct {
	decoding
	encoding Encoding
	doubtful bool
}

// maxMemo bounds the texts remembered; columns repeat themselves.
const maxMemo = 50_000

func (r *reader) convert(c Column) []Conversion {
	for _, text := range c.Texts {
		before := *text
		read, known := r.memo[before]
		if !known {
			read = r.read(before)
			if len(r.memo) < maxMemo {
				r.memo[before] = read
			}
		}
		if read.encoding == Unicode {
			continue
		}
		*text = read.text
		r.note(before, read)
	}
	return r.done
}

func (r *reader) note(before string, read reading) {
	at := -1
	for i := range r.done {
		if r.done[i].Encoding == read.encoding {
			at = i
		}
	}
	if at < 0 {
		at = len(r.done)
		r.done = append(r.done, Conversion{Column: r.column, Encoding: read.encoding, Before: before, After: read.text})
	}
	c := &r.done[at]
	c.Cells++
	c.Restored += read.restored
	if read.doubtful {
		c.Doubtful++
	}
}

// read decides about one text.
func (r *reader) read(text string) reading {
	if isASCII(text) {
		return r.readASCII(text)
	}
	if strings.ContainsRune(text, '\uFFFD') {
		return reading{decoding: decoding{text: text}, encoding: Unknown, doubtful: true}
	}
	plain := tallyOf(text)
	switch {
	case !single(text):
		return r.readEth(text)
	case r.encoding != Unicode && r.encoding != VIQR:
		return r.readAs(r.encoding, text, plain)
	case plain.right == plain.words:
		return r.readEth(text)
	}
	return r.readAlone(text, plain)
}

func (r *reader) readASCII(text string) reading {
	if r.encoding == VIQR {
		if decoded := decodeVIQR(text); decoded != text {
			return reading{decoding: decoding{text: decoded}, encoding: VIQR}
		}
	}
	return reading{encoding: Unicode}
}

// readAs reads a text of a column in encoding, unless it is plainly Unicode: all
// of it Vietnamese as it is, and less of it in the other reading.
func (r *reader) readAs(encoding Encoding, text string, plain tally) reading {
	d := encoding.decode(text)
	if encoding == TCVN3 && !r.complete {
		d.text, d.restored = restoreWords(d.text)
	}
	t := tallyOf(d.text)
	if d.text == text || !r.raw && plain.words > 0 && plain.right == plain.words && t.right < t.words {
		return r.readEth(text)
	}
	return reading{decoding: d, encoding: encoding, doubtful: d.lost || t.right < t.words}
}

// readAlone reads a text that is no Vietnamese in a column that otherwise is
// fine: another encoding is believed when every word is a syllable under it.
func (r *reader) readAlone(text string, plain tally) reading {
	for _, encoding := range append([]Encoding{r.common}, candidates(r.raw)...) {
		d := encoding.decode(text)
		if t := tallyOf(d.text); d.text != text && t.words > 0 && t.right == t.words && plain.right < plain.words {
			return reading{decoding: d, encoding: encoding, doubtful: d.lost}
		}
	}
	if eth := r.readEth(text); eth.encoding != Unicode || !r.raw {
		return eth
	}
	// Bytes that nothing explains are shown as the commonest encoding has them.
	return reading{decoding: decoding{text: decode1258(text)}, encoding: Unknown, doubtful: true}
}

func (r *reader) readEth(text string) reading {
	if plain := withoutEth(text); plain != text {
		return reading{decoding: decoding{text: plain}, encoding: Eth}
	}
	return reading{encoding: Unicode}
}
