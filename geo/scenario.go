package geo

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paulmach/orb"
)

// Scenario is a what-if: a base release and the changes made to its masts, one
// after another. Its JSON form is what files and the API write.
type Scenario struct {
	Base    int64        `json:"base" doc:"Release the changes are made to; 0 is the one that readers see"`
	Changes []SiteChange `json:"changes" maxItems:"200"`
}

// ChangeKind is what is done to one operator's equipment at one place.
type ChangeKind string

// The kinds of change.
const (
	AddSite    ChangeKind = "add"
	MoveSite   ChangeKind = "move"
	ChangeSite ChangeKind = "change"
	RemoveSite ChangeKind = "remove"
)

// SiteChange is one change of a scenario. What is added or changed radiates
// Radio; where that is empty, what is added has the usual 4G and what is changed
// keeps what it has. HeightM, where not 0, is the height of all antennas that say
// none of their own, and raises those that stay.
type SiteChange struct {
	Kind     ChangeKind   `json:"kind" enum:"add,move,change,remove"`
	Operator OperatorCode `json:"operator" enum:"viettel,vnpt,mobifone,vietnamobile"`
	Site     SiteCode     `json:"site" minLength:"1" maxLength:"60" doc:"What the operator calls it; of a new one, any name it does not use yet"`
	At       *orb.Point   `json:"at,omitempty" required:"false" doc:"Longitude and latitude in degrees: where it is added, or moved to"`
	HeightM  float64      `json:"heightM,omitempty" required:"false" doc:"Of the antennas above ground, in metres"`
	Radio    []Radio      `json:"radio,omitempty" required:"false" maxItems:"20" doc:"What it radiates then"`
	Notes    string       `json:"notes,omitempty" required:"false" maxLength:"500"`
}

// Radio is one technology and band in some directions. What is 0 or empty is the
// usual: band, three sectors, the height of the change, power and gain of the
// link budget. Azimuths are degrees clockwise from true north, tilts degrees,
// positive down.
type Radio struct {
	Technology     string    `json:"technology" enum:"2G,3G,4G,5G"`
	Frequency      MHz       `json:"mhz,omitempty" required:"false" doc:"Downlink, MHz"`
	HeightM        float64   `json:"heightM,omitempty" required:"false"`
	Azimuths       []float64 `json:"azimuths,omitempty" required:"false" maxItems:"12"`
	AzimuthUnknown bool      `json:"azimuthUnknown,omitempty" required:"false" doc:"The three-sector envelope stands in"`
	Omni           bool      `json:"omni,omitempty" required:"false"`
	PowerDBm       DBm       `json:"powerDbm,omitempty" required:"false" doc:"Of a transmitter"`
	GainDBi        DB        `json:"gainDbi,omitempty" required:"false" doc:"Of the antenna"`
	MechanicalTilt float64   `json:"mechanicalTilt,omitempty" required:"false"`
	ElectricalTilt float64   `json:"electricalTilt,omitempty" required:"false"`
}

// The bounds of a scenario.
const (
	mostChanges   = 200
	mostRadios    = 20
	mostAzimuths  = 12
	longestSite   = 60
	longestNotes  = 500
	scenarioBytes = 1 << 20
)

// ErrChange says what is wrong with one change of a scenario. Place counts from 0.
type ErrChange struct {
	Place               int
	Change              SiteChange
	Vietnamese, English string
}

// Error names the change and what to do.
func (e *ErrChange) Error() string {
	return fmt.Sprintf("change %d (%s %s %q): %s", e.Place+1, e.Change.Kind, e.Change.Operator, e.Change.Site, e.English)
}

// ErrManyChanges means that a scenario has more changes than are taken.
var ErrManyChanges = fmt.Errorf("a scenario has at most %d changes: make two of it", mostChanges)

// ReadScenario reads the JSON form and checks it. A field it does not know is an
// error: it would be a change that is not made.
func ReadScenario(r io.Reader) (Scenario, error) {
	var s Scenario
	in := json.NewDecoder(io.LimitReader(r, scenarioBytes))
	in.DisallowUnknownFields()
	if err := in.Decode(&s); err != nil {
		return Scenario{}, fmt.Errorf("read a scenario: %w", err)
	}
	if in.More() {
		return Scenario{}, fmt.Errorf("read a scenario: something follows after its end")
	}
	return s, s.Check()
}

// Check reports the first change that cannot be made whatever stands there.
func (s Scenario) Check() error {
	if len(s.Changes) > mostChanges {
		return ErrManyChanges
	}
	for i, c := range s.Changes {
		if vietnamese, english := c.fault(); english != "" {
			return &ErrChange{i, c, vietnamese, english}
		}
	}
	return nil
}

// fault is what is wrong with a change by itself; "" where nothing is.
func (c SiteChange) fault() (vietnamese, english string) {
	moves := c.Kind == AddSite || c.Kind == MoveSite
	switch {
	case c.Kind != AddSite && c.Kind != MoveSite && c.Kind != ChangeSite && c.Kind != RemoveSite:
		return "không rõ thay đổi gì: add, move, change hoặc remove", "what is done is not known: use add, move, change or remove"
	case OperatorRank(c.Operator) < 0:
		return "không rõ nhà mạng", "the operator is not known: use viettel, vnpt, mobifone or vietnamobile"
	case strings.ContainsFunc(string(c.Site)+c.Notes, unprintable) || !utf8.ValidString(string(c.Site)+c.Notes):
		return "mã trạm hoặc ghi chú có ký tự lạ", "the site code or the notes have characters that cannot be printed"
	case strings.TrimSpace(string(c.Site)) == "" || len([]rune(c.Site)) > longestSite:
		return "cần mã trạm, không quá 60 ký tự", "a site code is needed, of at most 60 characters"
	case len([]rune(c.Notes)) > longestNotes:
		return "ghi chú không quá 500 ký tự", "notes have at most 500 characters"
	case moves != (c.At != nil):
		return "cần toạ độ khi thêm hoặc dời trạm, và chỉ khi đó", "coordinates are needed where a site is added or moved, and only there"
	case c.At != nil && !(c.At.Lon() >= -180 && c.At.Lon() <= 180 && c.At.Lat() >= -85 && c.At.Lat() <= 85):
		return "toạ độ phải là kinh độ, vĩ độ tính bằng độ", "coordinates are longitude and latitude in degrees"
	case (c.Kind == MoveSite || c.Kind == RemoveSite) && (len(c.Radio) > 0 || c.HeightM != 0):
		return "khi dời hoặc bỏ trạm thì không đổi thiết bị: dùng change", "equipment does not change where a site is moved or removed: use change"
	case c.Kind == ChangeSite && len(c.Radio) == 0 && c.HeightM == 0:
		return "chưa nói đổi gì: cần radio hoặc heightM", "it does not say what changes: give radio or heightM"
	case c.HeightM != 0 && !(c.HeightM >= 1 && c.HeightM <= 400):
		return "độ cao anten từ 1 đến 400 m", "antennas stand 1 to 400 m above ground"
	case len(c.Radio) > mostRadios:
		return "quá nhiều băng tần", "there are at most 20 radios"
	}
	for _, r := range c.Radio {
		if vietnamese, english = r.fault(); english != "" {
			return vietnamese, english
		}
	}
	return "", ""
}

func unprintable(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }

func (r Radio) fault() (vietnamese, english string) {
	_, err := ParseTechnology(r.Technology)
	switch {
	case err != nil:
		return "công nghệ phải là 2G, 3G, 4G hoặc 5G", err.Error()
	case r.Frequency != 0 && !(r.Frequency >= 100 && r.Frequency <= 7000):
		return "tần số từ 100 đến 7000 MHz", "frequencies are 100 to 7000 MHz"
	case r.HeightM != 0 && !(r.HeightM >= 1 && r.HeightM <= 400):
		return "độ cao anten từ 1 đến 400 m", "antennas stand 1 to 400 m above ground"
	case len(r.Azimuths) > mostAzimuths || (r.Omni || r.AzimuthUnknown) && len(r.Azimuths) > 0 || r.Omni && r.AzimuthUnknown:
		return "góc phương vị: tối đa 12 hướng, hoặc omni, hoặc không rõ", "directions are at most 12 azimuths, or omni, or unknown"
	case !within(r.PowerDBm, 0, 80) || !within(r.GainDBi, 0, 40):
		return "công suất từ 0 đến 80 dBm, độ lợi từ 0 đến 40 dBi", "power is 0 to 80 dBm, gain 0 to 40 dBi"
	case !within(r.MechanicalTilt, -30, 30) || !within(r.ElectricalTilt, -30, 30):
		return "góc nghiêng từ -30 đến 30 độ", "tilts are -30 to 30 degrees"
	}
	for _, azimuth := range r.Azimuths {
		if !within(azimuth, 0, 360) {
			return "góc phương vị từ 0 đến 360 độ", "azimuths are 0 to 360 degrees"
		}
	}
	return "", ""
}

// within is false for what is not a number, too.
func within[T ~float64](v, low, high T) bool { return v >= low && v <= high }
