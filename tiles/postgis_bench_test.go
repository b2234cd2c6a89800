package tiles

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"phusong/data/datatest"
	"phusong/geo/hex"
	"phusong/tiles/mercator"
)

// postgis draws hexes by ST_AsMVT from one table with an index, as servers do that
// leave tiles to PostGIS: the hexes of each zoom's resolution with their classes.
type postgis struct {
	b    *testing.B
	conn *pgxpool.Conn
	c    *coverage
}

func newPostGIS(b *testing.B, c *coverage) *postgis {
	conn, err := datatest.Pool(b).Acquire(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(conn.Release)
	p := &postgis{b, conn, c}
	p.run(`SET jit = off; SET max_parallel_workers_per_gather = 0`) // one processor each
	p.run(`CREATE TABLE hexes (resolution int, id bigint, class int, outline bytea)`)
	for zoom := uint32(atlasMinZoom); zoom <= atlasMaxZoom; zoom++ {
		r, values := c.at(zoom)
		if before, _ := c.at(zoom - 1); before == r {
			continue
		}
		_, err := conn.CopyFrom(context.Background(), pgx.Identifier{"hexes"}, []string{"resolution", "id", "class", "outline"},
			pgx.CopyFromSlice(len(r.hexes), func(i int) ([]any, error) {
				outline, err := wkb.Marshal(orb.Polygon{hex.Boundary(r.hexes[i])})
				return []any{r.resolution, int64(r.hexes[i].Short()), int(values.classes[i]), outline}, err
			}))
		if err != nil {
			b.Fatal(err)
		}
	}
	p.run(`CREATE TABLE drawn AS SELECT resolution, id, class, ST_Transform(ST_GeomFromWKB(outline, 4326), 3857) AS shape FROM hexes`)
	for resolution := range 16 {
		p.run(fmt.Sprintf(`CREATE INDEX ON drawn USING gist (shape) WHERE resolution = %d`, resolution))
	}
	p.run(`ANALYZE drawn`)
	return p
}

func (p *postgis) run(sql string) {
	if _, err := p.conn.Exec(context.Background(), sql); err != nil {
		p.b.Fatal(err)
	}
}

func (p *postgis) paint(t mercator.Tile, _ *palette) (body []byte) {
	r, _ := p.c.at(t.Z)
	err := p.conn.QueryRow(context.Background(), fmt.Sprintf(`
		SELECT ST_AsMVT(q, 'hexes', 4096, 'shape', 'id')
		FROM (
			SELECT id, class, ST_AsMVTGeom(shape, ST_TileEnvelope($1, $2, $3), 4096, 64, true) AS shape
			FROM drawn
			WHERE resolution = %d AND shape && ST_TileEnvelope($1, $2, $3)) q`, r.resolution), t.Z, t.X, t.Y).Scan(&body)
	if err != nil {
		p.b.Fatal(err)
	}
	return body
}

// cpu is the processor time of the connection's own process in seconds, which
// Linux tells in hundredths.
func (p *postgis) cpu() float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.conn.Conn().PgConn().PID()))
	if err != nil {
		p.b.Fatal(err)
	}
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	return (user + system) / 100
}
