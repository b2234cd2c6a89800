package propagation

import (
	"bufio"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"phusong/geo"
)

// shared returns a path under the folder of reference material beside the
// project, or skips the test where there is none.
func shared(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no reference material: %v", err)
	}
	return path
}

// ituProfile reads an ITU-R SG3 profile: distance, ground, clutter code,
// clutter height, zone.
func ituProfile(t *testing.T, path string) Profile {
	t.Helper()
	var p Profile
	inside := false
	for _, line := range lines(t, path) {
		cells := strings.Split(line, ",")
		switch {
		case strings.HasPrefix(line, "{Begin of Profile}"):
			inside = true
		case strings.HasPrefix(line, "{End of Profile}"):
			return p
		case inside && !strings.HasPrefix(line, "Number"):
			p.DistancesKm = append(p.DistancesKm, parse(t, cells[0]))
			p.GroundM = append(p.GroundM, parse(t, cells[1]))
			p.ClutterM = append(p.ClutterM, parse(t, cells[3]))
			p.Zones = append(p.Zones, Zone(parse(t, cells[4])))
		}
	}
	t.Fatalf("%s: no end of profile", path)
	return p
}

func lines(t *testing.T, path string) []string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []string
	scanner := bufio.NewScanner(file)
	for scanner.Scan() {
		all = append(all, strings.TrimSpace(scanner.Text()))
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func parse(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// logged is one result file: values by name and equation, as printed.
type logged map[string]string

func ituResult(t *testing.T, path string) logged {
	t.Helper()
	all := logged{}
	for _, line := range lines(t, path) {
		if cells := strings.Split(line, ","); len(cells) >= 4 && cells[3] != "" {
			all[strings.TrimSpace(cells[0]+" "+cells[1])] = cells[3]
		}
	}
	return all
}

func (l logged) number(t *testing.T, key string) float64 {
	t.Helper()
	if l[key] == "" {
		t.Fatalf("no %q", key)
	}
	return parse(t, l[key])
}

// ituCase is one of the 63 results with what it was computed from.
func ituCase(t *testing.T, resultFile string, want logged) (P1812Settings, Path) {
	t.Helper()
	name := strings.TrimSuffix(filepath.Base(resultFile), ".csv")
	name = name[:strings.LastIndex(name, "_")]
	folder := filepath.Join(filepath.Dir(resultFile), "..", "validation_profiles")
	settings := P1812Settings{
		TimePercent:     want.number(t, "p (%)"),
		LocationPercent: want.number(t, "pL (%)"),
		LocationSigma:   geo.DB(want.number(t, "sigmaL (dB)")),
		DeltaN:          want.number(t, "DN"),
		Refractivity:    want.number(t, "N0"),
		LatitudeDeg:     middleLatitude(t, want),
		Polarisation:    Polarisation(want.number(t, "pol")),
		CoastTxKm:       want.number(t, "dct (km)"),
		CoastRxKm:       want.number(t, "dcr (km)"),
	}
	return settings, Path{
		Profile:   ituProfile(t, filepath.Join(folder, name+".csv")),
		Frequency: geo.MHz(want.number(t, "f (GHz)") * 1000),
		TxHeightM: want.number(t, "htg (m)"),
		RxHeightM: want.number(t, "hrg (m)"),
	}
}

// middleLatitude is the latitude on the great circle towards the receiver, half
// of the profile's length away: the published calculation takes it so.
func middleLatitude(t *testing.T, want logged) float64 {
	t.Helper()
	const degree = math.Pi / 180
	from, to := want.number(t, "phi_t (deg)")*degree, want.number(t, "phi_r (deg)")*degree
	across := (want.number(t, "lam_r (deg)") - want.number(t, "lam_t (deg)")) * degree
	bearing := math.Atan2(math.Cos(to)*math.Sin(across),
		math.Cos(from)*math.Sin(to)-math.Sin(from)*math.Cos(to)*math.Cos(across))
	half := want.number(t, "d (km)") / 2 / earthRadiusKm
	return math.Asin(math.Sin(from)*math.Cos(half)+math.Cos(from)*math.Sin(half)*math.Cos(bearing)) / degree
}

// logNames maps the names of the log to the intermediates of a Result.
func logNames(r Result) map[string]float64 {
	return map[string]float64{
		"d (km)": r.D, "dlt (km) Eq (78)": r.Dlt, "dlr (km) Eq (81a)": r.Dlr,
		"th_t (mrad) Eqs (76-78)": r.ThetaT, "th_r (mrad) Eqs (79-81)": r.ThetaR, "th (mrad) Eq (82)": r.Theta,
		"hts (m)": r.Hts, "hrs (m)": r.Hrs, "htc (m) Table 5": r.Htc, "hrc (m) Table 5": r.Hrc,
		"w Table 5": r.Omega, "dtm (km) Sec 3.6": r.Dtm, "dlm (km) Sec 3.6": r.Dlm,
		"phi (deg) Eq (4)": r.Phi, "b0 (%) Eq (5)": r.Beta0, "ae (km) Eq (7a)": r.Ae,
		"hst (m) Eq (85)": r.Hst, "hsr (m) Eq (86)": r.Hsr,
		"hst (m) Eq (90a)": r.HstDucting, "hsr (m) Eq (90b)": r.HsrDucting,
		"hstd (m) Eq (89)": r.Hstd, "hsrd (m) Eq (89)": r.Hsrd,
		"htc' (m) Eq (37a)": r.HtcSmooth, "hrc' (m) Eq (37b)": r.HrcSmooth,
		"hte (m) Eq (92a)": r.Hte, "hre (m) Eq (92b)": r.Hre, "hm (m) Eq (93)": r.Hm,
		"Fi Eq (40)": r.Fi, "Fj Eq (57)": r.Fj, "Fk Eq (58)": r.Fk,
		"Lbfs Eq (8)": r.Lbfs, "Lb0p Eq (10)": r.Lb0p, "Lb0b Eq (11)": r.Lb0b,
		"Lbulla (dB) Eq (21)": r.Diffraction50.Lbulla, "Lbulls (dB) Eq (21)": r.Diffraction50.Lbulls,
		"Ldsph (dB) Eq (27)": r.Diffraction50.Ldsph,
		"Ld50 (dB) Eq (39)":  r.Ld50, "Ldb (dB) Eq (39)": r.Ldb, "Ldp (dB) Eq (41)": r.Ldp,
		"Lbd50 (dB) Eq (42)": r.Lbd50, "Lbd (dB) Eq (43)": r.Lbd, "Lminb0p (dB) Eq (59)": r.Lminb0p,
		"Lba (dB) Eq (46)": r.Lba, "Lminbap (dB) Eq (60)": r.Lminbap,
		"Lbda (dB) Eq (61)": r.Lbda, "Lbam (dB) Eq (62)": r.Lbam, "Lbs (dB) Eq (44)": r.Lbs,
		"Lbc (dB) Eq (63)": r.Lbc, "Lb (dB) Eq (69)": r.Lb,
	}
}

// precision is one unit of the tenth significant digit, which is what the logs
// print, but at most 1e-6.
func precision(printed float64) float64 { return min(max(math.Abs(printed)*1e-9, 1e-12), 1e-6) }

func TestP1812MeetsTheReferenceResultsOfITU(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared(t, "validation/p1812/validation_results"), "*_[0-9].csv"))
	if err != nil || len(files) != 63 {
		t.Fatalf("%d result files, want 63 (%v)", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".csv"), func(t *testing.T) {
			want := ituResult(t, file)
			settings, path := ituCase(t, file, want)
			got, err := settings.Evaluate(path)
			if err != nil {
				t.Fatal(err)
			}
			for name, value := range logNames(got) {
				printed, ok := want[name]
				if !ok {
					t.Errorf("the log has no %s", name)
					continue
				}
				if off := math.Abs(value - parse(t, printed)); !(off <= precision(parse(t, printed))) {
					t.Errorf("%s = %.10g, want %s", name, value, printed)
				}
			}
		})
	}
}

// parseOr reads a number; what is none becomes NaN, which no test accepts.
func parseOr(text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return math.NaN()
	}
	return v
}
