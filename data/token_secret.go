package data

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"regexp"
	"time"
)

// newSecret returns 256 random bits as 43 letters that need no escaping in an
// address, and what is kept of them.
func newSecret() (secret string, hash []byte) {
	var bits [32]byte
	rand.Read(bits[:]) // never fails: it ends the program instead
	secret = base64.RawURLEncoding.EncodeToString(bits[:])
	return secret, hashSecret(secret)
}

// hashSecret is what is kept of a secret. A plain hash will do: there are too
// many secrets to try, unlike passwords.
func hashSecret(secret string) []byte {
	hash := sha256.Sum256([]byte(secret))
	return hash[:]
}

// newID returns a UUID of version 7 (RFC 9562 §5.7): milliseconds since 1970
// and 74 random bits. Neighbours in time are neighbours in an index, and how
// many there are is not told.
func newID() string {
	var id [16]byte
	rand.Read(id[6:])
	var now [8]byte
	binary.BigEndian.PutUint64(now[:], uint64(time.Now().UnixMilli()))
	copy(id[:6], now[2:])
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}

var idForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// isID reports whether text could be an id. What could not is not asked for:
// the database would call it an error, and it is only absent.
func isID(text string) bool { return idForm.MatchString(text) }
