// Package coverage turns masts into maps: presences become sites, sites become
// footprints over terrain, footprints become the best server of every hex, and
// those what each hamlet gets. Every result is the same whatever the order of
// its inputs and however many goroutines made it.
package coverage
