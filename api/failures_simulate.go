package api

import (
	"cmp"
	"context"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
	"phusong/geo/planning"
)

// simulateInput is what fails at once, and whose customers are asked about.
type simulateInput struct {
	Past
	Body struct {
		Masts      []string       `json:"masts" required:"false" maxItems:"2000" doc:"Ids of masts: everybody's equipment on them"`
		Sites      []siteName     `json:"sites" required:"false" maxItems:"4000"`
		Feeders    []string       `json:"feeders" required:"false" maxItems:"500"`
		FibreNodes []siteName     `json:"fibreNodes" required:"false" maxItems:"500" doc:"A node is one operator's own"`
		Operators  []operatorWord `json:"operators" required:"false" maxItems:"4"`
		Technology setWord        `json:"technology" required:"false" default:"voice" doc:"Technology, or several of which any will do"`
		Operator   operatorWord   `json:"operator" required:"false" doc:"Whose customers. Staff: any where not said; operators: their own"`
		Roaming    bool           `json:"roaming" required:"false" doc:"National roaming is on: everybody may use every network. For staff"`
		Definition definitionWord `json:"definition" required:"false" default:"centre"`
	}
}

type siteName struct {
	Operator operatorWord `json:"operator"`
	Code     string       `json:"code" minLength:"1" maxLength:"60"`
}

type simulateBody struct {
	Provenance
	Roaming  bool           `json:"roaming"`
	Stations int            `json:"stations" doc:"That fall silent, of those on the air in this release"`
	Unknown  []string       `json:"unknown" doc:"What was named and is not on the air, or not shown"`
	Dark     Toll           `json:"dark"`
	Fell     Toll           `json:"fell"`
	Silenced []silencedUnit `json:"silencedCommunes" doc:"With nobody left on any network; for staff"`
	Hamlets  []fallRow      `json:"hamlets" doc:"All that fall, by code"`
}

// silencedUnit is a commune in which no hamlet has signal any more.
type silencedUnit struct {
	Code    string `json:"code"`
	Name    string `json:"name"`
	Vintage string `json:"vintage"`
}

func (s *server) simulateFailure(ctx context.Context, in *simulateInput) (simulateBody, error) {
	e, r, err := s.reliance(ctx, in.Past)
	if err != nil {
		return simulateBody{}, err
	}
	b, who := in.Body, auth.From(ctx)
	operator := geo.OperatorCode(b.Operator)
	if e.Cut != data.StaffCut {
		if b.Roaming || operator != "" && operator != who.Operator {
			return simulateBody{}, problem.Absent()
		}
		operator = who.Operator
	} else if operator == "" || b.Roaming {
		operator = geo.AnyOperator
	}
	a := askedFailure{who: who, words: Question{cmp.Or(b.Technology, setWord(geo.Voice)), operatorWord(operator), cmp.Or(b.Definition, "centre")}}
	if err := s.readChannel(ctx, &a, e); err != nil {
		return simulateBody{}, err
	}
	stations, unknown := indexStations(who, e).stationsOf(r, in.names())
	body := simulateBody{Provenance: a.provenance(e), Roaming: b.Roaming, Stations: len(stations), Unknown: unknown, Silenced: []silencedUnit{}, Hamlets: []fallRow{}}
	after := r.Aftermath(stations, a.asked.Technologies, a.definition)
	names := namesOf(e)
	body.tell(r, after, 1+geo.OperatorRank(operator), names)
	if e.Cut == data.StaffCut {
		body.Silenced = names.silenced(after.Silenced)
	}
	return body, nil
}

// tell counts what falls for the customers in place i of verdicts.
func (b *simulateBody) tell(r *planning.Reliance, after planning.Aftermath, i int, names vintageNames) {
	for _, l := range after.Left {
		h, was, is := r.Hamlets[l.Hamlet], l.Was[i], l.Is[i]
		if h.Kind == geo.HamletRest || !planning.Fell(was, is) {
			continue
		}
		b.Fell.add(h)
		if planning.Dark(was, is) {
			b.Dark.add(h)
		}
		b.Hamlets = append(b.Hamlets, fallRow{string(h.Code), h.Name, names.within(r.Places[l.Hamlet]), h.People, verdictWord(was.String()), verdictWord(is.String())})
	}
}

func (n vintageNames) silenced(communes []planning.Commune) []silencedUnit {
	all := []silencedUnit{}
	for _, c := range communes {
		if name := n[c.Vintage].of(c.Code, geo.LevelCommune); name != nil {
			all = append(all, silencedUnit{name.Code, name.Name, string(c.Vintage)})
		}
	}
	return all
}

// names are the parts that a request names.
func (in *simulateInput) names() []partName {
	var names []partName
	for _, id := range in.Body.Masts {
		names = append(names, partName{Kind: planning.KindMast, ID: id})
	}
	for _, s := range in.Body.Sites {
		names = append(names, partName{planning.KindSite, s.Code, geo.OperatorCode(s.Operator)})
	}
	for _, id := range in.Body.Feeders {
		names = append(names, partName{Kind: planning.KindFeeder, ID: id})
	}
	for _, node := range in.Body.FibreNodes {
		names = append(names, partName{planning.KindFibre, node.Code, geo.OperatorCode(node.Operator)})
	}
	for _, o := range in.Body.Operators {
		names = append(names, partName{Kind: planning.KindOperator, ID: string(o)})
	}
	return names
}
