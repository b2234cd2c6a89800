package planning

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"phusong/data/oracle"
	"phusong/geo/terrain"
)

// program writes a problem as a mixed integer program in the CPLEX LP format:
// x are the candidates picked, z the elements reached, t what goals count. What
// must be reached is demanded of the solver where demand says so.
func program(p Problem, demand bool) []byte {
	var b bytes.Buffer
	objective, bounds := "Maximize\n obj:", "Bounds\n"
	if p.Goals == nil {
		for e, w := range p.Weights {
			objective += fmt.Sprintf(" + %v z%d\n", w, e)
		}
	}
	for g, most := range p.Caps {
		objective += fmt.Sprintf(" + t%d\n", g)
		bounds += fmt.Sprintf(" 0 <= t%d <= %v\n", g, most)
	}
	b.WriteString(objective + "Subject To\n")
	reachers := make([][]int, len(p.Weights))
	fmt.Fprint(&b, " budget: 0 z0")
	for c, candidate := range p.Candidates {
		fmt.Fprintf(&b, " + %v x%d\n", candidate.Cost, c)
		for _, e := range candidate.Reaches {
			reachers[e] = append(reachers[e], c)
		}
	}
	fmt.Fprintf(&b, " <= %v\n", p.Budget)
	for e, by := range reachers {
		fmt.Fprintf(&b, " e%d: z%d", e, e)
		for _, c := range by {
			fmt.Fprintf(&b, " - x%d\n", c)
		}
		fmt.Fprint(&b, " <= 0\n")
		bounds += fmt.Sprintf(" 0 <= z%d <= 1\n", e)
		if demand && slices.Contains(p.Must, int32(e)) {
			fmt.Fprintf(&b, " m%d: z%d >= 1\n", e, e)
		}
	}
	for g := range p.Caps {
		fmt.Fprintf(&b, " g%d: t%d", g, g)
		for e, of := range p.Goals {
			if int(of) == g {
				fmt.Fprintf(&b, " - %v z%d\n", p.Weights[e], e)
			}
		}
		fmt.Fprint(&b, " <= 0\n")
	}
	for i := range p.Candidates {
		for k := range i {
			if p.ApartKm > 0 && terrain.DistanceKm(p.Candidates[i].Position, p.Candidates[k].Position) < p.ApartKm {
				fmt.Fprintf(&b, " a%d_%d: x%d + x%d <= 1\n", i, k, i, k)
			}
		}
	}
	b.WriteString(bounds + "Binary\n")
	for c := range p.Candidates {
		fmt.Fprintf(&b, " x%d\n", c)
	}
	b.WriteString("End\n")
	return b.Bytes()
}

// solved is the optimum that GLPK finds, by branch and cut or by what else options
// ask of it.
func solved(t *testing.T, solver string, lp []byte, options ...string) float64 {
	t.Helper()
	folder := t.TempDir()
	in, out := filepath.Join(folder, "p.lp"), filepath.Join(folder, "p.txt")
	if err := os.WriteFile(in, lp, 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := exec.CommandContext(t.Context(), solver, append([]string{"--lp", in, "-o", out}, options...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	answer, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`Objective:\s+obj = (\S+) \(MAXimum\)`).FindSubmatch(answer)
	if found == nil || !regexp.MustCompile(`Status: +(INTEGER )?OPTIMAL`).Match(answer) {
		t.Fatalf("no optimum: %.600s\n%s", answer, said)
	}
	best, err := strconv.ParseFloat(string(found[1]), 64)
	if err != nil {
		t.Fatal(err)
	}
	return best
}

// No prices prove less than the linear relaxation allows; goals' prices may prove
// a little more than the relaxation without them.
func TestThePricesThatAreFoundAreThoseOfTheLinearRelaxation(t *testing.T) {
	solver, worst := oracle.Program(t, "glpsol", "--version"), 0.0
	for seed := range uint64(8) {
		p := draw(seed, 240, 60, seed%2 == 0)
		p.Budget = 3 + float64(seed)
		if seed%4 >= 2 {
			p = towards(p, seed)
		}
		relaxed := solved(t, solver, program(p, false), "--nomip")
		worst = max(worst, p.prove(t.Context(), 0, stage{}).bound/relaxed-1)
	}
	t.Logf("at most %.2f %% over the relaxation", 100*worst)
	if worst > 0.005 {
		t.Errorf("the bound is %.1f %% over the linear relaxation", 100*worst)
	}
}

// An exact solver by other people's hands is the oracle: what it proves best lies
// between what is chosen and what the choice says cannot be exceeded.
func TestAnExactSolverAgreesWithTheProvenFactor(t *testing.T) {
	solver := oracle.Program(t, "glpsol", "--version")
	const cases = 36
	equal, worst := 0, 1.0
	for seed := range uint64(cases) {
		p := draw(seed, 80, 12+int(seed%24), seed%2 == 0)
		p.Budget = 3 + float64(seed%4)
		if seed%3 == 1 {
			p = towards(p, seed)
		}
		if seed%4 >= 2 {
			p.ApartKm = 3
		}
		if seed%6 == 5 {
			p.Must = []int32{int32(seed % 80)}
		}
		plan := choose(t, p)
		best := solved(t, solver, program(p, len(p.Must) > 0 && len(plan.Unserved) == 0), "--cuts")
		if plan.Value > best+1e-3 || plan.Value < (1-plan.Gap())*best-1e-3 || plan.Bound < best-1e-3 {
			t.Errorf("case %d: %v chosen, %v is best, %v the bound", seed, plan.Value, best, plan.Bound)
		}
		if greedy := plainGreedy(p); len(p.Must) == 0 && plan.Value < greedy-1e-6 {
			t.Errorf("case %d: %v chosen, plain greedy has %v", seed, plan.Value, greedy)
		}
		worst = min(worst, plan.Value/best)
		if best-plan.Value < 1e-3 {
			equal++
		}
	}
	t.Logf("%d of %d choices are the optimum, the worst has %.2f %% of it", equal, cases, 100*worst)
	if equal < cases {
		t.Errorf("only %d of %d choices are the optimum", equal, cases)
	}
}
