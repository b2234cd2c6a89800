package desk

import (
	"crypto/sha256"
	"encoding/json"

	"phusong/data"
	"phusong/geo"
	"phusong/importers/sites"
)

// compare works out what becomes of the operator's list. What a row names that
// could not be taken keeps what the list says of it now.
func (r *Reading) compare(scope data.ListScope) {
	terms := sites.Terms{Full: scope == data.FullList, Unsettled: r.Draft.Unsettled()}
	r.Difference = sites.Compare(r.Was, r.Draft.Presences, terms)
	r.Becomes = r.Apply(r.Was)
	r.Hash = HashOf(r.Becomes)
}

// HashOf is a fingerprint of a list: the same sites give the same one.
func HashOf(list []geo.Presence) [32]byte {
	h := sha256.New()
	lines := json.NewEncoder(h)
	for _, p := range list {
		_ = lines.Encode(p) // neither a hash nor a list of plain values can fail
	}
	return [32]byte(h.Sum(nil))
}

// Changes counts the difference.
func (r *Reading) Changes() data.UploadChanges {
	return data.UploadChanges{New: len(r.New), Changed: len(r.Changed), Moved: len(r.Moved), Removed: len(r.Removed), Kept: len(r.Kept), Same: r.Same}
}
