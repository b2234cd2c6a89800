// Package geo holds the nouns of the world PhuSong describes: operators and
// their sites, administrative units, hamlets, hexes, verdicts. It does no I/O
// and knows no database; what is done with the nouns lives in its children.
//
// Points are lon, lat in degrees on WGS 84 everywhere; only geo/hex turns them.
// Heights are metres; "above ground" and "above sea level" are said each time.
package geo
