// Package data is what we know: the store over PostGIS. It is the only place
// with SQL about the province; everything above it asks in nouns.
//
// A file becomes one immutable Revision of a Dataset; a Run computes from named
// revisions; a Release is the run that readers see.
package data
