package api

import (
	"cmp"
	"fmt"
	"io/fs"
	"net/http"
	"slices"

	"github.com/go-chi/chi/v5"

	"phusong/api/problem"
	"phusong/geo"
	"phusong/tiles"
	"phusong/tiles/style"
)

// palettesFile is where the web keeps the colours of its themes.
const palettesFile = "palettes.json"

// style answers with a MapLibre style of one theme: GET
// /tiles/{cut}/{release}/style/{theme}.json?technology=4G&operator=any&definition=centre.
// The sources it names are those of this release, also where it was asked for as
// the latest.
func (s *server) style(w http.ResponseWriter, r *http.Request) {
	e, keep, err := s.chosen(r)
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	palette, err := s.palette(chi.URLParam(r, "theme"))
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	m, err := s.styled(r, e)
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	writeKept(w, lasting(keep), style.Of(m, palette))
}

func (s *server) palette(theme string) (style.Palette, error) {
	if !slices.Contains(style.Themes(), theme) {
		return style.Palette{}, problem.Absent()
	}
	file, err := fs.ReadFile(s.Web, palettesFile)
	if err != nil {
		return style.Palette{}, problem.New(http.StatusNotFound, "this program was built without its web page, whose colours styles have: run «make build»")
	}
	all, err := style.Palettes(file)
	return all[theme], err
}

// styled is the map that is asked for, as far as the cut has it.
func (s *server) styled(r *http.Request, e *tiles.Edition) (style.Map, error) {
	said := r.URL.Query()
	for name, values := range said {
		if len(values) != 1 || !slices.Contains([]string{"technology", "operator", "definition"}, name) {
			return style.Map{}, fmt.Errorf("%w: a style takes technology, operator and definition, once each: not %.40q", problem.ErrParameter, name)
		}
	}
	operator, err := geo.ParseOperator(cmp.Or(said.Get("operator"), string(geo.AnyOperator)))
	if err != nil {
		return style.Map{}, fmt.Errorf("%w: %w", problem.ErrParameter, err)
	}
	technologies, err := geo.ParseTechnologySet(cmp.Or(said.Get("technology"), geo.LTE.String()))
	if err != nil {
		return style.Map{}, fmt.Errorf("%w: %w", problem.ErrParameter, err)
	}
	if err := mayAsk(e, operator); err != nil {
		return style.Map{}, err
	}
	definition, err := s.definition(r.Context(), cmp.Or(said.Get("definition"), geo.Definitions()[0].Code))
	if err != nil {
		return style.Map{}, err
	}
	q, land, bounds := geo.Question{Operator: operator, Technologies: technologies, Definition: definition}, territory(e), e.Bounds()
	return style.Map{
		Name: fmt.Sprintf("PhuSong: %s, %s, %s", land.Vietnamese, technologies, operator),
		Metadata: map[string]any{"phusong:release": e.ID, "phusong:asOf": day(e.View.Release.AsOf), "phusong:synthetic": e.View.Release.Synthetic,
			"phusong:territory": land, "phusong:definition": tiles.Text{Vietnamese: definition.Vietnamese, English: definition.English},
			"phusong:technology": technologies.String(), "phusong:operator": string(operator)},
		Base:   fmt.Sprintf("%s/tiles/%s/%s", s.base(r), e.Cut, e.ID),
		Centre: [2]float64{(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2}, Operator: operator, Technologies: technologies,
		Coverage: tiles.CoverageName(technologies, operator), Gaps: tiles.GapsName(technologies, operator), Hamlets: tiles.HamletsName(q), Vintage: home(e),
		Has: func(layer string) bool { _, err := s.layer(r.Context(), e, layer); return err == nil },
	}, nil
}
