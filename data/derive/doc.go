// Package derive works out what follows from new revisions: it loads the
// sources of a run, lets geo/* compute, and saves. It is the engine behind the
// jobs; whoever runs a batch, the bytes are the same.
package derive
