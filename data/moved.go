package data

import "fmt"

// ErrMoved means that somebody gave a scenario or a commitment another version
// meanwhile: Sent is the one that was to be changed, Current the one it has.
type ErrMoved struct {
	What          string // "scenario" or "commitment"
	Sent, Current int
}

// Error names both versions.
func (e *ErrMoved) Error() string {
	return fmt.Sprintf("version %d was changed, but the %s has version %d by now", e.Sent, e.What, e.Current)
}
