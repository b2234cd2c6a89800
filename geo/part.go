package geo

// Part is the piece of a hamlet that lies in one commune of a vintage whose
// borders cut the hamlet. People and Area are its shares of the hamlet's, 0…1;
// those of all parts in one vintage sum to 1.
type Part struct {
	Place        Place
	People, Area float64
}

// Piece is how much of a hamlet that borders cut counts in one unit: whole
// people, households and square metres, so that the pieces of a hamlet sum to
// the hamlet. Home is the unit its centre lies in, where it is counted as a
// hamlet; Share is of its area.
type Piece struct {
	Hamlet                 HamletCode
	Name                   string
	Commune                AdminCode // in the vintage of the hamlet's own list
	Home                   bool
	Share                  float64
	People, Households, M2 int
}
