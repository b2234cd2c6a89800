package main_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// hole is one mistake that would show somebody what is not his: in File, Was is
// written as Becomes. Test must see it.
type hole struct {
	What, File, Was, Becomes, Test string
}

// holes are mistakes that are easily made. Planted one at a time, by make prove,
// each must be seen by the test it names.
func holes() []hole {
	const policies, uploads = "data/migrations/00005_isolation.sql", "data/migrations/00007_uploads.sql"
	const own, unseen = "(operator = tenant_operator() OR tenant_cut() = 'staff')", "(true)"
	return []hole{
		{"the policy of presences", policies, "ON presences FOR SELECT TO phusong_tenant\n\tUSING " + own, "ON presences FOR SELECT TO phusong_tenant\n\tUSING " + unseen, "data TestAQueryThatForgetsItsWhereFindsOnesOwnRows"},
		{"the policy of sectors", policies, "ON sectors FOR SELECT TO phusong_tenant\n\tUSING " + own, "ON sectors FOR SELECT TO phusong_tenant\n\tUSING " + unseen, "data TestAQueryThatForgetsItsWhereFindsOnesOwnRows"},
		{"the policy of datasets", policies, "USING (kind <> 'sites' AND tenant_cut() IS NOT NULL OR name = tenant_operator() OR tenant_cut() = 'staff' OR tenant_role() = 'auditor')", "USING (true)", "data TestAQueryThatForgetsItsWhereFindsOnesOwnRows"},
		{"the policy of revisions", policies, "ON revisions FOR SELECT TO phusong_tenant\n\tUSING (dataset_id IN (SELECT id FROM datasets))", "ON revisions FOR SELECT TO phusong_tenant\n\tUSING (true)", "data TestAQueryThatForgetsItsWhereFindsOnesOwnRows"},
		{"the policy of issues", policies, "USING (tenant_cut() = 'staff' OR tenant_operator() IS NOT NULL AND revision_id IN (\n\t\tSELECT r.id FROM revisions r JOIN datasets d ON d.id = r.dataset_id\n\t\tWHERE d.kind = 'sites' AND d.name = tenant_operator()))", "USING (true)", "data TestAQueryThatForgetsItsWhereFindsOnesOwnRows"},
		{"the policy of accounts", policies, "USING (tenant_role() IN ('administrator', 'auditor') OR tenant_role() = 'operator-admin' AND operator = tenant_operator())", "USING (true)", "data TestAnAdministratorOfAnOperatorListsItsOwnAccountsOnly"},
		{"the policy of tokens", policies, "USING (tenant_role() IN ('administrator', 'auditor') OR operator = tenant_operator()\n\t\tOR operator IS NULL AND tenant_cut() = 'staff')", "USING (true)", "data TestTokensAreSeenAndRevokedByTheirOwnSideOnly"},
		{"the policy of the audit log", policies, "ON audit_log FOR SELECT TO phusong_tenant\n\tUSING (tenant_role() IN ('administrator', 'auditor'))", "ON audit_log FOR SELECT TO phusong_tenant\n\tUSING (true)", "data TestTheLogIsSearchedByWhoMayReadIt"},
		{"the policy of uploads", uploads, "USING (operator = tenant_operator())", "USING (true)", "data TestTenantsSeeTheirOwnUploadsOnly"},
		{"row security for whoever owns the tables", policies, "ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', walled", "ENABLE ROW LEVEL SECURITY', walled", "data TestEveryTableIsWalledOrHidden"},
		{"the look at a connection before it is lent", "data/tenant.go", "config.PrepareConn = clean", "_ = clean", "data TestASoiledConnectionIsNotLentAgain"},
		{"the role that tenants' connections take", "data/tenant.go", "conn.Exec(ctx, `SET ROLE `+tenantRole)", "conn.Exec(ctx, `SELECT '`+tenantRole+`'`)", "data TestAQueryThatForgetsItsWhereFindsOnesOwnRows"},
		{"the end of sessions", "data/session.go", "WHERE s.secret_hash = $1 AND a.disabled_at IS NULL AND `+alive, hashSecret(secret))", "WHERE s.secret_hash = $1 AND a.disabled_at IS NULL`, hashSecret(secret))", "data TestASessionRunsOutUnusedAndAtLast"},
		{"tokens that were revoked", "data/token_use.go", "AND t.revoked_at IS NULL AND (t.expires_at", "AND (t.expires_at", "data TestATokenRunsOutIsRevokedAndIsSeenOnceAMinute"},

		{"a rival's sites in an operator's view", "data/view_cut.go", "return !c.SeesMasts(p.Operator)", "return false", "tiles TestAnOperatorSeesItsOwnMastsWhereItsOwnListSays"},
		{"a rival's lists among the inputs", "data/view_cut.go", "r.Dataset.Kind == Sites && !c.SeesMasts(geo.OperatorCode(r.Dataset.Name))", "false", "tiles TestAnOperatorSeesItsOwnMastsWhereItsOwnListSays"},
		{"a rival's surfaces", "data/view_cut.go", "if c.SeesNetwork(s.Network.Operator) {\n\t\t\tseen.Surfaces[i]", "if true {\n\t\t\tseen.Surfaces[i]", "tiles TestAViewHoldsOnlyTheNetworksOfItsCut"},
		{"what a rival does for hamlets", "data/view_cut.go", "seen[i] = geo.Reach{Centre: geo.ClassUnknown, PeopleUnknown: 1, AreaUnknown: 1}", "_ = seen", "tiles TestAViewHoldsOnlyTheNetworksOfItsCut"},
		{"any operator's levels", "data/view_cut.go", "seen[i].CentreLevel = 0", "_ = seen", "tiles TestAViewHoldsOnlyTheNetworksOfItsCut"},
		{"levels in public tiles", "tiles/edition.go", "newPublicCoverage(r.grid, s)", "newCoverage(r.grid.upTo(publicResolution), s, &data.View{})", "tiles TestThePublicSeesClassesOfCoarseHexesAndNoLevel"},
		{"public hexes finer than resolution 9", "tiles/coverage.go", "const publicResolution = 9", "const publicResolution = 10", "tiles TestThePublicSeesClassesOfCoarseHexesAndNoLevel"},
		{"layers of a network that is not seen", "tiles/edition.go", "if c.SeesNetwork(s.Network.Operator) {\n\t\t\town := newCoverage(r.grid, s, e.View)", "if true {\n\t\t\town := newCoverage(r.grid, r.whole.Surfaces[slices.IndexFunc(e.View.Surfaces, func(o geo.Surface) bool { return o.Network == s.Network })], r.whole)", "tiles TestEachCutHasTheLayersItMaySee"},
		{"the cut in the key of kept tiles", "tiles/release.go", "address{cut: s.layer.Cut, layer: s.layer.Name, tile: at}", "address{layer: s.layer.Name, tile: at}", "tiles TestNoBytesButThePublicOnesAreSharedByCuts"},
		{"the cut in the key of drawings under way", "tiles/release.go", "fmt.Sprint(at.cut, \" \", at.layer", "fmt.Sprint(at.layer", "tiles TestTwoCutsAskAtOnceAndEachGetsItsOwnDrawing"},
		{"the layer in the key of drawings under way", "tiles/release.go", "at.layer, \" \", at.tile, ", "at.tile, ", "tiles TestTwoLayersAskAtOnceAndEachGetsItsOwnDrawing"},
		{"the cut in ETags", "tiles/edition.go", "tile.ETag = string(e.Cut) + \"-\" + tile.ETag", "_ = tile", "tiles TestNoBytesButThePublicOnesAreSharedByCuts"},

		{"the cut of tiles in the handler", "api/tiles.go", "if cut != data.PublicCut && cut != auth.From(r.Context()).Cut() {", "if auth.From(r.Context()).Cut() == \"\" {", "api TestTheHandlerOfTilesAloneRefusesAnothersCut"},
		{"the cut of tiles in the table", "api/enforce.go", ", cut != \"\" && cut != caller.Who.Cut():", ":", "api TestTheTableAloneRefusesAnothersCut"},
		{"the reach of a role", "api/enforce.go", "case reach != ReachAll && reach != ReachOwn, ", "case ", "api TestTheMatrix"},
		{"the scope of a token", "api/enforce.go", "caller.Token.ID != \"\" && !caller.Token.Allows(rule.Token)", "false", "api TestTheMatrix"},
		{"questions about a rival's network", "api/audience.go", "if operator == geo.AnyOperator || e.Cut.SeesNetwork(operator) {", "if true {", "api TestWhoIsToldOfWhichNetwork"},
		{"levels on cards and lists", "api/hamlets.go", " || !e.Cut.SeesNetwork(n.Operator)", "", "api TestWhoIsToldOfWhichNetwork"},
		{"the edition of whoever asks", "api/audience.go", "r.Edition(auth.From(ctx).Cut())", "r.Edition(max(auth.From(ctx).Cut(), \"staff\"))", "api TestWhatTheReleaseTellsWhom"},
		{"masts for those who see no more than the public", "api/sites.go", "if r.Cut == data.PublicCut {", "if r.Cut == data.Cut(\"\") {", "api TestTheHandlersOfMastsAloneRefuseThePublic"},
		{"paths for those who see no more than the public", "api/path.go", "if r.Cut == data.PublicCut {", "if false {", "api TestTheHandlersOfMastsAloneRefuseThePublic"},
		{"the table of fields", "api/site.go", "if shown, sees := data.PresenceFor(who, p); sees {", "if shown, sees := p, true; sees {", "api TestAMastIsDescribedByTheTableOfFields"},
		{"what a leader is not told of a path", "api/path.go", "if slices.Contains(hidden, f) {", "if slices.Contains(hidden, f+\"!\") {", "api TestAPathIsToldAsFarAsItsMastIs"},
		{"site codes on a leader's paths", "api/path.go", "if !slices.Contains(hidden, data.CodeField) {", "if true {", "api TestAPathIsToldAsFarAsItsMastIs"},
		{"site codes that a leader looks for", "api/search.go", " && who.Sees(o, data.CodeField)", " && who.Sees(o, data.NameField)", "api TestSearchKnowsOnlyWhatTheReaderSees"},
		{"private tiles kept by caches", "api/tiles.go", "if cut != data.PublicCut {\n\t\tkeep = never", "if false {\n\t\tkeep = never", "api TestTilesAreKeptByThoseTheyAreFor"},
		{"private answers kept by caches", "api/openapi.go", "if auth.From(ctx).Role != data.Public {", "if auth.From(ctx).Role == data.Role(\"\") {", "api TestAnswersForSomeAreKeptByNobody"},
		{"by what answers differ", "api/enforce.go", "w.Header().Add(\"Vary\", \"Cookie, Authorization\")", "", "api TestAnswersForSomeAreKeptByNobody"},
	}
}

// plant writes the mistake beside the tree and returns the overlay that puts it in.
func (h hole) plant(t *testing.T, dir string) string {
	t.Helper()
	text, err := os.ReadFile(h.File)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, filepath.Base(h.File))
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), h.Was, h.Becomes, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	here, err := filepath.Abs(h.File)
	if err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{here: file}})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(path, overlay, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestEveryHoleHasItsPlace(t *testing.T) {
	for _, h := range holes() {
		text, err := os.ReadFile(h.File)
		if n := strings.Count(string(text), h.Was); err != nil || n != 1 || h.Was == h.Becomes {
			t.Errorf("without %s: %q stands %d times in %s (%v): say anew where the hole goes", h.What, h.Was, n, h.File, err)
		}
	}
}

// TestEveryPlantedHoleIsSeen builds the tree once for each hole and runs the test
// that must see it.
func TestEveryPlantedHoleIsSeen(t *testing.T) {
	if os.Getenv("PHUSONG_PROVE") == "" {
		t.Skip("skipped: make prove plants the holes")
	}
	planted, seen := 0, 0
	for _, h := range holes() {
		t.Run(h.What, func(t *testing.T) {
			planted++
			if h.isSeen(t) {
				seen++
				fmt.Printf("seen    without %s (%s)\n", h.What, h.Test)
			}
		})
	}
	fmt.Printf("%d of %d planted holes were seen\n", seen, planted)
}

// isSeen runs the hole's test on a tree with the hole in it. A tree that does not
// build proves nothing.
func (h hole) isSeen(t *testing.T) bool {
	pkg, test, _ := strings.Cut(h.Test, " ")
	args := []string{"test", "-overlay", h.plant(t, t.TempDir()), "-count=1", "-timeout=5m", "-run", "^(" + test + ")$", "./" + pkg}
	out, err := exec.Command("go", args...).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "--- FAIL: Test") {
		t.Errorf("without %s: %s does not see it: %v\n%s", h.What, h.Test, err, out)
		return false
	}
	return true
}
