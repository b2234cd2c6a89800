package ogc

import (
	"maps"
	"net/url"
)

// link leads to another address, by RFC 8288. Templated ones have parts in braces
// to be filled in.
type link struct {
	Href      string `json:"href"`
	Rel       string `json:"rel"`
	Type      string `json:"type,omitempty"`
	Title     string `json:"title,omitempty"`
	Templated bool   `json:"templated,omitempty"`
}

// The media types of answers.
const (
	mediaJSON    = "application/json"
	mediaGeoJSON = "application/geo+json"
	mediaHTML    = "text/html"
	mediaSchema  = "application/schema+json"
	mediaOpenAPI = "application/vnd.oai.openapi+json;version=3.0"
	mediaMVT     = "application/vnd.mapbox-vector-tile"
)

// to returns the address of a path below the landing page, with what was said of
// the context and what is to be said besides, as name, value, name, value.
func (q *question) to(path string, besides ...string) string {
	query := maps.Clone(q.said)
	for i := 0; i+1 < len(besides); i += 2 {
		query.Set(besides[i], besides[i+1])
	}
	return address(q.home+path, query)
}

func address(path string, query url.Values) string {
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}

// here are the links of an address to itself, and to itself in the other format.
func (q *question) here(path, media string) []link {
	query := maps.Clone(q.query)
	query.Del("f")
	titles := map[string]string{"self": "Trang này / This page", "alternate": "Dạng khác / In the other format"}
	in := func(format, rel, media string) link {
		other := maps.Clone(query)
		other.Set("f", format)
		return link{Href: address(q.home+path, other), Rel: rel, Type: media, Title: titles[rel]}
	}
	if q.html {
		return []link{in("html", "self", mediaHTML), in("json", "alternate", media)}
	}
	return []link{in("json", "self", media), in("html", "alternate", mediaHTML)}
}
