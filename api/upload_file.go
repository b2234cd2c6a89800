package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"unicode"

	"github.com/go-chi/chi/v5"

	"phusong/api/problem"
)

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// download is a file that is made for one reader.
type download struct {
	Name, MediaType string
}

// limited is a file being made, in memory, up to a bound.
type limited struct{ bytes.Buffer }

var errDownload = errors.New("the file would be too large")

// mostDownload bounds a made file, in bytes.
const mostDownload = 256 << 20

// Write is part of io.Writer.
func (l *limited) Write(p []byte) (int, error) {
	if l.Len()+len(p) > mostDownload {
		return 0, errDownload
	}
	return l.Buffer.Write(p)
}

// sendFile makes a file whole before a byte of it is sent, so that what is
// broken is told as such.
func sendFile(w http.ResponseWriter, r *http.Request, d download, write func(*limited) error) {
	var made limited
	if err := write(&made); err != nil {
		problem.Write(w, r, err)
		return
	}
	head := w.Header()
	head.Set("Content-Type", d.MediaType)
	head.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": d.Name}))
	head.Set("Cache-Control", never)
	head.Set("Content-Length", strconv.Itoa(made.Len()))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = made.WriteTo(w) // the reader may be gone
	}
}

// sendPrivate answers one reader with v.
func sendPrivate(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", never)
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the reader may be gone
}

// stem is a file's name without its ending and without what could be a path.
func stem(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.TrimSuffix(name, path.Ext(name))
	name = strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) || strings.ContainsRune("-_ ().", c) {
			return c
		}
		return '-'
	}, name)
	if name == "" || name == "." {
		return "danh-sach"
	}
	return name
}

func pathValue(r *http.Request, name string) string { return chi.URLParam(r, name) }
