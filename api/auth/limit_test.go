package auth

import (
	"fmt"
	"net/http/httptest"
	"testing"
	"time"
)

// clock is a clock that is set by hand.
type clock struct{ at time.Time }

func (c *clock) now() time.Time          { return c.at }
func (c *clock) step(d time.Duration)    { c.at = c.at.Add(d) }
func noon() *clock                       { return &clock{time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)} }
func threeThenOneEveryTenSeconds() Rate  { return Rate{Burst: 3, Every: 10 * time.Second} }
func took(l *Limiter, key string) string { return fmt.Sprint(l.Take(key)) }

func TestABurstThenOneAtATime(t *testing.T) {
	c := noon()
	l := NewLimiter(threeThenOneEveryTenSeconds(), c.now)
	for i, want := range []string{"0s", "0s", "0s", "10s", "10s"} {
		if got := took(l, "a"); got != want {
			t.Errorf("time %d: wait %s, want %s", i+1, got, want)
		}
	}
	if got := took(l, "b"); got != "0s" {
		t.Errorf("another key waits %s", got)
	}
	c.step(4 * time.Second)
	if got := took(l, "a"); got != "6s" {
		t.Errorf("four seconds later: wait %s", got)
	}
	c.step(6 * time.Second)
	if a, b := took(l, "a"), took(l, "a"); a != "0s" || b != "10s" {
		t.Errorf("ten seconds later: wait %s, then %s", a, b)
	}
	c.step(time.Hour)
	for range 3 {
		took(l, "a")
	}
	if got := took(l, "a"); got != "10s" {
		t.Errorf("an hour saves more than the burst: the fourth waits %s", got)
	}
}

func TestWhatIsReturnedWasNotCounted(t *testing.T) {
	l := NewLimiter(threeThenOneEveryTenSeconds(), noon().now)
	for i := range 20 {
		if got := took(l, "a"); got != "0s" {
			t.Fatalf("time %d: wait %s", i+1, got)
		}
		l.Return("a")
	}
	l.Return("never seen")
	for range 3 {
		took(l, "a")
	}
	if got := took(l, "a"); got != "10s" {
		t.Errorf("what was returned is saved up: wait %s", got)
	}
}

func TestNoRateIsNoLimit(t *testing.T) {
	l := NewLimiter(Rate{}, noon().now)
	for range 1000 {
		if wait := l.Take("a"); wait != 0 {
			t.Fatal(wait)
		}
	}
}

func TestStrangersCannotFillTheLimiter(t *testing.T) {
	c := noon()
	l := NewLimiter(threeThenOneEveryTenSeconds(), c.now)
	for i := range limiterKeys + 10 {
		l.Take(fmt.Sprint("key ", i))
	}
	if len(l.due) > limiterKeys+1 {
		t.Errorf("%d keys are remembered", len(l.due))
	}
	if l.Take("one more") == 0 {
		t.Error("beyond what is remembered there is no limit")
	}
	if l.Take("key 7") != 0 {
		t.Error("who was there before is limited by those who came after")
	}
	c.step(time.Minute)
	if l.Take("one more") != 0 || len(l.due) > 2 {
		t.Errorf("after a minute %d keys are still remembered", len(l.due))
	}
}

func TestTheAddressIsWhatOurOwnProxySaw(t *testing.T) {
	for _, tt := range []struct {
		name      string
		hops      int
		remote    string
		forwarded []string
		want      string
	}{
		{"no proxy", 0, "203.0.113.5:4711", nil, "203.0.113.5"},
		{"no proxy, forged", 0, "203.0.113.5:4711", []string{"127.0.0.1"}, "203.0.113.5"},
		{"one proxy", 1, "10.0.0.1:80", []string{"203.0.113.5"}, "203.0.113.5"},
		{"one proxy, forged", 1, "10.0.0.1:80", []string{"127.0.0.1, 8.8.8.8, 203.0.113.5"}, "203.0.113.5"},
		{"one proxy, forged in a line of its own", 1, "10.0.0.1:80", []string{"127.0.0.1", "203.0.113.5"}, "203.0.113.5"},
		{"two proxies", 2, "10.0.0.1:80", []string{"1.2.3.4, 203.0.113.5, 10.0.0.2"}, "203.0.113.5"},
		{"around the proxies", 2, "198.51.100.7:80", []string{"203.0.113.5"}, "198.51.100.7"},
		{"no address", 1, "10.0.0.1:80", []string{"unknown"}, "10.0.0.1"},
		{"a line break", 1, "10.0.0.1:80", []string{"1.2.3.4\r\nX: y"}, "10.0.0.1"},
		{"mapped", 1, "10.0.0.1:80", []string{"::ffff:203.0.113.5"}, "203.0.113.5"},
		{"IPv6", 0, "[2001:db8::7]:80", nil, "2001:db8::7"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = tt.remote
		r.Header["X-Forwarded-For"] = tt.forwarded
		for _, never := range []string{"X-Real-Ip", "True-Client-Ip", "Cf-Connecting-Ip", "Forwarded"} {
			r.Header.Set(never, "for=127.0.0.1")
		}
		if got := Address(r, tt.hops).String(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestOneIPv6SubscriberIsOneNeighbourhood(t *testing.T) {
	near := func(remote string) string {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = remote
		return neighbourhood(Address(r, 0))
	}
	if near("[2001:db8:1:2::1]:1") != near("[2001:db8:1:2:ffff::9]:1") || near("[2001:db8:1:2::1]:1") == near("[2001:db8:1:3::1]:1") {
		t.Error("IPv6 is not limited by /64")
	}
	if near("203.0.113.5:1") == near("203.0.113.6:1") {
		t.Error("IPv4 neighbours share a limit")
	}
}

func TestOnlyLoopbackNamesAreThisMachine(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "localhost:8080": true, "127.0.0.1:80": true, "127.9.9.9": true, "[::1]:8080": true, "[::1]": true,
		"example.com": false, "localhost.example.com:80": false, "10.0.0.1": false, "": false, "127.0.0.1.nip.io": false,
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Host = host
		if Loopback(r) != want {
			t.Errorf("%q: %v", host, !want)
		}
	}
}
