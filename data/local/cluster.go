package local

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"sync"
	"time"
)

// startLimit bounds a start whose context has no deadline: crash recovery of a
// big cluster takes minutes.
const startLimit = 5 * time.Minute

// superuser is the one role of the cluster; the socket's permissions guard it.
const superuser = "phusong"

// ErrNotRunning means that no cluster runs in the state folder.
var ErrNotRunning = errors.New("PostgreSQL is not running")

// Options say where a cluster lives and how careful it is.
type Options struct {
	Dir     string // state folder, see StateDir; made if missing
	Scratch bool   // for tests: a power cut may lose everything
}

// Cluster is a private PostGIS this process uses until Stop.
type Cluster struct {
	folder  folder
	account account
	scratch bool
	owner   lock // of the folder, if this process is its owner
	users   lock // shared by all who use the cluster
	stop    sync.Once
}

// Start starts the cluster of the state folder, or goes on with a running one,
// and owns the folder until Stop. ErrOwned: another process owns it;
// ErrNotInstalled: PostGIS is missing.
func Start(ctx context.Context, o Options) (*Cluster, error) {
	c, err := newCluster(o)
	if err != nil {
		return nil, err
	}
	owner, err := lockOwner(ctx, c.folder)
	if err != nil {
		return nil, err
	}
	if err := c.join(ctx, true); err != nil {
		owner.release()
		return nil, err
	}
	c.owner = owner
	return c, nil
}

// StartOrAttach is Start without owning the folder: any number of processes may
// do so, beside the owner or without one.
func StartOrAttach(ctx context.Context, o Options) (*Cluster, error) {
	c, err := newCluster(o)
	if err != nil {
		return nil, err
	}
	return joined(c, c.join(ctx, true))
}

// Attach uses the cluster of the state folder if it runs; ErrNotRunning if not.
func Attach(ctx context.Context, dir string) (*Cluster, error) {
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%w: there is no state folder %s", ErrNotRunning, dir)
	}
	f, err := openFolder(dir)
	if err != nil {
		return nil, err
	}
	if !f.marked() {
		return nil, fmt.Errorf("%w: %s is not a PhuSong state folder", ErrNotRunning, f)
	}
	a, err := clusterAccount()
	if err != nil {
		return nil, err
	}
	c := &Cluster{folder: f, account: a}
	return joined(c, c.join(ctx, false))
}

func joined(c *Cluster, err error) (*Cluster, error) {
	if err != nil {
		return nil, err
	}
	return c, nil
}

// newCluster makes the state folder, where the account can reach it.
func newCluster(o Options) (*Cluster, error) {
	a, err := clusterAccount()
	if err != nil {
		return nil, err
	}
	f, err := makeFolder(o.Dir, a)
	if err != nil {
		return nil, err
	}
	return &Cluster{folder: f, account: a, scratch: o.Scratch}, nil
}

// join adds this process to the users of the cluster; start says whether one that
// does not run shall be started. Joining, starting and stopping happen one at a
// time.
func (c *Cluster) join(ctx context.Context, start bool) error {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	change, err := lockAlone(ctx, c.folder.change())
	if err != nil {
		return err
	}
	defer change.release()
	if c.users, err = openLock(c.folder.users()); err != nil {
		return err
	}
	if !c.users.try(false) {
		c.users.release()
		return fmt.Errorf("lock file %s is held by something that is not PhuSong", c.folder.users())
	}
	if err := c.run(ctx, start); err != nil {
		c.users.release()
		return err
	}
	return nil
}

// run makes sure that the cluster runs as it should.
func (c *Cluster) run(ctx context.Context, start bool) error {
	p := c.postmaster()
	running, err := p.running(ctx)
	if err != nil {
		return err
	}
	if !running {
		if !start {
			return fmt.Errorf("%w in %s: phusong serve starts it", ErrNotRunning, c.folder)
		}
		if err := c.start(ctx, p); err != nil {
			return err
		}
	}
	if c.scratch || !start { // whoever started it has looked
		return nil
	}
	return c.durable(ctx, "postgres")
}

// start starts the postmaster. A scratch cluster that cannot be started, as after
// a power cut, is made anew, and ends by itself when its last user has.
func (c *Cluster) start(ctx context.Context, p postmaster) error {
	err := c.startOnce(ctx, p)
	if err == nil && c.scratch {
		return watch(c.folder, p.pid(), linger)
	}
	if err == nil || !c.scratch || ctx.Err() != nil {
		return err
	}
	if err := os.RemoveAll(c.folder.data()); err != nil {
		return err
	}
	if err := c.startOnce(ctx, p); err != nil {
		return err
	}
	return watch(c.folder, p.pid(), linger)
}

// startOnce starts the postmaster, making the cluster first if there is none.
func (c *Cluster) startOnce(ctx context.Context, p postmaster) error {
	installed, err := installedFor(c.folder)
	if err != nil {
		return err
	}
	for _, dir := range []string{c.folder.postgres(), c.folder.socket()} {
		if err := c.account.own(dir); err != nil {
			return fmt.Errorf("state folder: %w", err)
		}
	}
	if err := initialise(ctx, installed, c.folder, c.account, c.scratch); err != nil {
		return err
	}
	return p.start(ctx, installed, settings(c.folder, c.scratch))
}

// URL returns the connection URL of one database of the cluster.
func (c *Cluster) URL(database string) string { return c.folder.url(database) }

func (f folder) url(database string) string {
	query := url.Values{"host": {f.socket()}, "port": {"5432"}, "sslmode": {"disable"}}
	u := url.URL{Scheme: "postgres", User: url.User(superuser), Path: "/" + database, RawQuery: query.Encode()}
	return u.String()
}

func (c *Cluster) postmaster() postmaster {
	return postmaster{folder: c.folder, account: c.account}
}

// Stop ends this process's use. The last user stops the cluster, so that one
// started for a moment does not stay, and one others use does. The folder is
// free afterwards even if an error is returned. Calling it again does nothing.
func (c *Cluster) Stop(ctx context.Context) (err error) {
	c.stop.Do(func() { err = c.leave(ctx) })
	return err
}

func (c *Cluster) leave(ctx context.Context) error {
	defer func() {
		c.users.release()
		c.owner.release()
	}()
	change, err := lockAlone(ctx, c.folder.change())
	if err != nil {
		return err
	}
	defer change.release()
	if !c.users.try(true) {
		return nil // others go on
	}
	return c.postmaster().stop(ctx)
}
