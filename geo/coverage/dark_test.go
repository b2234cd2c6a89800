package coverage

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"phusong/geo"
	"phusong/geo/hex"
)

// TestDarkPatchesPartitionTheDark draws surfaces at random: every inhabited
// dark hex is in just one patch, all other hexes are in none, people conserve,
// a patch is connected and no two touch.
func TestDarkPatchesPartitionTheDark(t *testing.T) {
	grid, hamlets := littleGrid(t), quarters(3)
	total := 0.0
	for i := range hamlets {
		people := 100 + 700*i
		hamlets[i].People = &people
		total += float64(people)
	}
	hamlets[4].People = nil // nobody knows how many live there: it cannot be a gap
	total -= 100 + 700*4
	scale := geo.ScaleOf(geo.LTE)
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 2))
		folk := make([]float32, grid.Len())
		surface := geo.Surface{Levels: make([]geo.Level16, grid.Len())}
		for h := range folk {
			folk[h] = float32(rng.ExpFloat64())
			surface.Levels[h] = []geo.Level16{geo.ToLevel16(scale.Covered()), geo.ToLevel16(scale.Covered() - 0.1), geo.BelowFloor, geo.UnknownLevel}[rng.IntN(4)]
		}
		land := peopled(grid, hamlets, Shares(grid, hamlets, folk))
		patch := map[geo.Hex]int{}
		everybody := 0.0
		gaps := DarkPatches(grid, folk, surface, scale, hamlets)
		for i, g := range gaps {
			if !slices.IsSorted(g.Hexes) || !slices.Contains(g.Hexes, g.Centre) || i > 0 && g.People > gaps[i-1].People {
				t.Fatalf("patch %d: %+v is not in order", i, g)
			}
			for _, h := range g.Hexes {
				if _, twice := patch[h]; twice {
					t.Fatalf("hex %x is in two patches", h)
				}
				patch[h] = i
			}
			everybody += g.People
		}
		want := 0.0
		for i, h := range grid.Hexes {
			class := surface.Levels[i].Class(scale)
			dark := land.people[i] >= inhabited && class != geo.ClassUnknown && class < geo.ClassLimited
			at, in := patch[h]
			if in != dark {
				t.Fatalf("hex %x: in a patch %v, dark %v", h, in, dark)
			}
			if !in {
				continue
			}
			want += land.people[i]
			alone := true
			for _, n := range hex.Neighbours(h) {
				if other, dark := patch[n]; dark {
					alone = false
					if other != at {
						t.Fatalf("hexes %x and %x touch but are in two patches", h, n)
					}
				}
			}
			if alone && len(gaps[at].Hexes) > 1 {
				t.Fatalf("hex %x does not touch the rest of its patch", h)
			}
		}
		if math.Abs(everybody-want) > 1e-6 || everybody > total {
			t.Fatalf("%v people in patches, %v in dark hexes", everybody, want)
		}
	})
}

func TestAPatchNamesTheHamletsItTouchesTheFullestFirst(t *testing.T) {
	grid, hamlets := littleGrid(t), quarters(3)
	many, fewer := 5000, 4000
	hamlets[0].People, hamlets[1].People = &many, &fewer
	rest := geo.Hamlet{Code: "rest", Kind: geo.HamletRest, People: &many, Territory: hamlets[2].Territory, Centre: hamlets[2].Centre}
	folk := make([]float32, grid.Len())
	for i := range folk {
		folk[i] = 1
	}
	surface := geo.Surface{Levels: slices.Repeat([]geo.Level16{geo.BelowFloor}, grid.Len())}
	gaps := DarkPatches(grid, folk, surface, geo.ScaleOf(geo.LTE), append(hamlets[:2:2], rest))
	if len(gaps) != 1 || !slices.Equal(gaps[0].Hamlets, []geo.HamletCode{"a", "b"}) || math.Round(gaps[0].People) != 14000 {
		t.Errorf("gaps %+v, want one of 14,000 people in a and b", gaps)
	}
}
