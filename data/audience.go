package data

import (
	"fmt"
	"slices"

	"phusong/geo"
)

// Role is what an account may do.
type Role string

// The roles. Public is everybody without an account.
const (
	Public         Role = "public"
	OperatorViewer Role = "operator-viewer"
	OperatorEditor Role = "operator-editor"
	OperatorAdmin  Role = "operator-admin"
	Planner        Role = "planner"
	Leader         Role = "leader"
	Administrator  Role = "administrator"
	Auditor        Role = "auditor"
)

// Roles returns all roles in the order they are shown.
func Roles() []Role {
	return []Role{Public, OperatorViewer, OperatorEditor, OperatorAdmin, Planner, Leader, Administrator, Auditor}
}

// ParseRole reads a role as flags and forms write it.
func ParseRole(text string) (Role, error) {
	if role := Role(text); slices.Contains(Roles(), role) {
		return role, nil
	}
	return "", fmt.Errorf("role %.40q is not known: use one of %v", text, Roles())
}

// OfOperator reports whether accounts of the role belong to one operator.
func (r Role) OfOperator() bool {
	return r == OperatorViewer || r == OperatorEditor || r == OperatorAdmin
}

// Audience is who is asking: a role and, for the operators' own people, their
// operator. The zero Audience is nobody and sees nothing; Everyone is the
// public.
type Audience struct {
	Role     Role
	Operator geo.OperatorCode // "" unless the role is of an operator
}

// Everyone is the audience of those without an account.
func Everyone() Audience { return Audience{Role: Public} }

// Valid reports whether role and operator fit each other.
func (a Audience) Valid() bool {
	if a.Role.OfOperator() {
		return geo.OperatorRank(a.Operator) >= 0
	}
	return slices.Contains(Roles(), a.Role) && a.Operator == ""
}

// Cut is the part of a release an audience may see. Audiences of one cut see
// the same bytes: it is the key of every cache and stands in the address of
// every tile.
type Cut string

// The cuts besides those of the operators, which are "op-" and their code.
const (
	PublicCut Cut = "public" // classes of any operator by hexes of resolution 9, no masts
	StaffCut  Cut = "staff"  // every network, every hex, masts by their field rules
)

// OperatorCut is the cut of an operator's own people: the public one and their
// own networks and masts.
func OperatorCut(operator geo.OperatorCode) Cut { return "op-" + Cut(operator) }

// Cut returns the audience's cut.
func (a Audience) Cut() Cut {
	switch {
	case !a.Valid():
		return ""
	case a.Role.OfOperator():
		return OperatorCut(a.Operator)
	case a.Role == Planner, a.Role == Leader:
		return StaffCut
	}
	return PublicCut
}

// Cuts returns all cuts, the public one first.
func Cuts() []Cut {
	cuts := []Cut{PublicCut, StaffCut}
	for _, o := range geo.Operators() {
		cuts = append(cuts, OperatorCut(o.Code))
	}
	return cuts
}

// SeesNetwork reports whether the cut shows the operator's own coverage in
// full. AnyOperator in full is the staff's: with it and one's own, what the
// rivals cover could be told.
func (c Cut) SeesNetwork(operator geo.OperatorCode) bool {
	return c == StaffCut || operator != geo.AnyOperator && c == OperatorCut(operator)
}

// SeesMasts reports whether the cut shows where the operator's masts stand.
func (c Cut) SeesMasts(operator geo.OperatorCode) bool { return c.SeesNetwork(operator) }
