package problem

import (
	"errors"
	"fmt"
	"net/http"

	"phusong/data"
	"phusong/geo"
)

// commitment returns what is sent where a promise cannot be kept or changed; nil
// for every other error.
func commitment(err error) *Problem {
	var fault *geo.PromiseFault
	switch {
	case errors.As(err, &fault):
		p := coded("promise-"+fault.Part, http.StatusUnprocessableEntity, fault.Vietnamese, fault.English)
		p.Errors = []Fault{{Parameter: "body." + parameterOf(fault.Part), Message: p.Detail}}
		return p
	case errors.Is(err, data.ErrNoCommitment):
		return Absent()
	case errors.Is(err, data.ErrCommitmentWithdrawn):
		return coded("withdrawn", http.StatusConflict, "cam kết đã được rút: hãy nhập cam kết khác", data.ErrCommitmentWithdrawn.Error())
	case errors.Is(err, data.ErrCommitmentThere):
		return coded("there", http.StatusConflict, "cam kết này đã có: cùng nơi, công nghệ và văn bản", data.ErrCommitmentThere.Error())
	case errors.Is(err, data.ErrManyCommitments):
		return coded("many-commitments", http.StatusConflict, "nhà mạng này có quá nhiều cam kết: hãy rút bớt", data.ErrManyCommitments.Error()+": withdraw some")
	}
	return nil
}

// parameterOf is where a part of a promise stands in a request.
func parameterOf(part string) string {
	switch part {
	case "commune":
		return "place.commune"
	case "document":
		return "source"
	}
	return part
}

// NoHamlet is sent where a promise names a hamlet that the release does not have.
func NoHamlet(code, release string) *Problem {
	p := coded("promise-hamlets", http.StatusUnprocessableEntity,
		fmt.Sprintf("bản phát hành %s không có thôn mã %.60q: hãy tìm theo tên", release, code),
		fmt.Sprintf("there is no hamlet %.60q in release %s: /api/search finds codes", code, release))
	p.Errors = []Fault{{Parameter: "body.hamlets", Message: p.Detail}}
	return p
}
