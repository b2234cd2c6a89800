package api

import (
	"bufio"
	"fmt"
	"net/http"

	"github.com/go-chi/chi/v5"

	"phusong/api/opendata"
	"phusong/api/problem"
)

// availability sends where the networks that the one who asks sees have signal,
// as the table of the open data has it for all operators together. It is written
// as it is made and kept nowhere: it is nobody else's.
func (s *server) availability(w http.ResponseWriter, r *http.Request) {
	d, f := opendata.OwnAvailability(), opendata.Format(chi.URLParam(r, "format"))
	if !d.Has(f) {
		problem.Write(w, r, fmt.Errorf("%w: availability as %.20q; there are %v", problem.ErrNotFound, f, d.Formats))
		return
	}
	asked := r.URL.Query()
	e, err := s.whole(r.Context(), Past{Release: asked.Get("release"), AsOf: asked.Get("asOf")})
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	head := w.Header()
	head.Set("Cache-Control", keeping(r.Context(), revisit))
	head.Set("Content-Type", f.MediaType())
	head.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", opendata.FileName(d, f, e.ID)))
	out := bufio.NewWriterSize(w, 1<<16)
	if err := d.Stream(r.Context(), f, e, out); err != nil {
		panic(http.ErrAbortHandler) // half of it is sent: the reader is to see that it broke off
	}
	_ = out.Flush() // the reader may be gone
}
