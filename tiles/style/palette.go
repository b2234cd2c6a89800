package style

import (
	"encoding/json"
	"fmt"
)

// Palette is the colours of one theme that mean something on the map, as the web
// keeps them for its own page (palettes.json): "#rrggbb", classes by their code,
// verdicts by their word.
type Palette struct {
	Classes      map[string]string `json:"classes"`
	Verdicts     map[string]string `json:"verdicts"`
	Edge         string            `json:"edge"`
	Ground       string            `json:"ground"`
	Border       string            `json:"border"`
	BorderStrong string            `json:"borderStrong"`
	Site         string            `json:"site"`
	SiteEdge     string            `json:"siteEdge"`
	Shadow       string            `json:"shadow"`
	Highlight    string            `json:"highlight"`
	Relief       float64           `json:"relief"`
}

// Print is the theme for paper: the light one on white, with hills faint enough
// not to grey what lies on them.
const Print = "print"

// Themes are the names a style may be asked for by.
func Themes() []string { return []string{"light", "dark", "contrast", Print} }

// Palettes reads the web's file of palettes, by theme; Print is made of the light
// one. It fails where a theme is missing.
func Palettes(file []byte) (map[string]Palette, error) {
	var all map[string]Palette
	if err := json.Unmarshal(file, &all); err != nil {
		return nil, fmt.Errorf("read the palettes: %w", err)
	}
	paper := all["light"]
	paper.Ground, paper.Relief = "#ffffff", paper.Relief/2
	all[Print] = paper
	for _, theme := range Themes() {
		if len(all[theme].Classes) == 0 || len(all[theme].Verdicts) == 0 {
			return nil, fmt.Errorf("read the palettes: there is no theme %q", theme)
		}
	}
	return all, nil
}
