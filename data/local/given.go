package local

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Given checks what PhuSong needs of a PostgreSQL that somebody else keeps: that it
// answers, its versions, and what a superuser has to do in it once. It changes
// nothing. Fixes are statements for that superuser.
func Given(ctx context.Context, databaseURL string) []Check {
	answer := Check{Name: "Cơ sở dữ liệu (database)", Fix: "--database, DATABASE_URL=postgres://ACCOUNT:PASSWORD@HOST/NAME"}
	conn, err := pgx.Connect(ctx, databaseURL)
	if err != nil {
		answer.Found = oneLine(err) // pgx leaves the password out
		return []Check{answer}
	}
	defer conn.Close(ctx)
	rows, _ := conn.Query(ctx, givenQuery)
	g, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[given])
	if err != nil {
		answer.Found = err.Error()
		return []Check{answer}
	}
	answer.Found = fmt.Sprintf("%s, %s", g.Name, g.Account)
	checks := append([]Check{answer.passIf(true)}, g.checks()...)
	if g.Raster == "" {
		return checks
	}
	return append(checks, g.geoTIFFCheck(ctx, conn))
}

// given is a database as its account finds it. Name and Account are quoted where SQL
// needs it; versions are "" of what is not there.
type given struct {
	Name, Account, Server, PostGIS, Raster string
	Reference, Role, Tenant                bool
}

// The names of what may be missing are looked up, not written: nothing here fails
// because of what it asks for.
const givenQuery = `
SELECT quote_ident(current_database()) AS name, quote_ident(current_user) AS account, current_setting('server_version') AS server,
	coalesce((SELECT extversion FROM pg_extension WHERE extname = 'postgis'), '') AS postgis,
	coalesce((SELECT extversion FROM pg_extension WHERE extname = 'postgis_raster'), '') AS raster,
	coalesce(has_table_privilege(to_regclass('spatial_ref_sys'), 'INSERT'), false) AS reference,
	EXISTS (SELECT FROM pg_roles WHERE rolname = 'phusong_tenant') AS role,
	coalesce((SELECT pg_has_role(oid, 'MEMBER') FROM pg_roles WHERE rolname = 'phusong_tenant'), false) AS tenant`

func (g given) checks() []Check {
	postgres, postgis := oldest()
	tenant := "GRANT phusong_tenant TO " + g.Account + ";"
	if !g.Role {
		tenant = "CREATE ROLE phusong_tenant NOLOGIN; " + tenant
	}
	return []Check{
		Check{Name: "PostgreSQL", Found: g.Server, Fix: fmt.Sprintf("PostgreSQL %v trở lên (or newer)", postgres)}.
			passIf(findVersion(g.Server).atLeast(postgres)),
		Check{Name: "PostGIS", Found: orNone(g.PostGIS), Fix: fmt.Sprintf("CREATE EXTENSION postgis; -- %v trở lên (or newer)", postgis)}.
			passIf(findVersion(g.PostGIS).atLeast(postgis)),
		Check{Name: "PostGIS raster", Found: orNone(g.Raster), Fix: "CREATE EXTENSION postgis_raster;"}.passIf(g.Raster != ""),
		Check{Name: "Hệ toạ độ (reference systems)", Found: "GRANT INSERT", Fix: "GRANT INSERT ON spatial_ref_sys TO " + g.Account + ";"}.
			passIf(g.Reference),
		Check{Name: "Vách giữa các nhà mạng (walls between operators)", Found: "phusong_tenant",
			Fix: tenant}.passIf(g.Tenant),
	}
}

// geoTIFFCheck never fails for want of the driver: who has no GeoTIFF needs none.
func (g given) geoTIFFCheck(ctx context.Context, conn *pgx.Conn) Check {
	c := Check{Name: "GeoTIFF", Found: "không đọc được (cannot be read)"}
	var reads bool
	if err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM st_gdaldrivers() WHERE short_name = 'GTiff')`).Scan(&reads); err != nil {
		c.Found = err.Error()
		return c
	}
	if reads {
		c.Found = "GTiff"
		return c.passIf(true)
	}
	c.OK = true
	c.Fix = "ALTER DATABASE " + g.Name + " SET postgis.gdal_enabled_drivers = 'GTiff';"
	return c
}

func oneLine(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }

func orNone(version string) string {
	if version == "" {
		return "không có (none)"
	}
	return version
}
