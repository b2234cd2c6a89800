package derive

import (
	"cmp"
	"context"
	"slices"

	"phusong/geo"
)

// Impact is what another list of one operator would change in a release: for
// whichever operator serves best and for that operator alone, in the order of
// geo.Networks() and geo.Definitions(), with and without changes.
type Impact struct {
	Release  int64
	Verdicts []VerdictImpact
}

// VerdictImpact is what changes for one network under one definition. Gained and
// Lost are the people of the hamlets whose verdict rises or falls; a hamlet that
// is or was unknown is listed and counted in neither. The rest of a commune,
// which is no hamlet, is left out.
type VerdictImpact struct {
	Network      geo.Network
	Definition   geo.Definition
	Hamlets      []HamletImpact // by code
	Gained, Lost int
}

// HamletImpact is a hamlet whose verdict would change.
type HamletImpact struct {
	Code         geo.HamletCode
	Name         string
	Commune      geo.AdminCode
	People       int
	Was, Becomes geo.Verdict
}

// Impact works out what would change in a release if presences were the whole
// list of operator, by the computation that a release is made by. Nothing is
// published; footprints that were missing are stored for the run to come. It fails
// with data.ErrNoRelease, with ErrOutdated, and on a sector that cannot be
// computed, which it names.
func (e *Engine) Impact(ctx context.Context, release int64, operator geo.OperatorCode, presences []geo.Presence, progress Progress) (Impact, error) {
	w, err := e.whatIf(ctx, release, func(all []geo.Presence) ([]geo.Presence, error) {
		others := slices.DeleteFunc(all, func(p geo.Presence) bool { return p.Operator == operator })
		return append(others, presences...), nil
	}, e.stored, progress) // the list is likely to be approved
	if err != nil {
		return Impact{}, err
	}
	i := Impact{Release: release}
	for n, network := range geo.Networks() {
		if network.Operator != geo.AnyOperator && network.Operator != operator {
			continue
		}
		for _, d := range geo.Definitions() {
			i.Verdicts = append(i.Verdicts, w.verdicts(n, network, d))
		}
	}
	return i, nil
}

// verdicts compares the verdicts of the network in place n.
func (w *WhatIf) verdicts(n int, network geo.Network, d geo.Definition) VerdictImpact {
	v := VerdictImpact{Network: network, Definition: d}
	for i, h := range w.Hamlets {
		was, becomes := d.Verdict(w.Before[i][n]), d.Verdict(w.After[i][n])
		if was == becomes || h.Kind == geo.HamletRest {
			continue
		}
		people := 0
		if h.People != nil {
			people = *h.People
		}
		v.Hamlets = append(v.Hamlets, HamletImpact{h.Code, h.Name, h.Commune, people, was, becomes})
		switch {
		case was == geo.Unknown || becomes == geo.Unknown:
		case becomes > was:
			v.Gained += people
		default:
			v.Lost += people
		}
	}
	slices.SortFunc(v.Hamlets, func(a, b HamletImpact) int { return cmp.Compare(a.Code, b.Code) })
	return v
}
