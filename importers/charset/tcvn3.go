package charset

import "strings"

// tcvn3 are the letters of TCVN 5712 (VN3, the "ABC" fonts) at 0xA1…0xFE; a
// blank is no letter. Capitals with a tone have no place of their own: there the
// font is one of capitals and the text is small letters.
const tcvn3 = "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ"

// softHyphen is the letter ư of TCVN3. Many programs take it for an invisible
// mark and drop it.
const softHyphen = '\u00ad'

func tcvn3Letters() map[rune]rune {
	letters, at := map[rune]rune{}, rune(0xA1)
	for _, r := range tcvn3 {
		if r != ' ' {
			letters[at] = r
		}
		at++
	}
	return letters
}

var fromTCVN3 = tcvn3Letters()

func decodeTCVN3(text string) decoding {
	decoded := strings.Map(func(r rune) rune {
		if letter, ok := fromTCVN3[r]; ok {
			return letter
		}
		return r
	}, text)
	return decoding{text: decoded}
}

// hasSoftHyphen reports whether any of the columns kept a soft hyphen: then the
// letter ư was not lost on the way.
func hasSoftHyphen(columns []Column) bool {
	for _, c := range columns {
		for _, text := range c.Texts {
			if strings.ContainsRune(*text, softHyphen) {
				return true
			}
		}
	}
	return false
}

// restoreWords gives the words of a text their lost ư back where there is one
// way only to make a syllable of them: Phờng is Phường. Words that are syllables
// without it (mời, người without ư) stay: who knows the names must ask.
func restoreWords(text string) (string, int) {
	restored := 0
	var b strings.Builder
	eachWord(text, func(word string, isWord bool) {
		if isWord && !isASCII(word) && !Syllable(word) {
			if whole, ok := restoreWord(word); ok {
				word = whole
				restored++
			}
		}
		b.WriteString(word)
	})
	return b.String(), restored
}

func restoreWord(word string) (string, bool) {
	if len(word) > maxSyllable {
		return "", false
	}
	found := ""
	runes := []rune(word)
	for i := 1; i <= len(runes); i++ {
		whole := string(runes[:i]) + "ư" + string(runes[i:])
		if !Syllable(whole) {
			continue
		}
		if found != "" {
			return "", false
		}
		found = whole
	}
	return found, found != ""
}
