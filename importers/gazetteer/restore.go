package gazetteer

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"phusong/importers/table"
)

// The letter ư of TCVN3 is a soft hyphen, which many programs drop: Hưng Thành
// arrives as Hng Thành. Only who knows the names can tell what was there.

// remember keeps a commune under what is left of its name without that letter,
// with its kind and without.
func (g *Gazetteer) remember(unit int) {
	name := g.units[unit].Name
	whole := withoutHorn(name)
	g.byRest[whole] = append(g.byRest[whole], unit)
	if kind := strings.Fields(name); len(kind) > 1 {
		for i := 1; i < min(len(kind), 3); i++ {
			if rest := strings.Join(kind[i:], " "); Core(name) == table.Fold(rest) {
				bare := withoutHorn(rest)
				g.byRest[bare] = append(g.byRest[bare], unit)
			}
		}
	}
}

// withoutHorn folds a name after dropping its plain small ư; ư with a tone was
// another letter in TCVN3 and is not lost.
func withoutHorn(name string) string {
	return table.Fold(strings.ReplaceAll(norm.NFC.String(name), "ư", ""))
}

// Restore gives a commune's name its lost letters back where one known name
// only, of any vintage, can have been meant. It is not ok for names that are
// known as they stand.
func (g *Gazetteer) Restore(name string) (string, bool) {
	if name == "" || len(g.byName[Core(name)]) > 0 {
		return "", false
	}
	found := ""
	for _, i := range g.byRest[withoutHorn(name)] {
		switch unit := g.units[i].Name; {
		case found == "":
			found = unit
		case Core(found) != Core(unit):
			return "", false
		}
	}
	return found, found != ""
}
