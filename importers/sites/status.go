package sites

import (
	"fmt"
	"strings"

	"phusong/geo"
	"phusong/importers/table"
)

// statusWords are looked for in order: what stops a station before what starts
// it, since "tạm dừng phát sóng" holds both.
func statusWords() []struct {
	status geo.Status
	words  []string
} {
	return []struct {
		status geo.Status
		words  []string
	}{
		{geo.StatusRemoved, []string{"thao do", "da thao", "huy", "thanh ly", "dismantled", "removed", "decommissioned", "ngung han", "cham dut"}},
		{geo.StatusPaused, []string{"tam dung", "tam ngung", "tam ngung phat song", "ngung hoat dong", "ngung phat", "dung phat", "mat dien", "su co", "paused", "off air", "down", "khong hoat dong", "inactive", "suspended"}},
		{geo.StatusBuilding, []string{"dang xay", "xay dung", "thi cong", "dang lap dat", "lap dat", "chua co dien", "cho dien", "building", "construction", "under construction", "chua phat song", "chua hoat dong"}},
		{geo.StatusPlanned, []string{"quy hoach", "du kien", "ke hoach", "khao sat", "de xuat", "planned", "plan", "proposed", "chua trien khai"}},
		{geo.StatusOnAir, []string{"dang hoat dong", "hoat dong", "dang phat", "phat song", "da phat", "hoa mang", "da hoa mang", "on air", "onair", "active", "in service", "operational", "binh thuong", "tot", "co", "x", "1", "ok", "dang khai thac", "khai thac"}},
	}
}

// readStatus reads a status word. A blank cell says "on air", as the lists of
// running stations leave it out; ok is false for a word that is not known.
func readStatus(text string) (status geo.Status, ok bool) {
	if strings.TrimSpace(text) == "" {
		return geo.StatusOnAir, true
	}
	folded := table.Fold(text)
	padded := " " + folded + " "
	for _, s := range statusWords() {
		for _, word := range s.words {
			if strings.Contains(padded, " "+word+" ") {
				return s.status, true
			}
		}
	}
	return geo.StatusOnAir, false
}

// readStatus takes the row's state, or asks what an unknown word means: whether
// a station radiates is not to be guessed.
func (r *row) readStatus(m *memo) bool {
	status, ok := m.status(r.Text(fieldStatus))
	r.status = status
	if ok {
		return true
	}
	states := []geo.Status{geo.StatusOnAir, geo.StatusPaused, geo.StatusBuilding, geo.StatusPlanned, geo.StatusRemoved}
	words := [][2]string{{"đang phát sóng", "on air"}, {"tạm dừng", "paused"}, {"đang xây dựng", "being built"}, {"dự kiến", "planned"}, {"đã tháo dỡ", "removed"}}
	var readings []Reading
	for i, state := range states {
		readings = append(readings, Reading{Kind: string(state), Vietnamese: words[i][0], English: words[i][1], Score: 0.2})
	}
	chosen, answered := r.ask(fault{field: fieldStatus, code: "status", vietnamese: fmt.Sprintf("không nhận ra trạng thái “%s”: trạm có đang phát sóng không?", shorten(r.Text(fieldStatus))),
		english: fmt.Sprintf("the status “%s” is not known: is the station on air?", shorten(r.Text(fieldStatus)))}, readings)
	if answered {
		r.status = states[chosen]
	}
	return answered
}

// readFlag reads a cell that is ticked or not. Blank is not ticked.
func readFlag(text string) bool {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "", "0", "-", "no", "n", "false", "không", "khong", "ko", "k", "n/a", "chưa", "chưa có":
		return false
	}
	return true
}
