package api

import (
	"context"
	"fmt"
	"time"

	"phusong/api/auth"
	"phusong/data"
	"phusong/geo"
)

type tokenBody struct {
	ID        string       `json:"id"`
	Title     string       `json:"title"`
	Account   string       `json:"account" doc:"Login name of whose power it lends"`
	Operator  *operatorRef `json:"operator"`
	Scopes    []data.Scope `json:"scopes"`
	CreatedAt time.Time    `json:"createdAt"`
	ExpiresAt *time.Time   `json:"expiresAt"`
	LastUsed  *time.Time   `json:"lastUsed"`
	Revoked   bool         `json:"revoked"`
}

func tokenOf(t data.Token) tokenBody {
	return tokenBody{t.ID, t.Title, t.AccountName, operatorByCode(t.Operator), t.Scopes, t.CreatedAt, t.ExpiresAt, t.LastUsed, t.RevokedAt != nil}
}

// whoseTokens is the account whose tokens a caller sees and ends: his own, or
// "" for those who manage or review others'.
func whoseTokens(ctx context.Context) string {
	switch auth.From(ctx).Role {
	case data.OperatorAdmin, data.Administrator, data.Auditor:
		return ""
	}
	return auth.Of(ctx).Account.ID
}

func (s *server) tokens(ctx context.Context, _ *struct{}) (rows[tokenBody], error) {
	list := rows[tokenBody]{Rows: []tokenBody{}}
	found, err := s.Store.Tokens(ctx, auth.From(ctx), whoseTokens(ctx))
	for _, t := range found {
		list.Rows = append(list.Rows, tokenOf(t))
	}
	return list, err
}

type addTokenInput struct {
	Body struct {
		Title    string            `json:"title" minLength:"1" maxLength:"200"`
		Operator *geo.OperatorCode `json:"operator" required:"false" nullable:"true" doc:"One's own; may be left out"`
		Scopes   []data.Scope      `json:"scopes" minItems:"1" maxItems:"2"`
		Days     int               `json:"days" required:"false" minimum:"0" maximum:"3650" doc:"0: does not run out"`
	}
}

type newTokenBody struct {
	Token  tokenBody `json:"token"`
	Secret string    `json:"secret" doc:"For Authorization: Bearer …; shown only now"`
}

func (s *server) addToken(ctx context.Context, in *addTokenInput) (newTokenBody, error) {
	account, _ := auth.Account(ctx)
	if o := in.Body.Operator; o != nil && *o != account.Operator {
		return newTokenBody{}, fmt.Errorf("operator %.40q is %w here: a token is of its account's operator", *o, data.ErrInvalid)
	}
	secret, made, err := s.Store.NewToken(ctx, auth.Actor(ctx), data.NewToken{
		Account: account.ID, Title: in.Body.Title, Scopes: in.Body.Scopes, ValidFor: time.Duration(in.Body.Days) * 24 * time.Hour})
	return newTokenBody{tokenOf(made), secret}, err
}

func (s *server) revokeToken(ctx context.Context, in *idInput) error {
	return s.Store.RevokeToken(ctx, auth.Actor(ctx), auth.From(ctx), whoseTokens(ctx), in.ID)
}
