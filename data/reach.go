package data

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// byCode is the places of hamlets in the order in which the columns of
// run_networks hold them: that of the bytes of their codes.
func byCode(hamlets []geo.HamletResult) []int {
	order := make([]int, len(hamlets))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(hamlets[a].Hamlet.Code, hamlets[b].Hamlet.Code) })
	return order
}

// copyReaches writes what every network does for every hamlet.
func copyReaches(ctx context.Context, tx pgx.Tx, run int64, r *Results) error {
	networks, order := geo.Networks(), byCode(r.Hamlets)
	given := slices.ContainsFunc(r.Hamlets, func(h geo.HamletResult) bool { return len(h.Hamlet.Clusters) > 0 })
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"run_networks"},
		[]string{"run_id", "operator", "technology", "centre_class", "centre_level",
			"people_covered", "people_unknown", "area_covered", "area_unknown",
			"clusters", "clusters_covered", "clusters_unknown"},
		pgx.CopyFromSlice(len(networks), func(i int) ([]any, error) {
			var classes []int16
			var columns [5][]float64
			clusters := [3][]int16{{}, {}, {}} // of no hamlet any: nothing is written
			for _, h := range order {
				v := r.Hamlets[h].Reaches[i]
				for k, n := range []uint16{v.Clusters, v.ClustersCovered, v.ClustersUnknown} {
					if given {
						clusters[k] = append(clusters[k], int16(n))
					}
				}
				classes = append(classes, int16(v.Centre))
				for k, value := range []float64{float64(v.CentreLevel), v.PeopleCovered, v.PeopleUnknown, v.AreaCovered, v.AreaUnknown} {
					columns[k] = append(columns[k], value)
				}
			}
			return []any{run, string(networks[i].Operator), int16(networks[i].Technology), classes,
				columns[0], columns[1], columns[2], columns[3], columns[4], clusters[0], clusters[1], clusters[2]}, nil
		}))
	return err
}

// Reaches returns what every network does for each hamlet of a run, in the order
// of the bytes of their codes: element j of each belongs to geo.Networks()[j].
func (s *Store) Reaches(ctx context.Context, run int64) ([][]geo.Reach, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT operator, technology, centre_class, centre_level, people_covered, people_unknown, area_covered, area_unknown,
			clusters, clusters_covered, clusters_unknown
		FROM run_networks
		WHERE run_id = $1`, run)
	networks := geo.Networks()
	var all [][]geo.Reach
	var n geo.Network
	var classes, clusters, clustersCovered, clustersUnknown []int16
	var levels, people, peopleUnknown, area, areaUnknown []float64
	to := []any{&n.Operator, &n.Technology, &classes, &levels, &people, &peopleUnknown, &area, &areaUnknown, &clusters, &clustersCovered, &clustersUnknown}
	_, err := pgx.ForEachRow(rows, to, func() error {
		j := slices.Index(networks, n)
		if j < 0 || all != nil && len(all) != len(classes) {
			return fmt.Errorf("%s %v has %d hamlets, others %d: %w", n.Operator, n.Technology, len(classes), len(all), ErrCorrupt)
		}
		for i := len(all); i < len(classes); i++ {
			all = append(all, make([]geo.Reach, len(networks)))
		}
		for i := range classes {
			r := geo.Reach{Centre: geo.Class(classes[i]), CentreLevel: geo.DBm(levels[i]),
				PeopleCovered: people[i], PeopleUnknown: peopleUnknown[i], AreaCovered: area[i], AreaUnknown: areaUnknown[i]}
			if len(clusters) > 0 {
				r.Clusters, r.ClustersCovered, r.ClustersUnknown = uint16(clusters[i]), uint16(clustersCovered[i]), uint16(clustersUnknown[i])
			}
			all[i][j] = r
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read what networks do for hamlets: %w", err)
	}
	return all, nil
}

func (s *Store) loadReaches(ctx context.Context, v *View) error {
	reaches, err := s.Reaches(ctx, v.Release.Run)
	if err != nil {
		return err
	}
	if len(reaches) != len(v.Hamlets) {
		return fmt.Errorf("networks do for %d hamlets of %d: %w", len(reaches), len(v.Hamlets), ErrCorrupt)
	}
	for i, h := range byCode(v.Hamlets) {
		v.Hamlets[h].Reaches = reaches[i]
	}
	return nil
}

// siteSector is a sector as its site holds it.
type siteSector struct {
	Operator geo.OperatorCode
	Code     geo.SiteCode
	Sector   geo.Sector
}

func (s *Store) loadSectors(ctx context.Context, v *View) error {
	rows, _ := s.pool.Query(ctx, `
		SELECT ordinal, sectors
		FROM run_sites
		WHERE run_id = $1
		ORDER BY ordinal`, v.Release.Run)
	var site int
	var sectors []siteSector
	_, err := pgx.ForEachRow(rows, []any{&site, &sectors}, func() error {
		for _, c := range sectors {
			v.Sectors = append(v.Sectors, SectorRef{Site: site, Operator: c.Operator, SiteCode: c.Code, Sector: c.Sector})
		}
		sectors = nil
		return nil
	})
	return err
}
