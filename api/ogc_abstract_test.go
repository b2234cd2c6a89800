package api

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// abstractTests are the abstract tests of the classes that are declared, by the
// identifiers of the standards, and the tests here that stand for them:
// OGC 17-069r4 annex A.2.1–A.2.8, A.3 (GeoJSON), A.4 (HTML), A.7 (OpenAPI 3.0);
// OGC 18-058r1 annex A; OGC 20-057 annex A, of which the classes "dataset
// tilesets", "collections selection", "datetime", XML, PNG, JPEG, TIFF, NetCDF,
// GeoJSON and OpenAPI are not declared: there is no tile of several collections, a
// release is chosen by its number, and tiles are Mapbox's vector tiles.
func abstractTests() map[string][]string {
	const itself, negotiated, parameters, feature = "TestFeaturesCoreDescribesItself", "TestFeaturesCoreIsNegotiated", "TestFeaturesCoreReadsItsParameters", "TestAFeatureIsTheSameAloneAndInItsPage"
	const defined, valid, answered, boxed = "TestParametersAreDefinedAsTheStandardsWant", "TestTheOpenAPIDocumentsAreValid", "TestFeaturesAreAnsweredInTheSystemThatIsAskedFor", "TestABoxIsReadInItsSystem"
	const tiled, grid, pages = "TestOGCTilesAreThoseOfTheMap", "TestTheGridOfTilesIsTheWebsOwn", "TestPagesOfAnySizeHoldEveryFeatureOnce"
	return map[string][]string{
		"features-1/conf/core/http":                         {negotiated},
		"features-1/conf/core/crs84":                        {answered},
		"features-1/conf/core/root-op":                      {itself, negotiated},
		"features-1/conf/core/root-success":                 {itself},
		"features-1/conf/core/api-definition-op":            {itself},
		"features-1/conf/core/api-definition-success":       {valid},
		"features-1/conf/core/conformance-op":               {itself, negotiated},
		"features-1/conf/core/conformance-success":          {itself, "TestEveryDeclaredClassIsTested"},
		"features-1/conf/core/fc-md-op":                     {itself, negotiated},
		"features-1/conf/core/fc-md-success":                {itself},
		"features-1/conf/core/fc-md-links":                  {itself},
		"features-1/conf/core/fc-md-items":                  {itself},
		"features-1/conf/core/fc-md-items-links":            {itself},
		"features-1/conf/core/fc-md-extent":                 {itself},
		"features-1/conf/core/sfc-md-op":                    {itself, negotiated},
		"features-1/conf/core/sfc-md-success":               {itself},
		"features-1/conf/core/fc-op":                        {itself, negotiated},
		"features-1/conf/core/fc-bbox-definition":           {defined},
		"features-1/conf/core/fc-bbox-response":             {parameters},
		"features-1/conf/core/fc-limit-definition":          {defined},
		"features-1/conf/core/fc-limit-response":            {parameters, pages},
		"features-1/conf/core/fc-time-definition":           {defined},
		"features-1/conf/core/fc-time-response":             {parameters},
		"features-1/conf/core/fc-response":                  {parameters},
		"features-1/conf/core/fc-links":                     {pages, "TestLinksKeepWhatTheAddressSays"},
		"features-1/conf/core/fc-timeStamp":                 {feature}, // may be left out, and is: asOf and release say more
		"features-1/conf/core/fc-numberMatched":             {parameters, pages},
		"features-1/conf/core/fc-numberReturned":            {parameters, pages},
		"features-1/conf/core/f-op":                         {feature, negotiated},
		"features-1/conf/core/f-success":                    {feature},
		"features-1/conf/core/f-links":                      {feature},
		"features-1/conf/core/query-param-unknown":          {negotiated},
		"features-1/conf/core/query-param-invalid":          {parameters},
		"features-1/conf/geojson/definition":                {negotiated},
		"features-1/conf/geojson/content":                   {feature, "TestGDALReadsEveryHamlet"},
		"features-1/conf/html/definition":                   {negotiated},
		"features-1/conf/html/content":                      {itself, negotiated},
		"features-1/conf/oas30/definition-1":                {itself},
		"features-1/conf/oas30/definition-2":                {valid},
		"features-1/conf/oas30/oas-impl":                    {valid, defined},
		"features-1/conf/oas30/completeness":                {defined},
		"features-1/conf/oas30/exception-codes":             {parameters},
		"features-1/conf/oas30/security":                    {valid}, // none is needed: everything public is open
		"features-2/conf/crs/crs-uri":                       {itself, answered},
		"features-2/conf/crs/fc-md-crs-list":                {itself},
		"features-2/conf/crs/fc-md-storageCrs":              {itself},
		"features-2/conf/crs/fc-bbox-crs-definition":        {defined},
		"features-2/conf/crs/fc-bbox-crs-valid-value":       {answered, parameters},
		"features-2/conf/crs/bbox-crs-action":               {boxed},
		"features-2/conf/crs/fc-crs-definition":             {defined},
		"features-2/conf/crs/fc-crs-valid-value":            {answered},
		"features-2/conf/crs/fc-crs-default-value":          {answered},
		"features-2/conf/crs/fc-crs-action":                 {answered},
		"features-2/conf/crs/ogc-crs-header":                {answered},
		"features-2/conf/crs/ogc-crs-header-value":          {answered},
		"features-2/conf/crs/geojson":                       {answered},
		"tiles-1/conf/core/conformance-success":             {itself},
		"tiles-1/conf/core/tc-op":                           {tiled},
		"tiles-1/conf/core/tc-tilematrix-definition":        {defined, grid},
		"tiles-1/conf/core/tc-tilerow-definition":           {defined},
		"tiles-1/conf/core/tc-tilecol-definition":           {defined},
		"tiles-1/conf/core/tc-success":                      {tiled},
		"tiles-1/conf/core/tc-error":                        {tiled},
		"tiles-1/conf/tileset/conformance-success":          {itself},
		"tiles-1/conf/tileset/description":                  {tiled, grid},
		"tiles-1/conf/tilesets-list/conformance-success":    {itself},
		"tiles-1/conf/tilesets-list/tileset-links":          {tiled},
		"tiles-1/conf/geodata-tilesets/conformance-success": {itself},
		"tiles-1/conf/geodata-tilesets/desc-links":          {"TestCollectionsLeadToTheirTiles"},
		"tiles-1/conf/geodata-tilesets/operation":           {"TestCollectionsLeadToTheirTiles"},
		"tiles-1/conf/mvt/content":                          {tiled, "TestGDALReadsTiles"},
	}
}

// Every class that is declared of these standards has abstract tests in the table,
// and the table names tests that are there.
func TestEveryDeclaredClassIsTested(t *testing.T) {
	table, known := abstractTests(), testsHere(t)
	for name, tests := range table {
		for _, test := range tests {
			if !slices.Contains(known, test) {
				t.Errorf("%s: there is no %s", name, test)
			}
		}
	}
	for _, uri := range askJSON[struct{ ConformsTo []string }](t, newServer(t), "/ogc/conformance").ConformsTo {
		class := strings.NewReplacer("http://www.opengis.net/spec/ogcapi-", "", "/1.0/", "/").Replace(uri)
		ours := strings.HasPrefix(class, "features-1/") || strings.HasPrefix(class, "features-2/") || strings.HasPrefix(class, "tiles-1/")
		tested := false
		for name := range table {
			tested = tested || strings.HasPrefix(name, class+"/")
		}
		if ours && !tested {
			t.Errorf("%s is declared, and no abstract test of it is in the table", uri)
		}
	}
}

// testsHere are the names of this package's tests.
func testsHere(t *testing.T) (names []string) {
	paths, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, is := d.(*ast.FuncDecl); is && strings.HasPrefix(f.Name.Name, "Test") {
				names = append(names, f.Name.Name)
			}
		}
	}
	return names
}

func TestParametersAreDefinedAsTheStandardsWant(t *testing.T) {
	server := newServer(t)
	text, err := io.ReadAll(ask(server, "GET", "/ogc/api").Body)
	if err != nil {
		t.Fatal(err)
	}
	document, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range askJSON[struct{ Collections []struct{ ID string } }](t, server, "/ogc/collections").Collections {
		list := document.Paths.Value("/collections/" + c.ID + "/items").Get
		for name, kind := range map[string]string{"limit": "integer", "bbox": "array", "datetime": "string", "crs": "string", "bbox-crs": "string"} {
			p := list.Parameters.GetByInAndName("query", name)
			if p == nil || p.Required || !p.Schema.Value.Type.Is(kind) || p.Style != "form" || p.Explode == nil || *p.Explode {
				t.Errorf("%s: %s is defined as %+v", c.ID, name, p)
			}
		}
		limit := list.Parameters.GetByInAndName("query", "limit").Schema.Value
		if limit.Min == nil || *limit.Min != 1 || limit.Max == nil || limit.Default == nil {
			t.Errorf("/req/core/fc-limit-definition: %+v", limit)
		}
		box := list.Parameters.GetByInAndName("query", "bbox").Schema.Value
		if box.MinItems != 4 || box.MaxItems == nil || *box.MaxItems != 6 || !box.Items.Value.Type.Is("number") {
			t.Errorf("/req/core/fc-bbox-definition: %+v", box)
		}
		if list.Responses.Value("200") == nil || list.Responses.Value("200").Value.Content["application/geo+json"] == nil || list.Responses.Default() == nil {
			t.Errorf("/req/oas30/completeness: %s answers %v", c.ID, list.Responses)
		}
		if document.Paths.Value("/collections/"+c.ID+"/items/{featureId}") == nil {
			t.Errorf("/req/core/f-op: %s describes no single feature", c.ID)
		}
		tile := document.Paths.Value("/collections/" + c.ID + "/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}")
		if tile == nil {
			continue
		}
		for name, kind := range map[string]string{"tileMatrix": "string", "tileRow": "integer", "tileCol": "integer"} {
			if p := tile.Get.Parameters.GetByInAndName("path", name); p == nil || !p.Required || !p.Schema.Value.Type.Is(kind) {
				t.Errorf("/req/core/tc-%s-definition: %+v", strings.ToLower(name), p)
			}
		}
	}
}

func TestCollectionsLeadToTheirTiles(t *testing.T) {
	server := newServer(t)
	const rel = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
	for collection, tiled := range map[string]bool{"hamlets": true, "verdicts": true, "gap-patches": true, "gaps-communes-2025-07": true, "communes-2024": true, "provinces-2024": false} {
		path := "/ogc/collections/" + collection
		link := askJSON[featurePage](t, server, path).link(rel)
		if (link == path+"/tiles") != tiled {
			t.Errorf("%s leads to tiles at %q", collection, link)
		}
		if link := askJSON[featurePage](t, server, path+"?technology=voice").link(rel); (link == path+"/tiles?technology=voice") != tiled {
			t.Errorf("of several technologies %s leads to tiles at %q", collection, link)
		}
		if status := ask(server, "GET", path+"/tiles").StatusCode; (status == 200) != tiled {
			t.Errorf("the tile sets of %s: %d", collection, status)
		}
	}
}
