package data_test

import (
	"testing"
	"time"

	"phusong/data/datatest"
)

// TestNumbersOfRevisionsTellTimeAndNotHowMany draws numbers as revisions do:
// they ascend with time, are no neighbours of each other, and are whole in
// JavaScript for years to come.
func TestNumbersOfRevisionsTellTimeAndNotHowMany(t *testing.T) {
	pool := datatest.New(t).Pool()
	draw := func() (id int64) {
		if err := pool.QueryRow(t.Context(), `SELECT uncounted_id()`).Scan(&id); err != nil {
			t.Fatal(err)
		}
		return id
	}
	last, neighbours := int64(0), 0
	for range 50 {
		id := draw()
		if id>>15 < last>>15 || id <= 0 || id >= 1<<53 {
			t.Fatalf("%d after %d", id, last)
		}
		if id-last == 1 {
			neighbours++
		}
		last = id
	}
	if neighbours > 1 {
		t.Errorf("%d of 50 numbers follow the one before", neighbours)
	}
	began := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	if at := began.Add(time.Duration(last>>15) * time.Millisecond); time.Since(at).Abs() > time.Minute {
		t.Errorf("the number was drawn at %v", at)
	}
	var column string
	if err := pool.QueryRow(t.Context(), `SELECT column_default FROM information_schema.columns WHERE table_name = 'revisions' AND column_name = 'id'`).Scan(&column); err != nil || column != "uncounted_id()" {
		t.Errorf("revisions are numbered by %q, %v", column, err)
	}
}
