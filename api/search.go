package api

import (
	"context"
	"sync"

	"github.com/paulmach/orb"

	"phusong/api/auth"
	"phusong/api/search"
	"phusong/data"
	"phusong/geo"
	"phusong/tiles"
)

type searchQuestion struct {
	Q     string `query:"q" maxLength:"200" doc:"What people say: a hamlet, commune or district of either vintage, a site code, coordinates" example:"Thôn 5 xã Minh Hương" required:"true"`
	Limit int    `query:"limit" default:"10" minimum:"1" maximum:"100" doc:"At most so many answers"`
	Past
}

type searchBody struct {
	Release string    `json:"release"`
	Rows    []hitBody `json:"rows"`
}

type hitBody struct {
	Kind     search.Kind `json:"kind" enum:"place,hamlet,commune,district,province,mast"`
	Code     string      `json:"code"`
	Name     string      `json:"name"`
	Vintage  string      `json:"vintage" doc:"The boundaries in which the words are true; empty where they name no unit"`
	Within   []string    `json:"within" doc:"The units above, the nearest first"`
	Position orb.Point   `json:"position"`
}

// indexes keeps what is searched: for each cut one index of what readers see, and
// one of the earlier edition that was asked for last.
type indexes struct {
	mu    sync.Mutex
	of    map[indexed]*tiles.Edition
	index map[indexed]*search.Index
}

type indexed struct {
	cut     data.Cut
	earlier bool
}

func newIndexes() *indexes {
	return &indexes{of: map[indexed]*tiles.Edition{}, index: map[indexed]*search.Index{}}
}

// at returns the index of an edition. It takes some milliseconds the first time.
func (x *indexes) at(e *tiles.Edition, earlier bool) *search.Index {
	x.mu.Lock()
	defer x.mu.Unlock()
	place := indexed{e.Cut, earlier}
	if x.of[place] != e {
		x.of[place], x.index[place] = e, search.New(e.View)
	}
	return x.index[place]
}

func (s *server) search(ctx context.Context, q *searchQuestion) (searchBody, error) {
	e, err := s.lists(ctx, q.Past)
	if err != nil {
		return searchBody{}, err
	}
	body := searchBody{Release: e.ID, Rows: []hitBody{}}
	who := auth.From(ctx)
	named := func(o geo.OperatorCode) bool { return e.Cut.SeesMasts(o) && who.Sees(o, data.CodeField) } // masts are found by their codes
	for _, h := range s.indexes.at(e, q.Past != Past{}).Find(q.Q, named, q.Limit) {
		within := append([]string{}, h.Within...)
		body.Rows = append(body.Rows, hitBody{h.Kind, h.Code, h.Name, string(h.Vintage), within, h.Position})
	}
	return body, nil
}
