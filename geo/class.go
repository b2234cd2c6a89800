package geo

// Class grades a level for people: from no signal to very good. The numbers
// are stored and sent, so they never change meaning.
type Class uint8

// The classes. ClassWeak is a level a phone may still hold but that is not
// counted as covered; every class from ClassLimited up is covered.
const (
	ClassNone     Class = 0
	ClassWeak     Class = 1
	ClassLimited  Class = 2
	ClassFair     Class = 3
	ClassGood     Class = 4
	ClassVeryGood Class = 5
	ClassUnknown  Class = 15
)

// String returns the class as it is written in URLs and files.
func (c Class) String() string {
	switch c {
	case ClassNone:
		return "none"
	case ClassWeak:
		return "weak"
	case ClassLimited:
		return "limited"
	case ClassFair:
		return "fair"
	case ClassGood:
		return "good"
	case ClassVeryGood:
		return "very_good"
	}
	return "unknown"
}

// Scale turns levels of one technology into classes. Bounds[i] is the least
// level of class i+1 (weak, limited, fair, good, very good): ascending.
type Scale struct {
	Technology Technology
	Bounds     [5]DBm
	Source     string // in English: a release remembers what it was computed by, to the letter
}

// ScaleSource says where the bounds of the default scales are from.
func ScaleSource() (vietnamese, english string) {
	return "giới hạn bản đồ phủ sóng của TRAI (Ấn Độ), ngoài trời, cao 1,5 m; cách chia trên và dưới mức đó là của phần mềm này",
		"TRAI coverage-map limits, outdoor, 1.5 m; the split above and below is ours"
}

// Floor is the least level worth keeping.
func (s Scale) Floor() DBm { return s.Bounds[ClassWeak-1] }

// Covered is the least level that counts as signal, outdoors at 1.5 m.
func (s Scale) Covered() DBm { return s.Bounds[ClassLimited-1] }

// Class grades one level.
func (s Scale) Class(level DBm) Class {
	class := ClassNone
	for _, bound := range s.Bounds {
		if level < bound {
			return class
		}
		class++
	}
	return class
}

// DefaultScales returns one scale for each technology. The covered bounds are
// the outdoor limits published by TRAI (India, 2025) since no Vietnamese limit
// could be verified; the others split the range for the eye.
func DefaultScales() []Scale {
	_, source := ScaleSource()
	return []Scale{
		{GSM, [5]DBm{-104, -95, -85, -75, -65}, source},
		{UMTS, [5]DBm{-110, -99, -90, -80, -70}, source},
		{LTE, [5]DBm{-121, -110, -105, -95, -85}, source},
		{NR, [5]DBm{-121, -110, -105, -95, -85}, source},
	}
}

// ScaleOf returns the default scale of one technology.
func ScaleOf(t Technology) Scale {
	for _, s := range DefaultScales() {
		if s.Technology == t {
			return s
		}
	}
	return Scale{Technology: t}
}
