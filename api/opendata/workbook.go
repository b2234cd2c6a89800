package opendata

import (
	"io"

	"phusong/api/paper"
)

// workbook writes XLSX: a sheet that says what the figures mean and each column,
// and one with the table.
func (s sheet) workbook(w io.Writer) error {
	table := paper.Sheet{Name: "Dữ liệu", Caption: s.says()}
	table.Facts = append(table.Facts, [2]string{s.Title.Vietnamese, s.Title.English}, [2]string{"Mô tả", s.About.Vietnamese + "\n" + s.About.English},
		[2]string{"Định nghĩa", s.Definition.Vietnamese + "\n" + s.Definition.English}, [2]string{"Nguồn", s.says()})
	for _, c := range s.Columns {
		table.Headings = append(table.Headings, c.Name)
		table.Facts = append(table.Facts, [2]string{c.Name, c.Vietnamese + " / " + c.English})
	}
	for row, err := range s.rows {
		if err != nil {
			return err
		}
		table.Rows = append(table.Rows, row.Values)
	}
	return paper.WriteSheet(w, table)
}
