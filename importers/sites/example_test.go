package sites_test

import (
	"context"
	"fmt"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/importers/gazetteer"
	"phusong/importers/intake"
	"phusong/importers/sites"
)

func ExampleUnderstand() {
	content := []byte("Danh sách trạm\nMã trạm;Kinh độ;Vĩ độ;Công nghệ;Trạng thái\n" +
		"TQG0327-12;105,34808;22,62924;4G;đang phát sóng\n" +
		"TQG0327-13;22,61234;105,35123;4G;đang phát sóng\n" +
		"TQG0327-14;105,36123;22,61234;4G;chờ xem\n")
	file, err := intake.Open("viettel.csv", content, intake.TableLimits())
	if err != nil {
		fmt.Println(err)
		return
	}
	none := func(context.Context, int, []orb.Point) ([]orb.Point, error) { return nil, nil } // nothing here is in metres
	draft, err := sites.Understand(context.Background(), file, sites.Options{Operator: geo.Viettel}, gazetteer.New(nil), none)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range draft.Rows {
		fmt.Print(r.Row, " ", r.Code, " ", r.Place)
		for _, i := range r.Issues {
			fmt.Print(" ", i.Cell, " ", i.Code)
		}
		fmt.Println()
	}
	fmt.Println(len(draft.Presences), "sites")
	// Output:
	// 3 TQG0327-12 accepted
	// 4 TQG0327-13 corrected B4 swapped
	// 5 TQG0327-14 question E5 status
	// 2 sites
}
