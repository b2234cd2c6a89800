package mvt_test

import (
	"fmt"

	"phusong/tiles/mvt"
)

func ExampleLayer() {
	sites := mvt.NewLayer("sites", 4096)
	var g mvt.Geometry
	g.Point(mvt.Point{X: 2048, Y: 1024})
	sites.Add(1, &g, sites.Tag("operators", mvt.String("viettel,vnpt")))

	read, _ := mvt.Decode(sites.AppendTo(nil))
	for _, f := range read[0].Features {
		fmt.Println(read[0].Name, f.ID, f.Parts, f.Attributes["operators"])
	}
	// Output: sites 1 [[{2048 1024}]] viettel,vnpt
}
