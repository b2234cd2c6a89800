package sites

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"phusong/geo"
	"phusong/importers/gazetteer"
	"phusong/importers/intake"
)

// in reads a list in the province of the given units and returns the places its
// rows ended at and the codes of their issues.
func in(t *testing.T, units []geo.AdminUnit, text string) (places, codes []string) {
	t.Helper()
	file := intake.File{Kind: intake.Text, Content: []byte(text)}
	d, err := Understand(t.Context(), file, Options{Operator: geo.Viettel}, gazetteer.New(units), flat)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range d.Rows {
		places = append(places, string(r.Place))
		for _, i := range r.Issues {
			codes = append(codes, i.Code)
		}
	}
	return places, codes
}

func district(code, name string) geo.AdminUnit {
	return geo.AdminUnit{Code: geo.AdminCode(code), Vintage: geo.Vintage2024, Level: geo.LevelDistrict, Name: name}
}

func of(parent string, u geo.AdminUnit) geo.AdminUnit {
	u.Parent = geo.AdminCode(parent)
	return u
}

func TestTrap25OneNameOfSeveralCommunes(t *testing.T) {
	units := []geo.AdminUnit{
		district("071", "Huyện Lâm Bình"), district("072", "Huyện Na Hang"),
		of("071", square("1", "Xã Tân Thành", geo.Vintage2024, 105.2, 22)), of("072", square("2", "Xã Tân Thành", geo.Vintage2024, 105.8, 22)),
		of("072", square("3", "Xã Tân Thanh", geo.Vintage2024, 105.5, 22)),
	}
	const columns = "Mã trạm;Kinh độ;Vĩ độ;Công nghệ;Xã;Huyện\n"
	places, codes := in(t, units, columns+
		"A;105,21234;22,01234;4G;Tân Thành;\n"+ // in one of the two: the place says which
		"B;105,21234;22,02234;4G;Tân Thành;Na Hang\n"+ // in the other than the district says
		"C;105,51234;22,01234;4G;Tân Thành;\n"+ // in Tân Thanh, which differs by one mark
		"D;105,51234;22,02234;4G;Tân Thanh;\n"+
		"E;105,51234;22,03234;4G;TAN THANH;\n") // no marks: any of the three
	if d := cmp.Diff([]string{"accepted", "question", "question", "accepted", "accepted"}, places); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"commune-far", "commune-far"}, codes); d != "" {
		t.Error(d)
	}
}

func TestTrap26ACodeMeansAnotherUnitSince2025(t *testing.T) {
	units := []geo.AdminUnit{
		square("02203", "Phường Minh Xuân", geo.Vintage2024, 105.2, 22), square("02215", "Xã Ỷ La", geo.Vintage2024, 105.5, 22),
		square("02215", "Phường Minh Xuân", geo.Vintage2025, 105.21, 22), square("02221", "Xã Nà Hang", geo.Vintage2024, 105.8, 22), square("02221", "Xã Nà Hang", geo.Vintage2025, 105.8, 22),
	}
	const columns = "Mã trạm;Kinh độ;Vĩ độ;Công nghệ;Xã;Mã xã\n"
	places, codes := in(t, units, columns+
		"A;105,21234;22,01234;4G;Minh Xuân;02215\n"+ // name and code agree on the unit of 2025
		"B;105,51234;22,01234;4G;;02215\n"+ // the code alone: Ỷ La by the place
		"C;105,81234;22,02234;4G;02215;\n"+ // and neither of the two
		"D;105,81234;22,01234;4G;;02221\n") // the same unit in both
	if d := cmp.Diff([]string{"accepted", "accepted", "question", "accepted"}, places); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"commune-code-bare", "commune-far", "commune-code-bare"}, codes); d != "" {
		t.Error(d)
	}
}

func TestTrap27ASplitCommuneIsDecidedByThePlace(t *testing.T) {
	// Quang Trung of 2024 lies from 105.45 to 105.55; its halves went to two units.
	units := []geo.AdminUnit{
		square("1", "Xã Quang Trung", geo.Vintage2024, 105.5, 22),
		square("2", "Xã Bạch Xa", geo.Vintage2025, 105.45, 22), square("3", "Xã Hàm Yên", geo.Vintage2025, 105.55, 22),
	}
	places, codes := in(t, units, "Mã trạm;Kinh độ;Vĩ độ;Công nghệ;Xã\n"+
		"A;105,46234;22,01234;4G;Quang Trung\n"+"B;105,54234;22,01234;4G;Quang Trung\n"+ // both halves
		"C;105,46234;22,02234;4G;Bạch Xa\n"+"D;105,58234;22,02234;4G;Bạch Xa\n") // by the new name; and 8 km outside it
	if d := cmp.Diff([]string{"accepted", "accepted", "accepted", "question"}, places); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"commune-far"}, codes); d != "" {
		t.Error(d)
	}
}

func TestTrap05ASheetPerDistrictSaysWhichCommune(t *testing.T) {
	units := []geo.AdminUnit{
		district("071", "Huyện Lâm Bình"), district("072", "Huyện Na Hang"),
		of("071", square("1", "Xã Tân Thành", geo.Vintage2024, 105.2, 22)), of("072", square("2", "Xã Tân Thành", geo.Vintage2024, 105.8, 22)),
	}
	rows := func(code string) [][]any {
		return [][]any{{"Mã trạm", "Kinh độ", "Vĩ độ", "Công nghệ", "Xã"}, {code, 105.81234, 22.01234, "4G", "Tân Thành"}}
	}
	file, err := openBook(workbook(t, map[string][][]any{"HuyÖn Na Hang": rows("A"), "HuyÖn L©m B×nh": rows("B"), "Khác": rows("C")}, nil))
	if err != nil {
		t.Fatal(err)
	}
	d, err := Understand(t.Context(), file, Options{Operator: geo.Viettel}, gazetteer.New(units), flat)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, r := range d.Rows {
		got[string(r.Code)] = string(r.Place)
	}
	if diff := cmp.Diff(map[string]string{"A": "accepted", "B": "question", "C": "accepted"}, got); diff != "" {
		t.Error(diff)
	}
}
