package sample

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"phusong/geo"
)

// The words hamlet names are made of. The names are invented from words common
// in the north of Viet Nam; a name that exists somewhere does so by chance.
const (
	tayFirst = "Nà|Khuổi|Pác|Lũng|Phiêng|Tát|Cốc|Khau|Nậm|Thôm|Pù|Bó|Khun|Lùng|Tồng|Đán"
	tayLast  = "Tạng|Khẻ|Lãm|Giòng|Bung|Luông|Nghè|Mạ|Chang|Tông|Khà|Vai|Ngoạng|Đứa|Cuổi|Héc|Nhùng|Phìn|Củng|Cằm|" +
		"Thài|Luộc|Mòn|Ráo|Cải|Đao|Ngận|Lừa|Chúc|Muông|Pài|Thom|Hin|Vàng|Noong|Phia|Slam|Tâu|Chiềng|Kẻm|Lầu|Nưa|Xỏm|Bưa"
	daoFirst  = "Khe|Ngòi|Cây|Gò|Làng|Đèo|Khuôn|Động|Đầu|Bãi|Dốc|Đát"
	daoLast   = "Thuyền|Nung|Chanh|Danh|Mòn|Mon|Trám|Hon|Thị|Cướm|Lũy|Sảng|Đảng|Vầu|Nhừ|Dùm|Bòng|Quắc|Hiên|Chùa|Khoan|Lếch|Mai|Vạc|Giang|Tre"
	kinhFirst = "Đồng|Tân|Minh|Phú|An|Yên|Quang|Trung|Hòa|Vĩnh|Hưng|Thắng|Đông|Thái|Lâm|Hồng|Quyết|Phúc|Cầu|Đình"
	kinhLast  = "Rôm|Thành|Tiến|Bình|Lập|Sơn|Thắng|Cường|Quý|Phong|Long|Khánh|Tâm|Hải|Thịnh|Lợi|Giang|Châu|Hương|Thọ|Trại|Cháy|Mận|Dầu|Đa"
)

// namer gives names to the hamlets of one commune; no name comes twice.
type namer struct {
	chance   *rand.Rand
	commune  unit
	taken    map[string]bool
	numbered bool // a plain "Thôn 5" and so on
}

func newNamer(commune unit, chance *rand.Rand) *namer {
	return &namer{chance: chance, commune: commune, taken: map[string]bool{}, numbered: chance.Float64() < 0.14}
}

// name returns the kind and the full name of the hamlet with a running number.
func (n *namer) name(number int) (geo.HamletKind, string) {
	if !strings.HasPrefix(n.commune.name, "Xã") {
		return geo.HamletTDP, fmt.Sprintf("Tổ dân phố %d", number)
	}
	kind := n.kind()
	if n.numbered {
		return geo.HamletThon, fmt.Sprintf("Thôn %d", number)
	}
	word := "Thôn "
	if kind == geo.HamletBan {
		word = "Bản "
	}
	for {
		name := n.words(kind)
		if !n.taken[name] {
			n.taken[name] = true
			return kind, word + name
		}
	}
}

func (n *namer) kind() geo.HamletKind {
	if n.chance.Float64() < 0.5*northness(n.commune)-0.1 {
		return geo.HamletBan
	}
	return geo.HamletThon
}

func (n *namer) words(kind geo.HamletKind) string {
	dice := n.chance.Float64()
	switch {
	case kind == geo.HamletBan && dice < 0.6:
		return n.pick(tayLast)
	case dice < 0.15+0.75*northness(n.commune):
		return n.pick(tayFirst) + " " + n.pick(tayLast)
	case dice < 0.75:
		return n.pick(daoFirst) + " " + n.pick(daoLast)
	}
	return n.pick(kinhFirst) + " " + n.pick(kinhLast)
}

func (n *namer) pick(words string) string {
	all := strings.Split(words, "|")
	return all[n.chance.IntN(len(all))]
}
