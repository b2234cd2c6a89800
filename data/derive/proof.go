package derive

import "fmt"

// provenGap is the share of the bound below which a gap is rounding.
const provenGap = 1e-6

// Tell says in words how far from the best a plan can be at most, and by what that
// is bounded: the places looked at, the budget, and what has to be served. It is
// called on answers as they are read, so that old ones tell it as well.
func (c *Chosen) Tell() {
	c.Proven = c.Gap <= provenGap
	places := 0
	for _, n := range c.Candidates {
		places += n
	}
	budget := Words{fmt.Sprintf("%.0f trạm", c.Budget), fmt.Sprintf("%.0f masts", c.Budget)}
	if c.Unit == InMoney {
		budget = Words{fmt.Sprintf("%.0f triệu đồng", c.Budget), fmt.Sprintf("%.0f million đồng", c.Budget)}
	}
	must := Words{}
	if len(c.Must) > 0 {
		must = Words{" và phục vụ được chừng ấy thôn bắt buộc", " that serves as many of the hamlets that must be served"}
	}
	what := map[Objective]Words{ForPeople: {"người", "people"}, ForHouseholds: {"hộ", "households"}, ForHamlets: {"thôn", "hamlets"}}[c.Objective]
	amount := func(v float64) string {
		if c.Objective == ForHamlets {
			return fmt.Sprintf("%.1f", v)
		}
		return fmt.Sprintf("%.0f", v)
	}
	if c.Proven {
		c.Proof = Words{
			fmt.Sprintf("Đã chứng minh là tốt nhất: trong %d nơi đã xét, không cách chọn nào trong ngân sách %s%s được hơn %s %s.", places, budget.Vietnamese, must.Vietnamese, amount(c.Value), what.Vietnamese),
			fmt.Sprintf("Proven best: among the %d places looked at, no choice for at most %s%s gains more than %s %s.", places, budget.English, must.English, amount(c.Value), what.English),
		}
		return
	}
	percent := 100 * c.Gap
	c.Proof = Words{
		fmt.Sprintf("Chưa chứng minh là tốt nhất: trong %d nơi đã xét, không cách chọn nào trong ngân sách %s%s được quá %s %s; kết quả này kém mức đó nhiều nhất %.1f %%.", places, budget.Vietnamese, must.Vietnamese, amount(c.Bound), what.Vietnamese, percent),
		fmt.Sprintf("Not proven best: among the %d places looked at, no choice for at most %s%s gains more than %s %s; this one is at most %.1f %% below that.", places, budget.English, must.English, amount(c.Bound), what.English, percent),
	}
}
