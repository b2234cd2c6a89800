package propagation

import (
	"fmt"
	"strings"
)

// DefaultName is the name of the model used where nobody chose one.
const DefaultName = "p1812"

// Entry is a model under the short name it has in flags and settings.
type Entry struct {
	Short string
	Model Model
}

// Models returns every model with its defaults, the default one first.
func Models() []Entry {
	return []Entry{
		{DefaultName, P1812{DefaultP1812()}},
		{"p526", DefaultP526()},
		{"free-space", FreeSpace{}},
		{"38901-rma", DefaultRMa()},
		{"hata", Hata{}},
	}
}

// Named returns the model of a short name; "" is the default one.
func Named(name string) (Model, error) {
	if name == "" {
		name = DefaultName
	}
	var known []string
	for _, e := range Models() {
		if e.Short == name {
			return e.Model, nil
		}
		known = append(known, e.Short)
	}
	return nil, fmt.Errorf("propagation model %q is not known: use one of %s", name, strings.Join(known, ", "))
}
