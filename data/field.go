package data

import (
	"slices"

	"phusong/geo"
)

// Field is a part of what is known of an operator's site that is shown, or not,
// as one.
type Field string

// The fields.
const (
	PositionField     Field = "position"
	CodeField         Field = "code"
	NameField         Field = "name"
	HeightField       Field = "height"
	TechnologiesField Field = "technologies"
	FrequencyField    Field = "frequency"
	AzimuthField      Field = "azimuth"
	TiltField         Field = "tilt"
	PowerField        Field = "power"
	GainField         Field = "gain"
	StatusField       Field = "status"
	ContactField      Field = "contact"
	BackupPowerField  Field = "backup-power"
	PowerFeederField  Field = "power-feeder"
	FibreNodeField    Field = "fibre-node"
)

// Viewer is who looks at a site, as seen from the site.
type Viewer string

// The viewers. Others are the public, rival operators, administrators and
// auditors: they see no mast at all.
const (
	OwnViewer     Viewer = "own"
	PlannerViewer Viewer = "planner"
	LeaderViewer  Viewer = "leader"
	OtherViewer   Viewer = "other"
)

// FieldRule says which viewers see a field of a site.
type FieldRule struct {
	Field               Field
	Vietnamese, English string
	SeenBy              []Viewer
}

// FieldRules is the table of who sees what: the province's policy, shown in the
// application and applied by PresenceFor. A field that is not here is seen by nobody.
func FieldRules() []FieldRule {
	own := []Viewer{OwnViewer}
	plans := []Viewer{OwnViewer, PlannerViewer}
	leads := []Viewer{OwnViewer, PlannerViewer, LeaderViewer}
	return []FieldRule{
		{PositionField, "Vị trí", "Position", leads},
		{CodeField, "Mã trạm", "Site code", plans},
		{NameField, "Tên trạm", "Site name", leads},
		{StatusField, "Trạng thái", "Status", leads},
		{TechnologiesField, "Công nghệ", "Technologies", leads},
		{HeightField, "Độ cao cột, ăng-ten", "Height of mast and antennas", leads},
		{FrequencyField, "Tần số", "Frequency", plans},
		{AzimuthField, "Góc phương vị", "Azimuth", plans},
		{TiltField, "Góc ngẩng", "Tilt", plans},
		{PowerField, "Công suất phát", "Transmitted power", plans},
		{GainField, "Độ lợi ăng-ten", "Antenna gain", plans},
		{BackupPowerField, "Nguồn dự phòng", "Backup power", leads},
		{PowerFeederField, "Lộ điện", "Power feeder", plans},
		{FibreNodeField, "Nút truyền dẫn", "Fibre node", plans},
		{ContactField, "Chủ nhà trạm, liên hệ", "Owner of the site, contact", own},
	}
}

// ViewerTitle is a viewer with its name for people.
type ViewerTitle struct {
	Viewer              Viewer
	Vietnamese, English string
}

// Viewers returns the viewers in the order they are shown.
func Viewers() []ViewerTitle {
	return []ViewerTitle{
		{OwnViewer, "Nhà mạng sở hữu trạm", "The site's own operator"},
		{PlannerViewer, "Cán bộ quy hoạch", "Planners"},
		{LeaderViewer, "Lãnh đạo", "Leadership"},
		{OtherViewer, "Người dân, nhà mạng khác, quản trị, kiểm toán", "The public, other operators, administrators, auditors"},
	}
}

// Viewer returns how the audience looks at the sites of an operator.
func (a Audience) Viewer(operator geo.OperatorCode) Viewer {
	switch {
	case !a.Valid():
		return OtherViewer
	case a.Role.OfOperator() && a.Operator == operator:
		return OwnViewer
	case a.Role == Planner:
		return PlannerViewer
	case a.Role == Leader:
		return LeaderViewer
	}
	return OtherViewer
}

// Sees returns the fields the viewer sees, in the order of the table.
func (v Viewer) Sees() []Field {
	var seen []Field
	for _, rule := range FieldRules() {
		if slices.Contains(rule.SeenBy, v) {
			seen = append(seen, rule.Field)
		}
	}
	return seen
}
