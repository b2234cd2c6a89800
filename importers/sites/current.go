package sites

import (
	"context"
	"fmt"
	"slices"
	"time"

	"phusong/data"
	"phusong/geo"
)

// besideCurrent compares the draft with the list it is about to replace: sites
// whose rows wait or were refused stay as that one has them, and a list that
// speaks of an earlier day is said to.
func (d *Draft) besideCurrent(ctx context.Context, store *data.Store, into data.Dataset) error {
	current, err := store.CurrentRevisions(ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(current, func(r data.Revision) bool { return r.Dataset.Kind == into.Kind && r.Dataset.Name == into.Name })
	if at < 0 || slices.Equal(current[at].SHA256, d.SHA256[:]) || len(d.Presences) == 0 {
		return nil
	}
	if issue, older := Older(d.AsOf, current[at].AsOf); older {
		d.Issues = append([]data.Issue{issue}, d.Issues...)
	}
	was, err := store.Presences(ctx, []int64{current[at].ID})
	if err != nil {
		return err
	}
	d.keep(Compare(was, d.Presences, Terms{Full: true, Unsettled: d.Unsettled()}).Kept)
	return nil
}

// keep adds sites of the earlier list to what is saved.
func (d *Draft) keep(kept []geo.Presence) {
	if len(kept) == 0 {
		return
	}
	d.Presences = append(slices.Clone(d.Presences), kept...)
	slices.SortFunc(d.Presences, byKey)
	d.Notes["kept"] = fmt.Sprint(len(kept))
	d.Issues = append([]data.Issue{{Code: "sites-kept", Severity: data.Warning,
		Vietnamese: fmt.Sprintf("%d trạm có hàng chưa giải quyết xong: giữ như trong danh sách hiện tại", len(kept)),
		English:    fmt.Sprintf("%d sites have rows that are not settled: they stay as in the current list", len(kept))}}, d.Issues...)
}

// Older warns of a list that speaks of an earlier day than the one in use.
func Older(asOf, current time.Time) (data.Issue, bool) {
	if asOf.IsZero() || !asOf.Before(current) {
		return data.Issue{}, false
	}
	return data.Issue{Code: "older-list", Severity: data.Warning, Raw: asOf.Format(time.DateOnly), Proposed: current.Format(time.DateOnly),
		Vietnamese: fmt.Sprintf("danh sách này (%s) cũ hơn danh sách đang dùng (%s): có phải gửi nhầm bản cũ?", asOf.Format("02/01/2006"), current.Format("02/01/2006")),
		English:    fmt.Sprintf("this list (of %s) is older than the one in use (of %s): was an old copy sent by mistake?", asOf.Format(time.DateOnly), current.Format(time.DateOnly))}, true
}
