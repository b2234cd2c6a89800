package sample

import (
	"math/rand/v2"

	"phusong/geo"
)

// offer is a layer that an operator uses, and on what share of its stations.
type offer struct {
	technology  geo.Technology
	band        int
	share, town float64 // of the stations in the country, in towns
	powerW      int
}

// offers returns what each operator radiates, as is usual in Viet Nam; 5G is in
// towns only.
func offers(o geo.OperatorCode) []offer {
	switch o {
	case geo.Viettel:
		return []offer{{geo.GSM, 900, 0.75, 0.9, 20}, {geo.UMTS, 2100, 0.35, 0.6, 20}, {geo.UMTS, 900, 0.3, 0.1, 20},
			{geo.LTE, 1800, 0.9, 1, 40}, {geo.LTE, 2100, 0.2, 0.7, 40}, {geo.LTE, 900, 0.1, 0.1, 40}, {geo.NR, 2600, 0, 0.14, 80}}
	case geo.VNPT:
		return []offer{{geo.GSM, 900, 0.9, 0.9, 20}, {geo.UMTS, 2100, 0.7, 0.8, 20}, {geo.UMTS, 900, 0.2, 0.1, 20},
			{geo.LTE, 1800, 0.88, 1, 40}, {geo.LTE, 2100, 0.1, 0.4, 40}, {geo.NR, 3500, 0, 0.1, 80}}
	case geo.MobiFone:
		return []offer{{geo.GSM, 900, 0.95, 0.9, 20}, {geo.UMTS, 2100, 0.8, 0.8, 20}, {geo.LTE, 1800, 0.85, 1, 40}, {geo.NR, 2600, 0, 0.06, 80}}
	}
	return []offer{{geo.GSM, 900, 0.8, 0.8, 20}, {geo.UMTS, 2100, 0.7, 0.8, 20}, {geo.LTE, 2100, 0.7, 0.9, 40}}
}

// layersOf chooses what a station radiates; every station radiates something.
func layersOf(o geo.OperatorCode, m mast, mastM int, chance *rand.Rand) []layer {
	var layers []layer
	azimuths, omni := azimuthsOf(m, chance)
	height := max(20, mastM-2-chance.IntN(6))
	for _, f := range offers(o) {
		share := f.share
		if m.town {
			share = f.town
		} else if m.outer && f.technology == geo.LTE {
			share *= 0.9
		}
		if chance.Float64() >= share {
			continue
		}
		l := layer{f.technology, f.band, azimuths, omni, height, chance.IntN(4), 2 + chance.IntN(5), f.powerW}
		if l.technology == geo.NR { // small areas, looked down upon
			l.heightM, l.electrical = min(height, 24), 6+chance.IntN(5)
		}
		layers = append(layers, l)
	}
	if len(layers) == 0 {
		layers = append(layers, layer{geo.GSM, 900, azimuths, omni, height, 0, 2, 20})
	}
	return layers
}

// azimuthsOf chooses where the antennas of a station look: mostly three ways,
// two along a valley, all ways from a small mast, and sometimes nobody knows.
func azimuthsOf(m mast, chance *rand.Rand) (azimuths []int, omni bool) {
	dice, turn := chance.Float64(), 10*chance.IntN(12)
	switch {
	case dice < 0.07:
		return nil, false
	case dice < 0.11 && !m.town:
		return nil, true
	case dice < 0.21 && !m.town:
		return []int{turn, turn + 180}, false
	case dice < 0.5:
		turn = 0
	}
	return []int{turn, turn + 120, turn + 240}, false
}
