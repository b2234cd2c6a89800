package charset

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// onsets are the consonants a Vietnamese syllable may begin with; none is one
// of them. Longer ones come first.
const onsets = "ngh ng nh gh gi kh ch ph th tr qu b c d đ g h k l m n p r s t v x"

// rimes are what may follow, without the tone; the last row is that of names
// from the languages of the highlands (Đắk Lắk).
const rimes = `a ac ach ai am an ang anh ao ap at au ay
ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up ut
uơ uy uya uych uyên uyêt uynh uyn uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y yêm yên yêng yêt yêu ynh yt ych yn yu
ak ăk âk ok ôk uk`

// tones are the marks in the order of the letters below; the first is none.
const (
	toned = `aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ`
	acute = 4
	below = 5
)

type letter struct {
	bare rune // without its tone
	tone int  // 0 for none
}

type spelling struct {
	onsets  []string
	rimes   map[string]bool
	letters map[rune]letter
}

var vietnamese = makeSpelling()

func makeSpelling() spelling {
	s := spelling{onsets: append(strings.Fields(onsets), ""), rimes: map[string]bool{}, letters: map[rune]letter{}}
	for _, rime := range strings.Fields(rimes) {
		s.rimes[rime] = true
	}
	for _, row := range strings.Fields(toned) {
		all := []rune(row)
		for tone, r := range all {
			s.letters[r] = letter{all[0], tone}
		}
	}
	return s
}

// maxSyllable bounds a syllable in bytes; the longest, nghiêng, has nine.
const maxSyllable = 24

// Syllable reports whether a word is one a Vietnamese could write: an onset, a
// rime, one tone, and after a closing stop none but the two tones it can bear.
func Syllable(word string) bool {
	if len(word) > maxSyllable {
		return false
	}
	var bare [maxSyllable]byte
	n, tone := 0, 0
	for _, r := range word {
		r = lower(r)
		if l, ok := vietnamese.letters[r]; ok {
			if l.tone != 0 && tone != 0 {
				return false
			}
			r, tone = l.bare, tone+l.tone
		}
		if n+utf8.RuneLen(r) > len(bare) {
			return false
		}
		n += utf8.EncodeRune(bare[n:], r)
	}
	return spelled(bare[:n], tone)
}

func spelled(bare []byte, tone int) bool {
	for _, onset := range vietnamese.onsets {
		if len(bare) <= len(onset) || string(bare[:len(onset)]) != onset || !vietnamese.rimes[string(bare[len(onset):])] {
			continue
		}
		switch bare[len(bare)-1] {
		case 'c', 'p', 't':
			return tone == acute || tone == below
		case 'h':
			return bare[len(bare)-2] != 'c' || tone == acute || tone == below
		}
		return true
	}
	return false
}

func lower(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}
	return unicode.ToLower(r)
}

// caseOf gives a small letter the case of another.
func caseOf(like, small rune) rune {
	if unicode.IsUpper(like) {
		return unicode.ToUpper(small)
	}
	return small
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
