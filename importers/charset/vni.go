package charset

import "strings"

// vniPairs are the two-character letters of VNI: the vowel, then a mark that
// carries tone and shape. Each line is a vowel, the marks, and what they make.
const vniPairs = `
a ùøûõïêéèúüëâáàåãä áàảãạăắằẳẵặâấầẩẫậ
e ùøûõïâáàåãä éèẻẽẹêếềểễệ
o ùøûõïâáàåãä óòỏõọôốồổỗộ
u ùøûõï úùủũụ
y ùøûõ ýỳỷỹ
ô ùøûõï ớờởỡợ
ö ùøûõï ứừửữự`

// vniSingles are its one-character letters.
const vniSingles = "ñđ ôơ öư îỵ íí ìì æỉ óĩ òị"

type vniTable struct {
	pairs   map[[2]rune]rune
	singles map[rune]rune
}

var fromVNI = makeVNI()

func makeVNI() vniTable {
	t := vniTable{map[[2]rune]rune{}, map[rune]rune{}}
	for _, line := range strings.Split(strings.TrimSpace(vniPairs), "\n") {
		parts := strings.Fields(line)
		vowel, letters := []rune(parts[0])[0], []rune(parts[2])
		for i, mark := range []rune(parts[1]) {
			t.pairs[[2]rune{vowel, mark}] = letters[i]
		}
	}
	for _, pair := range strings.Fields(vniSingles) {
		letters := []rune(pair)
		t.singles[letters[0]] = letters[1]
	}
	return t
}

// decodeVNI reads the pairs first. The vowel gives the letter its case: in
// running text the mark after a capital is often small (Uûy ban).
func decodeVNI(text string) string {
	var b strings.Builder
	runes := []rune(text)
	for i := 0; i < len(runes); i++ {
		small := lower(runes[i])
		if i+1 < len(runes) {
			if letter, ok := fromVNI.pairs[[2]rune{small, lower(runes[i+1])}]; ok {
				b.WriteRune(caseOf(runes[i], letter))
				i++
				continue
			}
		}
		if letter, ok := fromVNI.singles[small]; ok {
			b.WriteRune(caseOf(runes[i], letter))
			continue
		}
		b.WriteRune(runes[i])
	}
	return b.String()
}
