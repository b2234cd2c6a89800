package geo

// Cause is why a hamlet's verdict is not what it was.
type Cause string

// The causes. A mast is named where the hexes that changed sides are served by
// one that came, went, moved or was rebuilt; the others are what is left.
const (
	CauseMastNew     Cause = "mast-new"
	CauseMastGone    Cause = "mast-gone"
	CauseMastMoved   Cause = "mast-moved"
	CauseMastChanged Cause = "mast-changed"
	CauseHamletNew   Cause = "hamlet-new"
	CauseHamletGone  Cause = "hamlet-gone"
	CauseBoundary    Cause = "boundary" // the hamlet's centre, territory or people
	CauseModel       Cause = "model"    // the model or its settings
	CauseGround      Cause = "ground"   // the terrain or where people live
	CauseOther       Cause = "other"
	CauseHidden      Cause = "hidden" // a mast or none: whoever asks is not shown the network
)

// Words returns the cause in Vietnamese and in English.
func (c Cause) Words() (vietnamese, english string) {
	switch c {
	case CauseMastNew:
		return "trạm mới", "a mast came"
	case CauseMastGone:
		return "trạm không còn phát", "a mast went"
	case CauseMastMoved:
		return "trạm đã dời chỗ", "a mast moved"
	case CauseMastChanged:
		return "trạm thay đổi thiết bị", "a mast was rebuilt"
	case CauseHamletNew:
		return "thôn mới có trong danh sách", "the hamlet is new on the list"
	case CauseHamletGone:
		return "thôn không còn trong danh sách", "the hamlet is no longer on the list"
	case CauseBoundary:
		return "ranh giới, điểm trung tâm hoặc dân số của thôn thay đổi", "the hamlet's boundary, centre or people changed"
	case CauseModel:
		return "mô hình hoặc tham số tính thay đổi", "the model or its settings changed"
	case CauseGround:
		return "dữ liệu địa hình hoặc phân bố dân cư thay đổi", "the terrain or where people live changed"
	case CauseHidden:
		return "chi tiết không công khai", "the details are not public"
	}
	return "nguyên nhân khác", "another cause"
}

// HamletChange is a hamlet whose verdict differs between two releases. Hamlet
// is as it is now, or as it was where it is gone; Was or Is is Unknown where
// there was, or is, no such hamlet. Operator and Site name the mast of the
// cause; they are "" where none is.
type HamletChange struct {
	Hamlet   Hamlet
	Places   map[Vintage]Place
	Was, Is  Verdict
	Cause    Cause
	Operator OperatorCode
	Site     SiteCode
}

// Better reports whether the hamlet gained signal: 1 for better, -1 for worse,
// 0 where one side is unknown and the two cannot be compared.
func (c HamletChange) Better() int {
	switch {
	case c.Was == Unknown || c.Is == Unknown:
		return 0
	case c.Is > c.Was:
		return 1
	}
	return -1
}
