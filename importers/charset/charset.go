// Package charset reads Vietnamese text in the encodings that came before
// Unicode and in the ways Unicode breaks: TCVN3 (ABC), VNI, VIQR, windows-1258,
// UTF-8 taken for windows-1252, Đ written with the Icelandic letter. Which of
// them a text is in is decided column by column: the right reading is the one
// that gives Vietnamese syllables.
package charset

// Encoding is a way in which a text was written.
type Encoding string

// The encodings. Text that is fine as it is has the encoding Unicode.
const (
	Unicode     Encoding = "Unicode"
	TCVN3       Encoding = "TCVN3 (ABC)"
	VNI         Encoding = "VNI"
	VIQR        Encoding = "VIQR"
	Windows1258 Encoding = "windows-1258"
	Mojibake    Encoding = "UTF-8 ⇢ windows-1252" // UTF-8 that was read as windows-1252
	Eth         Encoding = "Ð ⇢ Đ"
	Unknown     Encoding = "?"
)

// Column is texts that were written by one hand: a column of a sheet, a field
// of a table. They are converted in place.
type Column struct {
	Texts []*string
	Raw   bool // single bytes of an unknown encoding, as FromBytes reads them
}

// Conversion says what was done to one column; the texts are those of a cell
// that shows it.
type Conversion struct {
	Column   int // index of the column
	Encoding Encoding
	Cells    int // texts changed
	Restored int // words that got a lost ư back
	Doubtful int // texts with words that are no Vietnamese even now, or with lost letters
	Before   string
	After    string
}

// decoding is a text under one encoding.
type decoding struct {
	text     string
	lost     bool // bytes were missing
	restored int
}

func (e Encoding) decode(text string) decoding {
	switch e {
	case TCVN3:
		return decodeTCVN3(text)
	case VNI:
		return decoding{text: decodeVNI(text)}
	case VIQR:
		return decoding{text: decodeVIQR(text)}
	case Windows1258:
		return decoding{text: decode1258(text)}
	case Mojibake:
		return decodeMojibake(text)
	case Eth:
		return decoding{text: withoutEth(text)}
	}
	return decoding{text: text}
}
