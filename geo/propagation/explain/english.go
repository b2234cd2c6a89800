package explain

import "phusong/geo"

// english says the same in English.
func english() words {
	return words{
		decimal:  ".",
		sentence: "{distance} from {mast}; {reason}: {outcome}.",
		reasons: map[Reason]string{
			Blocked:   "{obstacle} at {km} km stands {above} m above the line of sight",
			Horizon:   "below the horizon, the curve of the Earth at {km} km rises {above} m above the line of sight",
			Grazed:    "the line of sight grazes {obstacle} at {km} km, only {free} % of the first Fresnel zone is free",
			Behind:    "behind the antenna's back, {off}° off its azimuth, {weaker} dB weaker",
			Beside:    "outside the antenna's main lobe, {weaker} dB weaker",
			TooFar:    "nothing in the way, but too far",
			Close:     "close to the mast, nothing in the way",
			ClearView: "clear line of sight",
		},
		more:     " (and {more} more in the way)",
		level:    "predicted level {level} dBm, {class}",
		lossOnly: "predicted path loss {loss} dB",
		kinds: map[Kind]string{
			Mountain: "a ridge",
			Hill:     "a hill",
			Flat:     "a rise of the ground",
		},
		classes: map[geo.Class]string{
			geo.ClassNone:     "too weak for {technology}",
			geo.ClassWeak:     "weak {technology}, not counted as covered",
			geo.ClassLimited:  "limited {technology}",
			geo.ClassFair:     "fair {technology}",
			geo.ClassGood:     "good {technology}",
			geo.ClassVeryGood: "very good {technology}",
		},
		assumptions: map[geo.Assumption]string{
			geo.AssumedAzimuth:   "azimuth",
			geo.AssumedHeight:    "antenna height",
			geo.AssumedPower:     "power",
			geo.AssumedTilt:      "tilt",
			geo.AssumedFrequency: "frequency",
		},
		inSight: "yes",
		hidden:  "no, {ridges} in the way",
		rows:    englishRows(),
		legend:  "# ground   - line of sight   : first Fresnel zone   ^ obstacle   T mast   R receiver",
	}
}

func englishRows() []row {
	return []row{
		{"Distance", "{distanceKm} km, azimuth {azimuth}°"},
		{"Mast", "{mast}: ground {mastGround} m, antenna {mastHeight} m up"},
		{"Receiver", "{receiver}: ground {receiverGround} m, {receiverHeight} m up"},
		{"Frequency", "{frequency} MHz, {model}"},
		{"Line of sight", "{sight}"},
		{"Obstacle", "{obstacle} at {km} km, ground {obstacleGround} m"},
		{"Over the line", "{above} m; Fresnel radius {fresnel} m, {free} % free"},
		{"Loss", "{loss} dB (free space {freeSpace}, diffraction {diffraction})"},
		{"EIRP", "{eirp} dBm, antenna {gain} dB"},
		{"Predicted level", "{level} dBm {measure} (covered from {covered}): {class}"},
		{"Assumed", "{assumed}"},
	}
}
