package sample

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

// checkVN2000 compares one place with what PROJ made of it.
func checkVN2000(t *testing.T, name string, numbers []string) {
	t.Helper()
	var v [4]float64
	for i, text := range numbers {
		number, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		v[i] = number
	}
	easting, northing := vn2000(orb.Point{v[0], v[1]})
	if math.Abs(easting-v[2]) > 0.002 || math.Abs(northing-v[3]) > 0.002 {
		t.Errorf("%s: E %.4f N %.4f, want E %.4f N %.4f", name, easting, northing, v[2], v[3])
	}
}

func TestVN2000AgreesWithPROJ(t *testing.T) {
	err := eachFact("vn2000-106.csv", 5, func(row []string) error {
		checkVN2000(t, row[0], row[1:])
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestVN2000AgreesWithPROJEverywhere(t *testing.T) {
	file, err := os.Open("../../../shared/real/facts/vn2000_testpoints.csv")
	if err != nil {
		t.Skip("the full table of test points is not here:", err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if strings.HasPrefix(row[3], "EPSG:9211") {
			checkVN2000(t, row[0], []string{row[1], row[2], row[4], row[5]})
		}
	}
}
