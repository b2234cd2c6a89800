package data

import (
	"slices"

	"phusong/geo"
)

// PresenceFor returns what the audience may see of a presence: a new one built
// from nothing but the fields it sees, so that a field nobody thought of is
// left out. It is false where the audience sees no mast of the operator.
func PresenceFor(who Audience, p geo.Presence) (geo.Presence, bool) {
	see := sight(who, p.Operator)
	if !see[PositionField] {
		return geo.Presence{}, false
	}
	shown := geo.Presence{Operator: p.Operator, Position: p.Position, Commune: p.Commune}
	reveal(see, CodeField, &shown.Code, p.Code)
	reveal(see, NameField, &shown.Name, p.Name)
	reveal(see, StatusField, &shown.Status, p.Status)
	reveal(see, HeightField, &shown.MastHeightM, p.MastHeightM)
	reveal(see, BackupPowerField, &shown.BackupPower, p.BackupPower)
	reveal(see, PowerFeederField, &shown.PowerFeeder, p.PowerFeeder)
	reveal(see, FibreNodeField, &shown.FibreNode, p.FibreNode)
	reveal(see, ContactField, &shown.Owner, p.Owner)
	reveal(see, ContactField, &shown.Contact, p.Contact)
	if see[TechnologiesField] {
		for _, sector := range p.Sectors {
			shown.Sectors = append(shown.Sectors, sectorSeen(see, sector))
		}
	}
	return shown, true
}

func sectorSeen(see map[Field]bool, s geo.Sector) geo.Sector {
	shown := geo.Sector{Technology: s.Technology}
	reveal(see, CodeField, &shown.Name, s.Name)
	reveal(see, FrequencyField, &shown.Frequency, s.Frequency)
	reveal(see, HeightField, &shown.HeightM, s.HeightM)
	reveal(see, AzimuthField, &shown.AzimuthDeg, s.AzimuthDeg)
	reveal(see, AzimuthField, &shown.AzimuthKnown, s.AzimuthKnown)
	reveal(see, AzimuthField, &shown.Omni, s.Omni)
	reveal(see, TiltField, &shown.MechanicalTilt, s.MechanicalTilt)
	reveal(see, TiltField, &shown.ElectricalTilt, s.ElectricalTilt)
	reveal(see, PowerField, &shown.PowerDBm, s.PowerDBm)
	reveal(see, GainField, &shown.GainDBi, s.GainDBi)
	for _, assumed := range s.Assumed {
		if see[assumedField(assumed)] {
			shown.Assumed = append(shown.Assumed, assumed)
		}
	}
	return shown
}

// assumedField is the field an assumption is about. One that is not known here
// is about none, and is not shown.
func assumedField(a geo.Assumption) Field {
	switch a {
	case geo.AssumedAzimuth:
		return AzimuthField
	case geo.AssumedHeight:
		return HeightField
	case geo.AssumedPower:
		return PowerField
	case geo.AssumedTilt:
		return TiltField
	case geo.AssumedFrequency:
		return FrequencyField
	}
	return ""
}

// Sees reports whether the audience sees a field of the operator's sites.
func (a Audience) Sees(operator geo.OperatorCode, f Field) bool {
	return slices.Contains(a.Viewer(operator).Sees(), f)
}

func sight(who Audience, operator geo.OperatorCode) map[Field]bool {
	see := map[Field]bool{}
	for _, f := range who.Viewer(operator).Sees() {
		see[f] = true
	}
	return see
}

func reveal[T any](see map[Field]bool, f Field, to *T, value T) {
	if see[f] {
		*to = value
	}
}
