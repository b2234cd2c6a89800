package sites

import (
	"strings"

	"phusong/geo"
	"phusong/importers/table"
)

// alias is one way to write an operator, folded.
type alias struct {
	word     string
	operator geo.OperatorCode
}

// aliases in the order they are looked for: "vietnamobile" before anything it
// might contain.
func aliases() []alias {
	return []alias{
		{"vietnamobile", geo.Vietnamobile}, {"vietnam mobile", geo.Vietnamobile}, {"vnm", geo.Vietnamobile}, {"htc", geo.Vietnamobile}, {"452 05", geo.Vietnamobile}, {"45205", geo.Vietnamobile},
		{"viettel", geo.Viettel}, {"vtt", geo.Viettel}, {"vtl", geo.Viettel}, {"vtnet", geo.Viettel}, {"tap doan cnvtqd", geo.Viettel}, {"cong nghiep vien thong quan doi", geo.Viettel}, {"452 04", geo.Viettel}, {"45204", geo.Viettel},
		{"vinaphone", geo.VNPT}, {"vina phone", geo.VNPT}, {"vnpt", geo.VNPT}, {"vnp", geo.VNPT}, {"vina", geo.VNPT}, {"vien thong tuyen quang", geo.VNPT}, {"vien thong ha giang", geo.VNPT}, {"buu chinh vien thong", geo.VNPT}, {"452 02", geo.VNPT}, {"45202", geo.VNPT},
		{"mobifone", geo.MobiFone}, {"mobiphone", geo.MobiFone}, {"mobi fone", geo.MobiFone}, {"mobi", geo.MobiFone}, {"mbf", geo.MobiFone}, {"vms", geo.MobiFone}, {"452 01", geo.MobiFone}, {"45201", geo.MobiFone},
	}
}

// networkless are names of companies that sell service over others' networks or
// no longer have one: they own no coverage.
func networkless() []string {
	return []string{"gtel", "gmobile", "vnsky", "itel", "itelecom", "indochina telecom", "wintel", "reddi", "local", "fpt", "asim", "saymee", "mvno", "beeline", "sfone"}
}

// OperatorsIn finds the operators a text names, in the order written. It is the
// text of a cell, a title or a file name; words only count whole.
func OperatorsIn(text string) []geo.OperatorCode {
	folded := " " + strings.ReplaceAll(table.Fold(text), "_", " ") + " "
	var found []geo.OperatorCode
	at := map[geo.OperatorCode]int{}
	for _, a := range aliases() {
		i := strings.Index(folded, " "+a.word+" ")
		if i < 0 {
			continue
		}
		if before, known := at[a.operator]; !known {
			at[a.operator] = i
			found = append(found, a.operator)
		} else {
			at[a.operator] = min(before, i)
		}
	}
	for i := range found {
		for j := i; j > 0 && at[found[j]] < at[found[j-1]]; j-- {
			found[j], found[j-1] = found[j-1], found[j]
		}
	}
	return found
}

func isNetworkless(text string) bool {
	words := " " + table.Fold(text) + " "
	for _, name := range networkless() {
		if strings.Contains(words, " "+name+" ") {
			return true
		}
	}
	return false
}
