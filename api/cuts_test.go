package api

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"phusong/data"
	"phusong/geo"
)

// people are one of each cut, and those who see no more than the public.
func people() map[string]data.Audience {
	return map[string]data.Audience{
		"the public": data.Everyone(), "Viettel": {Role: data.OperatorViewer, Operator: geo.Viettel}, "VNPT": {Role: data.OperatorEditor, Operator: geo.VNPT},
		"a planner": {Role: data.Planner}, "a leader": {Role: data.Leader}, "the administrator": {Role: data.Administrator}, "the auditor": {Role: data.Auditor},
	}
}

func TestWhoIsToldOfWhichNetwork(t *testing.T) {
	r := newRivals(t, 4)
	for name, who := range people() {
		for _, operator := range []geo.OperatorCode{geo.AnyOperator, geo.Viettel, geo.VNPT, geo.MobiFone} {
			want := http.StatusNotFound
			if operator == geo.AnyOperator || who.Cut().SeesNetwork(operator) {
				want = http.StatusOK
			}
			for _, address := range []string{"/api/gaps?operator=", "/api/hamlets?limit=1&operator="} {
				if got := r.send("GET", address+string(operator), r.cookie(who)...); got.status != want {
					t.Errorf("%s asks %s%s: %d, want %d", name, address, operator, got.status, want)
				}
			}
		}
		card := askAs[hamletCard](t, r, who, "/api/hamlets/h01")
		for _, n := range card.Networks {
			operator, level := geo.OperatorCode(n.Operator), n.LevelDBm != nil || n.Probability != nil || n.Server != nil
			if operator != geo.AnyOperator && !who.Cut().SeesNetwork(operator) || level && !who.Cut().SeesNetwork(operator) {
				t.Errorf("%s reads on the card: %+v", name, n)
			}
		}
		if want := map[data.Cut]int{data.PublicCut: 4, data.StaffCut: 20, "op-viettel": 8, "op-vnpt": 8}[who.Cut()]; len(card.Networks) != want {
			t.Errorf("%s reads of %d networks, want %d", name, len(card.Networks), want)
		}
	}
}

func askAs[T any](t *testing.T, r *rivals, who data.Audience, target string) T {
	t.Helper()
	return askJSON[T](t, staffServer{r.server, "phusong=" + r.secrets[who]}, target)
}

func TestWhatTheReleaseTellsWhom(t *testing.T) {
	r := newRivals(t, 4)
	for name, who := range people() {
		body := askAs[releaseBody](t, r, who, "/api/release")
		lists := 0
		for _, in := range body.Inputs {
			if in.Kind == string(data.Sites) {
				lists++
			}
		}
		masts := 0
		if body.Counts.Masts != nil {
			masts = *body.Counts.Masts
		}
		want := map[data.Cut][2]int{data.PublicCut: {0, 0}, "op-viettel": {1, 8}, "op-vnpt": {1, 8}, data.StaffCut: {2, 12}}[who.Cut()]
		if got := [2]int{lists, masts}; got != want {
			t.Errorf("%s is told of %v lists and masts, want %v", name, got, want)
		}
		for _, o := range body.Operators {
			if (o.Presences != nil || o.Sectors != nil) != who.Cut().SeesNetwork(geo.OperatorCode(o.Code)) {
				t.Errorf("%s is told of %s: %v", name, o.Code, o.Presences)
			}
		}
	}
}

func TestAMastIsDescribedByTheTableOfFields(t *testing.T) {
	r := newRivals(t, 4)
	for name, who := range people() {
		list := r.send("GET", "/api/sites", r.cookie(who)...)
		if who.Cut() == data.PublicCut {
			if list.status != http.StatusNotFound {
				t.Errorf("%s lists masts: %d", name, list.status)
			}
			continue
		}
		for _, row := range askAs[sitesBody](t, r, who, "/api/sites").Rows {
			site := askAs[siteBody](t, r, who, "/api/sites/"+row.ID)
			for _, p := range site.Presences {
				operator := geo.OperatorCode(p.Operator)
				if want := len(data.FieldRules()) - len(who.Viewer(operator).Sees()); len(p.Hidden) != want {
					t.Errorf("%s is hidden %v, want %d fields", name, p.Hidden, want)
				}
				sees := func(f data.Field) bool { return who.Sees(operator, f) }
				shown := map[data.Field]bool{
					data.CodeField: p.Code != "", data.NameField: p.Name != "", data.ContactField: p.Contact != "" && p.Owner != "", data.HeightField: p.MastHeightM > 0,
					data.PowerField: p.Sectors[0].PowerDBm > 0, data.TiltField: p.Sectors[0].MechanicalTilt != nil, data.AzimuthField: p.Sectors[0].AzimuthDeg != nil,
					data.FrequencyField: p.Sectors[0].FrequencyMHz > 0, data.BackupPowerField: p.BackupPower != "", data.FibreNodeField: p.FibreNode != "", data.PowerFeederField: p.PowerFeeder != "",
				}
				for field, is := range shown {
					if is != sees(field) {
						t.Errorf("%s, %s of %s: shown %v, the table says %v", name, field, operator, is, sees(field))
					}
				}
			}
		}
	}
}

func TestAPathIsToldAsFarAsItsMastIs(t *testing.T) {
	r := newRivals(t, 4)
	const question = "/api/path?to=h00&technology=4G"
	for name, who := range people() {
		if who.Cut() == data.PublicCut {
			if got := r.send("GET", question, r.cookie(who)...); got.status != http.StatusNotFound {
				t.Errorf("%s asks for a path: %d", name, got.status)
			}
			continue
		}
		a := askAs[pathAnswer](t, r, who, question)
		discreet := who.Role == data.Leader
		if (a.LossDB == nil) != discreet || (a.FrequencyMHz == nil) != discreet || (a.Received.EIRPDBm == nil) != discreet || (len(a.Values) == 0) != discreet || strings.HasPrefix(a.From.Name, mark) == discreet {
			t.Errorf("%s is told %+v", name, a)
		}
		if who.Operator != "" && !strings.Contains(a.From.Name, string(who.Operator)) {
			t.Errorf("%s is told of the mast %s", name, a.From.Name)
		}
	}
	viettel := data.Audience{Role: data.OperatorViewer, Operator: geo.Viettel}
	foreign := r.send("GET", question+"&from=Kanari-vnpt-code-6", r.cookie(viettel)...)
	nobodys := r.send("GET", question+"&from=Kanari-vnpt-code-X", r.cookie(viettel)...)
	if foreign.status != nobodys.status || strings.ReplaceAll(foreign.body, "code-6", "code-X") != nobodys.body {
		t.Errorf("a rival's site code: %d %s; no code at all: %d %s", foreign.status, foreign.body, nobodys.status, nobodys.body)
	}
}

func TestTilesAreKeptByThoseTheyAreFor(t *testing.T) {
	r := newRivals(t, 4)
	viettel, planner := data.Audience{Role: data.OperatorViewer, Operator: geo.Viettel}, data.Audience{Role: data.Planner}
	tile := func(cut string) string { return "/tiles/" + cut + "/4/coverage-4G-any/9/405/223.mvt" }
	tags := map[string]string{}
	for cut, who := range map[string]data.Audience{"public": data.Everyone(), "op-viettel": viettel, "staff": planner} {
		answer := ask(r.server, "GET", tile(cut), r.cookie(who)...)
		tags[cut] = answer.Header.Get("ETag")
		want, vary := "private, no-store", "Cookie, Authorization"
		if cut == "public" {
			want, vary = "public, max-age=31536000, immutable", ""
		}
		if answer.StatusCode != 200 || answer.Header.Get("Cache-Control") != want || strings.Contains(strings.Join(answer.Header.Values("Vary"), ", "), vary) != true {
			t.Errorf("%s: %s, %v", cut, answer.Status, answer.Header)
		}
		described := ask(r.server, "GET", "/tiles/"+cut+"/4/layers.json", r.cookie(who)...)
		if cut != "public" && described.Header.Get("Cache-Control") != want {
			t.Errorf("the layers of %s: %v", cut, described.Header)
		}
	}
	for cut, who := range map[string]data.Audience{"public": data.Everyone(), "op-viettel": viettel, "staff": planner} {
		for of, tag := range tags {
			headers := append(r.cookie(who), "If-None-Match", tag)
			if got := r.send("GET", tile(cut), headers...); (got.status == http.StatusNotModified) != (of == cut) {
				t.Errorf("%s with the ETag of %s: %d", cut, of, got.status)
			}
		}
	}
	for _, cut := range []string{"staff", "op-vnpt", "op-nobody", "Public", "op-"} {
		if got, nobodys := r.send("GET", tile(cut), r.cookie(viettel)...), r.send("GET", tile("nothing"), r.cookie(viettel)...); got != nobodys || got.status != http.StatusNotFound {
			t.Errorf("Viettel asks for a tile of %s: %+v", cut, got)
		}
	}
}

func TestAnswersForSomeAreKeptByNobody(t *testing.T) {
	r := newRivals(t, 4)
	for name, who := range people() {
		for _, target := range []string{"/api/release", "/api/gaps", "/api/hamlets", "/api/hamlets/h00"} {
			head := ask(r.server, "GET", target, r.cookie(who)...).Header
			want := "private, no-store"
			if who.Role == data.Public {
				want = "no-cache"
			}
			if head.Get("Cache-Control") != want || !strings.Contains(strings.Join(head.Values("Vary"), ", "), "Cookie, Authorization") {
				t.Errorf("%s for %s: Cache-Control %q, Vary %q", target, name, head.Get("Cache-Control"), head.Values("Vary"))
			}
		}
	}
}

func TestAvailabilityIsOfTheNetworksOneSees(t *testing.T) {
	r := newRivals(t, 4)
	for name, who := range people() {
		answer := r.send("GET", "/api/availability.csv", r.cookie(who)...)
		if who.Cut() == data.PublicCut {
			if answer.status != http.StatusNotFound {
				t.Errorf("%s: %d, want nothing", name, answer.status)
			}
			continue
		}
		e, err := r.releases[len(r.releases)-1].Edition(who.Cut())
		if err != nil {
			t.Fatal(err)
		}
		want, got := map[string]int{}, map[string]int{}
		for _, n := range geo.Networks() {
			seen, shown := e.SeenAt(n, 9)
			if n.Operator == geo.AnyOperator || !shown || !who.Cut().SeesNetwork(n.Operator) {
				continue
			}
			for _, class := range seen.Classes {
				if class >= geo.ClassLimited && class != geo.ClassUnknown {
					want[string(n.Operator)]++
				}
			}
		}
		for _, row := range linesOf(t, []byte(answer.body)) {
			got[row["operator"]]++
			if operator, err := geo.ParseOperator(row["providerid"][:3] + "-" + row["providerid"][3:]); err != nil || string(operator) != row["operator"] {
				t.Fatalf("%s: provider %s is %s", name, row["providerid"], row["operator"])
			}
		}
		if len(want) == 0 || !maps.Equal(want, got) {
			t.Errorf("%s reads %v rows, want %v", name, got, want)
		}
	}
}
