package data

import (
	"fmt"
	"slices"
	"time"

	"phusong/geo"
)

// KnownOutage is what is known of an outage after something was said: Number and
// At are those of the last thing, 0 and zero where nothing was. Down are the last
// words on each site that is down, in the order in which they fell; Since says
// when each did. Release is the one that readers saw at the last thing that was
// said, nil where that is not known.
type KnownOutage struct {
	Number int
	At     time.Time
	Down   []OutageChange
	Since  []time.Time
	Said   []OutageSaid

	Release *int64
}

// OutageSaid is what was said at once, counted.
type OutageSaid struct {
	Number     int
	At         time.Time
	By         string
	For        geo.OperatorCode // whose people said it; "" is staff
	Release    *int64
	Down, Back int
}

// OutageAsOf is what was known when the thing of a number had been said: nothing
// is ever changed, so that an old report says the same again. It fails with
// ErrNoOutage where nothing of that number was said.
func OutageAsOf(changes []OutageChange, number int) (KnownOutage, error) {
	end := slices.IndexFunc(changes, func(c OutageChange) bool { return c.Number > number })
	if end < 0 {
		end = len(changes)
	}
	known := OutageKnown(changes[:end])
	if known.Number != number {
		return known, fmt.Errorf("number %d of it: %w", number, ErrNoOutage)
	}
	return known, nil
}

// OutageKnown is what is known after all changes, which ascend by number.
func OutageKnown(changes []OutageChange) KnownOutage {
	var k KnownOutage
	since, last := map[outageSite]time.Time{}, map[outageSite]OutageChange{}
	var order []outageSite
	for _, c := range changes {
		if c.Number != k.Number {
			k.Number, k.At, k.Release = c.Number, c.SaidAt, c.Release
			k.Said = append(k.Said, OutageSaid{Number: c.Number, At: c.SaidAt, By: c.SaidBy, For: c.SaidFor, Release: c.Release})
		}
		said := &k.Said[len(k.Said)-1]
		if c.Down {
			said.Down++
		} else {
			said.Back++
		}
		site := c.site()
		if was, known := last[site]; !known || !was.Down {
			order = slices.DeleteFunc(order, func(s outageSite) bool { return known && s == site })
			order, since[site] = append(order, site), c.SaidAt
		}
		last[site] = c
	}
	for _, site := range order {
		if last[site].Down {
			k.Down, k.Since = append(k.Down, last[site]), append(k.Since, since[site])
		}
	}
	return k
}

// Without leaves out the names of who said something and is not of an operator:
// its people are not told the names of staff.
func (k KnownOutage) Without(operator geo.OperatorCode) KnownOutage {
	k.Said, k.Down = slices.Clone(k.Said), slices.Clone(k.Down)
	for i := range k.Said {
		if k.Said[i].For != operator {
			k.Said[i].By = ""
		}
	}
	for i := range k.Down {
		if k.Down[i].SaidFor != operator {
			k.Down[i].SaidBy = ""
		}
	}
	return k
}

// outageSite is whose code a change names.
type outageSite struct {
	operator geo.OperatorCode
	code     geo.SiteCode
}

func (c OutageChange) site() outageSite { return outageSite{c.Operator, c.Code} }

// completed fills in what is not said of sites that are down already.
func (k KnownOutage) completed(changes []OutageChange) []OutageChange {
	was := map[outageSite]OutageChange{}
	for _, c := range k.Down {
		was[c.site()] = c
	}
	all := slices.Clone(changes)
	for i := range all {
		c := &all[i]
		before, down := was[c.site()]
		if !down || !c.Down {
			continue
		}
		if c.Cause == "" {
			c.Cause = before.Cause
		}
		if c.Power == "" {
			c.Power = before.Power
		}
		if c.ExpectedAt == nil && !c.Unestimated {
			c.ExpectedAt = before.ExpectedAt
		}
	}
	return all
}
