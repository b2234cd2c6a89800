package explain_test

import (
	"fmt"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/geo/propagation"
	"phusong/geo/propagation/explain"
	"phusong/geo/terrain"
)

// wallSheet is ground 300 m above the sea with a ridge of 480 m at 105.013° E.
func wallSheet() *terrain.Sheet {
	s := &terrain.Sheet{Name: "wall", West: 105, North: 22.01, StepLon: 0.001, StepLat: 0.01, Cols: 31, Rows: 3, Scale: 1}
	for i := range s.Cols * s.Rows {
		height := int16(300)
		if i%s.Cols == 13 {
			height = 480
		}
		s.Heights = append(s.Heights, height)
	}
	return s
}

func ExamplePath() {
	ground, err := terrain.NewGround([]*terrain.Sheet{wallSheet()})
	if err != nil {
		fmt.Println(err)
		return
	}
	model, err := propagation.NewP1812(propagation.DefaultP1812())
	if err != nil {
		fmt.Println(err)
		return
	}
	mast := explain.Sector("TQG0327-12", orb.Point{105, 22},
		geo.Sector{Technology: geo.LTE, Frequency: 1800, HeightM: 40, Omni: true})
	hamlet := explain.Receiver{Position: orb.Point{105.025, 22}, HeightM: propagation.ReceiverHeightM}
	e, err := explain.Path(ground, model, mast, hamlet, 0.03)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(e.Sentence.Vietnamese)
	fmt.Println(e.Sentence.English)
	_, err = explain.Path(ground, model, mast, explain.Receiver{Position: orb.Point{105.1, 22}, HeightM: 1.5}, 0.03)
	fmt.Println(err)
	// Output:
	// Cách trạm TQG0327-12 2,6 km; bị dãy núi ở km 1,4 che khuất, cao hơn đường ngắm 147 m: mức thu dự báo −126 dBm, không đủ sóng 4G.
	// 2.6 km from TQG0327-12; a ridge at 1.4 km stands 147 m above the line of sight: predicted level −126 dBm, too weak for 4G.
	// path from TQG0327-12: elevation ends 3.15 km from the mast: no elevation at 105.03050, 22.00001: import a sheet that holds it
}
