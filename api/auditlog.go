package api

import (
	"context"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
)

type auditInput struct {
	Text   string `query:"q" maxLength:"200" doc:"In actor, address, request, object or detail"`
	Action string `query:"action" maxLength:"100" doc:"The beginning of it: account. is all about accounts"`
	Actor  string `query:"actor" maxLength:"100" doc:"Login name or account id"`
	From   string `query:"from" maxLength:"40" doc:"A day or a moment (RFC 3339)"`
	To     string `query:"to" maxLength:"40" doc:"A day, which is included, or a moment"`
	Before int64  `query:"before" minimum:"0" doc:"The page that follows the entry of this id"`
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"100"`
}

type auditPage struct {
	Rows     []auditBody  `json:"rows"`
	Next     *string      `json:"next" doc:"For before=; null at the end"`
	Verified verifiedBody `json:"verified"`
}

type auditBody struct {
	ID      int64             `json:"id"`
	At      time.Time         `json:"at"`
	Actor   string            `json:"actor"`
	Address string            `json:"address"`
	Request string            `json:"request"`
	Action  string            `json:"action"`
	Object  string            `json:"object"`
	Detail  map[string]string `json:"detail"`
	Hash    string            `json:"hash"`
}

type verifiedBody struct {
	Entries int  `json:"entries"`
	Intact  bool `json:"intact" doc:"Every entry's hash fits the one before"`
}

func (s *server) audit(ctx context.Context, in *auditInput) (auditPage, error) {
	q := data.AuditQuery{Text: in.Text, Action: in.Action, Actor: in.Actor, Before: in.Before, Limit: in.Limit}
	for _, text := range []string{in.Text, in.Action, in.Actor} {
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
			return auditPage{}, fmt.Errorf("%q: %w: this is no text", text, problem.ErrParameter)
		}
	}
	var err error
	if q.From, err = moment(in.From, 0); err != nil {
		return auditPage{}, fmt.Errorf("from=%w", err)
	}
	if q.To, err = moment(in.To, 24*time.Hour); err != nil {
		return auditPage{}, fmt.Errorf("to=%w", err)
	}
	found, err := s.Store.AuditLog(ctx, auth.From(ctx), q)
	if err != nil {
		return auditPage{}, err
	}
	page := auditPage{Rows: []auditBody{}}
	for _, e := range found {
		page.Rows = append(page.Rows, auditBody{e.ID, e.At, e.Actor, e.Address, e.Request, e.Action, e.Object, e.Detail, hex.EncodeToString(e.Hash)})
	}
	if len(found) == in.Limit {
		next := strconv.FormatInt(found[len(found)-1].ID, 10)
		page.Next = &next
	}
	page.Verified, err = s.chain.verify(ctx)
	return page, err
}

// moment reads a day or a moment; "" is none. A day is its beginning in Vietnam,
// and wholeDay later.
func moment(text string, wholeDay time.Duration) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at, nil
	}
	day, err := time.ParseInLocation(time.DateOnly, text, time.FixedZone("UTC+7", 7*60*60))
	if err != nil {
		return time.Time{}, fmt.Errorf("%.40q: %w: write 2026-11-22 or 2026-11-22T10:00:00+07:00", text, problem.ErrParameter)
	}
	return day.Add(wholeDay), nil
}

// chainKept is how long a verification of the whole log is good for: it reads
// every entry.
const chainKept = time.Minute

// chain verifies the audit log, once a minute at most.
type chain struct {
	store *data.Store
	now   func() time.Time

	mu    sync.Mutex
	at    time.Time
	found verifiedBody
}

func (c *chain) verify(ctx context.Context) (verifiedBody, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := c.now(); c.at.IsZero() || now.Sub(c.at) > chainKept {
		count, broken, err := c.store.VerifyAudit(ctx)
		if err != nil {
			return verifiedBody{}, err
		}
		c.at, c.found = now, verifiedBody{Entries: count, Intact: broken == 0}
	}
	return c.found, nil
}
