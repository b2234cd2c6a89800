package geo

import "github.com/paulmach/orb"

// Status says whether a presence radiates today.
type Status string

// The statuses of a presence; only StatusOnAir is computed.
const (
	StatusOnAir    Status = "on_air"
	StatusPaused   Status = "paused"
	StatusPlanned  Status = "planned"
	StatusBuilding Status = "building"
	StatusRemoved  Status = "removed"
)

// SiteCode is what an operator calls its own site; unique within one operator.
type SiteCode string

// Presence is one operator's equipment at one place, as its list states it.
type Presence struct {
	Operator    OperatorCode
	Code        SiteCode
	Name        string
	Position    orb.Point
	Commune     string // as the list names it, unchecked
	Status      Status
	MastHeightM float64 // top of the mast above ground; 0 where not stated
	Owner       string  // of the mast and its ground, as the list says it
	Contact     string  // a person's name or telephone: for the operator's own eyes
	BackupPower string  // what runs when the grid is off: battery, generator, hours
	PowerFeeder string  // the line that brings the electricity
	FibreNode   string  // the node the site's traffic goes through
	Sectors     []Sector
}

// Sector is one transmitter (3GPP's cell). Azimuth is degrees clockwise from
// true north; tilts are degrees, positive down; heights are metres above
// ground. Zero PowerDBm or GainDBi means "not stated": the link budget's
// default for the technology and band applies, and Assumed says so.
type Sector struct {
	Name           string
	Technology     Technology
	Frequency      MHz // downlink centre, or the band's usual figure
	HeightM        float64
	AzimuthDeg     float64
	AzimuthKnown   bool // false: the three-sector envelope stands in for it
	Omni           bool
	MechanicalTilt float64
	ElectricalTilt float64
	PowerDBm       DBm
	GainDBi        DB
	Assumed        []Assumption
}

// Assumption names a value of a sector that its list did not state.
type Assumption string

// What may be assumed about a sector.
const (
	AssumedAzimuth   Assumption = "azimuth"
	AssumedHeight    Assumption = "height"
	AssumedPower     Assumption = "power"
	AssumedTilt      Assumption = "tilt"
	AssumedFrequency Assumption = "frequency"
)

// Site is a place where antennas stand: one mast with the presences of one or
// more operators. ID is made from the place and is stable while it stands there.
type Site struct {
	ID        string
	Position  orb.Point
	Presences []Presence
}
