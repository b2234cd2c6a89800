package api

import (
	"net/http"
	"strings"
)

// open tells whether pages of other sites may read an address: public maps, the
// standards' addresses and what describes them. They read it as the public does:
// a browser hands an answer that is for everybody, "*", to no page that sent a
// cookie along, and no header that could prove who asks is let through.
func open(path string) bool {
	return path == "/ogc" || strings.HasPrefix(path, "/ogc/") || strings.HasPrefix(path, "/tiles/public/") || strings.HasPrefix(path, "/api/openapi") || openFile(path)
}

// opened lets pages of other sites read what is open (CORS, by the Fetch
// standard), and answers their browsers' question whether they may.
func opened(next http.Handler) http.Handler {
	anybody, crossOrigin := []string{"*"}, []string{"cross-origin"}
	exposed := []string{"Content-Crs, Content-Disposition, Content-Range, ETag, Link, Retry-After, X-Request-Id"}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !open(r.URL.Path) {
			next.ServeHTTP(w, r)
			return
		}
		head := w.Header()
		head["Access-Control-Allow-Origin"] = anybody
		head["Access-Control-Expose-Headers"] = exposed
		head["Cross-Origin-Resource-Policy"] = crossOrigin
		if r.Method == http.MethodOptions && r.Header.Get("Origin") != "" && r.Header.Get("Access-Control-Request-Method") != "" {
			head.Set("Access-Control-Allow-Methods", "GET, HEAD")
			head.Set("Access-Control-Allow-Headers", "Accept, Accept-Language, If-None-Match, Range")
			head.Set("Access-Control-Max-Age", "86400")
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}
