package api

import (
	"testing"
	"time"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
)

// promise keeps two promises of an operator, one at a site that is on the air and
// one at a point, whose every text sings to staff and that operator alone.
func (r *rivals) promise(t testing.TB, store *data.Store, o geo.OperatorCode) {
	t.Helper()
	may := func(who data.Audience) bool { return who.Operator == o || who.Cut() == data.StaffCut }
	word := func(of string) string {
		text := mark + "-" + string(o) + "-promise-" + of
		r.hide("a promise of "+string(o), text, may)
		return text
	}
	c := geo.Commitment{Operator: o, Site: geo.SiteCode(mark + "-" + string(o) + "-code-1"), Technology: geo.LTE, Document: word("document"), On: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC),
		Terms: geo.Terms{Due: geo.Quarter{Year: 2026, Number: 2}, Notes: word("notes"), Hamlets: []geo.TiedHamlet{{Code: "h00", Petition: word("petition")}}}}
	added, err := store.AddCommitment(t.Context(), data.Actor{Name: word("planner")}, c)
	if err != nil {
		t.Fatal(err)
	}
	r.hide("the id of a promise", added.ID, may)
	at := orb.Point{105.011, 22.011}
	c.Site, c.Position, c.Commune, c.Hamlets = "", &at, word("commune"), nil
	if _, err := store.AddCommitment(t.Context(), data.Actor{Name: "test"}, c); err != nil {
		t.Fatal(err)
	}
	r.promises[o] = added.ID
}
