// Package api answers every URL of the server. What a URL means stands in one
// tree, routes.go; a handler reads the question, asks the release and writes.
package api

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"phusong/api/auth"
	"phusong/data"
	"phusong/data/derive"
	"phusong/importers/desk"
	"phusong/tiles"
)

// Releases is where the releases at hand come from. A handler asks once per
// request and keeps the answer, so that no answer mixes two releases.
type Releases interface {
	// Current returns the release that readers see, or tiles.ErrUnpublished.
	Current() (*tiles.Release, error)
	// Release returns a release by id, or tiles.ErrNoRelease.
	Release(ctx context.Context, id string) (*tiles.Release, error)
	// Before returns the id of the last release made before one, or
	// tiles.ErrNoRelease.
	Before(ctx context.Context, id string) (string, error)
	// Lists returns a release by id as a cut sees it, without hexes where they
	// are not at hand, or tiles.ErrNoRelease.
	Lists(ctx context.Context, id string, cut data.Cut) (*tiles.Edition, error)
	// History lists all releases, the newest first.
	History(ctx context.Context) ([]data.Release, error)
}

// Options is what the server is made of. What is not said to be optional is
// needed.
type Options struct {
	Releases Releases
	// Store is all that is changed through the API, and Gate how people and
	// programs prove who they are. Optional together: without them everybody is
	// the public and nobody can log in.
	Store *data.Store
	Gate  *auth.Gate
	// Demo are logins that anybody may use, shown on the login page. Optional;
	// only for a server that this machine alone can reach.
	Demo []DemoLogin
	// Reliances is where it is known who relies on what. Optional: without it
	// nobody is told what breaks.
	Reliances Reliances
	// Desk is where site lists are handed in. Optional: without it none can be.
	Desk *desk.Desk
	// Chooser computes where to build. Optional: without it nobody can ask.
	Chooser *derive.Chooser
	// Engine works out what-ifs. Optional: without it there are none.
	Engine *derive.Engine
	// OpenData are the files for everybody. Optional: without a shelf there are none.
	OpenData OpenData
	// Web is the built planning map, index.html at its root.
	Web    fs.FS
	Logger *slog.Logger
	// Now is the clock.
	Now func() time.Time
	// Metrics is where the server's counters are registered: a fresh registry.
	Metrics *prometheus.Registry
	// Ready says what the server still lacks besides a release, such as the
	// database; nil where nothing is lacking.
	Ready func(context.Context) error
	// BaseURL is how the world reaches the server, without a slash at the end,
	// when that is not what the request says: behind a proxy. It may have a path,
	// which the proxy may take off the requests or leave.
	BaseURL string
	// Version is the program's, for the OpenAPI document.
	Version string
}

// New returns the server's handler.
func New(o Options) http.Handler {
	s := assemble(o)
	return s.readyTiles(s.routes())
}

// server is what all handlers share.
type server struct {
	Options
	receiving   receiving
	counters    *counters
	site        *site
	access      access
	crossOrigin *http.CrossOriginProtection
	chain       *chain
	indexes     *indexes
	trials      *trials
}

func assemble(o Options) *server {
	if o.Gate == nil {
		o.Gate = auth.NoGate()
	}
	s := &server{
		Options: o, counters: newCounters(o.Metrics, o.Releases), access: newAccess(),
		crossOrigin: newCrossOrigin(o.BaseURL), chain: &chain{store: o.Store, now: o.Now}, indexes: newIndexes(), trials: newTrials(o.Engine),
	}
	s.site = newSite(o.Web, s.prefix())
	return s
}

// Serve returns an HTTP server for the handler with limits that keep a slow or
// endless client from holding it. The caller listens and shuts down.
func Serve(handler http.Handler, logger *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       bodyPatience,
		WriteTimeout:      120 * time.Second,
		IdleTimeout:       120 * time.Second,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
	}
}
