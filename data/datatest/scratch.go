package datatest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"syscall"

	"github.com/jackc/pgx/v5"

	"phusong/data"
	"phusong/data/local"
	"phusong/data/migrations"
)

const (
	prefix         = "test_"     // test_PID_RANDOM: of one test
	templatePrefix = "template_" // template_HASH: of one state of the migrations
	templatesKept  = 6           // other checkouts may be at other states
	superuser      = "phusong"   // of every cluster we start
	plainOwner     = "plain"     // an account of the cluster that is no superuser
)

// kind is what a test wants of its database.
type kind int

const (
	empty    kind = iota // PostGIS and nothing else
	migrated             // by the superuser, as the private cluster's
	owned                // by plainOwner, as in production
)

// scratch is the cluster all test binaries share.
type scratch struct {
	cluster  *local.Cluster
	template map[kind]func() (string, error) // name of the migrated template
}

// url is the address of a database, as its owner.
func (s *scratch) url(name string, k kind) string {
	address := s.cluster.URL(name)
	if k == owned {
		return as(plainOwner, address)
	}
	return address
}

// as is a database's address for another account.
func as(account, address string) string {
	u, err := url.Parse(address)
	if err != nil {
		panic(err) // the cluster made it
	}
	u.User = url.User(account)
	return u.String()
}

// shared starts or joins the scratch cluster, once in a process; the process
// leaves it by ending.
var shared = sync.OnceValues(func() (*scratch, error) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	dir := filepath.Join(os.TempDir(), "phusong-test-"+strconv.Itoa(os.Geteuid()))
	cluster, err := local.StartOrAttach(ctx, local.Options{Dir: dir, Scratch: true})
	if err != nil {
		return nil, err
	}
	s := &scratch{cluster: cluster}
	s.template = map[kind]func() (string, error){
		migrated: sync.OnceValues(func() (string, error) { return s.makeTemplate(migrated) }),
		owned:    sync.OnceValues(func() (string, error) { return s.makeTemplate(owned) }),
	}
	return s, s.alone(ctx, s.sweep)
})

func newName() string {
	return fmt.Sprintf("%s%d_%s", prefix, os.Getpid(), strings.ToLower(rand.Text()[:10]))
}

// alone runs do while no other test process is in alone.
func (s *scratch) alone(ctx context.Context, do func(context.Context, *pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, s.cluster.URL("postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock(hashtext('datatest'))"); err != nil {
		return err
	}
	return do(ctx, conn)
}

// sweep drops what killed test processes left, and templates nobody needs.
func (s *scratch) sweep(ctx context.Context, conn *pgx.Conn) error {
	rows, _ := conn.Query(ctx, "SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY oid DESC")
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	templates := 0
	for _, name := range names {
		if strings.HasPrefix(name, templatePrefix) {
			templates++
		}
		if orphaned(name) || strings.HasPrefix(name, templatePrefix) && templates > templatesKept {
			if err := s.admin(ctx, "DROP DATABASE IF EXISTS %s WITH (FORCE)", name); err != nil {
				return err
			}
		}
	}
	return nil
}

// orphaned tells whether the process that made the database is gone.
func orphaned(name string) bool {
	rest, ours := strings.CutPrefix(name, prefix)
	pid, err := strconv.Atoi(strings.Split(rest, "_")[0])
	return ours && err == nil && errors.Is(syscall.Kill(pid, 0), syscall.ESRCH)
}

// makeTemplate returns the template of the present migrations, made if need be.
func (s *scratch) makeTemplate(k kind) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	hash, err := schemaHash()
	if err != nil {
		return "", err
	}
	name := templatePrefix + hash
	if k == owned {
		name += "_" + plainOwner
	}
	return name, s.alone(ctx, func(ctx context.Context, conn *pgx.Conn) error {
		var exists bool
		err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&exists)
		if err != nil || exists {
			return err
		}
		return s.migrateAs(ctx, name, k)
	})
}

// migrateAs makes the migrated database under a name that is swept if this
// process dies, and renames it when it is whole.
func (s *scratch) migrateAs(ctx context.Context, name string, k kind) error {
	draft := newName()
	if err := s.cluster.EnsureDatabase(ctx, draft); err != nil {
		return err
	}
	err := s.give(ctx, draft, k)
	if err == nil {
		err = data.Migrate(ctx, s.url(draft, k))
	}
	if err != nil {
		return errors.Join(err, s.admin(ctx, "DROP DATABASE %s WITH (FORCE)", draft))
	}
	return s.admin(ctx, "ALTER DATABASE %s RENAME TO %s", draft, name)
}

// give makes the database plainOwner's, as the README tells a superuser to.
func (s *scratch) give(ctx context.Context, name string, k kind) error {
	if k != owned {
		return nil
	}
	conn, err := pgx.Connect(ctx, s.cluster.URL(name))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	for _, sql := range []string{
		`DO $$ BEGIN IF to_regrole('plain') IS NULL THEN CREATE ROLE plain LOGIN CREATEROLE; END IF; END $$`,
		`GRANT INSERT ON spatial_ref_sys TO plain`,
		`ALTER DATABASE ` + pgx.Identifier{name}.Sanitize() + ` OWNER TO plain`,
	} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return err
		}
	}
	return nil
}

// schemaHash changes with our migrations and with the version of the job queue,
// which brings its own.
func schemaHash() (string, error) {
	h := sha256.New()
	err := fs.WalkDir(migrations.Files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(migrations.Files, path)
		fmt.Fprintf(h, "%s %d\n%s", path, len(text), text)
		return err
	})
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, module := range info.Deps {
			if strings.HasPrefix(module.Path, "github.com/riverqueue/") {
				io.WriteString(h, module.Path+module.Version)
			}
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:6]), err
}
