package api

import (
	"context"
	"fmt"
	"math"

	"github.com/danielgtaylor/huma/v2"
	"github.com/paulmach/orb"

	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
	"phusong/geo/terrain"
	"phusong/tiles"
)

type hamletQuestion struct {
	Code string `path:"code" maxLength:"60" doc:"The hamlet's code"`
	Past
}

// hamletCard is everything said of one hamlet.
type hamletCard struct {
	Code       string         `json:"code"`
	Name       string         `json:"name"`
	Kind       string         `json:"kind"`
	Centre     orb.Point      `json:"centre"`
	People     *int           `json:"people"`
	Households *int           `json:"households"`
	Clusters   []geo.Cluster  `json:"clusters" doc:"Household clusters that were listed: by the definition at the centre they count beside it"`
	Places     []placeBody    `json:"places" doc:"Where it lies, by vintage of the boundaries"`
	Networks   []networkBody  `json:"networks" doc:"Those that are shown to whoever asks"`
	Together   []togetherBody `json:"together" doc:"Verdicts by several technologies of which any will do"`
	Release    string         `json:"release"`
	AsOf       string         `json:"asOf"`
	Synthetic  bool           `json:"synthetic"`
	Territory  tiles.Text     `json:"territory"`
}

type placeBody struct {
	Vintage  string    `json:"vintage"`
	Province *unitName `json:"province"`
	District *unitName `json:"district"`
	Commune  *unitName `json:"commune"`
}

type networkBody struct {
	Operator      string                 `json:"operator"`
	Technology    string                 `json:"technology"`
	Class         geo.Class              `json:"class"`
	LevelDBm      *float64               `json:"levelDbm"`
	Probability   *float64               `json:"probability" doc:"Chance, 0 to 1, that the centre has signal: a normal spread about the predicted level"`
	PeopleCovered float64                `json:"peopleCovered" doc:"Share, 0 to 1"`
	PeopleUnknown float64                `json:"peopleUnknown"`
	AreaCovered   float64                `json:"areaCovered"`
	AreaUnknown   float64                `json:"areaUnknown"`
	Clusters      *clustersBody          `json:"clusters" doc:"What there is at the household clusters; null where none are listed"`
	Verdicts      map[string]verdictWord `json:"verdicts" doc:"By definition"`
	Server        *serverBody            `json:"server" doc:"The mast that serves the centre best; null where it is not shown"`
}

// clustersBody is what a network does at the clusters of a hamlet.
type clustersBody struct {
	Covered int   `json:"covered" doc:"How many have signal"`
	Unknown int   `json:"unknown" doc:"Of how many it is not known"`
	Classes []int `json:"classes" doc:"At each cluster of the card, in its order; null where only the figures are shown"`
}

// TransformSchema is part of huma.SchemaTransformer: there may be none.
func (clustersBody) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema { return nullable(s) }

// clustersOf is what the network in place j does at a hamlet's clusters.
func clustersOf(r *tiles.Edition, h *geo.HamletResult, j int) *clustersBody {
	if h.Reaches[j].Clusters == 0 {
		return nil
	}
	n := geo.Networks()[j]
	body := &clustersBody{Covered: int(h.Reaches[j].ClustersCovered), Unknown: int(h.Reaches[j].ClustersUnknown)}
	if r.Cut.SeesNetwork(n.Operator) {
		for _, class := range coverage.AtClusters(r.View.Grid, &r.View.Surfaces[j], h.Hamlet, geo.ScaleOf(n.Technology)) {
			body.Classes = append(body.Classes, int(class))
		}
	}
	return body
}

// togetherBody is what several technologies do together.
type togetherBody struct {
	Operator   string                 `json:"operator"`
	Technology setWord                `json:"technology"`
	Verdicts   map[string]verdictWord `json:"verdicts" doc:"By definition"`
}

type serverBody struct {
	Site       string  `json:"site"`
	DistanceKm float64 `json:"distanceKm"`
}

// TransformSchema is part of huma.SchemaTransformer: there may be none.
func (serverBody) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema { return nullable(s) }

func (s *server) hamlet(ctx context.Context, q *hamletQuestion) (hamletCard, error) {
	r, err := s.whole(ctx, q.Past)
	if err != nil {
		return hamletCard{}, err
	}
	for i := range r.View.Hamlets {
		if string(r.View.Hamlets[i].Hamlet.Code) == q.Code {
			offered, err := s.offered(ctx)
			return cardOf(r, i, offered), err
		}
	}
	return hamletCard{}, fmt.Errorf("hamlet %.60q: %w in release %s; /api/hamlets lists the codes", q.Code, problem.ErrNotFound, r.ID)
}

// cardOf is the card of hamlet i, under the definitions that are offered.
func cardOf(r *tiles.Edition, i int, offered []geo.Definition) hamletCard {
	h := &r.View.Hamlets[i]
	card := hamletCard{
		Code: string(h.Hamlet.Code), Name: h.Hamlet.Name, Kind: string(h.Hamlet.Kind), Centre: h.Hamlet.Centre,
		People: h.Hamlet.People, Households: h.Hamlet.Households, Places: []placeBody{}, Clusters: append([]geo.Cluster{}, h.Hamlet.Clusters...),
		Release: r.ID, AsOf: day(r.View.Release.AsOf), Synthetic: r.View.Release.Synthetic, Territory: territory(r),
	}
	for _, v := range geo.Vintages() {
		if place, known := h.Places[v]; known {
			names := unitNames(r, v)
			card.Places = append(card.Places, placeBody{string(v), names.of(place.Province, geo.LevelProvince),
				names.of(place.District, geo.LevelDistrict), names.of(place.Commune, geo.LevelCommune)})
		}
	}
	for j, n := range geo.Networks() {
		if mayAsk(r, n.Operator) != nil {
			continue
		}
		reach, level := h.Reaches[j], levelOf(r, n, h.Reaches[j])
		body := networkBody{
			Operator: string(n.Operator), Technology: n.Technology.String(), Class: reach.Centre, LevelDBm: level,
			Probability:   probabilityOf(r.View, n.Technology, level),
			PeopleCovered: share(reach.PeopleCovered), PeopleUnknown: share(reach.PeopleUnknown),
			AreaCovered: share(reach.AreaCovered), AreaUnknown: share(reach.AreaUnknown),
			Clusters: clustersOf(r, h, j),
			Verdicts: verdictsBy(r, i, n.Operator, geo.Only(n.Technology), offered), Server: serverAt(r, j, h.Hamlet.Centre),
		}
		card.Networks = append(card.Networks, body)
	}
	for _, set := range geo.TechnologySets() {
		if len(set.Members()) > 1 {
			card.Together = append(card.Together, togetherOf(r, i, set, offered)...)
		}
	}
	return card
}

// togetherOf judges hamlet i by several technologies, of each operator that may
// be asked about.
func togetherOf(r *tiles.Edition, i int, set geo.TechnologySet, offered []geo.Definition) []togetherBody {
	var all []togetherBody
	add := func(o geo.OperatorCode) {
		if mayAsk(r, o) == nil {
			all = append(all, togetherBody{string(o), setWord(set), verdictsBy(r, i, o, set, offered)})
		}
	}
	add(geo.AnyOperator)
	for _, o := range geo.Operators() {
		add(o.Code)
	}
	return all
}

// verdictsBy judges hamlet i by each definition.
func verdictsBy(r *tiles.Edition, i int, o geo.OperatorCode, set geo.TechnologySet, offered []geo.Definition) map[string]verdictWord {
	verdicts := map[string]verdictWord{}
	for _, d := range offered {
		verdicts[d.Code] = verdictWord(r.Verdict(i, geo.Question{Operator: o, Technologies: set, Definition: d}).String())
	}
	return verdicts
}

// serverAt is the mast that serves a place best in the network in place i; nil
// where none does, or none that is shown.
func serverAt(r *tiles.Edition, i int, at orb.Point) *serverBody {
	h, known := r.View.Grid.IndexAt(at)
	if !known || h >= len(r.View.Surfaces[i].Best) {
		return nil
	}
	sector := r.View.Surfaces[i].Best[h]
	if sector == geo.NoSector {
		return nil
	}
	mast := r.View.Masts[r.View.Sectors[sector].Site]
	return &serverBody{mast.ID, tenth(terrain.DistanceKm(at, mast.Position))}
}

func tenth(v float64) float64 { return math.Round(v*10) / 10 }

// share keeps four digits: a hundredth of a percent.
func share(v float64) float64 { return math.Round(v*1e4) / 1e4 }

// probabilityOf is the chance of signal where the level is predicted; nil where
// no level is shown or no spread is known.
func probabilityOf(view *data.View, t geo.Technology, level *float64) *float64 {
	sigma := view.Sigma()
	if level == nil || sigma <= 0 {
		return nil
	}
	chance := share(coverage.Probability(geo.DBm(*level), geo.ScaleOf(t).Covered(), sigma))
	return &chance
}
