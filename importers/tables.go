package importers

import (
	"phusong/importers/intake"
	"phusong/importers/table"
)

// Tables returns the sheets of a workbook, or the one of a text. The error is a
// *intake.Refusal, for a file of another kind too; other kinds that the caller
// would have taken are named in it.
func Tables(file intake.File, others ...intake.Kind) (sheets []table.Sheet, err error) {
	switch file.Kind {
	case intake.Workbook:
		sheets, err = table.Workbook(file.Content)
	case intake.Text:
		sheets = make([]table.Sheet, 1)
		sheets[0], err = table.CSV(file.Content)
	default:
		return nil, file.Is(append(others, intake.Text, intake.Workbook)...)
	}
	if err != nil {
		return nil, intake.Refuse("table-unreadable", "không đọc được bảng (%s)", "the table cannot be read: %s", err)
	}
	return sheets, nil
}
