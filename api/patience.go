package api

import (
	"io"
	"net/http"
	"net/url"
	"time"
)

// How long a body may take: a while, and then as long as it takes at the pace
// of the slowest line that is still of use.
const (
	bodyPatience = 15 * time.Second
	slowestPace  = 10 << 10 // bytes a second
)

// patient ends requests whose body does not keep the pace, however many bytes
// they announce.
func patient(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body != nil && r.Body != http.NoBody {
			r.Body = &paced{ReadCloser: r.Body, control: http.NewResponseController(w), began: time.Now()}
		}
		next.ServeHTTP(w, r)
	})
}

// paced is a body whose deadline moves with what was read, and goes with its end:
// what has come whole may take its time to be answered.
type paced struct {
	io.ReadCloser
	control *http.ResponseController
	began   time.Time // by the machine's clock, as connections' deadlines are
	read    int64
}

// Read is part of io.Reader.
func (p *paced) Read(into []byte) (int, error) {
	earned := time.Duration(p.read) * time.Second / slowestPace
	_ = p.control.SetReadDeadline(p.began.Add(bodyPatience + earned)) // connections without deadlines are tests'
	n, err := p.ReadCloser.Read(into)
	p.read += int64(n)
	if err == io.EOF {
		_ = p.control.SetReadDeadline(time.Time{})
	}
	return n, err
}

// origin is scheme and host of an address.
func origin(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
