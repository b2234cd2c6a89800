package data

import (
	"testing"

	"phusong/geo"
)

func TestACutShowsAnOperatorsNetworkToItsOwnPeopleAndToStaffOnly(t *testing.T) {
	for _, role := range Roles() {
		for _, own := range geo.Operators() {
			audience := Audience{Role: role}
			if role.OfOperator() {
				audience.Operator = own.Code
			}
			for _, asked := range geo.Operators() {
				want := role == Planner || role == Leader || role.OfOperator() && own.Code == asked.Code
				if got := audience.Cut().SeesNetwork(asked.Code); got != want {
					t.Errorf("%s of %q sees the network of %s: %v, want %v", role, audience.Operator, asked.Code, got, want)
				}
			}
			if got, want := audience.Cut().SeesNetwork(geo.AnyOperator), role == Planner || role == Leader; got != want {
				t.Errorf("%s sees any operator in full: %v, want %v", role, got, want)
			}
		}
	}
}

func TestAnAudienceThatFitsNothingHasNoCut(t *testing.T) {
	for _, a := range []Audience{{}, {Role: "root"}, {Role: OperatorEditor}, {Role: OperatorEditor, Operator: "any"}, {Role: Planner, Operator: geo.Viettel}} {
		if a.Valid() || a.Cut() != "" || a.Cut().SeesNetwork(geo.Viettel) || a.Cut().SeesNetwork("") {
			t.Errorf("%+v is taken for somebody: cut %q", a, a.Cut())
		}
	}
}
