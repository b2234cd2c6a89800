package derive

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"phusong/data"
	"phusong/geo"
)

// lists are the presences of site lists, by revision: a revision never changes.
type lists map[int64][]geo.Presence

// loadLists loads the lists of revisions at the same time, but for those known.
func loadLists(ctx context.Context, store *data.Store, revisions []data.Revision, known []lists) (lists, error) {
	ids := data.IDs(revisions, data.Sites)
	loaded := make([][]geo.Presence, len(ids))
	loaders, ctx := errgroup.WithContext(ctx)
	for i, id := range ids {
		if k := slices.IndexFunc(known, func(l lists) bool { return l[id] != nil }); k >= 0 {
			loaded[i] = known[k][id]
			continue
		}
		loaders.Go(func() (err error) {
			loaded[i], err = store.List(ctx, id)
			return err
		})
	}
	if err := loaders.Wait(); err != nil {
		return nil, fmt.Errorf("load site lists: %w", err)
	}
	all := lists{}
	for i, id := range ids {
		all[id] = loaded[i]
	}
	return all, nil
}

// onAir are the presences of all lists that radiate, by operator and code. Where
// two lists name the same site the later revision holds.
func (l lists) onAir() []geo.Presence {
	type name struct {
		operator geo.OperatorCode
		code     geo.SiteCode
	}
	latest := map[name]int64{}
	for id, presences := range l {
		for _, p := range presences {
			key := name{p.Operator, p.Code}
			latest[key] = max(latest[key], id)
		}
	}
	var all []geo.Presence
	for id, presences := range l {
		for _, p := range presences {
			if p.Status == geo.StatusOnAir && latest[name{p.Operator, p.Code}] == id {
				all = append(all, p)
			}
		}
	}
	slices.SortFunc(all, func(a, b geo.Presence) int {
		return cmp.Or(cmp.Compare(a.Operator, b.Operator), cmp.Compare(a.Code, b.Code))
	})
	return all
}

// onAir are the presences that radiate.
func onAir(presences []geo.Presence) []geo.Presence {
	var all []geo.Presence
	for _, p := range presences {
		if p.Status == geo.StatusOnAir {
			all = append(all, p)
		}
	}
	return all
}
