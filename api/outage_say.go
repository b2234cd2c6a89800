package api

import (
	"cmp"
	"context"
	"slices"
	"time"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
	"phusong/geo/planning"
	"phusong/importers/outage"
	"phusong/tiles"
)

type sayOutageInput struct {
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Text       string       `json:"text" required:"false" maxLength:"200000" doc:"Lines as they were sent or read out; codes are found in them"`
		File       *outageFile  `json:"file" required:"false"`
		Operator   operatorWord `json:"operator" required:"false" doc:"Whose codes the text or the file has, where a line does not name one"`
		Sites      []siteName   `json:"sites" required:"false" maxItems:"4000"`
		Masts      []string     `json:"masts" required:"false" maxItems:"2000" doc:"Marked on the map: everybody's equipment on them"`
		Where      *outageWhere `json:"where" required:"false"`
		All        bool         `json:"all" required:"false" doc:"Every site that is down now, too"`
		Restored   bool         `json:"restored" required:"false" doc:"They are back"`
		Cause      string       `json:"cause" required:"false" enum:"power,fibre,flood,landslide,wind,equipment,planned,unknown"`
		Power      string       `json:"power" required:"false" maxLength:"200" doc:"What runs the sites meanwhile: battery for 4 h, generator, nothing"`
		ExpectedAt *time.Time   `json:"expectedAt" required:"false" doc:"When they are to be back. Of sites that are down already cause, power and this stay as they were where they are not said again"`
		Unexpected bool         `json:"unexpected" required:"false" doc:"Nobody tells any more when they are to be back"`
		Preview    bool         `json:"preview" required:"false" doc:"Only answer what would be kept"`
	}
}

// outageFile is a list of sites: a table with a column of codes and, if there are
// such, columns for operator, state, cause, power and estimated return; or plain text.
type outageFile struct {
	Name    string `json:"name" minLength:"1" maxLength:"200" doc:"As the file is called: .xlsx, .csv or .txt"`
	Content []byte `json:"content" doc:"The file in base64" maxLength:"1000000"`
}

// mostOutageLines is how many lines a file may have.
const mostOutageLines = 4000

type saidBody struct {
	Number   int          `json:"number" doc:"Of what was said; 0 where nothing was kept"`
	Kept     int          `json:"kept" doc:"Sites; those that would be, in a preview"`
	Unknown  []string     `json:"unknown" doc:"Sites and masts that are not on the air in the release"`
	Stations []StationRow `json:"stations" doc:"Sites that were kept or would be, the first two thousand, by operator and code"`
	Lines    []heardLine  `json:"lines" doc:"Every line of text and file and what became of it"`
}

// heardLine is one line and its answer.
type heardLine struct {
	Line   string       `json:"line"`
	Sheet  string       `json:"sheet,omitempty" doc:"Of a workbook"`
	Row    int          `json:"row" doc:"From 1, as the file shows it"`
	Fate   string       `json:"fate" enum:"taken,corrected,unsure,nothing" doc:"corrected: taken, but read otherwise than written; unsure: some word may mean several sites or nobody's"`
	Sites  []StationRow `json:"sites"`
	Unsure []unsureWord `json:"unsure" doc:"Words that look like codes and were not kept: say which is meant"`
	Issues []data.Issue `json:"issues" doc:"What was not read, or read otherwise than written, by its place in the file"`
}

type unsureWord struct {
	Word string       `json:"word"`
	Near []StationRow `json:"near"`
}

// speech is what is said at once: who says it, of what, and in which release.
type speech struct {
	in    *sayOutageInput
	who   data.Audience
	index stationIndex
	r     *planning.Reliance
	e     *tiles.Edition
	said  map[planning.Station]data.OutageChange
	body  saidBody
}

// sayOutage keeps what was understood, and answers every line: nothing is lost,
// nothing is guessed.
func (s *server) sayOutage(ctx context.Context, in *sayOutageInput) (saidBody, error) {
	who := auth.From(ctx)
	o, before, err := s.Store.Outage(ctx, who, in.ID)
	if err != nil {
		return saidBody{}, err
	}
	if o.ClosedAt != nil {
		return saidBody{}, data.ErrOutageClosed
	}
	e, r, err := s.reliance(ctx, Past{})
	if err != nil {
		return saidBody{}, err
	}
	p := speech{in: in, who: who, index: indexStations(who, e).of(o.Operator), r: r, e: e, said: map[planning.Station]data.OutageChange{}}
	if err := p.listen(data.OutageKnown(before), s.Now()); err != nil {
		return saidBody{}, err
	}
	changes := p.changes()
	if p.body.Kept = len(changes); p.body.Kept == 0 || in.Body.Preview {
		return p.body, nil
	}
	p.body.Number, err = s.Store.SayOutage(ctx, auth.Actor(ctx), who, in.ID, e.View.Release.ID, changes)
	return p.body, err
}

// of leaves out the stations that an operator's own outage is not about.
func (x stationIndex) of(operator geo.OperatorCode) stationIndex {
	if operator == "" {
		return x
	}
	own := stationIndex{x.who, map[planning.Station]StationRow{}}
	for station, row := range x.rows {
		if station.Operator == operator {
			own.rows[station] = row
		}
	}
	return own
}

// stations are those that whoever asks may see, by operator and code.
func (x stationIndex) stations() []planning.Station {
	var all []planning.Station
	for station := range x.rows {
		all = append(all, station)
	}
	slices.SortFunc(all, byOperatorAndCode)
	return all
}

func byOperatorAndCode(a, b planning.Station) int {
	return cmp.Or(cmp.Compare(a.Operator, b.Operator), cmp.Compare(a.Code, b.Code))
}

// listen finds the stations that are spoken of, in all the ways there are; what a
// line says of a station goes before what is said of all.
func (p *speech) listen(known data.KnownOutage, now time.Time) error {
	b := p.in.Body
	m := outage.Meant{Operator: geo.OperatorCode(b.Operator), Restored: b.Restored, Cause: b.Cause, Power: b.Power, ExpectedAt: b.ExpectedAt, Unestimated: b.Unexpected}
	if m.Operator == geo.AnyOperator {
		m.Operator = ""
	}
	if b.All {
		for _, c := range known.Down {
			p.say(m, planning.Station{Operator: c.Operator, Code: c.Code})
		}
	}
	var names simulateInput
	names.Body.Masts, names.Body.Sites = b.Masts, b.Sites
	found, unknown := p.index.stationsOf(p.r, names.names())
	p.body.Unknown = unknown
	p.say(m, found...)
	if b.Where != nil {
		found, err := b.Where.stations(p)
		if err != nil {
			return err
		}
		p.say(m, found...)
	}
	lines := outage.Free(b.Text)
	if b.File != nil {
		written, err := outage.Read(b.File.Name, b.File.Content, now, mostOutageLines)
		if err != nil {
			return err
		}
		lines = append(lines, written...)
	}
	p.answer(lines, m)
	return nil
}

func (p *speech) say(m outage.Meant, stations ...planning.Station) {
	for _, station := range stations {
		p.said[station] = m.Change(station)
	}
}

func (p *speech) answer(lines []outage.Line, m outage.Meant) {
	answers, changes := outage.Understand(lines, m, planning.NewCodebook(p.index.stations()))
	for _, c := range changes {
		p.said[planning.Station{Operator: c.Operator, Code: c.Code}] = c
	}
	p.body.Lines = []heardLine{}
	for _, a := range answers {
		line := heardLine{Line: a.Text, Sheet: a.Sheet, Row: a.Row, Fate: a.Fate(), Sites: p.index.list(a.Stations), Unsure: []unsureWord{}, Issues: append([]data.Issue{}, a.Issues...)}
		for _, u := range a.Unsure {
			line.Unsure = append(line.Unsure, unsureWord{u.Word, p.index.list(u.Near)})
		}
		p.body.Lines = append(p.body.Lines, line)
	}
}

// mostSaidShown is how many sites an answer lists.
const mostSaidShown = 2000

// changes are what is said of each station, by operator and code.
func (p *speech) changes() (changes []data.OutageChange) {
	var stations []planning.Station
	for station := range p.said {
		stations = append(stations, station)
	}
	slices.SortFunc(stations, byOperatorAndCode)
	for _, station := range stations {
		changes = append(changes, p.said[station])
	}
	p.body.Stations = p.index.list(stations[:min(len(stations), mostSaidShown)])
	return changes
}

// list is stations as whoever asks may see them.
func (x stationIndex) list(stations []planning.Station) []StationRow {
	rows := []StationRow{}
	for _, station := range stations {
		if row, sees := x.rows[station]; sees {
			rows = append(rows, row)
		}
	}
	return rows
}

// errNowhere asks for what sites have in common.
func errNowhere() error {
	return problem.New(400, "hãy nói các trạm có chung điều gì: đơn vị hành chính, bán kính, lộ điện, nút truyền dẫn hoặc nhà mạng · say what the sites have in common: unit, circle, box, feeder, fibreNode or operator")
}
