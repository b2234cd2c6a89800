package oracle

import "testing"

// verdict is how a test ended that asked for a program.
type verdict struct {
	testing.TB
	said string
}

func (v *verdict) Helper()               {}
func (v *verdict) Fatalf(string, ...any) { v.said = "failed"; panic(v) }
func (v *verdict) Skipf(string, ...any)  { v.said = "skipped"; panic(v) }

func asking(t *testing.T, name string) string {
	v := &verdict{TB: t, said: "found"}
	func() {
		defer func() { _ = recover() }() // as Fatalf and Skipf leave a test
		Program(v, name, "version")
	}()
	return v.said
}

func TestAMissingProgramFailsInContinuousIntegrationAlone(t *testing.T) {
	for _, tt := range []struct{ ci, program, want string }{
		{"", "go", "found"}, {"true", "go", "found"}, {"", "no-such-program", "skipped"}, {"true", "no-such-program", "failed"},
	} {
		t.Setenv("CI", tt.ci)
		if said := asking(t, tt.program); said != tt.want {
			t.Errorf("CI=%q: a test that asks for %s is %s, want %s", tt.ci, tt.program, said, tt.want)
		}
	}
}
