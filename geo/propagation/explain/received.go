package explain

import (
	"math"

	"phusong/geo"
	"phusong/geo/propagation"
)

// Received is the level at the receiver and what it means.
type Received struct {
	EIRPDBm         float64          `json:"eirpDbm" doc:"radiated at the antenna's peak, in what the technology measures"`
	AntennaGainDB   float64          `json:"antennaGainDb" doc:"relative to the peak, in the direction of the path: 0 or less"`
	OffBoresightDeg *float64         `json:"offBoresightDeg" doc:"between the antenna's azimuth and the path; null where the azimuth is not known or means nothing"`
	LevelDBm        float64          `json:"levelDbm" doc:"EIRP + antenna gain − loss, in tenths"`
	Technology      string           `json:"technology"`
	Measure         string           `json:"measure"`
	CoveredFromDBm  float64          `json:"coveredFromDbm" doc:"the least level counted as covered"`
	Class           geo.Class        `json:"class"`
	ClassCode       string           `json:"classCode"`
	Covered         bool             `json:"covered"`
	Assumed         []geo.Assumption `json:"assumed" doc:"what the mast's list did not say"`
}

// received is the level at the receiver, judged as the map judges it: in
// tenths of a dBm. It is nil where no power is given.
func received(from Transmitter, azimuthDeg float64, result *propagation.Result) *Received {
	if from.EIRP == nil {
		return nil
	}
	gain := gainTowards(from.Sector, azimuthDeg, result.ThetaT)
	level := geo.ToLevel16(from.EIRP.Plus(gain).Less(geo.DB(result.Lb)))
	scale := geo.ScaleOf(from.Technology)
	class := level.Class(scale)
	return &Received{
		EIRPDBm:         round(float64(*from.EIRP), 2),
		AntennaGainDB:   round(float64(gain), 2),
		OffBoresightDeg: offBoresight(from.Sector, azimuthDeg),
		LevelDBm:        float64(level.DBm()),
		Technology:      from.Technology.String(),
		Measure:         from.Technology.Measure(),
		CoveredFromDBm:  float64(scale.Covered()),
		Class:           class,
		ClassCode:       class.String(),
		Covered:         level.DBm() >= scale.Covered(),
		Assumed:         append([]geo.Assumption{}, from.Assumed...),
	}
}

// gainTowards is the gain relative to the peak towards a bearing, for a path
// that leaves departureMrd above the horizontal.
func gainTowards(s *geo.Sector, azimuthDeg, departureMrd float64) geo.DB {
	if s == nil {
		return 0
	}
	antenna := propagation.NewAntenna(*s)
	return antenna.Toward(azimuthDeg).Gain(departureMrd)
}

// offBoresight is the angle between the antenna's azimuth and a bearing, 0 to
// 180 degrees; nil where the antenna has no azimuth that is known.
func offBoresight(s *geo.Sector, azimuthDeg float64) *float64 {
	if s == nil || s.Omni || !s.AzimuthKnown {
		return nil
	}
	off := round(math.Abs(math.Remainder(azimuthDeg-s.AzimuthDeg, 360)), 2)
	return &off
}
