package geo

import (
	"testing"

	"pgregory.net/rapid"
)

func TestVerdictBySharesOfPeople(t *testing.T) {
	people, err := ParseDefinition("people")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name             string
		covered, unknown float64
		want             Verdict
	}{
		{"everybody", 1, 0, Covered},
		{"just enough", 0.90, 0, Covered},
		{"enough, whatever the unknown rest is", 0.92, 0.08, Covered},
		{"almost enough", 0.89, 0, Partial},
		{"almost enough, and the unknown could make it so", 0.85, 0.1, Unknown},
		{"a village edge", 0.05, 0, None},
		{"a village edge, and the unknown could be more", 0.05, 0.10, Unknown},
		{"half, and the unknown cannot change it", 0.5, 0.2, Partial},
		{"nothing is known", 0, 1, Unknown},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := people.Verdict(Reach{PeopleCovered: tt.covered, PeopleUnknown: tt.unknown})
			if got != tt.want {
				t.Errorf("covered %v, unknown %v: %v, want %v", tt.covered, tt.unknown, got, tt.want)
			}
		})
	}
}

func TestVerdictAtTheCentre(t *testing.T) {
	centre, err := ParseDefinition("centre")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		reach Reach
		want  Verdict
	}{
		{"signal at the centre decides", Reach{Centre: ClassLimited, PeopleCovered: 0.01}, Covered},
		{"a weak centre is not covered", Reach{Centre: ClassWeak}, None},
		{"a dark centre with some households in signal", Reach{Centre: ClassNone, PeopleCovered: 0.3}, Partial},
		{"a dark centre and nobody in signal", Reach{Centre: ClassNone}, None},
		{"a dark centre and the rest unknown", Reach{Centre: ClassNone, PeopleUnknown: 0.5}, Unknown},
		{"an unknown centre, everybody else in signal", Reach{Centre: ClassUnknown, PeopleCovered: 0.9}, Unknown},
		{"the centre and every cluster", Reach{Centre: ClassGood, Clusters: 2, ClustersCovered: 2}, Covered},
		{"a cluster without signal", Reach{Centre: ClassGood, PeopleCovered: 0.99, Clusters: 2, ClustersCovered: 1}, Partial},
		{"a centre without signal, clusters with it", Reach{Centre: ClassWeak, Clusters: 2, ClustersCovered: 2}, Partial},
		{"no point with signal, whatever the hexes say", Reach{Centre: ClassNone, PeopleCovered: 0.3, Clusters: 2}, None},
		{"an unknown cluster, all others with signal", Reach{Centre: ClassGood, Clusters: 2, ClustersCovered: 1, ClustersUnknown: 1}, Unknown},
		{"an unknown cluster, all others without", Reach{Centre: ClassNone, Clusters: 2, ClustersUnknown: 1}, Unknown},
		{"an unknown cluster beside one with and one without", Reach{Centre: ClassNone, Clusters: 2, ClustersCovered: 1, ClustersUnknown: 1}, Partial},
		{"an unknown centre beside clusters with and without", Reach{Centre: ClassUnknown, Clusters: 2, ClustersCovered: 1}, Partial},
		{"an unknown centre, all clusters with signal", Reach{Centre: ClassUnknown, Clusters: 2, ClustersCovered: 2}, Unknown},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := centre.Verdict(tt.reach); got != tt.want {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
}

// What is not known may only ever be settled, never contradicted: a verdict
// other than unknown stays true however the unknown share turns out.
func TestVerdictHoldsHoweverTheUnknownTurnsOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.SampledFrom(Definitions()).Draw(t, "definition")
		covered := rapid.Float64Range(0, 1).Draw(t, "covered")
		unknown := rapid.Float64Range(0, 1-covered).Draw(t, "unknown")
		part := rapid.Float64Range(0, 1).Draw(t, "part of the unknown that has signal")
		class := rapid.SampledFrom([]Class{ClassNone, ClassWeak, ClassLimited, ClassVeryGood}).Draw(t, "centre")
		before := d.Verdict(Reach{Centre: class, PeopleCovered: covered, PeopleUnknown: unknown, AreaCovered: covered, AreaUnknown: unknown})
		known := covered + part*unknown
		after := d.Verdict(Reach{Centre: class, PeopleCovered: known, AreaCovered: known})
		if after == Unknown {
			t.Fatalf("nothing is unknown, yet the verdict is")
		}
		if before != Unknown && before != after {
			t.Fatalf("%s: %v became %v", d.Code, before, after)
		}
	})
}
