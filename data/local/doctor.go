package local

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// diskNeeded is the free space below which a province does not fit.
const diskNeeded = 2 << 30

// Check is one thing the private PostGIS needs of this machine. Fix is what to
// do, a command where one does it; "" where nothing is wrong.
type Check struct {
	Name       string
	OK         bool
	Found, Fix string
}

// Doctor checks what the private PostGIS in the state folder needs. It changes
// nothing and makes no folder.
func Doctor(ctx context.Context, dir string) []Check {
	all := installations()
	chosen, err := choose(all)
	if err != nil && len(all) > 0 {
		chosen = all[0]
	}
	return []Check{
		postgresCheck(chosen, aptCommand(all)),
		postGISCheck(chosen, aptCommand(all)),
		accountCheck(),
		folderCheck(dir),
		diskCheck(dir),
		useCheck(ctx, dir),
	}
}

func postgresCheck(i Installation, fix string) Check {
	need, _ := oldest()
	c := Check{Name: "PostgreSQL", Found: "không có (none)", Fix: fix}
	if i.Major > 0 {
		c.Found = i.Postgres + " (" + i.Bin + ")"
	}
	return c.passIf(findVersion(i.Postgres).atLeast(need))
}

func postGISCheck(i Installation, fix string) Check {
	_, need := oldest()
	c := Check{Name: "PostGIS", Found: "không có (none)", Fix: fix}
	if i.PostGIS != "" {
		c.Found = i.PostGIS
	}
	return c.passIf(findVersion(i.PostGIS).atLeast(need))
}

func accountCheck() Check {
	a, err := clusterAccount()
	if err != nil {
		return Check{Name: "Tài khoản chạy PostgreSQL (account)", Found: err.Error(), Fix: "adduser --system --group postgres"}
	}
	return Check{Name: "Tài khoản chạy PostgreSQL (account)", OK: true, Found: a.name}
}

// folderCheck looks at the state folder, or at the nearest folder above it that
// exists, in which it would be made.
func folderCheck(dir string) Check {
	c := Check{Name: "Thư mục dữ liệu (state folder)", Found: dir}
	at := existing(dir)
	if err := syscall.Access(at, 2 /* W_OK */); err != nil {
		c.Found, c.Fix = at+": "+err.Error(), "--state DIR, PHUSONG_STATE=DIR"
		return c
	}
	if a, err := clusterAccount(); err == nil {
		if err := a.reaches(at); err != nil {
			c.Found, c.Fix = err.Error(), "--state /var/lib/phusong"
			return c
		}
	}
	if at == dir {
		if err := folder(dir).ours(); err != nil {
			c.Found, c.Fix = err.Error(), "--state DIR, PHUSONG_STATE=DIR"
			return c
		}
	}
	return c.passIf(true)
}

func diskCheck(dir string) Check {
	c := Check{Name: "Chỗ trống trên đĩa (disk space)", Fix: "--state DIR, PHUSONG_STATE=DIR"}
	var s syscall.Statfs_t
	if err := syscall.Statfs(existing(dir), &s); err != nil {
		c.Found = err.Error()
		return c
	}
	free := s.Bavail * uint64(s.Bsize)
	c.Found = fmt.Sprintf("%.1f GB", float64(free)/1e9)
	return c.passIf(free >= diskNeeded)
}

// useCheck says whether the cluster runs and for whom; it need not.
func useCheck(ctx context.Context, dir string) Check {
	c := Check{Name: "Đang chạy (running)", OK: true, Found: "không (no)"}
	p := postmaster{folder: folder(dir)}
	pid := p.pid()
	if pid == 0 {
		return c
	}
	c.Found = fmt.Sprintf("PostgreSQL %d", pid)
	if err := p.ping(ctx); err != nil {
		c.Found += ": " + err.Error()
		c.Fix = "xem nhật ký (see the log) " + p.folder.log()
		return c.passIf(false)
	}
	if owner, owned := currentOwner(p.folder); owned {
		c.Found += ", phusong " + owner
	}
	return c
}

func (c Check) passIf(ok bool) Check {
	if c.OK = ok; ok {
		c.Fix = ""
	}
	return c
}

// existing returns dir or the nearest folder above it that exists.
func existing(dir string) string {
	if _, err := os.Stat(dir); err == nil || filepath.Dir(dir) == dir {
		return dir
	}
	return existing(filepath.Dir(dir))
}
