package auth

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// Address returns where a request comes from. Behind hops proxies of our own,
// each of which adds the address it was reached from to X-Forwarded-For, that is
// the one the outermost of them added; what stands left of it anybody can write.
// Where the header does not have so many addresses, or the one is none, it is
// whoever is connected. Other headers are never believed.
func Address(r *http.Request, hops int) netip.Addr {
	if hops > 0 {
		said := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		if len(said) >= hops {
			if address, err := netip.ParseAddr(strings.TrimSpace(said[len(said)-hops])); err == nil {
				return address.Unmap().WithZone("")
			}
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	address, _ := netip.ParseAddr(host) // the zero address is a fine key
	return address.Unmap().WithZone("")
}

// neighbourhood is the key addresses are limited by: an IPv6 subscriber has a
// whole /64 to choose addresses from.
func neighbourhood(address netip.Addr) string {
	if address.Is6() {
		if prefix, err := address.Prefix(64); err == nil {
			return prefix.String()
		}
	}
	return address.String()
}

// Loopback tells whether a request was addressed to this very machine, by the
// name in its Host header. A name of somebody's own that leads here is not.
func Loopback(r *http.Request) bool {
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	address, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && address.IsLoopback()
}
