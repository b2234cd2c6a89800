package explain

import (
	"bytes"
	"fmt"
	"math"
	"strings"
)

// The drawing of a profile, in characters. Heights stand left of it.
const (
	plotCols  = 64
	plotRows  = 16
	plotLabel = 7
)

// picture is a profile drawn in characters; row 0 is the highest.
type picture struct {
	rows       [plotRows][]byte
	lowM, perM float64 // height of the lowest row's foot; rows per metre
}

// plot draws the curved ground, the line of sight and the first Fresnel zone.
func (w words) plot(e *Explanation) string {
	p := newPicture(e.Points)
	for col := range plotCols {
		p.column(col, e.at(col))
	}
	if o := e.Obstacle; o.matters() {
		p.put(e.column(o.DistanceKm), p.row(o.GroundM+o.BulgeM)-1, '^')
	}
	p.stand(0, e.From, 'T')
	p.stand(plotCols-1, e.To, 'R')
	return p.withAxes(w, e.DistanceKm)
}

func newPicture(points []Point) *picture {
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range points {
		low = min(low, p.CurvedGroundM)
		high = max(high, p.CurvedGroundM, p.LineM)
	}
	// A row of ground below the lowest point, a row of air over the highest.
	perM := (plotRows - 3) / max(high-low, plotRows)
	p := &picture{lowM: low - 1/perM, perM: perM}
	for i := range p.rows {
		p.rows[i] = bytes.Repeat([]byte{' '}, plotCols)
	}
	return p
}

// row is the row that holds a height.
func (p *picture) row(heightM float64) int {
	return plotRows - 1 - int(math.Floor((heightM-p.lowM)*p.perM))
}

func (p *picture) put(col, row int, mark byte) {
	p.rows[min(max(row, 0), plotRows-1)][col] = mark
}

// stand draws an antenna on its mast.
func (p *picture) stand(col int, end End, mark byte) {
	for row := p.row(end.antennaM()); row < p.row(end.GroundM); row++ {
		p.put(col, row, '|')
	}
	p.put(col, p.row(end.antennaM()), mark)
}

// column draws one point of the profile from the bottom up.
func (p *picture) column(col int, at Point) {
	for row := max(p.row(at.CurvedGroundM), 0); row < plotRows; row++ {
		p.put(col, row, '#')
	}
	upper, lower := p.row(at.LineM+at.FresnelM), p.row(at.LineM-at.FresnelM)
	for row := max(upper, 0); row <= min(lower, p.row(at.CurvedGroundM)-1); row++ {
		p.put(col, row, ':')
	}
	p.put(col, p.row(at.LineM), '-')
}

// column is the column of a place on the way.
func (e *Explanation) column(km float64) int {
	return int(math.Round(km / e.DistanceKm * (plotCols - 1)))
}

// at is the highest point of the profile that falls into a column; where none
// does, what lies between its neighbours.
func (e *Explanation) at(col int) Point {
	highest := e.between(e.DistanceKm * float64(col) / (plotCols - 1))
	found := false
	for _, p := range e.Points {
		if e.column(p.DistanceKm) == col && (!found || p.CurvedGroundM > highest.CurvedGroundM) {
			highest, found = p, true
		}
	}
	return highest
}

// between is what the drawing needs of a place between two points.
func (e *Explanation) between(km float64) Point {
	i := 1
	for i < len(e.Points)-1 && e.Points[i].DistanceKm < km {
		i++
	}
	a, b := e.Points[i-1], e.Points[i]
	t := (km - a.DistanceKm) / (b.DistanceKm - a.DistanceKm)
	mix := func(from, to float64) float64 { return from + t*(to-from) }
	return Point{
		CurvedGroundM: mix(a.CurvedGroundM, b.CurvedGroundM),
		LineM:         mix(a.LineM, b.LineM),
		FresnelM:      mix(a.FresnelM, b.FresnelM),
	}
}

// withAxes adds heights on the left and kilometres below.
func (p *picture) withAxes(w words, lengthKm float64) string {
	var b strings.Builder
	for i, row := range p.rows {
		label := ""
		if i%5 == 0 {
			foot := p.lowM + float64(plotRows-1-i)/p.perM
			label = w.number(foot, 0) + " m"
		}
		fmt.Fprintf(&b, "%*s |%s\n", plotLabel-1, label, bytes.TrimRight(row, " "))
	}
	fmt.Fprintf(&b, "%*s +%s\n", plotLabel-1, "", strings.Repeat("-", plotCols))
	half, end := w.number(lengthKm/2, 2), w.number(lengthKm, 2)+" km"
	fmt.Fprintf(&b, "%*s0%*s%*s\n", plotLabel+1, "", plotCols/2+1, half, plotCols/2-2, end)
	return b.String()
}
