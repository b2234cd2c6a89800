package sample

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"strconv"

	"github.com/paulmach/orb"

	"phusong/geo"
)

//go:embed facts/*.csv
var factFiles embed.FS

// unit is what is known of one real unit: everything but its boundary.
type unit struct {
	code, parent geo.AdminCode
	level        geo.Level
	name         string
	centroid     orb.Point
	areaKm2      float64
	people       int
}

// merger says which part of an old commune's area went to a new one.
type merger struct {
	old, new geo.AdminCode
	share    float64
}

// facts is the real frame of the invented province.
type facts struct {
	province  unit
	districts []unit
	communes  []unit // of 2024, in the order of the list
	reformed  []unit // the communes of July 2025; without centroid and people
	mergers   []merger
}

// readFacts reads the embedded tables. An error means that they were damaged
// by an edit.
func readFacts() (facts, error) {
	var f facts
	err := eachFact("units-2024.csv", 8, f.addUnit)
	if err != nil {
		return f, err
	}
	err = eachFact("communes-2025-07.csv", 3, func(row []string) error {
		area, err := strconv.ParseFloat(row[2], 64)
		f.reformed = append(f.reformed, unit{code: geo.AdminCode(row[0]), name: row[1], areaKm2: area,
			level: geo.LevelCommune, parent: f.province.code})
		return err
	})
	if err != nil {
		return f, err
	}
	err = eachFact("crosswalk.csv", 3, func(row []string) error {
		share, err := strconv.ParseFloat(row[2], 64)
		f.mergers = append(f.mergers, merger{geo.AdminCode(row[0]), geo.AdminCode(row[1]), share})
		return err
	})
	return f, err
}

func (f *facts) addUnit(row []string) error {
	level, err := geo.ParseLevel(row[0])
	if err != nil {
		return err
	}
	var numbers [3]float64
	for i := range numbers {
		if numbers[i], err = strconv.ParseFloat(row[4+i], 64); err != nil {
			return err
		}
	}
	people, err := strconv.Atoi(row[7])
	u := unit{geo.AdminCode(row[1]), geo.AdminCode(row[2]), level, row[3],
		orb.Point{numbers[0], numbers[1]}, numbers[2], people}
	switch level {
	case geo.LevelProvince:
		f.province = u
	case geo.LevelDistrict:
		f.districts = append(f.districts, u)
	default:
		f.communes = append(f.communes, u)
	}
	return err
}

// eachFact calls use with each row of an embedded table after its header row.
func eachFact(name string, columns int, use func(row []string) error) error {
	text, err := factFiles.ReadFile("facts/" + name)
	if err != nil {
		return fmt.Errorf("facts: %w", err)
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.Comment, r.FieldsPerRecord = '#', columns
	rows, err := r.ReadAll()
	if err != nil {
		return fmt.Errorf("facts %s: %w", name, err)
	}
	for _, row := range rows[1:] {
		if err := use(row); err != nil {
			return fmt.Errorf("facts %s, %s: %w", name, row[0], err)
		}
	}
	return nil
}
