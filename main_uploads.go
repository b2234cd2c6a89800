package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"phusong/data"
	"phusong/data/derive"
	"phusong/data/jobs"
	"phusong/geo"
	"phusong/importers/desk"
	"phusong/importers/intake"
)

// openDesk makes the desk where site lists are handed in. It works, and plans
// the runs that approved lists make necessary, until ctx ends; stop waits for it.
func openDesk(ctx context.Context, store *data.Store, engine *derive.Engine, limits *intake.Limits, log *slog.Logger) (d *desk.Desk, stop func(), err error) {
	queue, err := jobs.NewQueue(store)
	if err != nil {
		return nil, nil, err
	}
	planner, err := jobs.NewPlanner(store, engine.Replan, log)
	if err != nil {
		return nil, nil, err
	}
	d = desk.New(desk.Options{Store: store, Log: log, Consequences: consequences(store, engine), EnqueueRun: queue.EnqueuePlan, Limits: limits})
	ctx, cancel := context.WithCancel(ctx)
	planned := make(chan error, 1)
	go func() { planned <- planner.Run(ctx) }()
	worked := make(chan struct{})
	go func() { defer close(worked); d.Run(ctx) }()
	return d, func() {
		cancel()
		<-worked
		if err := <-planned; err != nil {
			log.Warn("plan runs", "error", err)
		}
	}, nil
}

// consequences asks the engine what a list would change in the release that
// readers see, and puts it in the desk's words: by the first definition, for the
// networks that change.
func consequences(store *data.Store, engine *derive.Engine) desk.Consequences {
	return func(ctx context.Context, operator geo.OperatorCode, list []geo.Presence, progress func(done, total int)) (desk.Consequence, error) {
		shown, err := store.PublishedRelease(ctx)
		if errors.Is(err, data.ErrNoRelease) {
			return desk.Consequence{}, fmt.Errorf("%w: nothing is computed yet", desk.ErrNoConsequence)
		}
		if err != nil {
			return desk.Consequence{}, err
		}
		impact, err := engine.Impact(ctx, shown.ID, operator, list, func(_ string, done, total int) { progress(done, total) })
		if errors.Is(err, derive.ErrOutdated) {
			return desk.Consequence{}, fmt.Errorf("%w: %w", desk.ErrNoConsequence, err)
		}
		if err != nil {
			return desk.Consequence{}, err
		}
		names, err := communeNames(ctx, store)
		return consequenceOf(impact, names), err
	}
}

func communeNames(ctx context.Context, store *data.Store) (map[geo.AdminCode]string, error) {
	units, err := store.CurrentUnits(ctx)
	names := map[geo.AdminCode]string{}
	for _, u := range units {
		if u.Level == geo.LevelCommune {
			names[u.Code] = u.Name
		}
	}
	return names, err
}

func consequenceOf(impact derive.Impact, communes map[geo.AdminCode]string) desk.Consequence {
	definition := geo.Definitions()[0]
	c := desk.Consequence{Release: impact.Release, Definition: definition.Code}
	for _, v := range impact.Verdicts {
		if v.Definition.Code != definition.Code {
			continue
		}
		people := desk.PeopleChange{Gained: v.Gained, Lost: v.Lost}
		c.Networks = append(c.Networks, desk.NetworkChange{Technology: v.Network.Technology.String(), Operator: v.Network.Operator, PeopleChange: people})
		if v.Network == (geo.Network{Operator: geo.AnyOperator, Technology: geo.LTE}) {
			c.People = people
		}
		for _, h := range v.Hamlets {
			name := communes[h.Commune]
			if name == "" {
				name = string(h.Commune)
			}
			c.Hamlets = append(c.Hamlets, desk.HamletChange{Code: h.Code, Name: h.Name, Commune: name, Technology: v.Network.Technology.String(),
				Operator: v.Network.Operator, Was: h.Was.String(), Becomes: h.Becomes.String(), People: h.People})
		}
	}
	return c
}
