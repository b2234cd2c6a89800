package explain

// Reason is what decides a path.
type Reason string

// The reasons.
const (
	Blocked   Reason = "blocked"    // ground above the line between the antennas
	Horizon   Reason = "horizon"    // only the curve of the Earth lifts it there
	Grazed    Reason = "grazed"     // ground in the first Fresnel zone
	Behind    Reason = "behind"     // behind the antenna's back
	Beside    Reason = "beside"     // outside the antenna's main lobe
	TooFar    Reason = "too_far"    // nothing in the way, and too weak all the same
	Close     Reason = "near"       // too near for anything to matter
	ClearView Reason = "clear_view" // nothing in the way
)

const (
	// freeEnough is the share of the first Fresnel zone's radius that must be
	// free for diffraction not to matter (P.526-15 §4: 0.6).
	freeEnough = 0.6
	// grazeM is how high ground may stand in the line and still be said to
	// graze it: less than what elevation data can tell.
	grazeM = 0.5
	// poorGainDB is the gain, relative to the peak, from which on a receiver is
	// out of the main lobe.
	poorGainDB = -10
)

// reason weighs what the antenna costs against what the ground costs.
func (e *Explanation) reason() Reason {
	grazing := e.Obstacle.matters()
	blocked := grazing && e.Obstacle.AboveLineM >= grazeM
	switch {
	case e.antennaDecides():
		return e.side()
	case blocked && e.Obstacle.AboveLineM <= e.Obstacle.BulgeM:
		return Horizon
	case blocked:
		return Blocked
	case e.Near:
		return Close
	case grazing:
		return Grazed
	case e.Received != nil && !e.Received.Covered:
		return TooFar
	}
	return ClearView
}

// antennaDecides reports whether the antenna's pattern costs more than the
// ground: enough to leave the main lobe, or all that is missing.
func (e *Explanation) antennaDecides() bool {
	if e.Received == nil || -e.Received.AntennaGainDB <= e.DiffractionLossDB {
		return false
	}
	atPeak := e.Received.LevelDBm - e.Received.AntennaGainDB
	missing := !e.Received.Covered && atPeak >= e.Received.CoveredFromDBm
	return e.Received.AntennaGainDB <= poorGainDB && !(e.Near && e.Received.Covered) || missing
}

// side is on which side of the antenna the receiver lies.
func (e *Explanation) side() Reason {
	if off := e.Received.OffBoresightDeg; off != nil && *off > 90 {
		return Behind
	}
	return Beside
}
