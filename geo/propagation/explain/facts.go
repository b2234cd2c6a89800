package explain

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"phusong/geo"
)

// facts are the figures of an explanation as one language writes them.
type facts map[string]string

// fill puts facts in the place of their names in braces; it is whole where all
// of them are known.
func (f facts) fill(template string) (text string, whole bool) {
	var b strings.Builder
	whole = true
	for {
		before, rest, found := strings.Cut(template, "{")
		b.WriteString(before)
		if !found {
			return b.String(), whole
		}
		name, after, _ := strings.Cut(rest, "}")
		value, known := f[name]
		b.WriteString(value)
		whole, template = whole && known, after
	}
}

// facts returns what is known of e.
func (w words) facts(e *Explanation) facts {
	f := facts{
		"mast": e.From.Name, "receiver": e.To.Name, "model": e.Model,
		"distance": w.distance(e.DistanceKm), "distanceKm": w.number(e.DistanceKm, 2),
		"azimuth": w.number(e.AzimuthDeg, 0), "frequency": w.number(e.FrequencyMHz, 0),
		"mastGround": w.number(e.From.GroundM, 0), "mastHeight": w.number(e.From.HeightM, 1),
		"receiverGround": w.number(e.To.GroundM, 0), "receiverHeight": w.number(e.To.HeightM, 1),
		"loss": w.number(e.LossDB, 1), "freeSpace": w.number(e.FreeSpaceLossDB, 1),
		"diffraction": w.number(e.DiffractionLossDB, 1), "sight": w.inSight,
		"ridges": strconv.Itoa(e.RidgesAboveLine), "more": strconv.Itoa(e.RidgesAboveLine - 1),
	}
	if e.To.Name == "" {
		f["receiver"] = fmt.Sprintf("%.5f, %.5f", e.To.Position.Lon(), e.To.Position.Lat())
	}
	if !e.LineOfSight {
		f["sight"], _ = f.fill(w.hidden)
	}
	w.addObstacle(f, e.Obstacle)
	w.addReceived(f, e.Received)
	return f
}

func (w words) addObstacle(f facts, o *Obstacle) {
	if !o.matters() {
		return
	}
	f["obstacle"], f["km"] = w.kinds[o.Kind], w.kilometre(o.DistanceKm)
	f["obstacleGround"], f["above"] = w.number(o.GroundM, 0), w.height(o.AboveLineM)
	f["fresnel"], f["free"] = w.height(o.FresnelM), w.number(100*o.FresnelFreeShare, 0)
}

func (w words) addReceived(f facts, r *Received) {
	if r == nil {
		return
	}
	f["eirp"], f["gain"] = w.number(r.EIRPDBm, 1), w.number(r.AntennaGainDB, 1)
	f["weaker"], f["level"] = w.number(-r.AntennaGainDB, 0), w.dBm(r)
	f["technology"], f["measure"] = r.Technology, r.Measure
	f["covered"] = w.number(r.CoveredFromDBm, 0)
	f["class"], _ = f.fill(w.classes[r.Class])
	if r.OffBoresightDeg != nil {
		f["off"] = w.number(*r.OffBoresightDeg, 0)
	}
	var assumed []string
	for _, a := range r.Assumed {
		assumed = append(assumed, w.assumptions[a])
	}
	if assumed != nil {
		f["assumed"] = strings.Join(assumed, ", ")
	}
}

// number writes v with some decimals, the language's comma and a true minus.
func (w words) number(v float64, decimals int) string {
	text := strconv.FormatFloat(round(v, decimals), 'f', decimals, 64)
	return strings.NewReplacer("-", "−", ".", w.decimal).Replace(text)
}

// distance is how far something is: in metres below one kilometre.
func (w words) distance(km float64) string {
	if metres := math.Round(km * 1000); metres < 1000 {
		return w.number(metres, 0) + " m"
	}
	return w.number(km, 1) + " km"
}

// kilometre is a place on the way, finer in the first kilometre.
func (w words) kilometre(km float64) string {
	if km < 1 {
		return w.number(km, 2)
	}
	return w.number(km, 1)
}

// height is in metres, with a decimal where it is small.
func (w words) height(metres float64) string {
	if math.Abs(metres) < 10 {
		return w.number(metres, 1)
	}
	return w.number(metres, 0)
}

// dBm is a level in whole dBm, or in tenths where whole ones would be of
// another class than the level is.
func (w words) dBm(r *Received) string {
	technology, err := geo.ParseTechnology(r.Technology)
	whole := geo.DBm(math.Round(r.LevelDBm))
	if err == nil && geo.ScaleOf(technology).Class(whole) != r.Class {
		return w.number(r.LevelDBm, 1)
	}
	return w.number(r.LevelDBm, 0)
}
