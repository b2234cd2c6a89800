package geo

import (
	"fmt"
	"slices"
	"strings"
)

// OperatorCode names a mobile network operator in files, URLs and columns.
type OperatorCode string

// The four operators with their own radio network in Viet Nam, and the word
// for "whichever of them serves best".
const (
	Viettel      OperatorCode = "viettel"
	VNPT         OperatorCode = "vnpt"
	MobiFone     OperatorCode = "mobifone"
	Vietnamobile OperatorCode = "vietnamobile"
	AnyOperator  OperatorCode = "any"
)

// Operator is a mobile network operator, known abroad by its MCC-MNC codes.
type Operator struct {
	Code     OperatorCode
	Name     string
	Networks []string // MCC-MNC, "452-04"
}

// Operators returns the operators in the order they are shown everywhere.
func Operators() []Operator {
	return []Operator{
		{Viettel, "Viettel", []string{"452-04"}},
		{VNPT, "VNPT (VinaPhone)", []string{"452-02"}},
		{MobiFone, "MobiFone", []string{"452-01"}},
		{Vietnamobile, "Vietnamobile", []string{"452-05"}},
	}
}

// OperatorRank is the place of code in Operators, or -1 for an unknown code.
func OperatorRank(code OperatorCode) int {
	for i, o := range Operators() {
		if o.Code == code {
			return i
		}
	}
	return -1
}

// ParseOperator reads an operator's code or MCC-MNC as written in flags and
// URLs; "any" is allowed. The spellings of operators' own sheets are the
// importers' business.
func ParseOperator(text string) (OperatorCode, error) {
	code := OperatorCode(strings.ToLower(strings.TrimSpace(text)))
	if code == AnyOperator || OperatorRank(code) >= 0 {
		return code, nil
	}
	for _, o := range Operators() {
		if slices.Contains(o.Networks, string(code)) {
			return o.Code, nil
		}
	}
	return "", fmt.Errorf("operator %q is not known: use any, viettel, vnpt, mobifone or vietnamobile", text)
}
