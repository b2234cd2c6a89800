package auth

import (
	"net/http"
	"time"
)

// cookieName is the session's cookie. Browsers take a name with __Host- only
// over TLS, for the whole host and nobody beside it; on the plain http of one's
// own machine there is nothing to protect it from.
func cookieName(secure bool) string {
	if secure {
		return "__Host-phusong"
	}
	return "phusong"
}

// flowCookieName is the cookie of a login on its way through a provider.
func flowCookieName(secure bool) string { return cookieName(secure) + "-oidc" }

// cookie returns a cookie that scripts cannot read and other sites' forms do
// not carry. It ends after lasts; 0 ends it at once.
func cookie(name, value string, secure bool, lasts time.Duration) http.Cookie {
	c := http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode, MaxAge: int(lasts.Seconds())}
	if c.MaxAge == 0 {
		c.MaxAge = -1
	}
	return c
}

// secretIn returns the value of a cookie, "" where it is missing or there twice:
// somebody slipped in another.
func secretIn(r *http.Request, name string) string {
	if found := r.CookiesNamed(name); len(found) == 1 {
		return found[0].Value
	}
	return ""
}
