package sites

import (
	"fmt"
	"strconv"
	"strings"

	"phusong/data"
	"phusong/importers/coordinate"
)

// election finds the grid that holds for the metres of one sheet. The rows that
// fit their commune under one grid only are its witnesses.
type election struct {
	sheet     string
	rows      []*row
	votes     map[coordinate.System]int
	declared  coordinate.System // by the titles or headers; 0 for unsaid
	elected   coordinate.System // by the communes, else by declaration; 0 for neither
	agreed    bool              // by the communes
	undecided bool              // between the 105° grid and UTM 48N, which lie within 1 km
}

// elect holds an election on every sheet with rows in metres and lets each
// candidate know how it ended.
func (s *settler) elect() {
	var elections []*election
	of := map[string]*election{}
	for _, r := range s.list.rows {
		if !r.reading.Metres || len(r.candidates) == 0 {
			continue
		}
		e := of[r.sheet]
		if e == nil {
			e = &election{sheet: r.sheet, votes: map[coordinate.System]int{}}
			e.declared, _ = declared(s.list.titles[r.sheet])
			of[r.sheet], elections = e, append(elections, e)
		}
		e.rows, r.election = append(e.rows, r), e
		e.votes[r.witness(e.declared)]++
	}
	for _, e := range elections {
		e.decide()
		e.tell()
		s.noteElection(e)
	}
}

// witness is the one grid under which the row lies in the commune it names; 0
// where none does or several do. Of the 105° grid and UTM 48N only the declared
// one is asked, or else the first: a commune cannot tell them apart.
func (r *row) witness(said coordinate.System) coordinate.System {
	var winner coordinate.System
	for _, c := range r.candidates {
		if c.system == coordinate.UTM48 && said != coordinate.UTM48 || c.system == coordinate.TM10500 && said == coordinate.UTM48 {
			continue
		}
		switch {
		case c.commune == 1 && c.communeKm <= agreesKm && winner == 0:
			winner = c.system
		case c.commune > 0:
			return 0
		}
	}
	return winner
}

func (e *election) decide() {
	most := 0
	for _, system := range coordinate.Grids() {
		if e.votes[system] > most {
			most, e.elected = e.votes[system], system
		}
	}
	if most > 0 && float64(most) >= minAgreed*float64(len(e.rows)-e.votes[0]) {
		e.agreed = true
	} else {
		e.elected = e.declared
	}
	e.undecided = twin(e.elected) && !twin(e.declared)
}

func twin(system coordinate.System) bool {
	return system == coordinate.TM10500 || system == coordinate.UTM48
}

// tell lets each candidate know whether the sheet speaks for it.
func (e *election) tell() {
	for _, r := range e.rows {
		for i := range r.candidates {
			c := &r.candidates[i]
			switch {
			case e.elected == 0:
			case c.system == e.elected, e.undecided && twin(c.system):
				c.list = 1
			default:
				c.list = 0
			}
		}
	}
}

// against reports whether a place under the given system is not what the sheet as
// a whole is in.
func (e *election) against(system coordinate.System) bool {
	return e != nil && e.elected != 0 && system != e.elected && !(twin(system) && twin(e.elected))
}

// noteElection writes down what grid was found for a sheet and on what grounds.
func (s *settler) noteElection(e *election) {
	if e.elected == 0 {
		return
	}
	add := func(name, value string) {
		s.list.notes[name] = strings.TrimPrefix(s.list.notes[name]+"; "+value, "; ")
	}
	add("grid", kindOf(e.elected))
	add("grid-rows", strconv.Itoa(len(e.rows)))
	add("grid-agreed", strconv.Itoa(e.votes[e.elected]))
	if e.agreed && e.declared != 0 && e.declared != e.elected {
		s.list.ledger.Add(data.Issue{Sheet: e.sheet, Code: "grid-contradicted", Severity: data.Warning,
			Vietnamese: fmt.Sprintf("bảng ghi %s nhưng các xã đã ghi khớp với %s (%d hàng)", e.declared.Name(), e.elected.Name(), e.votes[e.elected]),
			English:    fmt.Sprintf("the list says %s, but the communes it names agree with %s (%d rows)", e.declared.Name(), e.elected.Name(), e.votes[e.elected])})
	}
}

// noteInferred says how many rows in metres name no commune that speaks and stand
// under no title that does, so that other rows or the province's bounds decided.
func (l *list) noteInferred() {
	type inferred struct {
		sheet  string
		system coordinate.System
	}
	count, order := map[inferred]int{}, []inferred{}
	for _, r := range l.rows {
		if r.refused || !r.reading.Metres || r.answered || r.chosen.commune == 1 || r.election == nil || r.chosen.system == r.election.declared {
			continue
		}
		at := inferred{r.sheet, r.chosen.system}
		if count[at] == 0 {
			order = append(order, at)
		}
		count[at]++
	}
	for _, at := range order {
		l.ledger.Add(data.Issue{Sheet: at.sheet, Code: "grid-inferred", Severity: data.Warning,
			Vietnamese: fmt.Sprintf("%d hàng ghi mét không có xã để đối chiếu: hiểu theo %s như các hàng khác, hoặc vì chỉ cách này nằm trong tỉnh", count[at], at.system.Name()),
			English:    fmt.Sprintf("%d rows in metres name no commune to compare with: read in %s, as other rows are, or because only so they lie in the province", count[at], at.system.Name())})
	}
}

// declared finds the grid that a list's titles or headers name.
func declared(titles string) (coordinate.System, bool) {
	text := strings.NewReplacer("’", "'", "′", "'", "º", "°", "o30", "°30", "o00", "°00", " ", "").Replace(strings.ToLower(titles))
	switch {
	case strings.Contains(text, "utm"), strings.Contains(text, "3405"):
		return coordinate.UTM48, true
	case strings.Contains(text, "105°30"), strings.Contains(text, "105d30"), strings.Contains(text, "105.5°"), strings.Contains(text, "9209"):
		return coordinate.TM10530, true
	case strings.Contains(text, "106°"), strings.Contains(text, "106d00"), strings.Contains(text, "9211"):
		return coordinate.TM10600, true
	case strings.Contains(text, "105°"), strings.Contains(text, "105d00"), strings.Contains(text, "5897"):
		return coordinate.TM10500, true
	}
	return 0, false
}
