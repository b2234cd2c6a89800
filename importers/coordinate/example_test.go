package coordinate_test

import (
	"fmt"

	"phusong/importers/coordinate"
)

func ExampleParse() {
	for _, text := range []string{"105,34808", `105°20'53"`, "N22 37 45.3", "2.503.484,00"} {
		v, err := coordinate.Parse(text)
		fmt.Printf("%.6f %q %v\n", v.Number, v.Form, err)
	}
	// Output:
	// 105.348080 "" <nil>
	// 105.348056 "dms" <nil>
	// 22.629250 "dms" <nil>
	// 2503484.000000 "grouped" <nil>
}

func ExampleRead() {
	pair, _ := coordinate.Pair("22,62924; 105,34808")
	r, err := coordinate.Read(pair[0], pair[1])
	fmt.Println(r.Point, r.Turned, err)
	// Output: [105.34808 22.62924] true <nil>
}
