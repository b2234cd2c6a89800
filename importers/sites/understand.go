package sites

import (
	"context"
	"fmt"

	"github.com/paulmach/orb"

	"phusong/importers"
	"phusong/importers/feature"
	"phusong/importers/gazetteer"
	"phusong/importers/intake"
)

// Transform brings points of an EPSG system to WGS 84, like data.Store.Transform.
type Transform func(ctx context.Context, srid int, points []orb.Point) ([]orb.Point, error)

// Understand reads a site list and saves nothing. The same file, options,
// gazetteer and transform always give the same draft. The error is a
// *intake.Refusal for a file that cannot be taken, or the transform's; rows with
// something wrong are in the draft.
func Understand(ctx context.Context, file intake.File, o Options, g *gazetteer.Gazetteer, turn Transform) (*Draft, error) {
	l, err := open(file, o, func(c *feature.Collection) error {
		if _, err := c.Turn(ctx, feature.Transform(turn)); err != nil {
			return fmt.Errorf("%s: %w", file.Name, err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := l.settle(ctx, g, turn); err != nil {
		return nil, fmt.Errorf("%s: %w", file.Name, err)
	}
	presences := l.presences()
	l.count(presences)
	d := l.draft(presences)
	d.FileName, d.SHA256, d.AsOf = file.Name, file.SHA256, o.AsOf
	d.Synthetic = d.Synthetic || importers.Invented(file.Name)
	return d, nil
}
