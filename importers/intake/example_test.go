package intake_test

import (
	"fmt"

	"phusong/importers/intake"
)

func ExampleOpen() {
	f, _ := intake.Open("tram.txt", []byte("Mã trạm;Kinh độ;Vĩ độ\n"), intake.TableLimits())
	fmt.Println(f.Kind)
	_, err := intake.Open("tram.xlsx", []byte("\x89PNG\r\n\x1a\n"), intake.TableLimits())
	fmt.Println(err)
	// Output:
	// text
	// this is a file of PNG, which is not read: save the table as .xlsx or .csv
}
