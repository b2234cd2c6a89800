package auth

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// cheap hashes in microseconds; only the tests may.
func cheap() Cost { return Cost{MemoryKiB: 64, Passes: 1, Lanes: 1} }

func TestAPasswordMatchesItselfHoweverItIsTyped(t *testing.T) {
	p := NewPasswords(cheap())
	hash, err := p.Hash(t.Context(), "phủ sóng vùng cao")
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=64,t=1,p=1$") {
		t.Fatalf("hash %q, %v", hash, err)
	}
	for _, tt := range []struct {
		name, password string
		want           bool
	}{
		{"the same letters", "phủ sóng vùng cao", true},
		{"the letters taken apart", "phu\u0309 so\u0301ng vu\u0300ng cao", true},
		{"another case", "Phủ sóng vùng cao", false},
		{"one letter less", "phủ sóng vùng ca", false},
		{"nothing", "", false},
		{"a megabyte", strings.Repeat("a", 1<<20), false},
	} {
		matches, outdated, err := p.Check(t.Context(), tt.password, hash)
		if matches != tt.want || outdated || err != nil {
			t.Errorf("%s: matches %v, outdated %v, %v", tt.name, matches, outdated, err)
		}
	}
}

func TestTwoHashesOfOnePasswordDiffer(t *testing.T) {
	p := NewPasswords(cheap())
	a, _ := p.Hash(t.Context(), "the same words")
	b, _ := p.Hash(t.Context(), "the same words")
	if a == b {
		t.Error("no salt")
	}
}

func TestAPasswordIsJudgedByItsLengthAlone(t *testing.T) {
	p := NewPasswords(cheap())
	for password, good := range map[string]bool{
		"123456789":                     false,
		"1234567890":                    true,
		"mười kí tự":                    true,
		"ười ký tự":                     false, // nine letters, more bytes
		strings.Repeat("ư", 256):        true,
		strings.Repeat("a", 257):        false,
		"not utf-8 \xff\xfe at all, no": false,
	} {
		if _, err := p.Hash(t.Context(), password); errors.Is(err, ErrPasswordLength) == good {
			t.Errorf("%.20q: %v", password, err)
		}
	}
}

func TestNobodyTakesAsManyHashesAsSomebody(t *testing.T) {
	p := NewPasswords(cheap())
	hash, _ := p.Hash(t.Context(), "a good password")
	took := func(hash string) int64 {
		before := p.Made()
		if matches, _, err := p.Check(t.Context(), "a bad password", hash); matches || err != nil {
			t.Fatalf("matches %v, %v", matches, err)
		}
		return p.Made() - before
	}
	if somebody, nobody := took(hash), took(""); somebody != 1 || nobody != 1 {
		t.Errorf("a wrong password takes %d hashes, a wrong name %d", somebody, nobody)
	}
	if p.nobody == "" || !strings.HasPrefix(p.nobody, "$argon2id$v=19$m=64,") {
		t.Errorf("nobody's hash is of another cost: %s", p.nobody)
	}
}

func TestAHashOfAnotherCostIsOutdated(t *testing.T) {
	old := NewPasswords(Cost{MemoryKiB: 32, Passes: 2, Lanes: 1})
	hash, _ := old.Hash(t.Context(), "kept for years")
	matches, outdated, err := NewPasswords(cheap()).Check(t.Context(), "kept for years", hash)
	if !matches || !outdated || err != nil {
		t.Errorf("matches %v, outdated %v, %v", matches, outdated, err)
	}
}

func TestABrokenHashMatchesNothing(t *testing.T) {
	p := NewPasswords(cheap())
	hash, _ := p.Hash(t.Context(), "a good password")
	for _, broken := range []string{
		"x", "$argon2id$", hash[:len(hash)-1], hash + "A", strings.Replace(hash, "argon2id", "argon2i", 1),
		strings.Replace(hash, "m=64", "m=4194304", 1), strings.Replace(hash, "t=1", "t=0", 1),
		strings.Replace(hash, "p=1", "p=0", 1), strings.Replace(hash, "v=19", "v=16", 1), "$2b$10$abcdefghijklmnopqrstuv",
	} {
		if matches, _, err := p.Check(t.Context(), "a good password", broken); matches || err == nil {
			t.Errorf("%s: matches %v, %v", broken, matches, err)
		}
	}
}

func TestTwentyWaitAndTheNextIsTurnedAway(t *testing.T) {
	p := NewPasswords(cheap())
	leave := make([]func(), hashesAtOnce)
	for i := range leave {
		leave[i], _ = p.enter(t.Context())
	}
	waiting, gone := context.WithCancel(t.Context())
	ended := make(chan error, hashesQueued)
	for range hashesQueued {
		go func() {
			leave, err := p.enter(waiting)
			if err == nil {
				leave()
			}
			ended <- err
		}()
	}
	for len(p.waiting) < cap(p.waiting) { // all have come
		select {
		case err := <-ended:
			t.Fatalf("one did not wait: %v", err)
		default:
		}
	}
	if _, _, err := p.Check(t.Context(), "one too many", ""); !errors.Is(err, ErrBusy) {
		t.Errorf("the twenty-third: %v", err)
	}
	gone()
	for range hashesQueued {
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("who leaves the queue: %v", err)
		}
	}
	for _, l := range leave {
		l()
	}
	if _, _, err := p.Check(t.Context(), "there is room again", ""); err != nil {
		t.Error(err)
	}
}

func FuzzParsePHC(f *testing.F) {
	hash, _ := NewPasswords(cheap()).Hash(f.Context(), "a good password")
	f.Add(hash)
	f.Add("$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2U")
	f.Fuzz(func(t *testing.T, text string) {
		if cost, d, err := parsePHC(text); err == nil && phc(cost, d) != text {
			t.Errorf("%q is read as %q", text, phc(cost, d))
		}
	})
}

// BenchmarkLogin is what one check of a password costs: this bounds logins a
// second.
func BenchmarkLogin(b *testing.B) {
	p := NewPasswords(DefaultCost())
	hash, _ := p.Hash(b.Context(), "a good password")
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if matches, _, err := p.Check(b.Context(), "a good password", hash); !matches || err != nil {
				b.Error(matches, err)
			}
		}
	})
}
