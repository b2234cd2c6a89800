package api

import (
	"bytes"
	"html"
	"net/http"
	"net/url"
	"strings"
)

// prefix is the path the world finds the server under, without a slash at the
// end: "/map" of https://host/map, "" of https://host.
func (s *server) prefix() string {
	u, err := url.Parse(s.BaseURL)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(u.Path, "/")
}

// unprefixed takes the prefix off addresses. Some proxies do that themselves;
// both kinds are understood.
func (s *server) unprefixed(next http.Handler) http.Handler {
	prefix := s.prefix()
	if prefix == "" {
		return next
	}
	stripped := http.StripPrefix(prefix, next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == prefix:
			http.Redirect(w, r, prefix+"/", http.StatusPermanentRedirect)
		case strings.HasPrefix(r.URL.Path, prefix+"/"):
			stripped.ServeHTTP(w, r)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// rooted is the page with the addresses that the bundler wrote relative to the
// site's root made absolute: the same file is read at /uploads/7, too. It tells
// the page its prefix in data-root.
func rooted(page []byte, prefix string) []byte {
	return bytes.ReplaceAll(page, []byte(`="./`), []byte(`="`+html.EscapeString(prefix)+`/`))
}
