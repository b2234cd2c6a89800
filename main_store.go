package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"phusong/data"
	"phusong/data/local"
)

// databaseName is the database inside the private cluster.
const databaseName = "phusong"

// opened is a migrated store and what must be ended with it.
type opened struct {
	*data.Store
	url     string
	dir     string // state folder; "" when the database is not ours
	cluster *local.Cluster
	leave   func() // the server to itself; nil where nobody keeps it
}

// open opens the database the place names, or the private one beside whatever
// other process may be using it.
func (p *place) open(ctx context.Context) (*opened, error) {
	return p.openBy(ctx, local.StartOrAttach)
}

// inStore opens the store for as long as do needs it.
func (p *place) inStore(ctx context.Context, do func(*data.Store) error) error {
	store, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	return do(store.Store)
}

// own is open for the one process that serves: a second one is refused.
func (p *place) own(ctx context.Context) (*opened, error) {
	o, err := p.openBy(ctx, local.Start)
	if err == nil {
		o.keep(ctx)
	}
	return o, err
}

func (p *place) openBy(ctx context.Context, start func(context.Context, local.Options) (*local.Cluster, error)) (*opened, error) {
	o := &opened{url: p.Database}
	if p.Database == "" {
		if err := o.startPrivate(ctx, p.State, start); err != nil {
			return nil, err
		}
	}
	if err := data.Migrate(ctx, o.url); err != nil {
		o.Close()
		return nil, err
	}
	var err error
	if o.Store, err = data.Open(ctx, o.url); err != nil {
		o.Close()
		return nil, err
	}
	return o, nil
}

func (o *opened) startPrivate(ctx context.Context, state string, start func(context.Context, local.Options) (*local.Cluster, error)) (err error) {
	if o.dir, err = local.StateDir(state); err != nil {
		return err
	}
	if o.cluster, err = start(ctx, local.Options{Dir: o.dir}); err != nil {
		return err
	}
	if err := o.cluster.EnsureDatabase(ctx, databaseName); err != nil {
		o.Close()
		return err
	}
	o.url = o.cluster.URL(databaseName)
	return nil
}

// keep starts the private server again should it die before ctx ends, and says so.
func (o *opened) keep(ctx context.Context) {
	if o.cluster == nil {
		return
	}
	ctx, o.leave = context.WithCancel(ctx)
	log := logger()
	go o.cluster.Keep(ctx, 2*time.Second, func(err error) {
		if err != nil {
			log.Error("the private PostgreSQL", "error", err)
			return
		}
		log.Info("the private PostgreSQL is back")
	})
}

// Close ends the connections, and the private cluster if nobody else uses it.
func (o *opened) Close() {
	if o.Store != nil {
		o.Store.Close()
	}
	if o.cluster == nil {
		return
	}
	if o.leave != nil {
		o.leave()
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := o.cluster.Stop(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "phusong: stop the private PostgreSQL:", err)
	}
}

type migrateCommand struct{}

// Run migrates and says so.
func (migrateCommand) Run(ctx context.Context, p *place) error {
	store, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	fmt.Println("the database has this program's schema")
	return nil
}

type forgetCommand struct {
	Yes bool `help:"Do not ask." short:"y"`
}

// Run deletes the private state after asking.
func (c forgetCommand) Run(ctx context.Context, p *place) error {
	if p.Database != "" {
		return fmt.Errorf("forget deletes only the private PostGIS: unset DATABASE_URL, or drop that database yourself")
	}
	dir, err := local.StateDir(p.State)
	if err != nil {
		return err
	}
	if !c.Yes {
		fmt.Printf("Delete everything in %s? Type yes: ", dir)
		var answer string
		if fmt.Scanln(&answer); answer != "yes" {
			return fmt.Errorf("nothing was deleted")
		}
	}
	if err := os.RemoveAll(sampleFolder(dir)); err != nil {
		return fmt.Errorf("delete the sample's files: %w", err)
	}
	if err := local.Forget(ctx, dir); err != nil {
		return err
	}
	fmt.Println("forgotten:", dir)
	return nil
}
