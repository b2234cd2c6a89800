package boundaries

import (
	"fmt"
	"sort"
	"strings"

	"phusong/geo"
	"phusong/importers/table"
)

// code gives every hamlet its code: the file's own where every hamlet has one
// and no two share it; else one made of the commune's code and the name, which
// stays the same from one import of the list to the next.
func (h *hamletReader) code(all []*found) {
	given := map[string]*found{}
	complete := true
	for _, one := range all {
		code := one.from.Text(hamletCodeNames()...)
		complete = complete && code != ""
		if before, taken := given[code]; taken && code != "" && before.Name == one.Name && before.Commune == one.Commune {
			h.refuse(one.from, "duplicate-code", fmt.Sprintf("mã %s đã có ở đối tượng số %d", code, before.from.Number), fmt.Sprintf("code %s is that of feature %d too", code, before.from.Number))
			continue
		} else if taken {
			complete = false
		}
		given[code] = one
	}
	if complete {
		for _, one := range all {
			one.Code = geo.HamletCode(one.from.Text(hamletCodeNames()...))
		}
		return
	}
	h.notes["codes"] = "made from the commune's code and the hamlet's name"
	mint(all)
}

// mint makes codes. Hamlets of one commune with the same name are numbered from
// west to east, whatever their order in the file.
func mint(all []*found) {
	byStem := map[string][]*found{}
	for _, one := range all {
		stem := string(one.Commune) + "-" + strings.ReplaceAll(table.Fold(one.Name), " ", "-")
		byStem[stem] = append(byStem[stem], one)
	}
	for stem, group := range byStem {
		sort.Slice(group, func(i, j int) bool {
			a, b := group[i].Centre, group[j].Centre
			return a[0] < b[0] || a[0] == b[0] && a[1] < b[1]
		})
		for i, one := range group {
			one.Code = geo.HamletCode(stem)
			if i > 0 {
				one.Code = geo.HamletCode(fmt.Sprintf("%s-%d", stem, i+1))
			}
		}
	}
}
