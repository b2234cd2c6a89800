package main

import "testing"

func TestAnIDMayBeCutShortWhileItNamesOne(t *testing.T) {
	all := []string{"01a2-x", "01a3-y"}
	same := func(id string) string { return id }
	if found, err := beginning(all, "01A3", same, "claims", "claims"); err != nil || found != "01a3-y" {
		t.Errorf("01A3 names %q, %v", found, err)
	}
	for _, id := range []string{"", "01a", "02"} {
		if found, err := beginning(all, id, same, "claims", "claims"); err == nil {
			t.Errorf("%q names %q", id, found)
		}
	}
}
