package data

// Severity says what became of the row an issue is about. A row with a question
// waits for a person.
type Severity string

// The severities. A warning leaves the row as it was.
const (
	Refused   Severity = "refused"
	Question  Severity = "question"
	Corrected Severity = "corrected"
	Warning   Severity = "warning"
	Dropped   Severity = "dropped"
)

// Issue is what is wrong with one row of a source file. Rows and columns count
// from 1 as a spreadsheet shows them; 0 where the whole file or row is meant.
// Cell is the spreadsheet's own name of the place ("B7"), or "". Questions of one
// Group offer the same choices, so that one answer may do for all of them; what
// is no question has no group.
type Issue struct {
	Sheet      string   `json:"sheet,omitempty"`
	Row        int      `json:"row"`
	Column     int      `json:"column,omitempty"`
	Cell       string   `json:"cell,omitempty"`
	Code       string   `json:"code"`
	Severity   Severity `json:"severity"`
	Vietnamese string   `json:"vi"`
	English    string   `json:"en"`
	Raw        string   `json:"raw,omitempty"`
	Proposed   string   `json:"proposed,omitempty"`
	Group      string   `json:"group,omitempty"`
}
