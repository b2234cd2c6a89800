package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"sync/atomic"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// The lengths a password may have, in characters. What it is made of is the
// person's own affair.
const (
	ShortestPassword = 10
	LongestPassword  = 256
)

// How many hashes are made at once, and how many more may wait for one: logins
// must not starve the map of processors or memory.
const (
	hashesAtOnce = 2
	hashesQueued = 20
)

// ErrBusy means that too many passwords are being checked already.
var ErrBusy = errors.New("too many logins at once; wait a few seconds and try again")

// ErrPasswordLength means that a new password is too short or too long.
var ErrPasswordLength = fmt.Errorf("a password has %d to %d characters; several words make a good one", ShortestPassword, LongestPassword)

// Cost is what one hash takes, as argon2id counts it (RFC 9106).
type Cost struct {
	MemoryKiB uint32
	Passes    uint32
	Lanes     uint8
}

// DefaultCost is the least OWASP advises: 19 MiB, two passes, one lane.
func DefaultCost() Cost { return Cost{MemoryKiB: 19 << 10, Passes: 2, Lanes: 1} }

// Passwords makes and checks the hashes of passwords, few at a time.
type Passwords struct {
	cost    Cost
	waiting chan struct{} // holds one for each hash at work or in the queue
	working chan struct{} // holds one for each hash at work
	made    atomic.Int64
	nobody  string // a hash of a password that nobody knows
}

// NewPasswords returns passwords hashed at the given cost.
func NewPasswords(cost Cost) *Passwords {
	p := &Passwords{cost: cost, waiting: make(chan struct{}, hashesAtOnce+hashesQueued), working: make(chan struct{}, hashesAtOnce)}
	p.nobody = phc(cost, p.derive(cost, rand.Text(), newSalt()))
	return p
}

// Made returns how many hashes were made so far.
func (p *Passwords) Made() int64 { return p.made.Load() }

// Hash returns the PHC string of a new password, ErrPasswordLength or ErrBusy.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	if n := utf8.RuneCountInString(password); n < ShortestPassword || n > LongestPassword || !utf8.ValidString(password) {
		return "", ErrPasswordLength
	}
	leave, err := p.enter(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	return phc(p.cost, p.derive(p.cost, password, newSalt())), nil
}

// Check tells whether the password is the one that was hashed, and whether the
// hash is of another cost than today's and should be made anew. An account that
// does not exist is checked with hash "": it takes as long and never matches.
func (p *Passwords) Check(ctx context.Context, password, hash string) (matches, outdated bool, err error) {
	exists := hash != ""
	if !exists {
		hash = p.nobody
	}
	cost, want, err := parsePHC(hash)
	if err != nil {
		return false, false, err
	}
	leave, err := p.enter(ctx)
	if err != nil {
		return false, false, err
	}
	defer leave()
	if len(password) > 4*LongestPassword { // no such password was ever taken
		password, exists = "", false
	}
	got := p.derive(cost, password, want.salt)
	same := subtle.ConstantTimeCompare(got.key, want.key) == 1
	return same && exists, cost != p.cost, nil
}

// enter waits for a place among the hashes at work.
func (p *Passwords) enter(ctx context.Context) (leave func(), err error) {
	select {
	case p.waiting <- struct{}{}:
	default:
		return nil, ErrBusy
	}
	select {
	case p.working <- struct{}{}:
		return func() { <-p.working; <-p.waiting }, nil
	case <-ctx.Done():
		<-p.waiting
		return nil, ctx.Err()
	}
}

const (
	saltBytes = 16
	keyBytes  = 32
)

// digest is what argon2id made of a password, and the salt it did it with.
type digest struct{ salt, key []byte }

func newSalt() []byte {
	salt := make([]byte, saltBytes)
	rand.Read(salt) // never fails (crypto/rand)
	return salt
}

// derive folds the ways one text can be typed (NFKC, NIST SP 800-63B): Vietnamese
// keyboards differ in how they write one letter.
func (p *Passwords) derive(c Cost, password string, salt []byte) digest {
	p.made.Add(1)
	return digest{salt, argon2.IDKey([]byte(norm.NFKC.String(password)), salt, c.Passes, c.MemoryKiB, c.Lanes, keyBytes)}
}

// phc writes a hash as the Password Hashing Competition's string format does.
func phc(c Cost, d digest) string {
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.MemoryKiB, c.Passes, c.Lanes, b64(d.salt), b64(d.key))
}

// parsePHC reads what phc writes. Costs beyond any this program ever used are
// refused: a hash from elsewhere must not take all memory.
func parsePHC(text string) (Cost, digest, error) {
	var c Cost
	var version int
	var salt, key string
	broken := errors.New("the stored hash of a password cannot be read: reset that password")
	n, err := fmt.Sscanf(text, "$argon2id$v=%d$m=%d,t=%d,p=%d$%22s$%43s", &version, &c.MemoryKiB, &c.Passes, &c.Lanes, &salt, &key)
	if err != nil || n != 6 || version != argon2.Version || c.MemoryKiB > 256<<10 || c.Passes < 1 || c.Passes > 16 || c.Lanes < 1 || c.Lanes > 16 {
		return Cost{}, digest{}, broken
	}
	d := digest{}
	var badSalt, badKey error
	d.salt, badSalt = base64.RawStdEncoding.DecodeString(salt)
	d.key, badKey = base64.RawStdEncoding.DecodeString(key)
	if badSalt != nil || badKey != nil || len(d.salt) != saltBytes || len(d.key) != keyBytes || phc(c, d) != text {
		return Cost{}, digest{}, broken
	}
	return c, d, nil
}
