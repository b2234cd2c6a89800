package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
	"phusong/geo/planning"
	"phusong/tiles"
)

// commitmentRoutes is what operators have promised, and what became of it.
func (s *server) commitmentRoutes(api huma.API) {
	get(api, "/api/commitments", "commitments", "What operators have promised and how far it is kept, those due first at the top", s.commitments)
	add(api, http.MethodGet, "/api/commitments.csv", "commitmentLines", "The same as lines with commas", http.StatusOK, s.commitmentLines)
	get(api, "/api/commitment-summary", "commitmentSummary", "Promises of each operator: kept, waiting, overdue", s.commitmentSummary)
	get(api, "/api/commitments/{id}", "commitment", "One promise with every version of its terms", s.commitment)
	change(api, http.MethodPost, "/api/commitments", "addCommitment", "Keep a promise with the document it stands in", http.StatusCreated, s.addCommitment)
	change(api, http.MethodPost, "/api/commitment-import", "importCommitments", "Keep the promises of a list; every row is answered", http.StatusOK, s.importCommitments)
	change(api, http.MethodPatch, "/api/commitments/{id}", "changeCommitment", "Change quarter, notes or hamlets; the terms before stay in the history", http.StatusOK, s.changeCommitment)
	order(api, http.MethodDelete, "/api/commitments/{id}", "withdrawCommitment", "Take a promise off the lists; it is kept and can be read by its id", s.withdrawCommitment)
}

// commitmentFrame is what every answer about promises carries.
type commitmentFrame struct {
	Release        string     `json:"release"`
	AsOf           string     `json:"asOf" doc:"Date of the release's newest input, YYYY-MM-DD"`
	Synthetic      bool       `json:"synthetic"`
	Territory      tiles.Text `json:"territory"`
	Definition     string     `json:"definition" doc:"By which tied hamlets are judged, under the promise's own operator and technology"`
	DefinitionText tiles.Text `json:"definitionText"`
	Today          string     `json:"today" doc:"The day in Viet Nam that ages and quarters are counted by"`
	WithinMetres   int        `json:"withinMetres" doc:"How far from a promised point a site may stand and still be the promised one"`
	NotMeasured    tiles.Text `json:"notMeasured" doc:"Why nothing is confirmed by measurement"`
}

type commitmentsBody struct {
	commitmentFrame
	NumberMatched int             `json:"numberMatched"`
	Rows          []CommitmentRow `json:"rows"`
}

// CommitmentRow is a promise and what became of it.
type CommitmentRow struct {
	ID          string             `json:"id"`
	Version     int                `json:"version" doc:"Send it with a change"`
	Operator    string             `json:"operator"`
	Place       commitmentPlace    `json:"place"`
	Technology  string             `json:"technology"`
	Due         string             `json:"due" doc:"Quarter, such as 2026-Q4"`
	DueDay      string             `json:"dueDay" doc:"The quarter's last day"`
	Source      commitmentSource   `json:"source"`
	Hamlets     []commitmentHamlet `json:"hamlets" doc:"Named in petitions that the promise answers"`
	Notes       string             `json:"notes"`
	State       planning.Keeping   `json:"state" enum:"promised,on-air,confirmed"`
	StateText   tiles.Text         `json:"stateText" doc:"What shows the state, in words"`
	Since       string             `json:"since" doc:"Day of what shows the state: the document, the first list with the site on the air, the release"`
	OnAirSite   *string            `json:"onAirSite" doc:"Code of the site that keeps the promise; null where none is on the air, or codes are not shown"`
	Confirmable bool               `json:"confirmable" doc:"Whether hamlets are tied, without which no computation can confirm it"`
	Overdue     bool               `json:"overdue" doc:"The quarter is over and nothing is on the air"`
	AgeDays     int                `json:"ageDays" doc:"Since the document's day"`
	DaysLeft    int                `json:"daysLeft" doc:"To the last day; below 0 where it is past"`
	AddedBy     string             `json:"addedBy,omitempty" doc:"Shown to staff"`
	AddedAt     time.Time          `json:"addedAt"`
	WithdrawnAt *time.Time         `json:"withdrawnAt"`
}

type commitmentPlace struct {
	ByCode   bool        `json:"byCode" doc:"Whether a site was named by its code"`
	Site     *string     `json:"site" doc:"That code; null where none was named, or whoever asks is not shown codes, as leaders are not"`
	Position *[2]float64 `json:"position" doc:"Longitude, latitude"`
	Commune  string      `json:"commune" doc:"As the document names it"`
}

type commitmentSource struct {
	Document string `json:"document"`
	Date     string `json:"date"`
}

type commitmentHamlet struct {
	Code     string      `json:"code"`
	Name     string      `json:"name" doc:"Empty where the release has no such hamlet"`
	Commune  string      `json:"commune"`
	Petition string      `json:"petition"`
	Verdict  verdictWord `json:"verdict" doc:"Computed, for the operator and technology of the promise"`
}

// ledger is the promises that whoever asks may see, held against a release.
type ledger struct {
	edition  *tiles.Edition
	names    unitIndex
	places   map[geo.HamletCode]int
	who      data.Audience
	evidence planning.Evidence
	frame    commitmentFrame
	now      time.Time
}

func (s *server) ledger(ctx context.Context) (*ledger, error) {
	e, err := s.edition(ctx)
	if err != nil {
		return nil, err
	}
	if s.Store == nil || e.Cut == data.PublicCut {
		return nil, problem.Absent()
	}
	d := geo.Definitions()[0]
	l := &ledger{edition: e, names: unitNames(e, home(e)), who: auth.From(ctx), places: map[geo.HamletCode]int{}, now: s.Now().In(data.Vietnam())}
	for i := range e.View.Hamlets {
		l.places[e.View.Hamlets[i].Hamlet.Code] = i
	}
	vietnamese, english := planning.NotMeasured()
	l.frame = commitmentFrame{Release: e.ID, AsOf: day(e.View.Release.AsOf), Synthetic: e.View.Release.Synthetic, Territory: territory(e),
		Definition: d.Code, DefinitionText: tiles.Text{Vietnamese: d.Vietnamese, English: d.English},
		Today: l.now.Format(time.DateOnly), WithinMetres: int(1000 * planning.PromiseWithinKm), NotMeasured: tiles.Text{Vietnamese: vietnamese, English: english}}
	l.evidence, err = s.Store.Evidence(ctx, l.who, e.View, d, e.Verdict)
	return l, err
}

// row holds one promise against the evidence.
func (l *ledger) row(c data.Commitment) CommitmentRow {
	f := planning.Stand(c.Commitment, l.evidence, l.now)
	codes := l.who.Sees(c.Operator, data.CodeField)
	vietnamese, english := f.Words(c.Commitment, codes)
	row := CommitmentRow{
		ID: c.ID, Version: c.Version, Operator: string(c.Operator), Place: commitmentPlace{Commune: c.Commune, ByCode: c.Site != ""}, Technology: c.Technology.String(),
		Due: c.Due.String(), DueDay: day(f.DueDay), Source: commitmentSource{c.Document, day(c.On)}, Hamlets: []commitmentHamlet{}, Notes: c.Notes,
		State: f.State, StateText: tiles.Text{Vietnamese: vietnamese, English: english}, Since: day(f.Since), Confirmable: f.Confirmable(),
		Overdue: f.Overdue && c.WithdrawnAt == nil, AgeDays: f.AgeDays, DaysLeft: f.DaysLeft, AddedAt: c.AddedAt.UTC(), WithdrawnAt: c.WithdrawnAt,
	}
	if c.Site != "" && codes {
		site := string(c.Site)
		row.Place.Site = &site
	}
	if c.Position != nil && l.who.Sees(c.Operator, data.PositionField) {
		at := [2]float64(*c.Position)
		row.Place.Position = &at
	}
	if f.State != planning.Promised && codes {
		site := string(f.Site)
		row.OnAirSite = &site
	}
	if l.who.Cut() == data.StaffCut {
		row.AddedBy = c.AddedBy
	}
	for i, tied := range c.Hamlets {
		row.Hamlets = append(row.Hamlets, l.hamlet(tied, f.Verdicts[i]))
	}
	return row
}

func (l *ledger) hamlet(tied geo.TiedHamlet, v geo.Verdict) commitmentHamlet {
	body := commitmentHamlet{Code: string(tied.Code), Petition: tied.Petition, Verdict: verdictWord(v.String())}
	if i, known := l.places[tied.Code]; known {
		h := l.edition.View.Hamlets[i].Hamlet
		body.Name, body.Commune = h.Name, string(h.Commune)
		if name := l.names.of(h.Commune, geo.LevelCommune); name != nil {
			body.Commune = name.Name
		}
	}
	return body
}

// CommitmentQuestion narrows a list of promises.
type CommitmentQuestion struct {
	Operator  operatorWord `query:"operator" doc:"Whose promises; everybody's that are shown where not said"`
	State     string       `query:"state" maxLength:"20" doc:"promised, on-air or confirmed"`
	Overdue   bool         `query:"overdue" doc:"Only those whose quarter is over with nothing on the air"`
	Hamlet    string       `query:"hamlet" maxLength:"60" doc:"Only those tied to this hamlet, by its code"`
	Withdrawn bool         `query:"withdrawn" doc:"Those that were withdrawn, too"`
}

func (q CommitmentQuestion) filter() (data.CommitmentFilter, error) {
	f := data.CommitmentFilter{Operator: geo.OperatorCode(q.Operator), Hamlet: geo.HamletCode(q.Hamlet), Withdrawn: q.Withdrawn}
	if f.Operator == geo.AnyOperator {
		f.Operator = ""
	}
	if q.State == "measured" {
		vietnamese, english := planning.NotMeasured()
		return f, fmt.Errorf("%w: %s · %s; ask for one of %v", problem.ErrParameter, vietnamese, english, planning.Keepings())
	}
	if q.State != "" && !slices.Contains(planning.Keepings(), planning.Keeping(q.State)) {
		return f, fmt.Errorf("%w: không có trạng thái %.20q: chọn trong %v · state %[2]q is none of %[3]v", problem.ErrParameter, q.State, planning.Keepings())
	}
	return f, nil
}

// matching are the rows that a question asks for.
func (s *server) matching(ctx context.Context, q CommitmentQuestion) (*ledger, []CommitmentRow, error) {
	filter, err := q.filter()
	if err != nil {
		return nil, nil, err
	}
	l, err := s.ledger(ctx)
	if err != nil {
		return nil, nil, err
	}
	found, err := s.Store.Commitments(ctx, l.who, filter)
	matched := []CommitmentRow{}
	for _, c := range found {
		row := l.row(c)
		if (q.State == "" || row.State == planning.Keeping(q.State)) && (!q.Overdue || row.Overdue) {
			matched = append(matched, row)
		}
	}
	return l, matched, err
}

type commitmentsQuestion struct {
	CommitmentQuestion
	Window
}

func (s *server) commitments(ctx context.Context, q *commitmentsQuestion) (commitmentsBody, error) {
	l, matched, err := s.matching(ctx, q.CommitmentQuestion)
	if err != nil {
		return commitmentsBody{}, err
	}
	return commitmentsBody{l.frame, len(matched), of(q.Window, matched)}, nil
}
