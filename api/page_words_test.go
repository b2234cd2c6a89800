package api

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// wordSets collects the sets of words that a value of the document may be one of,
// sorted and joined.
func wordSets(value any, into map[string]bool) {
	switch value := value.(type) {
	case []any:
		for _, each := range value {
			wordSets(each, into)
		}
	case map[string]any:
		if words, ok := value["enum"].([]any); ok {
			into[setOf(words)] = true
		}
		for _, each := range value {
			wordSets(each, into)
		}
	}
}

func setOf(words []any) string {
	var set []string
	for _, word := range words {
		if text, ok := word.(string); ok && !slices.Contains(set, text) {
			set = append(set, text)
		}
	}
	slices.Sort(set)
	return strings.Join(set, "|")
}

// The page's contracts are written by hand: a word that the server adds or drops is
// to be added or dropped there, too.
func TestThePageKnowsTheWordsOfTheDocument(t *testing.T) {
	var document any
	if err := json.NewDecoder(ask(newServer(t), "GET", "/api/openapi.json").Body).Decode(&document); err != nil {
		t.Fatal(err)
	}
	sets := map[string]bool{}
	wordSets(document, sets)
	union, word := regexp.MustCompile(`(?m)^\s*(?:export type )?(\w+)\??(?: =|:) ('[\w-]*'(?: \| (?:'[\w-]*'|null))+);`), regexp.MustCompile(`'([\w-]*)'`)
	files, err := filepath.Glob("../web/src/api/*contract.ts")
	if err != nil || len(files) < 10 {
		t.Fatalf("contracts of the page: %d, %v", len(files), err)
	}
	seen := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range union.FindAllStringSubmatch(string(text), -1) {
			var words []any
			for _, each := range word.FindAllStringSubmatch(found[2], -1) {
				words = append(words, each[1])
			}
			if seen++; !sets[setOf(words)] && found[1] != "Language" { // what the page speaks, no answer does
				t.Errorf("%s: %s is %s, which no field or parameter of the document is", filepath.Base(file), found[1], found[2])
			}
		}
	}
	if seen < 10 {
		t.Errorf("%d sets of words are read in the contracts", seen)
	}
}
