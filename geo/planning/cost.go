package planning

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// CostFigure is one figure that costs are reckoned with: named, changeable, and
// with where it comes from. Money is millions of đồng.
type CostFigure struct {
	Name       string  `json:"name"`
	Value      float64 `json:"value"`
	Unit       string  `json:"unit"`
	Vietnamese string  `json:"vi"`
	English    string  `json:"en"`
	Source     string  `json:"source"`
}

// CostModel is what building costs, figure by figure.
type CostModel []CostFigure

// assumed stands where no tender or price list was at hand.
const assumed = "giả định, assumed"

// DefaultCosts are orders of magnitude that nobody has vouched for: whoever has
// prices puts them in their place.
func DefaultCosts() CostModel {
	return CostModel{
		{"tower.base", 250, "triệu đồng", "Móng, nhà trạm, tiếp địa của cột mới", "Footing, shelter and earthing of a new tower", assumed},
		{"tower.perMetre", 15, "triệu đồng/m", "Mỗi mét chiều cao cột", "Each metre of the tower", assumed},
		{"equipment", 600, "triệu đồng", "Thiết bị vô tuyến, ăng ten, tủ nguồn", "Radios, antennas and power cabinet", assumed},
		{"access.free", 0.3, "km", "Khoảng cách tới đường không phải làm đường", "Distance to a road for which none is built", assumed},
		{"access.detour", 1.5, "lần", "Đường đi dài hơn đường chim bay", "How much longer the way is than the straight line", assumed},
		{"access.perKm", 500, "triệu đồng/km", "Làm đường tạm, vận chuyển", "Track and haulage", assumed},
		{"power.lineReach", 3, "km", "Xa nhất còn kéo điện lưới", "Farthest that the grid is brought", assumed},
		{"power.linePerKm", 350, "triệu đồng/km", "Kéo điện lưới", "Power line", assumed},
		{"power.solar", 400, "triệu đồng", "Điện mặt trời, ắc quy khi không có điện lưới", "Solar panels and batteries where there is no grid", assumed},
		{"backhaul.fibreReach", 2, "km", "Xa nhất còn kéo cáp quang", "Farthest that fibre is brought", assumed},
		{"backhaul.fibrePerKm", 80, "triệu đồng/km", "Kéo cáp quang", "Fibre", assumed},
		{"backhaul.hop", 220, "triệu đồng", "Một tuyến viba, cả hai đầu", "A microwave hop, both ends", assumed},
		{"backhaul.vsat", 300, "triệu đồng", "Trạm vệ tinh VSAT và cước 5 năm", "VSAT terminal and five years of its service", assumed},
		{"share", 150, "triệu đồng", "Gia cố và lắp đặt trên cột có sẵn", "Strengthening of and mounting on a mast that stands", assumed},
	}
}

// ErrCost means that a cost model was told what it has no figure for.
var ErrCost = errors.New("no such cost figure")

// With returns the model with other values, whose source is who told them.
func (m CostModel) With(values map[string]float64, source string) (CostModel, error) {
	changed := slices.Clone(m)
	for name, value := range values {
		i := slices.IndexFunc(changed, func(f CostFigure) bool { return f.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("%w: %.40q", ErrCost, name)
		}
		if !(value >= 0 && value <= 1e6) {
			return nil, fmt.Errorf("%w: %s is %g; give 0 to 1,000,000 %s", ErrCost, name, value, changed[i].Unit)
		}
		changed[i].Value, changed[i].Source = value, source
	}
	return changed, nil
}

func (m CostModel) value(name string) float64 {
	for _, f := range m {
		if f.Name == name {
			return f.Value
		}
	}
	return 0
}

// The kinds of power and of backhaul a site gets.
const (
	PowerGrid   = "grid"
	PowerSolar  = "solar"
	PowerShared = "shared"

	BackhaulFibre     = "fibre"
	BackhaulMicrowave = "microwave"
	BackhaulVSAT      = "vsat"
	BackhaulShared    = "shared"
)

// Plot is what is known of a place to build on. AccessKm and GridKm are to
// the nearest place known to have a road and electricity, FibreKm to the nearest
// mast known to be on fibre; infinite where there is none. Grid is "yes" or "no"
// where somebody said so.
type Plot struct {
	TowerM, AccessKm, GridKm, FibreKm float64
	Grid                              string
	Sees                              bool // a mast, clear enough for a hop
	Shared                            bool // on a mast that stands
}

// CostPart is one figure's part of a cost, in millions of đồng.
type CostPart struct {
	Figure string  `json:"figure"`
	Amount float64 `json:"amount"`
}

// Cost is what building at a place costs and with what power and backhaul.
type Cost struct {
	Total    float64    `json:"total"`
	Parts    []CostPart `json:"parts"`
	Power    string     `json:"power"`
	Backhaul string     `json:"backhaul"`
}

func (c *Cost) add(figure string, amount float64) {
	amount = math.Round(amount*10) / 10
	c.Parts, c.Total = append(c.Parts, CostPart{figure, amount}), math.Round((c.Total+amount)*10)/10
}

// Of is what building at a place costs: a new tower and what brings people,
// power and traffic to it, or a share of one that stands and has all that.
func (m CostModel) Of(s Plot) Cost {
	var c Cost
	c.add("equipment", m.value("equipment"))
	if s.Shared {
		c.add("share", m.value("share"))
		c.Power, c.Backhaul = PowerShared, BackhaulShared
		return c
	}
	c.add("tower.base", m.value("tower.base"))
	c.add("tower.perMetre", m.value("tower.perMetre")*s.TowerM)
	if s.AccessKm > m.value("access.free") && !math.IsInf(s.AccessKm, 1) {
		c.add("access.perKm", m.value("access.perKm")*m.value("access.detour")*s.AccessKm)
	}
	m.power(&c, s)
	m.backhaul(&c, s)
	return c
}

// power is the cheaper of a line to the grid and of the sun.
func (m CostModel) power(c *Cost, s Plot) {
	line, solar := m.value("power.linePerKm")*s.GridKm, m.value("power.solar")
	switch {
	case s.Grid == "yes":
		c.Power = PowerGrid
	case s.Grid == "no", s.GridKm > m.value("power.lineReach"), line > solar:
		c.Power = PowerSolar
		c.add("power.solar", solar)
	default:
		c.Power = PowerGrid
		c.add("power.linePerKm", line)
	}
}

// backhaul is the cheaper of fibre and a hop that is clear; where there is
// neither, a satellite.
func (m CostModel) backhaul(c *Cost, s Plot) {
	fibre, hop := m.value("backhaul.fibrePerKm")*s.FibreKm, m.value("backhaul.hop")
	switch {
	case s.FibreKm <= m.value("backhaul.fibreReach") && (!s.Sees || fibre <= hop):
		c.Backhaul = BackhaulFibre
		c.add("backhaul.fibrePerKm", fibre)
	case s.Sees:
		c.Backhaul = BackhaulMicrowave
		c.add("backhaul.hop", hop)
	default:
		c.Backhaul = BackhaulVSAT
		c.add("backhaul.vsat", m.value("backhaul.vsat"))
	}
}
