package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path"
	"runtime/debug"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"phusong/api"
	"phusong/api/auth"
	"phusong/data"
	"phusong/data/derive"
	"phusong/tiles"
	"phusong/web"
)

// listening is where a server answers, and for whom.
type listening struct {
	Addr      string `help:"Address to listen on." env:"PHUSONG_ADDR" default:"localhost:8080"`
	BaseURL   string `help:"How the world reaches the server, when a proxy stands before it: https://… with the path it lies under, if any." env:"PHUSONG_BASE_URL" placeholder:"URL" name:"base-url"`
	ProxyHops int    `help:"Proxies of yours before the server, each adding to X-Forwarded-For; 0 believes no header." env:"PHUSONG_PROXY_HOPS" default:"0" name:"proxy-hops"`

	NoForesee bool `help:"Work out what failures take and make ready for what-ifs only when somebody asks: for small machines, which after each release would be busy with it for some tens of seconds." env:"PHUSONG_NO_FORESEE" name:"no-foresee"`

	limitFlags
	openFlags
	certificate `embed:""`
	provider    `embed:"" prefix:"oidc-"`
}

// AfterApply checks what can be wrong before anything is started.
func (l *listening) AfterApply() error {
	if l.BaseURL == "" {
		return nil
	}
	l.BaseURL = strings.TrimSuffix(l.BaseURL, "/")
	u, err := url.Parse(l.BaseURL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Path != "" && u.Path != path.Clean(u.Path) {
		return fmt.Errorf("--base-url %q is no address of a site: give https://host or https://host/path", l.BaseURL)
	}
	return nil
}

type serveCommand struct {
	listening
	NoWork bool `help:"Only serve; leave runs to «phusong work» processes."`
}

// Run serves until it is interrupted.
func (c serveCommand) Run(ctx context.Context, p *place) error {
	listener, err := c.listen(ctx)
	if err != nil {
		return err
	}
	defer listener.Close()
	store, err := p.own(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	engine := derive.NewEngine(store.Store)
	if !c.NoWork {
		stop, err := startWorker(ctx, store.Store, engine)
		if err != nil {
			return err
		}
		defer stop()
	}
	if err := closeDemoLogins(ctx, store.Store); err != nil {
		return err
	}
	if err := c.inviteFirst(ctx, store.Store, listener.Addr()); err != nil {
		return err
	}
	return c.serve(ctx, store.Store, engine, listener, nil)
}

// listen takes the address before anything slow is done, so that a taken one is
// told at once.
func (l listening) listen(ctx context.Context) (net.Listener, error) {
	settings, err := l.certificate.settings(ctx)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", l.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w: choose another address with --addr", l.Addr, errors.Unwrap(err))
	}
	if settings != nil {
		listener = tls.NewListener(listener, settings)
	}
	return listener, nil
}

// serve answers on listener until ctx ends, then finishes what was begun.
func (l listening) serve(ctx context.Context, store *data.Store, engine *derive.Engine, listener net.Listener, demo []api.DemoLogin) error {
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
	gate, err := l.gate(store, listener.Addr())
	if err != nil {
		return err
	}
	takes, stop, err := openDesk(ctx, store, engine, l.limits(), log)
	if err != nil {
		return err
	}
	defer stop()
	chooser, leave, err := openChooser(ctx, store, engine, log)
	if err != nil {
		return err
	}
	defer leave()
	open, clear, err := l.openData()
	if err != nil {
		return err
	}
	defer clear()
	reliances := derive.NewReliances(engine)
	handler := api.New(api.Options{
		Releases: shelf, Store: store, Gate: gate, Reliances: reliances, Desk: takes, Engine: engine, Chooser: chooser, Demo: demo, OpenData: open, Web: web.Files(), Logger: log, Now: time.Now, Metrics: metrics,
		Ready: store.Ping, BaseURL: l.BaseURL, Version: programVersion(),
	})
	go shelf.Watch(ctx, 500*time.Millisecond) // one row, where the announcement was lost: a release is to be seen within a second of its commit
	go eachRelease(ctx, shelf, func(r *tiles.Release) {
		if !l.NoForesee {
			foresee(ctx, r, reliances, log)
		}
		writeAhead(ctx, r, open.Shelf, log)
		clearFootprints(ctx, engine, log)
	})
	server := api.Serve(handler, log)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	fmt.Fprintf(os.Stderr, "✓ %s\n", l.address(listener.Addr()))
	showDemoLogins(demo)
	l.warnInTheClear(listener.Addr())
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	return shutDown(server)
}

// gate is how people and programs prove who they are.
func (l listening) gate(store *data.Store, at net.Addr) (*auth.Gate, error) {
	settings := auth.DefaultSettings()
	settings.ProxyHops = l.ProxyHops
	var err error
	if settings.OIDC, err = l.provider.settings(l.base(at)); err != nil {
		return nil, err
	}
	return auth.NewGate(store, settings, time.Now)
}

// base is how the world reaches the server.
func (l listening) base(at net.Addr) string {
	if l.BaseURL != "" {
		return l.BaseURL
	}
	return l.address(at)
}

// address is where the server itself answers.
func (l listening) address(at net.Addr) string {
	if l.certificate.given() {
		return "https://" + reachable(at)
	}
	return "http://" + reachable(at)
}

// warnInTheClear says why nobody can log in where a password could be read along.
func (l listening) warnInTheClear(at net.Addr) {
	if !onThisMachine(at) && !l.certificate.given() && !strings.HasPrefix(l.BaseURL, "https://") {
		fmt.Fprintln(os.Stderr, "  logins from elsewhere are refused without https: give --tls-cert and --tls-key, or --base-url https://… behind a TLS proxy")
	}
}

// onThisMachine tells whether nobody else can reach an address.
func onThisMachine(at net.Addr) bool {
	tcp, ok := at.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// firstLinkLasts is how long the way in for the first administrator is open; the
// next start makes a new one.
const firstLinkLasts = 24 * time.Hour

// inviteFirst prints the way in for the first administrator while there is none.
func (l listening) inviteFirst(ctx context.Context, store *data.Store, at net.Addr) error {
	needed, err := store.NeedsAdministrator(ctx)
	if err != nil || !needed {
		return err
	}
	secret, err := store.Invite(ctx, data.Actor{Name: "phusong serve"}, "", firstLinkLasts)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "Chưa có quản trị viên. Mở liên kết này một lần, trong 24 giờ:\nNobody manages accounts yet. Open this link once, within 24 hours:\n  %s/invitation/%s\n", l.base(at), secret)
	return nil
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
