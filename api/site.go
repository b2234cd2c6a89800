package api

import (
	"context"
	"slices"

	"github.com/paulmach/orb"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
	"phusong/tiles"
)

type siteQuestion struct {
	ID string `path:"id" maxLength:"60" doc:"The mast's id, as the lists and the map give it"`
	Past
}

// siteBody is what one mast carries, as far as whoever asks may see it.
type siteBody struct {
	ID        string         `json:"id"`
	Position  orb.Point      `json:"position"`
	Presences []presenceBody `json:"presences" doc:"The sites of operators' lists on the mast, those that are shown"`
	Release   string         `json:"release"`
	AsOf      string         `json:"asOf"`
	Synthetic bool           `json:"synthetic"`
	Territory tiles.Text     `json:"territory"`
}

// presenceBody is one operator's site. A value that its list does not state is
// absent, as is one that is hidden; Hidden says which are.
type presenceBody struct {
	Operator     string       `json:"operator"`
	Position     orb.Point    `json:"position" doc:"As this operator's list states it"`
	Code         string       `json:"code,omitempty"`
	Name         string       `json:"name,omitempty"`
	Commune      string       `json:"commune,omitempty" doc:"As the list names it"`
	Status       string       `json:"status,omitempty"`
	MastHeightM  float64      `json:"mastHeightM,omitempty" doc:"Above ground"`
	Technologies []string     `json:"technologies"`
	Owner        string       `json:"owner,omitempty"`
	Contact      string       `json:"contact,omitempty"`
	BackupPower  string       `json:"backupPower,omitempty"`
	PowerFeeder  string       `json:"powerFeeder,omitempty"`
	FibreNode    string       `json:"fibreNode,omitempty"`
	Sectors      []sectorBody `json:"sectors"`
	Hidden       []data.Field `json:"hidden" doc:"Fields that are not shown to whoever asks: /api/fields has the table"`
}

type sectorBody struct {
	Name           string           `json:"name,omitempty"`
	Technology     string           `json:"technology"`
	FrequencyMHz   float64          `json:"frequencyMhz,omitempty"`
	HeightM        float64          `json:"heightM,omitempty" doc:"Of the antenna above ground"`
	AzimuthDeg     *float64         `json:"azimuthDeg,omitempty" doc:"Clockwise from true north"`
	Omni           bool             `json:"omni,omitempty"`
	MechanicalTilt *float64         `json:"mechanicalTiltDeg,omitempty" doc:"Positive down"`
	ElectricalTilt *float64         `json:"electricalTiltDeg,omitempty" doc:"Positive down"`
	PowerDBm       float64          `json:"powerDbm,omitempty"`
	GainDBi        float64          `json:"gainDbi,omitempty"`
	Assumed        []geo.Assumption `json:"assumed" doc:"What the list did not state and the computation assumes, of the fields that are shown"`
}

func (s *server) siteDetail(ctx context.Context, q *siteQuestion) (siteBody, error) {
	r, err := s.lists(ctx, q.Past)
	if err != nil {
		return siteBody{}, err
	}
	site, known := r.Site(q.ID)
	if !known {
		return siteBody{}, problem.Absent()
	}
	body := siteBody{
		ID: site.Mast.ID, Position: site.Mast.Position, Presences: []presenceBody{},
		Release: r.ID, AsOf: day(r.View.Release.AsOf), Synthetic: r.View.Release.Synthetic, Territory: territory(r),
	}
	who := auth.From(ctx)
	for _, p := range r.View.Presences {
		if !slices.Contains(site.Presences, tiles.Named{Operator: p.Operator, Code: p.Code}) {
			continue
		}
		if shown, sees := data.PresenceFor(who, p); sees {
			body.Presences = append(body.Presences, presenceOf(who, shown))
		}
	}
	if len(body.Presences) == 0 {
		return siteBody{}, problem.Absent()
	}
	return body, nil
}

// presenceOf writes down a presence of which only what may be seen is left.
func presenceOf(who data.Audience, p geo.Presence) presenceBody {
	body := presenceBody{
		Operator: string(p.Operator), Position: p.Position, Code: string(p.Code), Name: p.Name, Commune: p.Commune,
		Status: string(p.Status), MastHeightM: p.MastHeightM, Owner: p.Owner, Contact: p.Contact,
		BackupPower: p.BackupPower, PowerFeeder: p.PowerFeeder, FibreNode: p.FibreNode,
		Technologies: []string{}, Sectors: []sectorBody{}, Hidden: hiddenFields(who, p.Operator),
	}
	for _, c := range p.Sectors {
		if name := c.Technology.String(); !slices.Contains(body.Technologies, name) {
			body.Technologies = append(body.Technologies, name)
		}
		body.Sectors = append(body.Sectors, sectorOf(who, p.Operator, c))
	}
	slices.Sort(body.Technologies)
	return body
}

func sectorOf(who data.Audience, operator geo.OperatorCode, c geo.Sector) sectorBody {
	body := sectorBody{
		Name: c.Name, Technology: c.Technology.String(), FrequencyMHz: float64(c.Frequency), HeightM: c.HeightM, Omni: c.Omni,
		PowerDBm: float64(c.PowerDBm), GainDBi: float64(c.GainDBi), Assumed: append([]geo.Assumption{}, c.Assumed...),
	}
	if c.AzimuthKnown {
		body.AzimuthDeg = &c.AzimuthDeg
	}
	if who.Sees(operator, data.TiltField) && !slices.Contains(c.Assumed, geo.AssumedTilt) {
		body.MechanicalTilt, body.ElectricalTilt = &c.MechanicalTilt, &c.ElectricalTilt
	}
	return body
}

// hiddenFields are those of an operator's sites that the audience does not see;
// never nil.
func hiddenFields(who data.Audience, operator geo.OperatorCode) []data.Field {
	hidden := []data.Field{}
	for _, rule := range data.FieldRules() {
		if !who.Sees(operator, rule.Field) {
			hidden = append(hidden, rule.Field)
		}
	}
	return hidden
}
