package api

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"phusong/api/opendata"
)

// rule says of a property of DCAT-AP how often it stands there and what it is: a
// class of things, a type of literals, or "words": texts with their language. Of
// what is said of an unknown class only the address is asked for: "iri".
type rule struct {
	least, most int // most 0: any number
	is          string
}

// shapes are the rules of DCAT-AP 3.0 for the classes that the catalogue has:
// cardinalities and ranges as its SHACL shapes state them, and what is only
// recommended there but known here as mandatory. The last lines of a class are
// ours: what no figure stands without.
func shapes() map[string]map[string]rule {
	return map[string]map[string]rule{
		"dcat:Catalog": {
			"dct:title": {1, 0, "words"}, "dct:description": {1, 0, "words"}, "dct:publisher": {1, 1, "foaf:Agent"}, "dcat:dataset": {1, 0, "dcat:Dataset"},
			"dct:language": {1, 0, "dct:LinguisticSystem"}, "dct:license": {1, 1, "dct:LicenseDocument"}, "dct:issued": {1, 1, "xsd:dateTime"}, "dct:modified": {1, 1, "xsd:dateTime"},
			"dct:spatial": {1, 0, "dct:Location"}, "foaf:homepage": {1, 1, "foaf:Document"}, "owl:versionInfo": {1, 1, ""}, "phs:synthetic": {1, 1, ""},
		},
		"dcat:Dataset": {
			"dct:title": {1, 0, "words"}, "dct:description": {1, 0, "words"}, "dcat:contactPoint": {1, 0, "vcard:Kind"}, "dcat:distribution": {1, 0, "dcat:Distribution"},
			"dcat:keyword": {1, 0, "words"}, "dct:publisher": {1, 1, "foaf:Agent"}, "dct:spatial": {1, 0, "dct:Location"}, "dct:temporal": {1, 0, "dct:PeriodOfTime"}, "dct:identifier": {1, 0, ""},
			"dct:issued": {1, 1, "xsd:dateTime"}, "dct:language": {1, 0, "dct:LinguisticSystem"}, "dcat:landingPage": {1, 0, "foaf:Document"}, "dct:provenance": {1, 0, "dct:ProvenanceStatement"},
			"dct:license": {1, 1, "dct:LicenseDocument"}, "owl:versionInfo": {1, 1, ""}, "phs:definition": {1, 0, "words"}, "phs:release": {1, 1, ""}, "phs:synthetic": {1, 1, ""}, "phs:asOf": {1, 1, "xsd:date"},
		},
		"dcat:Distribution": {
			"dcat:accessURL": {1, 0, "iri"}, "dcat:downloadURL": {1, 0, "iri"}, "dcat:mediaType": {1, 1, "dct:MediaType"}, "dct:license": {1, 1, "dct:LicenseDocument"}, "dct:title": {1, 0, "words"},
			"dcat:byteSize": {1, 1, "xsd:nonNegativeInteger"}, "spdx:checksum": {1, 1, "spdx:Checksum"},
		},
		"spdx:Checksum":           {"spdx:algorithm": {1, 1, "iri"}, "spdx:checksumValue": {1, 1, "xsd:hexBinary"}},
		"foaf:Agent":              {"foaf:name": {1, 0, ""}},
		"vcard:Kind":              {"vcard:fn": {1, 1, ""}, "vcard:hasURL": {0, 0, "iri"}},
		"dct:Location":            {"rdfs:label": {1, 0, "words"}, "dcat:bbox": {1, 1, "geo:wktLiteral"}},
		"dct:PeriodOfTime":        {"dcat:endDate": {1, 1, "xsd:date"}},
		"dct:ProvenanceStatement": {"rdfs:label": {1, 0, "words"}},
		"dct:LicenseDocument":     {"rdfs:label": {0, 0, ""}},
		"dct:LinguisticSystem":    {}, "dct:MediaType": {}, "foaf:Document": {},
	}
}

// graph checks JSON-LD against the shapes.
type graph struct {
	t        *testing.T
	shapes   map[string]map[string]rule
	prefixes map[string]any
	seen     map[string]int // things by their class
}

func (g *graph) thing(where string, value any, class string) {
	n, is := value.(map[string]any)
	if !is || !slices.Contains(many(n["@type"]), any(class)) {
		g.t.Errorf("%s is %v, no %s", where, value, class)
		return
	}
	g.seen[class]++
	rules, known := g.shapes[class]
	if !known {
		g.t.Errorf("%s: nothing is known of %s", where, class)
	}
	for name, rule := range rules {
		if count := len(many(n[name])); count < rule.least || rule.most > 0 && count > rule.most {
			g.t.Errorf("%s has %d of %s", where, count, name)
		}
	}
	for name, value := range n {
		if strings.HasPrefix(name, "@") {
			continue
		}
		prefix, _, _ := strings.Cut(name, ":")
		rule, ruled := rules[name]
		if !ruled || g.prefixes[prefix] == nil {
			g.t.Errorf("%s says %s, of which no rule or prefix is known", where, name)
		}
		for _, one := range many(value) {
			g.property(where+" "+name, one, rule.is)
		}
	}
}

// property checks one value.
func (g *graph) property(where string, value any, is string) {
	n, _ := value.(map[string]any)
	switch {
	case is == "":
		if value == nil || value == "" || n != nil {
			g.t.Errorf("%s is %v, no plain value", where, value)
		}
	case is == "iri":
		if id, _ := n["@id"].(string); !strings.Contains(id, ":") {
			g.t.Errorf("%s is %v, no address", where, value)
		}
	case is == "words":
		if n["@value"] == "" || n["@language"] == nil {
			g.t.Errorf("%s is %v, no words of a language", where, value)
		}
	case strings.HasPrefix(is, "xsd:") || is == "geo:wktLiteral":
		if n["@type"] != is || n["@value"] == nil || n["@value"] == "" {
			g.t.Errorf("%s is %v, no %s", where, value, is)
		}
	default:
		g.thing(where, value, is)
	}
}

// many is a value as JSON-LD's list of values.
func many(value any) []any {
	switch v := value.(type) {
	case nil:
		return nil
	case []any:
		return v
	}
	return []any{value}
}

func TestTheCatalogueHasTheShapesOfDCATAP(t *testing.T) {
	server := newServer(t)
	answer := ask(server, "GET", "/data/catalog.jsonld")
	if got := answer.Header.Get("Content-Type"); got != "application/ld+json" || answer.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("%s, %v", got, answer.Header)
	}
	catalog := askJSON[map[string]any](t, server, "/data/catalog.jsonld?release=4")
	g := &graph{t, shapes(), catalog["@context"].(map[string]any), map[string]int{}}
	g.thing("the catalogue", catalog, "dcat:Catalog")
	files := 0
	for _, d := range opendata.Datasets() {
		files += len(d.Formats)
	}
	if g.seen["dcat:Dataset"] != len(opendata.Datasets()) || g.seen["dcat:Distribution"] != files {
		t.Errorf("the catalogue has %v", g.seen)
	}
	ids := map[string]bool{}
	for _, dataset := range many(catalog["dcat:dataset"]) {
		for _, file := range many(dataset.(map[string]any)["dcat:distribution"]) {
			address := file.(map[string]any)["dcat:downloadURL"].(map[string]any)["@id"].(string)
			if ask(server, "HEAD", strings.TrimPrefix(address, "http://example.com")).StatusCode != http.StatusOK {
				t.Errorf("%s is not there", address)
			}
			if id := fmt.Sprint(file.(map[string]any)["@id"]); ids[id] {
				t.Errorf("%s is there twice", id)
			} else {
				ids[id] = true
			}
		}
	}
}
