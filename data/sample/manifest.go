package sample

import "phusong/geo"

// Manifest lists the files of a sample in the order in which to import them,
// and what a correct import finds in each.
type Manifest struct {
	Label     Label  `json:"label"`
	Territory Label  `json:"territory"`
	Synthetic bool   `json:"synthetic"`
	Seed      uint64 `json:"seed"`
	Counts    Counts `json:"counts"`
	Files     []File `json:"files"`
}

// Label is a text in both languages.
type Label struct {
	Vietnamese string `json:"vi"`
	English    string `json:"en"`
}

// Counts are the totals over all files.
type Counts struct {
	Districts int `json:"districts"`
	Communes  int `json:"communes"`
	Reformed  int `json:"communes2025"`
	Hamlets   int `json:"hamlets"`
	People    int `json:"people"`
	// Masts, Presences and Sectors count what is on the air.
	Masts     int `json:"masts"`
	Presences int `json:"presences"`
	Sectors   int `json:"sectors"`
	// AreaError is the largest relative difference between the drawn and the
	// stated area of a commune of 2024.
	AreaError float64 `json:"areaError"`
}

// Kind says which importer a file is for.
type Kind string

// The kinds of files.
const (
	KindBoundaries Kind = "boundaries"
	KindHamlets    Kind = "hamlets"
	KindElevation  Kind = "elevation"
	KindPopulation Kind = "population"
	KindSites      Kind = "sites"
)

// File is one file of the sample. Path is relative to the manifest's folder.
type File struct {
	Path     string           `json:"path"`
	Kind     Kind             `json:"kind"`
	Title    Label            `json:"title"`
	Vintage  geo.Vintage      `json:"vintage,omitempty"`
	Level    string           `json:"level,omitempty"`
	Operator geo.OperatorCode `json:"operator,omitempty"`
	AsOf     string           `json:"asOf"` // 2006-01-02
	Expected Expected         `json:"expected"`
}

// Expected is what a correct importer finds in a file. Rows are features of
// boundaries, points of population, data rows of lists: Rows = Accepted + Refused.
type Expected struct {
	Rows     int `json:"rows"`
	Accepted int `json:"accepted"`
	Refused  int `json:"refused"`
	// Corrected rows are accepted after a repair of their coordinates.
	Corrected int `json:"corrected,omitempty"`
	// Dropped rows stand below the heading and hold no data: column numbers,
	// sections, sums. They are not among Rows.
	Dropped int `json:"dropped,omitempty"`
	People  int `json:"people,omitempty"`
	// Of site lists: the accepted stations, by status, and their sectors.
	Presences    int `json:"presences,omitempty"`
	OnAir        int `json:"onAir,omitempty"`
	Paused       int `json:"paused,omitempty"`
	Planned      int `json:"planned,omitempty"`
	Sectors      int `json:"sectors,omitempty"`
	SectorsOnAir int `json:"sectorsOnAir,omitempty"`
}

// label says on every file that nothing in it is real.
func label() Label { return Label{"dữ liệu mẫu", "invented sample"} }

// labelText is the label in one line, for titles and comments.
const labelText = "dữ liệu mẫu — invented sample"

// count adds a station that takes up rows rows of a list.
func (e *Expected) count(p presence, rows int) {
	e.Rows += rows
	if p.dirt.refused() {
		e.Refused += rows
		return
	}
	e.Accepted += rows
	e.Presences++
	if p.dirt.corrected() {
		e.Corrected += rows
	}
	sectors := 0
	for _, l := range p.layers {
		sectors += l.sectors()
	}
	e.Sectors += sectors
	switch p.status {
	case geo.StatusOnAir:
		e.OnAir++
		e.SectorsOnAir += sectors
	case geo.StatusPaused:
		e.Paused++
	default:
		e.Planned++
	}
}
