package derive

import (
	"strings"
	"testing"

	"phusong/geo/planning"
)

func TestAPlanTellsHowFarFromTheBestItCanBe(t *testing.T) {
	c := Chosen{Objective: ForPeople, Unit: InMoney, Budget: 20000, Value: 950, Bound: 1000, Gap: 0.05, Candidates: map[planning.Source]int{planning.SourceGiven: 7, planning.SourceDark: 5}}
	for _, tt := range []struct {
		name    string
		change  func()
		proven  bool
		vi, say string
	}{
		{"with a gap", func() {}, false, "kém mức đó nhiều nhất 5.0 %", "among the 12 places looked at, no choice for at most 20000 million đồng gains more than 1000 people; this one is at most 5.0 % below"},
		{"where something must be served", func() { c.Must = []ChosenMust{{}} }, false, "thôn bắt buộc", "that serves as many of the hamlets that must be served"},
		{"proven", func() { c.Must, c.Gap, c.Unit, c.Budget, c.Objective = nil, 1e-12, InMasts, 3, ForHamlets }, true, "Đã chứng minh", "Proven best: among the 12 places looked at, no choice for at most 3 masts gains more than 950.0 hamlets"},
		{"for one mast on the one place there is", func() { c.Budget, c.Candidates = 1, map[planning.Source]int{planning.SourceGiven: 1} }, true, "với nơi duy nhất đã xét, không cách chọn nào", "with the one place looked at, no choice for at most 1 mast gains"},
	} {
		tt.change()
		c.Tell()
		if c.Proven != tt.proven || !strings.Contains(c.Proof.Vietnamese, tt.vi) || !strings.Contains(c.Proof.English, tt.say) {
			t.Errorf("%s: %v %+v", tt.name, c.Proven, c.Proof)
		}
	}
}
