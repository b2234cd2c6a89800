package charset

import (
	"bytes"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// convert runs one column through the door.
func convert(raw bool, texts ...string) ([]string, []Conversion) {
	column := Column{Raw: raw}
	got := append([]string{}, texts...)
	for i := range got {
		column.Texts = append(column.Texts, &got[i])
	}
	return got, Convert([]Column{column})
}

func TestHeadersOfTheOldEncodings(t *testing.T) {
	for _, tt := range []struct{ want, tcvn3, vni string }{
		{"Mã trạm", "M· tr¹m", "Maõ traïm"},
		{"Tên trạm", "Tªn tr¹m", "Teân traïm"},
		{"Nhà mạng", "Nhµ m¹ng", "Nhaø maïng"},
		{"Kinh độ", "Kinh ®é", "Kinh ñoä"},
		{"Vĩ độ", "VÜ ®é", "Vó ñoä"},
		{"Toạ độ", "To¹ ®é", "Toaï ñoä"},
		{"Địa chỉ", "§Þa chØ", "Ñòa chæ"},
		{"Xã/Phường", "X·/Ph\u00adêng", "Xaõ/Phöôøng"},
		{"Huyện", "HuyÖn", "Huyeän"},
		{"Chiều cao cột", "ChiÒu cao cét", "Chieàu cao coät"},
		{"Độ cao anten", "§é cao anten", "Ñoä cao anten"},
		{"Góc phương vị", "Gãc ph\u00ad¬ng vÞ", "Goùc phöông vò"},
		{"Công nghệ", "C«ng nghÖ", "Coâng ngheä"},
		{"Băng tần", "B¨ng tÇn", "Baêng taàn"},
		{"Công suất", "C«ng suÊt", "Coâng suaát"},
		{"Trạng thái", "Tr¹ng th¸i", "Traïng thaùi"},
		{"Ngày phát sóng", "Ngµy ph¸t sãng", "Ngaøy phaùt soùng"},
		{"Truyền dẫn", "TruyÒn dÉn", "Truyeàn daãn"},
		{"Ghi chú", "Ghi chó", "Ghi chuù"},
		{"TUYÊN QUANG", "TUYªN QUANG", "TUYEÂN QUANG"},
	} {
		if got := TCVN3.decode(tt.tcvn3).text; !strings.EqualFold(got, tt.want) {
			t.Errorf("TCVN3 %q is %q, want %q", tt.tcvn3, got, tt.want)
		}
		if got := VNI.decode(tt.vni).text; got != tt.want {
			t.Errorf("VNI %q is %q, want %q", tt.vni, got, tt.want)
		}
	}
}

func TestOneColumn(t *testing.T) {
	for _, tt := range []struct {
		name     string
		encoding Encoding
		texts    []string
		want     []string
	}{
		{"Unicode stays", Unicode, []string{"Tên trạm", "Hà Giang", "Nà Hang", "Tân An", "25°C", "Müller"}, nil},
		{"one Unicode name that could be VNI stays", Unicode, []string{"Hoà Bình", "Hoà"}, nil},
		{"TCVN3", TCVN3, []string{"Tªn tr¹m", "Ph\u00adêng Minh Xu©n", "X· Th\u00adîng N«ng", "TQG0327-12"}, []string{"Tên trạm", "Phường Minh Xuân", "Xã Thượng Nông", "TQG0327-12"}},
		{"TCVN3 that lost its soft hyphens", TCVN3, []string{"Tªn tr¹m", "Phêng Minh Xu©n", "X· Thîng N«ng", "§êng d©y"}, []string{"Tên trạm", "Phường Minh Xuân", "Xã Thượng Nông", "Đường dây"}},
		{"VNI", VNI, []string{"Teân traïm", "Phöôøng Minh Xuaân", "Uûy ban", "TUYEÂN QUANG", "Vó"}, []string{"Tên trạm", "Phường Minh Xuân", "Ủy ban", "TUYÊN QUANG", "Vĩ"}},
		{"VIQR", VIQR, []string{"Te^n tra.m", "Phu+o+`ng Minh Xua^n", "Ddi.a chi?", "Na Hang", "TQG0327-12"}, []string{"Tên trạm", "Phường Minh Xuân", "Địa chỉ", "Na Hang", "TQG0327-12"}},
		{"sentences in ASCII stay", Unicode, []string{"Tram BTS (moi)?", "L+U, e.g. site A+B", "Ok. Xa.", "it's a mast"}, nil},
		{"UTF-8 read as windows-1252", Mojibake, []string{"TuyÃªn Quang", "Tráº¡m phÃ¡t sÃ³ng", "Ä\u0090á»‹a chá»‰", "HÃ\u00a0 Giang"}, []string{"Tuyên Quang", "Trạm phát sóng", "Địa chỉ", "Hà Giang"}},
		{"and trimmed on the way", Mojibake, []string{"TuyÃªn Quang", "NhÃ máº¡ng", "XÃ£ NÃ", "ÄÆ°á»ng"}, []string{"Tuyên Quang", "", "Xã Nà", ""}},
		{"the Icelandic letter", Eth, []string{"Ðịa chỉ", "Kinh ðộ", "Tên trạm"}, []string{"Địa chỉ", "Kinh độ", "Tên trạm"}},
		{"a few TCVN3 cells among Unicode", TCVN3, []string{"Phường Minh Xuân", "Phường Nông Tiến", "Xã Thượng Nông", "X· Yªn Hoa", "Xã Nà Hang"}, []string{"Phường Minh Xuân", "Phường Nông Tiến", "Xã Thượng Nông", "Xã Yên Hoa", "Xã Nà Hang"}},
		{"a few Unicode cells among TCVN3", TCVN3, []string{"X· Yªn Hoa", "X· Th\u00adîng N«ng", "Ph\u00adêng N«ng TiÕn", "Phường Minh Xuân", "X· S¬n Phó"}, []string{"Xã Yên Hoa", "Xã Thượng Nông", "Phường Nông Tiến", "Phường Minh Xuân", "Xã Sơn Phú"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, done := convert(false, tt.texts...)
			if tt.encoding == Unicode && len(done) > 0 || tt.encoding != Unicode && (len(done) == 0 || done[0].Encoding != tt.encoding) {
				t.Fatalf("conversions %+v, want %s", done, tt.encoding)
			}
			for i, want := range tt.want {
				if want != "" && norm.NFC.String(got[i]) != want {
					t.Errorf("%q becomes %q, want %q", tt.texts[i], got[i], want)
				}
			}
		})
	}
}

func TestALossyConversionIsToldAndNotHidden(t *testing.T) {
	_, done := convert(false, "Tªn tr¹m", "Phêng Minh Xu©n", "X· Thîng N«ng")
	if len(done) != 1 || done[0].Restored != 2 {
		t.Errorf("conversions %+v, want one with two words restored", done)
	}
	_, done = convert(false, "Tr\uFFFDm phát sóng", "Tên trạm")
	if len(done) != 1 || done[0].Encoding != Unknown || done[0].Doubtful != 1 {
		t.Errorf("conversions %+v, want one of unknown encoding", done)
	}
	_, done = convert(false, "TuyÃªn Quang", "NhÃ máº¡ng")
	if len(done) != 1 || done[0].Doubtful == 0 {
		t.Errorf("conversions %+v, want a doubtful one", done)
	}
}

func TestRawBytesOfEachEncoding(t *testing.T) {
	texts := []string{"Tên trạm", "Phường Minh Xuân", "Xã Thượng Nông", "Đường dây", "Nà Hang"}
	for _, from := range []string{"TCVN5712-1", "CP1258"} {
		t.Run(from, func(t *testing.T) {
			var raw []string
			for _, text := range texts {
				raw = append(raw, FromBytes(iconv(t, "UTF-8", from, []byte(text))))
			}
			got, done := convert(true, raw...)
			if fmt.Sprint(got) != fmt.Sprint(texts) || len(done) != 1 {
				t.Errorf("%q, %+v", got, done)
			}
		})
	}
}

// An independent hand: the C library's converter.
func iconv(t *testing.T, from, to string, text []byte) []byte {
	t.Helper()
	path, err := exec.LookPath("iconv")
	if err != nil {
		t.Skip("iconv is not on this machine")
	}
	command := exec.Command(path, "-f", from, "-t", to)
	command.Stdin = bytes.NewReader(text)
	out, err := command.Output()
	if err != nil {
		t.Skipf("iconv does not know %s or %s: %v", from, to, err)
	}
	return out
}

func TestEveryLetterOfTCVN3AgreesWithTheCLibrary(t *testing.T) {
	if len(fromTCVN3) != 74 {
		t.Errorf("%d letters, want 74", len(fromTCVN3))
	}
	for at, letter := range fromTCVN3 {
		// A full stop behind it keeps the converter from waiting for a tone.
		got := norm.NFC.String(string(iconv(t, "TCVN5712-1", "UTF-8", []byte{byte(at), '.'})))
		if got != string(letter)+"." {
			t.Errorf("%X is %c, the C library says %s", at, letter, got)
		}
	}
}

func TestVNIHasEveryLetterOnce(t *testing.T) {
	made := map[rune]int{}
	for _, letter := range fromVNI.pairs {
		made[letter]++
	}
	for _, letter := range fromVNI.singles {
		made[letter]++
	}
	for _, row := range strings.Fields(toned) {
		for i, letter := range []rune(row) {
			if i > 0 && made[letter] != 1 {
				t.Errorf("%c is made in %d ways", letter, made[letter])
			}
		}
	}
	for _, letter := range "ăâđêôơư" {
		if made[letter] != 1 {
			t.Errorf("%c is made in %d ways", letter, made[letter])
		}
	}
}

func TestSyllables(t *testing.T) {
	for word, want := range map[string]bool{
		"Phường": true, "nghiêng": true, "quốc": true, "giếng": true, "Yên": true, "khuya": true, "uỷ": true, "Đắk": true, "gì": true,
		"Phờng": false, "Teân": false, "tr¹m": false, "cac": false, "các": true, "cảc": false, "ngh": false, "xyz": false, "": false, "hoàà": false,
	} {
		if Syllable(word) != want {
			t.Errorf("%q: %v", word, !want)
		}
	}
}

func FuzzConvert(f *testing.F) {
	for _, text := range []string{"Tªn tr¹m", "Teân traïm", "Te^n tra.m", "TuyÃªn", "Ðịa chỉ", "Ph\u00adêng", "\u0081\u008d", "a\u0323\u0302", "Ä", "Ã", "..."} {
		f.Add(text, "Tên trạm", true)
		f.Add(text, "X· Yªn Hoa", false)
	}
	f.Fuzz(func(t *testing.T, a, b string, raw bool) {
		if raw {
			a, b = FromBytes([]byte(a)), FromBytes([]byte(b))
		}
		a, b = strings.ToValidUTF8(a, "?"), strings.ToValidUTF8(b, "?")
		got, done := convert(raw, a, b)
		for i, text := range got {
			if !utf8.ValidString(text) {
				t.Fatalf("%q", text)
			}
			if len(done) == 0 && text != []string{a, b}[i] {
				t.Fatalf("%q was changed in silence", text)
			}
		}
		if restored, _ := convert(false, norm.NFC.String("Xã Thượng Nông"), "Nà Hang"); restored[0] != "Xã Thượng Nông" {
			t.Fatal("Unicode was changed")
		}
	})
}
