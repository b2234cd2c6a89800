package api

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"time"

	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
)

// Bounds of an upload's form, besides its file.
const (
	mostParts  = 20
	mostField  = 1_000 // bytes
	mostKey    = 255
	uploadName = "tệp"
)

// readForm reads the file and what is said of it, in whatever order they come.
func readForm(r *http.Request, own geo.OperatorCode) (data.NewUpload, error) {
	n := data.NewUpload{Operator: own, Scope: data.FullList, Key: r.Header.Get("Idempotency-Key")}
	if len(n.Key) > mostKey || strings.ContainsFunc(n.Key, func(c rune) bool { return c < ' ' || c > '~' }) {
		return n, problem.Form("Idempotency-Key", "khoá quá dài hoặc có ký tự lạ", "the key is over 255 characters, or has others than printable ASCII")
	}
	form, err := r.MultipartReader()
	if err != nil {
		return n, problem.Form("file", "hãy gửi tệp theo multipart/form-data", "send the file as multipart/form-data")
	}
	found := false
	for range mostParts {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return n, bodyFault(err)
		}
		if part.FormName() == "file" {
			if found {
				return n, problem.Form("file", "mỗi lần chỉ gửi một tệp", "send one file at a time")
			}
			found = true
		}
		if err := takePart(&n, part); err != nil {
			return n, err
		}
	}
	return n, checkForm(n, own, found)
}

func takePart(n *data.NewUpload, part *multipart.Part) error {
	if part.FormName() == "file" {
		var err error
		if n.FileName = part.FileName(); n.FileName == "" {
			n.FileName = uploadName
		}
		if n.Content, err = io.ReadAll(part); err != nil {
			return bodyFault(err)
		}
		return nil
	}
	raw, err := io.ReadAll(io.LimitReader(part, mostField+1))
	if err != nil {
		return bodyFault(err)
	}
	text := strings.TrimSpace(strings.ToValidUTF8(string(raw), ""))
	if len(raw) > mostField {
		return problem.Form(part.FormName(), "giá trị quá dài", "the value is too long")
	}
	switch part.FormName() {
	case "operator":
		n.Operator = geo.OperatorCode(text)
	case "scope":
		n.Scope = data.ListScope(text)
	case "district":
		n.District = text
	case "asOf":
		if text == "" {
			return nil
		}
		if n.AsOf, err = time.Parse(time.DateOnly, text); err != nil {
			return problem.Form("asOf", "ngày không đúng: viết như 2026-11-22", "this is no day: write it like 2026-11-22")
		}
	default:
		return problem.Form(part.FormName(), "không có trường này", "there is no such field: file, operator, scope, district, asOf")
	}
	return nil
}

// checkForm judges what was said. Another operator's list is refused in the same
// words as one of an operator that does not exist.
func checkForm(n data.NewUpload, own geo.OperatorCode, found bool) error {
	switch {
	case !found:
		return problem.Form("file", "thiếu tệp", "the file is missing")
	case len(n.Content) == 0:
		return problem.Form("file", "tệp rỗng", "the file is empty")
	case n.Operator != own:
		return problem.Form("operator", "chỉ gửi được danh sách của nhà mạng mình", "only one's own operator's list can be sent")
	case n.Scope != data.FullList && n.Scope != data.PartList:
		return problem.Form("scope", "phạm vi phải là full hoặc part", "scope is full or part")
	case n.Scope == data.FullList && n.District != "":
		return problem.Form("district", "chỉ danh sách một phần mới có huyện", "only a part has a district")
	}
	return nil
}

// bodyFault tells a body that is too long from one that ended early.
func bodyFault(err error) error {
	var long *http.MaxBytesError
	if errors.As(err, &long) {
		return problem.New(http.StatusRequestEntityTooLarge, fmt.Sprintf("tệp lớn hơn %[1]d MB: hãy chia nhỏ · the file is over %[1]d MB: split it", long.Limit>>20))
	}
	return problem.Form("file", "tệp chưa tới đủ: hãy gửi lại", "the file did not arrive whole: send it again")
}
