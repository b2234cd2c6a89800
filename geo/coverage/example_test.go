package coverage

import (
	"context"
	"fmt"
	"testing"

	"github.com/paulmach/orb"

	"phusong/geo"
)

// From presences to a verdict: one mast on flat ground and two hamlets, one of
// them beyond the radius of the computation.
func ExampleCompute() {
	in := world(&testing.T{}, sight{}, flat)
	sites := Sites([]geo.Presence{presence(geo.Viettel, "TQG0001", orb.Point{105.05, 21.95})})
	result, err := Compute(context.Background(), in, sites, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	hamlets := []geo.Hamlet{
		{Code: "1", Name: "Bản Mường", Territory: rectangle(0.2, 0.7, 0.3, 0.8), Centre: orb.Point{105.05, 21.95}},
		{Code: "2", Name: "Thôn Cao", Territory: rectangle(0.8, 0.1, 0.9, 0.2), Centre: orb.Point{105.17, 21.83}},
	}
	people := make([]float32, in.Grid.Len())
	shares := Shares(in.Grid, hamlets, people)
	for i, reaches := range Reaches(in.Grid, result.Surfaces, hamlets, shares, in.Settings.Scales) {
		reach := reaches[network(geo.AnyOperator, geo.LTE)]
		for _, definition := range geo.Definitions() {
			fmt.Println(hamlets[i].Name, definition.Code, definition.Verdict(reach).Vietnamese())
		}
	}
	// Output:
	// Bản Mường centre phủ sóng
	// Bản Mường people phủ sóng
	// Bản Mường area phủ sóng
	// Thôn Cao centre trắng sóng
	// Thôn Cao people trắng sóng
	// Thôn Cao area trắng sóng
}
