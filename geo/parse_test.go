package geo

import "testing"

func TestOperatorsAreKnownByCodeAndNetwork(t *testing.T) {
	for text, want := range map[string]OperatorCode{"any": AnyOperator, "Viettel": Viettel, " vnpt ": VNPT, "452-01": MobiFone} {
		if got, err := ParseOperator(text); err != nil || got != want {
			t.Errorf("ParseOperator(%q) = %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "vinaphone", "452-99"} {
		if got, err := ParseOperator(text); err == nil {
			t.Errorf("ParseOperator(%q) = %q, want an error", text, got)
		}
	}
}

func TestTechnologiesLevelsAndVintagesComeBack(t *testing.T) {
	for _, technology := range Technologies() {
		for _, text := range []string{technology.String(), technology.Standard()} {
			if got, err := ParseTechnology(text); err != nil || got != technology {
				t.Errorf("ParseTechnology(%q) = %v, %v", text, got, err)
			}
		}
	}
	for level := LevelProvince; level <= LevelHamlet; level++ {
		if got, err := ParseLevel(level.String()); err != nil || got != level {
			t.Errorf("ParseLevel(%q) = %v, %v", level, got, err)
		}
	}
	for _, vintage := range Vintages() {
		if got, err := ParseVintage(string(vintage)); err != nil || got != vintage {
			t.Errorf("ParseVintage(%q) = %v, %v", vintage, got, err)
		}
	}
	if _, until := Vintage2024.Validity(); until.Format("2006-01-02") != "2025-07-01" {
		t.Errorf("the districts end on %v", until)
	}
}
