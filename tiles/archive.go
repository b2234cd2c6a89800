package tiles

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"phusong/data"
	"phusong/geo"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
	"phusong/tiles/pmtiles"
)

// Archived is the layers that stand in an archive where none are named: the
// classes of every technology, the boundaries, and the gaps and hamlets by 4G, under
// the first definition. More of them would only repeat the borders of the hamlets.
func (e *Edition) Archived() []string {
	q := geo.Ask(geo.Network{Operator: geo.AnyOperator, Technology: geo.LTE}, geo.Definitions()[0])
	alone := []string{GapsName(q.Technologies, q.Operator), HamletsName(q), "sites"}
	var names []string
	for _, l := range e.Layers() {
		classes := strings.HasPrefix(l.Name, coveragePrefix) && strings.HasSuffix(l.Name, "-"+string(geo.AnyOperator))
		units := strings.HasPrefix(l.Name, "communes-") || strings.HasPrefix(l.Name, "districts-")
		if classes || units || slices.Contains(alone, l.Name) {
			names = append(names, l.Name)
		}
	}
	return names
}

// Archive draws vector layers whole, from zoom 6 on, into one archive: a tile
// holds those of all layers. Of one layer alone the tiles are byte for byte those
// that are served. Where two layers would call theirs alike, each bears what tells
// the layers apart: "coverage-4G-any". It fails with ErrLayer, and when ctx ends.
func (e *Edition) Archive(ctx context.Context, names []string) (*pmtiles.Archive, pmtiles.About, error) {
	all := make([]*shown, len(names))
	for i, name := range names {
		s, known := e.named(name)
		if !known || s.layer.Format != MVT || slices.Contains(names[:i], name) {
			return nil, pmtiles.About{}, fmt.Errorf("%w: %.60q is no vector layer of the cut %s, or is named twice", ErrLayer, name, e.Cut)
		}
		all[i] = s
	}
	called := callings(all)
	parts, order := map[mercator.Tile][]Tile{}, []mercator.Tile{}
	for i, s := range all {
		a, err := e.release.newAtlas(ctx, s)
		if err != nil {
			return nil, pmtiles.About{}, err
		}
		for at, tile := range a.all() {
			if len(called[i]) > 0 {
				body, err := mvt.Rename(tile.Body(), called[i])
				if err != nil {
					return nil, pmtiles.About{}, fmt.Errorf("archive %v of %s: %w", at, s.layer.Name, err)
				}
				tile = Tile{plain: body}
			}
			if parts[at] == nil {
				order = append(order, at)
			}
			parts[at] = append(parts[at], tile)
		}
	}
	archive, p := pmtiles.New(), newPalette()
	for _, at := range order {
		archive.Add(at.Z, at.X, at.Y, p.joined(parts[at]))
	}
	return archive, e.about(all, called), nil
}

// callings are the new names of each layer's MVT layers, where they need some.
func callings(all []*shown) []map[string]string {
	users := map[string]int{}
	for _, s := range all {
		for _, v := range s.layer.Vector {
			users[v.ID]++
		}
	}
	called := make([]map[string]string, len(all))
	for i, s := range all {
		called[i] = map[string]string{}
		_, rest, _ := strings.Cut(s.layer.Name, "-")
		for _, v := range s.layer.Vector {
			if users[v.ID] > 1 {
				called[i][v.ID] = v.ID + "-" + rest
			}
		}
	}
	return called
}

// joined is one tile of the layers of several, as gzip.
func (p *palette) joined(parts []Tile) []byte {
	if len(parts) == 1 && parts[0].Gzip != nil {
		return parts[0].Gzip
	}
	var body []byte
	for _, part := range parts {
		body = append(body, part.Body()...)
	}
	return p.compress(body, false)
}

// all yields every tile of an atlas that holds anything.
func (a *atlas) all() func(yield func(mercator.Tile, Tile) bool) {
	return func(yield func(mercator.Tile, Tile) bool) {
		for z, p := range a.pages {
			for i := range p.columns * p.rows {
				at := mercator.Tile{Z: uint32(z + atlasMinZoom), X: p.corner.X + i%p.columns, Y: p.corner.Y + i/p.columns}
				if tile, held, empty := a.get(at); held && !empty && !yield(at, tile) {
					return
				}
			}
		}
	}
}

// about is the archive's own description.
func (e *Edition) about(all []*shown, called []map[string]string) pmtiles.About {
	r := e.View.Release
	about := pmtiles.About{MinZoom: atlasMinZoom, MaxZoom: atlasMinZoom}
	box, vector := mercator.EmptyBox(), []VectorLayer{}
	for i, s := range all {
		about.MaxZoom = max(about.MaxZoom, min(s.layer.MaxZoom, atlasMaxZoom))
		if !s.box.Empty() {
			box = box.Union(s.box)
		}
		for _, v := range s.layer.Vector {
			if name, other := called[i][v.ID]; other {
				v.ID = name
			}
			v.MinZoom, v.Description = max(v.MinZoom, atlasMinZoom), s.layer.Title.Vietnamese+" / "+s.layer.Title.English
			vector = append(vector, v)
		}
	}
	if !box.Empty() {
		about.Bounds = box.Degrees()
	}
	about.Metadata = map[string]any{
		"name": "PhuSong " + e.ID, "type": "overlay", "version": e.ID + ".0.0", "vector_layers": vector,
		"description":     description(r),
		"phusong:release": e.ID, "phusong:cut": e.Cut, "phusong:asOf": r.AsOf.UTC().Format("2006-01-02"), "phusong:synthetic": r.Synthetic,
	}
	return about
}

func description(r data.Release) string {
	text := fmt.Sprintf("Vùng phủ dự báo, bản phát hành %d, số liệu đến %s / Predicted coverage, release %d, as of %s", r.ID, r.AsOf.UTC().Format("02/01/2006"), r.ID, r.AsOf.UTC().Format("2006-01-02"))
	if r.Synthetic {
		text += " · dữ liệu mẫu, không có thật / invented sample"
	}
	return text
}
