package propagation

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// heights draws a terrain of whole and broken metres, with repeats, so that
// straight lines and plateaus are common.
func drawHeights(t *rapid.T) []float64 {
	whole := rapid.Bool().Draw(t, "whole metres")
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) float64 {
		if whole {
			return float64(rapid.IntRange(-3, 6).Draw(t, "h"))
		}
		return rapid.Float64Range(-50, 900).Draw(t, "h")
	}), 1, 60).Draw(t, "heights")
}

func hullOf(heights []float64) *hull {
	var h hull
	h.reset(len(heights))
	for i, y := range heights {
		h.push(float64(i+1), y)
	}
	return &h
}

func TestHullCoversEveryPointAndTurnsDown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		heights := drawHeights(t)
		corners := hullOf(heights).corners()
		if corners[0].at != 1 || corners[len(corners)-1].at != float64(len(heights)) {
			t.Fatalf("the hull runs from %v to %v", corners[0].at, corners[len(corners)-1].at)
		}
		for i := 1; i < len(corners); i++ {
			from, to := corners[i-1], corners[i]
			if i > 1 && !(to.rise*from.run < from.rise*to.run) {
				t.Fatalf("corner %d climbs %v in %v steps after %v in %v", i, to.rise, to.run, from.rise, from.run)
			}
			for at := from.at; at <= to.at; at++ {
				if over := heights[int(at)-1] - (from.height + (at-from.at)*to.rise/to.run); over > 1e-9 {
					t.Fatalf("point %v stands %v m over the hull", at, over)
				}
			}
		}
	})
}

func TestHorizonAndHighestAreTheBestOfAllPoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		heights := drawHeights(t)
		h := hullOf(heights)
		at := float64(len(heights)) + rapid.Float64Range(0.01, 3).Draw(t, "beyond")
		eye := rapid.Float64Range(-500, 1500).Draw(t, "eye")
		climb := rapid.Float64Range(-50, 50).Draw(t, "climb")
		steepest, highest := math.Inf(-1), math.Inf(-1)
		for i, y := range heights {
			steepest = max(steepest, (y-eye)/(at-float64(i+1)))
			highest = max(highest, y-climb*float64(i+1))
		}
		corner, got := h.horizon(at, eye)
		if seen := h.corners()[corner]; got != (seen.height-eye)/(at-seen.at) {
			t.Fatalf("slope %v is not that of the corner %v", got, seen)
		}
		if math.Abs(got-steepest) > 1e-9*(1+math.Abs(steepest)) {
			t.Fatalf("horizon %v, want %v", got, steepest)
		}
		top := h.corners()[h.highest(h.size-1, climb)]
		if got := top.height - climb*top.at; math.Abs(got-highest) > 1e-9*(1+math.Abs(highest)) {
			t.Fatalf("highest %v, want %v", got, highest)
		}
	})
}

func TestPushingManyIsPushingOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		heights := append([]float64{0}, drawHeights(t)...)
		const bend = 0.01
		var many, single hull
		var got, want totals
		many.reset(len(heights))
		single.reset(len(heights))
		for from := 1; from < len(heights); {
			to := min(from+rapid.IntRange(0, 20).Draw(t, "more"), len(heights)-1)
			many.pushAll(heights, bend, from, to, &got)
			for ; from <= to; from++ {
				single.push(float64(from), heights[from]-bend*float64(from)*float64(from))
				want.add(heights[from])
			}
		}
		if math.Abs(got.sum-want.sum) > 1e-9 || math.Abs(got.ofSums-want.ofSums) > 1e-6 {
			t.Fatalf("totals %v, one by one %v", got, want)
		}
		for i, c := range many.corners() {
			if d := single.corners()[i]; c.at != d.at || c.height != d.height {
				t.Fatalf("corner %d is %v, one by one %v", i, c, d)
			}
		}
		if many.size != single.size {
			t.Fatalf("%d corners, one by one %d", many.size, single.size)
		}
	})
}
