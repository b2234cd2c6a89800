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
	looked := Words{fmt.Sprintf("trong %d nơi đã xét", places), fmt.Sprintf("among the %d places looked at", places)}
	if places == 1 {
		looked = Words{"với nơi duy nhất đã xét", "with the one place looked at"}
	}
	budget := Words{fmt.Sprintf("%.0f trạm", c.Budget), fmt.Sprintf("%.0f masts", c.Budget)}
	if c.Budget == 1 {
		budget.English = "1 mast"
	}
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
			fmt.Sprintf("Đã chứng minh là tốt nhất: %s, không cách chọn nào trong ngân sách %s%s được hơn %s %s.", looked.Vietnamese, budget.Vietnamese, must.Vietnamese, amount(c.Value), what.Vietnamese),
			fmt.Sprintf("Proven best: %s, no choice for at most %s%s gains more than %s %s.", looked.English, budget.English, must.English, amount(c.Value), what.English),
		}
		return
	}
	percent := 100 * c.Gap
	c.Proof = Words{
		fmt.Sprintf("Chưa chứng minh là tốt nhất: %s, không cách chọn nào trong ngân sách %s%s được quá %s %s; kết quả này kém mức đó nhiều nhất %.1f %%.", looked.Vietnamese, budget.Vietnamese, must.Vietnamese, amount(c.Bound), what.Vietnamese, percent),
		fmt.Sprintf("Not proven best: %s, no choice for at most %s%s gains more than %s %s; this one is at most %.1f %% below that.", looked.English, budget.English, must.English, amount(c.Bound), what.English, percent),
	}
}
