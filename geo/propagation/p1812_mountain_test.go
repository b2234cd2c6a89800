package propagation

import (
	"bufio"
	"compress/gzip"
	"math"
	"os"
	"strings"
	"testing"

	"phusong/geo"
)

// mountainPath is one line of testdata/mountain-paths.txt.gz: frequency in GHz,
// p, both antenna heights, latitude, length in km, number of points, that many
// heights, and the loss found by an independent implementation.
type mountainPath struct {
	settings P1812Settings
	path     Path
	loss     float64
}

func mountainPaths(t testing.TB) []mountainPath {
	t.Helper()
	file, err := os.Open("testdata/mountain-paths.txt.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	plain, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []mountainPath
	scanner := bufio.NewScanner(plain)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		all = append(all, readMountainPath(scanner.Text()))
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func readMountainPath(line string) mountainPath {
	var v []float64
	for _, word := range strings.Fields(line) {
		v = append(v, parseOr(word))
	}
	m := mountainPath{settings: DefaultP1812(), loss: v[len(v)-1]}
	m.settings.TimePercent, m.settings.LatitudeDeg = v[1], v[4]
	m.path = Path{Frequency: geo.MHz(v[0] * 1000), TxHeightM: v[2], RxHeightM: v[3]}
	m.path.GroundM = v[7 : len(v)-1]
	last := len(m.path.GroundM) - 1
	for i := range m.path.GroundM {
		m.path.DistancesKm = append(m.path.DistancesKm, v[5]*float64(i)/float64(last))
	}
	return m
}

func TestP1812MeetsAnIndependentImplementationInTheMountains(t *testing.T) {
	paths := mountainPaths(t)
	if len(paths) != 200 {
		t.Fatalf("%d paths, want 200", len(paths))
	}
	worst := 0.0
	for i, m := range paths {
		got, err := m.settings.Evaluate(m.path)
		if err != nil {
			t.Fatal(err)
		}
		off := math.Abs(got.Lb - m.loss)
		worst = max(worst, off)
		if !(off <= 1e-6) {
			t.Errorf("path %d: %.9f dB, want %.9f", i, got.Lb, m.loss)
		}
	}
	t.Logf("worst deviation of %d paths: %.2g dB", len(paths), worst)
}

func TestSweepMeetsAnIndependentImplementationInTheMountains(t *testing.T) {
	for i, m := range mountainPaths(t) {
		if m.settings.TimePercent != 50 || m.path.RxHeightM != ReceiverHeightM {
			continue
		}
		km := m.path.lengthKm()
		r := Radial{StepKm: km / float64(m.path.last()), Ground: m.path.GroundM}
		tracer := newSweep(m.settings)
		tracer.Reset([]Layer{{Frequency: m.path.Frequency, HeightM: m.path.TxHeightM}})
		var out [1]Prediction
		tracer.Trace(r, []float64{km}, out[:])
		if off := math.Abs(float64(out[0].Loss) - m.loss); !(off <= 1e-6) {
			t.Errorf("path %d: %.9f dB, want %.9f", i, float64(out[0].Loss), m.loss)
		}
	}
}
