package propagation

// clearance is how near, in profile steps, a sample of a radial may lie to the
// receiver and still count as ground between the antennas. What stands within
// a few decimetres of the phone is the phone's own place, and a slope over such
// a distance means nothing.
const clearance = 0.01

// interior returns how many samples of a radial, counted from 1, lie between
// the mast and a receiver at steps away.
func interior(at float64) int {
	near := at - clearance
	last := int(near)
	if float64(last) == near {
		last--
	}
	return max(last, 0)
}

// groundAt returns the ground at steps from the mast, linear between the two
// samples around it. The last sample holds beyond the end.
func (r Radial) groundAt(at float64) float64 {
	i := int(at)
	if i >= len(r.Ground)-1 {
		return r.Ground[len(r.Ground)-1]
	}
	low := r.Ground[i]
	return low + (at-float64(i))*(r.Ground[i+1]-low)
}

// profile writes the ground from the mast to a receiver into p, re-using its
// memory: the samples between them and the receiver's own point.
func (r Radial) profile(distanceKm float64, p *Profile) {
	at := distanceKm / r.StepKm
	samples := interior(at)
	p.DistancesKm, p.GroundM = p.DistancesKm[:0], p.GroundM[:0]
	for i := range samples + 1 {
		p.DistancesKm = append(p.DistancesKm, float64(i)*r.StepKm)
	}
	p.DistancesKm = append(p.DistancesKm, distanceKm)
	p.GroundM = append(p.GroundM, r.Ground[:samples+1]...)
	p.GroundM = append(p.GroundM, r.groundAt(at))
	if r.Clutter == nil {
		p.ClutterM = nil
		return
	}
	p.ClutterM = append(append(p.ClutterM[:0], r.Clutter[:samples+1]...), 0)
}

// Profile returns the ground from the mast to a receiver on the radial, as
// every model sees it. distanceKm is more than 0 and within the radial.
func (r Radial) Profile(distanceKm float64) Profile {
	var p Profile
	r.profile(distanceKm, &p)
	return p
}
