package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"phusong/api"
	"phusong/data"
	"phusong/data/derive"
	"phusong/tiles"
	"phusong/web"
)

// listening is where a server answers.
type listening struct {
	Addr    string `help:"Address to listen on." env:"PHUSONG_ADDR" default:"localhost:8080"`
	BaseURL string `help:"How the world reaches the server, when a proxy stands before it." env:"PHUSONG_BASE_URL" placeholder:"URL" name:"base-url"`
}

type serveCommand struct {
	listening
	NoWork bool `help:"Only serve; leave runs to «phusong work» processes."`
}

// Run serves until it is interrupted.
func (c serveCommand) Run(ctx context.Context, p *place) error {
	listener, err := c.listen()
	if err != nil {
		return err
	}
	defer listener.Close()
	store, err := p.own(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	if !c.NoWork {
		stop, err := startWorker(ctx, store.Store, derive.NewEngine(store.Store))
		if err != nil {
			return err
		}
		defer stop()
	}
	return c.serve(ctx, store.Store, listener)
}

// listen takes the address before anything slow is done, so that a taken one is
// told at once.
func (l listening) listen() (net.Listener, error) {
	listener, err := net.Listen("tcp", l.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w: choose another address with --addr", l.Addr, errors.Unwrap(err))
	}
	return listener, nil
}

// serve answers on listener until ctx ends, then finishes what was begun.
func (l listening) serve(ctx context.Context, store *data.Store, listener net.Listener) error {
	log := logger()
	shelf := tiles.NewShelf(store, log)
	if err := shelf.Refresh(ctx); err != nil && !errors.Is(err, tiles.ErrNoRelease) {
		return err
	}
	metrics := prometheus.NewRegistry()
	metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if !web.Built() {
		log.Warn("this binary carries no map page: build it with make build")
	}
	handler := api.New(api.Options{
		Releases: shelf, Web: web.Files(), Logger: log, Now: time.Now, Metrics: metrics,
		Ready: store.Ping, BaseURL: l.BaseURL, Version: programVersion(),
	})
	go shelf.Watch(ctx, 2*time.Second)
	server := api.Serve(handler, log)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	fmt.Fprintf(os.Stderr, "✓ http://%s\n", reachable(listener.Addr()))
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	return shutDown(server)
}

func shutDown(server *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		return fmt.Errorf("stop serving: %w", err)
	}
	fmt.Fprintln(os.Stderr, "stopped; the data stays")
	return nil
}

// reachable is the address as a person would type it.
func reachable(addr net.Addr) string {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok {
		return addr.String()
	}
	if tcp.IP.IsLoopback() || tcp.IP.IsUnspecified() {
		return fmt.Sprintf("localhost:%d", tcp.Port)
	}
	return tcp.String()
}

func programVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "devel"
}
