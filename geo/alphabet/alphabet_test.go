package alphabet_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"phusong/geo/alphabet"
)

// inOrder are names as a Vietnamese index has them, line by line.
const inOrder = `An Khang|Ăn Sang|Âu Lâu|Bản 2|Bản 10|Bình Xa|Chiêm Hoá|Đà Vị|Đức Xuân|Em|Êm
Dân Chủ|Đại Phú|Đạo Viện|Đông Thọ
Ma|Mà|Mả|Mã|Má|Mạ|Mă|Mâ
O|Ô|Ơ|U|Ư
Thôn 1|Thôn 2|Thôn 9|Thôn 10|Thôn 11|Thôn 100
Tổ dân phố 2|Tổ dân phố 12
Na Hang|Xã Năng Khả|Thị trấn Ngân Sơn|Phường Nông Tiến|Xã Ỷ La`

func TestNamesStandAsVietnameseReadersLookThemUp(t *testing.T) {
	for line := range strings.Lines(inOrder) {
		want := strings.Split(strings.TrimSpace(line), "|")
		for seed := range uint64(20) {
			got := slices.Clone(want)
			rand.New(rand.NewPCG(seed, 1)).Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
			alphabet.Sort(got, func(name string) []string { return []string{name} })
			if !slices.Equal(got, want) {
				t.Fatalf("sorted %q, want %q", got, want)
			}
		}
	}
}

func TestTheFirstNameThatDiffersDecidesAndEqualRowsKeepTheirOrder(t *testing.T) {
	rows := [][]string{{"Xã Đà Vị", "Thôn 2", "x"}, {"Xã An Khang", "Thôn 10", "x"}, {"Xã Đà Vị", "Thôn 1", "x"}, {"Xã An Khang", "Thôn 9", "x"}, {"An Khang", "Thôn 10", "y"}}
	alphabet.Sort(rows, func(row []string) []string { return row[:2] })
	if got, want := fmt.Sprint(rows), "[[Xã An Khang Thôn 9 x] [Xã An Khang Thôn 10 x] [An Khang Thôn 10 y] [Xã Đà Vị Thôn 1 x] [Xã Đà Vị Thôn 2 x]]"; got != want {
		t.Errorf("sorted %s, want %s", got, want)
	}
}

func TestAComparerTellsEveryTwoTextsApart(t *testing.T) {
	compare := alphabet.Comparer()
	for _, tt := range []struct {
		a, b string
		want int
	}{{"Thôn 2", "Thôn 10", -1}, {"Đ", "E", -1}, {"Dz", "Đa", -1}, {"Thôn 5", "Thôn 5", 0}, {"Thôn 5", "Thôn 05", 1}} {
		if got, back := compare(tt.a, tt.b), compare(tt.b, tt.a); got != tt.want || back != -tt.want {
			t.Errorf("%q against %q: %d and back %d, want %d", tt.a, tt.b, got, back, tt.want)
		}
	}
}

func BenchmarkSort(b *testing.B) {
	names := make([]string, 17330)
	for i := range names {
		names[i] = fmt.Sprintf("Thôn Bản %d", (i*7919)%len(names))
	}
	for b.Loop() {
		rows := slices.Clone(names)
		alphabet.Sort(rows, func(name string) []string { return []string{name} })
	}
}
