package importers

import "phusong/data"

// Place is where a row of a file ends.
type Place string

// The five places.
const (
	Accepted  Place = "accepted"
	Corrected Place = "corrected"
	Waiting   Place = "question" // for a person's answer
	Refused   Place = "refused"
	Dropped   Place = "dropped" // blank, or no data
)

// placeOf is where a row ends whose worst issue is of the given severity.
func placeOf(worst data.Severity) Place {
	switch worst {
	case data.Refused:
		return Refused
	case data.Question:
		return Waiting
	case data.Dropped:
		return Dropped
	case data.Corrected:
		return Corrected
	}
	return Accepted
}
