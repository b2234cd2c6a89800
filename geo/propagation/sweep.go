package propagation

import (
	"math"

	"phusong/geo"
)

// sweep predicts by P.1812 at p = 50 %, inland, every receiver of a radial in
// one pass from the mast outwards: what the Recommendation takes from the whole
// profile is kept as running maxima, running sums and one upper hull, so that
// each further receiver costs a short walk. The losses are those of
// P1812Settings.explain within 1e-6 dB; nothing is approximated but the
// elementary functions.
//
// Lengths along the radial are in profile steps, heights in metres above the
// sea and slopes in metres a step, unless a name says otherwise.
type sweep struct {
	settings P1812Settings
	tables   *tables
	edge     *edgeTable
	calm     ductCalm
	radiusKm float64 // a_e
	bendKm   float64 // 500/a_e

	bands    []band    // bands[i] belongs to layer i
	antennas []antenna // one for each height

	ground   ground
	receiver receiver
	link     link
}

// NewTracer returns working memory for one goroutine: the sweep, or whole
// paths where p is not 50 %.
func (m P1812) NewTracer() Tracer {
	if m.settings.TimePercent != 50 {
		return newPathwise(m.predict)
	}
	return newSweep(m.settings)
}

func newSweep(s P1812Settings) *sweep {
	radius := medianRadiusKm(s.DeltaN)
	return &sweep{
		settings: s, tables: newTables(), edge: newEdgeTable(), calm: newDuctCalm(s.LatitudeDeg),
		radiusKm: radius, bendKm: bend(radius),
	}
}

// Reset starts a mast.
func (s *sweep) Reset(layers []Layer) {
	s.bands, s.antennas = s.bands[:0], s.antennas[:0]
	for i, l := range layers {
		s.bands = append(s.bands, newBand(s.settings, l))
		a := s.antennaAt(l.HeightM)
		a.layers = append(a.layers, i)
		a.longestWaveM = max(a.longestWaveM, s.bands[i].wavelengthM)
		a.widest = max(a.widest, s.bands[i].clearance)
		a.bound.admit(&s.bands[i])
	}
}

// antennaAt returns the antenna at a height, making it when it is new.
func (s *sweep) antennaAt(aboveGroundM float64) *antenna {
	for i := range s.antennas {
		if s.antennas[i].aboveGroundM == aboveGroundM {
			return &s.antennas[i]
		}
	}
	s.antennas = append(s.antennas, antenna{aboveGroundM: aboveGroundM, bound: noBound()})
	return &s.antennas[len(s.antennas)-1]
}

// Trace predicts every layer at every receiver of one radial.
func (s *sweep) Trace(radial Radial, distancesKm []float64, out []Prediction) {
	s.start(radial)
	width, reached := len(s.bands), 0
	for i, km := range distancesKm {
		s.receiver.place(s, &radial, km)
		if s.receiver.samples < reached {
			s.start(radial) // the receiver lies before the last one
		}
		reached = s.receiver.samples
		row := out[i*width : (i+1)*width]
		for a := range s.antennas {
			s.predict(&s.antennas[a], row)
		}
	}
}

func (s *sweep) start(radial Radial) {
	s.ground.start(radial, s.bendKm)
	for a := range s.antennas {
		s.antennas[a].start(&s.ground)
	}
}

// predict computes the layers of one antenna at the receiver.
func (s *sweep) predict(a *antenna, row []Prediction) {
	if isNear(s.receiver.km, s.ground.stepKm) {
		s.predictNear(a, row)
		return
	}
	a.look(&s.ground, s.receiver.samples)
	s.link.face(s, a)
	bounded := !math.IsInf(a.bound.limit, 1)
	if bounded && s.isDark(a) {
		s.darken(a, row)
		return
	}
	s.ground.extend(s.receiver.samples)
	seen, slope := s.link.look(s, a)
	if bounded && s.diffractsBeyond(a, s.link.nu) && s.scattersBeyond(a) {
		s.darken(a, row)
		return
	}
	s.link.smoothen(s, a, seen, slope)
	for _, l := range a.layers {
		row[l] = Prediction{Loss: geo.DB(s.loss(&s.bands[l])), DepartureMrd: s.link.txMrd}
	}
}

// receiver is the phone's place on the radial.
type receiver struct {
	km      float64
	at      float64 // steps from the mast
	perStep float64 // 1/at
	samples int     // of the radial, between mast and phone
	groundM float64
	heightM float64 // the phone's
	lnKm    float64
	rootKm  float64
	bulgeM  float64 // of the smooth Earth half-way
}

func (r *receiver) place(s *sweep, radial *Radial, km float64) {
	r.km, r.at = km, km/radial.StepKm
	r.perStep = radial.StepKm / km
	r.samples = interior(r.at)
	r.groundM = radial.groundAt(r.at)
	r.heightM = r.groundM + ReceiverHeightM
	r.lnKm, r.rootKm = s.tables.ln(km), math.Sqrt(km)
	r.bulgeM = s.bendKm / 2 * km * km
}

// predictNear is P1812Settings.evaluateNear over the samples of the radial.
func (s *sweep) predictNear(a *antenna, row []Prediction) {
	g, r := &s.ground, &s.receiver
	climb := (r.heightM - a.heightM) * r.perStep
	nu, steepest := math.Inf(-1), climb-g.bend*r.at
	for i := 1; i <= r.samples; i++ {
		d := float64(i)
		over := g.surface[i] + g.bend*d*(r.at-d) - (a.heightM + climb*d)
		nu = max(nu, over*math.Sqrt(0.002*r.at/(g.stepKm*d*(r.at-d))))
		steepest = max(steepest, (g.heights[i]-a.heightM)/d-g.bend*d)
	}
	departure := 1000 * math.Atan(steepest/(1000*g.stepKm))
	for _, l := range a.layers {
		b := &s.bands[l]
		free := freeSpaceLoss(slantKm(r.km, a.heightM, r.heightM), b.frequencyGHz)
		row[l] = Prediction{free + geo.DB(knifeEdge(nu*b.perRootWave)), departure}
	}
}
