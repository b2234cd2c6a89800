package feature_test

import (
	"fmt"

	"phusong/importers/feature"
	"phusong/importers/intake"
)

func ExampleGeoJSON() {
	c, err := feature.GeoJSON([]byte(`{"type":"FeatureCollection","features":[
		{"type":"Feature","properties":{"ten_xa":"Xã Thượng Nông"},"geometry":{"type":"Point","coordinates":[105.3,22.6]}},
		{"type":"Feature","properties":{"ten_xa":"Xã Yên Hoa"},"geometry":null}]}`), intake.TableLimits())
	for _, f := range c.Features {
		fmt.Println(f.Number, f.Text("TEN_XA"), f.Geometry, f.Fault != nil)
	}
	fmt.Println(c.SRID, err)
	// Output:
	// 1 Xã Thượng Nông [105.3 22.6] false
	// 2 Xã Yên Hoa <nil> true
	// 4326 <nil>
}
