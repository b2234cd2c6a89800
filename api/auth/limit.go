package auth

import (
	"sync"
	"time"
)

// Rate is how often a thing may be done: Burst times at once, then once every
// Every. The zero Rate lets everything through.
type Rate struct {
	Burst int
	Every time.Duration
}

// limiterKeys bounds what a limiter remembers; strangers choose the keys.
const limiterKeys = 100_000

// Limiter keeps one rate for each key, such as an address or an account's name.
// It is the generic cell rate algorithm (ITU-T I.371): one moment a key.
type Limiter struct {
	rate Rate
	now  func() time.Time

	mu    sync.Mutex
	due   map[string]time.Time // when the key is as if it had never asked
	swept time.Time
}

// NewLimiter returns a limiter by the clock now.
func NewLimiter(rate Rate, now func() time.Time) *Limiter {
	return &Limiter{rate: rate, now: now, due: map[string]time.Time{}}
}

// Take counts one time for the key. It returns 0, or how long to wait before
// asking again; a refusal is not counted.
func (l *Limiter) Take(key string) time.Duration {
	if l.rate.Burst == 0 {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	key = l.room(key, now)
	due := l.due[key]
	if due.Before(now) {
		due = now
	}
	due = due.Add(l.rate.Every)
	if wait := due.Sub(now) - time.Duration(l.rate.Burst)*l.rate.Every; wait > 0 {
		return wait
	}
	l.due[key] = due
	return 0
}

// Return takes back one time that was counted for the key.
func (l *Limiter) Return(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if due, known := l.due[key]; known {
		l.due[key] = due.Add(-l.rate.Every)
	}
}

// Fresh tells whether the key has used nothing of its burst.
func (l *Limiter) Fresh(key string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return !l.due[key].After(l.now())
}

// room returns the key, or "" for a key that is new when there is no room: all
// such share one rate. It forgets, once a second at most, who has waited enough.
func (l *Limiter) room(key string, now time.Time) string {
	if _, known := l.due[key]; known || len(l.due) < limiterKeys {
		return key
	}
	if now.Sub(l.swept) >= time.Second {
		l.swept = now
		for k, due := range l.due {
			if !due.After(now) {
				delete(l.due, k)
			}
		}
	}
	if len(l.due) < limiterKeys {
		return key
	}
	return ""
}
