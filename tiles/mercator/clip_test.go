package mercator

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// area is the unsigned area of a ring.
func area(ring []Point) float64 {
	var sum float64
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += float64(p.X)*float64(q.Y) - float64(q.X)*float64(p.Y)
	}
	return math.Abs(sum) / 2
}

// star draws a simple ring around 1000,1000: one vertex per direction.
func star(t *rapid.T) []Point {
	radii := rapid.SliceOfN(rapid.Float64Range(50, 900), 3, 40).Draw(t, "radii")
	ring := make([]Point, len(radii))
	for i, r := range radii {
		turn := 2 * math.Pi * float64(i) / float64(len(radii))
		ring[i] = Point{uint32(1000 + r*math.Cos(turn)), uint32(1000 + r*math.Sin(turn))}
	}
	return ring
}

func TestAClippedRingLiesInTheBox(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		box := Box{Point{rapid.Uint32Range(0, 1000).Draw(t, "w"), rapid.Uint32Range(0, 1000).Draw(t, "n")},
			Point{rapid.Uint32Range(1000, 2000).Draw(t, "e"), rapid.Uint32Range(1000, 2000).Draw(t, "s")}}
		for _, p := range Clip(nil, star(t), box) {
			if !box.Holds(p) {
				t.Fatalf("%v is outside %v", p, box)
			}
		}
	})
}

func TestThePartsOfACutRingAddUpToIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ring := star(t)
		at := rapid.Uint32Range(150, 1850).Draw(t, "cut")
		west := Clip(nil, ring, Box{Point{0, 0}, Point{at, 5000}})
		east := Clip(nil, ring, Box{Point{at, 0}, Point{5000, 5000}})
		if whole, parts := area(ring), area(west)+area(east); math.Abs(whole-parts) > 2000 {
			t.Fatalf("area %v was cut at x=%d into %v", whole, at, parts)
		}
	})
}

func TestASharedEdgeIsCutAtOnePoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		point := func(label string) Point {
			return Point{rapid.Uint32().Draw(t, label+"x"), rapid.Uint32().Draw(t, label+"y")}
		}
		a, b := point("a"), point("b")
		s := side{rapid.Bool().Draw(t, "vertical"), true, rapid.Uint32().Draw(t, "bound")}
		if s.keeps(a) == s.keeps(b) {
			return
		}
		if there, back := s.crossing(a, b), s.crossing(b, a); there != back {
			t.Fatalf("cut at %v one way and at %v the other", there, back)
		}
	})
}

func TestWhatIsWhollyInsideOrOutsideIsNotTouched(t *testing.T) {
	ring := []Point{{10, 10}, {20, 10}, {20, 20}}
	if got := Clip(nil, ring, Box{Point{0, 0}, Point{30, 30}}); len(got) != 3 {
		t.Errorf("an inner ring became %v", got)
	}
	if got := Clip(nil, ring, Box{Point{40, 40}, Point{90, 90}}); len(got) != 0 {
		t.Errorf("an outer ring left %v", got)
	}
	if got := Clip(nil, []Point{{0, 0}, {100, 0}, {100, 100}, {0, 100}}, Box{Point{40, 40}, Point{60, 60}}); area(got) != 400 {
		t.Errorf("a box inside a ring is not filled: %v", got)
	}
}

func TestAClippedLineIsWhatOfItLiesInTheBox(t *testing.T) {
	length := func(line []Point) (sum float64) {
		for i := 1; i < len(line); i++ {
			sum += math.Hypot(float64(line[i].X)-float64(line[i-1].X), float64(line[i].Y)-float64(line[i-1].Y))
		}
		return sum
	}
	rapid.Check(t, func(t *rapid.T) {
		line, at := star(t), rapid.Uint32Range(150, 1850).Draw(t, "cut")
		sum := 0.0
		for _, box := range []Box{{Point{0, 0}, Point{at, 5000}}, {Point{at, 0}, Point{5000, 5000}}} {
			ClipLine(line, box, func(part []Point) {
				sum += length(part)
				for _, p := range part {
					if !box.Holds(p) {
						t.Fatalf("%v is outside %v", p, box)
					}
				}
			})
		}
		along := 0.0 // what runs along the cut lies in both
		for i := 1; i < len(line); i++ {
			if line[i].X == at && line[i-1].X == at {
				along += length(line[i-1 : i+1])
			}
		}
		if whole := length(line); math.Abs(whole+along-sum) > 2*float64(len(line)) {
			t.Fatalf("a line of %v was cut at x=%d into %v", whole, at, sum)
		}
	})
}
