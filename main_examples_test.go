package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// words parts a command line as a shell does with double quotes.
func words(line string) []string {
	var all []string
	for _, word := range regexp.MustCompile(`(?:[^\s"]|"[^"]*")+`).FindAllString(line, -1) {
		all = append(all, strings.ReplaceAll(word, `"`, ""))
	}
	return all
}

// Every command has examples, and each is understood by the parser that reads
// what people type; files that one names are there.
func TestExamplesOfHelpCanBeTyped(t *testing.T) {
	t.Chdir(t.TempDir())
	var cli commands
	parser, err := newParser(&cli, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	told := examples()
	for _, leaf := range parser.Model.Leaves(true) {
		shown := told[leaf.Path()]
		if delete(told, leaf.Path()); len(shown) == 0 {
			t.Errorf("%s has no example", leaf.Path())
		}
		for _, e := range shown {
			typed := words(e.line)
			for _, word := range typed {
				if ext := filepath.Ext(word); len(ext) > 1 && !strings.ContainsAny(word, "/@:,") && strings.Trim(ext[1:], "0123456789") != "" {
					if err := os.WriteFile(word, nil, 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
			var cli commands // flags are not carried from one line to the next
			parser, err := newParser(&cli, func(int) {})
			if err != nil {
				t.Fatal(err)
			}
			parsed, err := parser.Parse(typed[1:])
			if err != nil || typed[0] != "phusong" || e.does == "" {
				t.Errorf("%s: %v", e.line, err)
			} else if selected := parsed.Selected(); selected == nil || selected.Path() != leaf.Path() {
				t.Errorf("%s is another command than %s: %s", e.line, leaf.Path(), parsed.Command())
			}
		}
	}
	for path := range told {
		t.Errorf("examples of %q, which is no command", path)
	}
}

func TestHelpShowsExamples(t *testing.T) {
	for _, args := range [][]string{{"gaps", "--help"}, {"claims", "--help"}, {"import", "clusters", "--help"}} {
		out := &strings.Builder{}
		var cli commands
		parser, err := newParser(&cli, func(int) { panic("done") })
		if err != nil {
			t.Fatal(err)
		}
		parser.Stdout = out
		func() {
			defer func() { _ = recover() }()
			_, _ = parser.Parse(args)
		}()
		if !strings.Contains(out.String(), "Examples:\n  phusong "+args[0]) {
			t.Errorf("%v shows\n%s", args, out)
		}
	}
}
