package table_test

import (
	"fmt"

	"phusong/importers/table"
)

func ExampleFindHeader() {
	sheet, err := table.CSV([]byte("Danh sách trạm\nSTT;Mã trạm;Toạ độ;\n;;Kinh độ;Vĩ độ\n1;TQG0001;105,2;21,8\nTổng cộng;1;;\n"))
	if err != nil {
		fmt.Println(err)
	}
	words := table.NewVocabulary([]table.Spelling{
		{Field: "code", As: []string{"Mã trạm", "Site ID"}}, {Field: "lon", As: []string{"Kinh độ"}}, {Field: "lat", As: []string{"Vĩ độ"}},
	})
	header, _ := table.FindHeader(&sheet, words)
	header.Records(&sheet, []table.Field{"lon"}, func(r table.Record, fate table.Fate) {
		fmt.Println(table.CellName(r.Row, r.Column("code")), r.Text("code"), r.Text("lon"), fate != table.Data)
	})
	// Output:
	// B4 TQG0001 105,2 false
	// B5 1  true
}
