package api

import (
	"context"
	"fmt"
	"time"

	"phusong/api/auth"
	"phusong/data"
	"phusong/geo"
)

// invitationLasts is how long an invited person may take.
const invitationLasts = 7 * 24 * time.Hour

// rows is a list.
type rows[T any] struct {
	Rows []T `json:"rows"`
}

type userBody struct {
	AccountBody
	Disabled  bool       `json:"disabled"`
	CreatedAt time.Time  `json:"createdAt"`
	LastLogin *time.Time `json:"lastLogin"`
}

func userOf(a data.Account) userBody {
	return userBody{accountOf(a), a.Disabled, a.CreatedAt, a.LastLogin}
}

type usersInput struct {
	Operator geo.OperatorCode `query:"operator" maxLength:"40" doc:"Of this operator only"`
}

func (s *server) users(ctx context.Context, in *usersInput) (rows[userBody], error) {
	list := rows[userBody]{Rows: []userBody{}}
	if in.Operator != "" && geo.OperatorRank(in.Operator) < 0 {
		return list, nil
	}
	found, err := s.Store.Accounts(ctx, auth.From(ctx), data.AccountFilter{Operator: in.Operator})
	for _, a := range found {
		list.Rows = append(list.Rows, userOf(a))
	}
	return list, err
}

type addUserInput struct {
	Body struct {
		Name     string            `json:"name" minLength:"1" maxLength:"100"`
		FullName string            `json:"fullName" minLength:"1" maxLength:"200"`
		Role     data.Role         `json:"role"`
		Operator *geo.OperatorCode `json:"operator" required:"false" nullable:"true"`
	}
}

type invitedBody struct {
	Account    userBody `json:"account"`
	Invitation string   `json:"invitation" doc:"The way in, once and for seven days; shown only now"`
}

func (s *server) addUser(ctx context.Context, in *addUserInput) (invitedBody, error) {
	who := data.Audience{Role: in.Body.Role}
	if in.Body.Operator != nil {
		who.Operator = *in.Body.Operator
	}
	manager := auth.From(ctx)
	if manager.Role == data.OperatorAdmin && in.Body.Operator == nil {
		who.Operator = manager.Operator
	}
	if err := mayGive(manager, who); err != nil {
		return invitedBody{}, err
	}
	account, err := s.Store.AddAccount(ctx, auth.Actor(ctx), data.NewAccount{
		Name: in.Body.Name, FullName: in.Body.FullName, Role: who.Role, Operator: who.Operator})
	if err != nil {
		return invitedBody{}, err
	}
	link, err := s.invite(ctx, account.ID)
	return invitedBody{userOf(account), link}, err
}

// mayGive tells whether a manager may give somebody a role: an operator's only
// roles of the same operator.
func mayGive(manager, who data.Audience) error {
	if manager.Role == data.Administrator || who.Role.OfOperator() && who.Operator == manager.Operator {
		return nil
	}
	return fmt.Errorf("the role %.40q of %.40q is %w here: you manage accounts of %s only", who.Role, who.Operator, data.ErrInvalid, manager.Operator)
}

func (s *server) invite(ctx context.Context, account string) (link string, err error) {
	secret, err := s.Store.Invite(ctx, auth.Actor(ctx), account, invitationLasts)
	return auth.Of(ctx).Base + "/invitation/" + secret, err
}

type changeUserInput struct {
	ID   string `path:"id" maxLength:"100"`
	Body struct {
		FullName *string           `json:"fullName,omitempty" maxLength:"200"`
		Role     *data.Role        `json:"role,omitempty"`
		Operator *geo.OperatorCode `json:"operator,omitempty" nullable:"true"`
		Disabled *bool             `json:"disabled,omitempty"`
	}
}

func (s *server) changeUser(ctx context.Context, in *changeUserInput) (userBody, error) {
	manager := auth.From(ctx)
	before, err := s.Store.AccountByID(ctx, manager, in.ID)
	if err != nil {
		return userBody{}, err
	}
	who := data.Audience{Role: before.Role, Operator: before.Operator}
	if in.Body.Role != nil {
		who.Role = *in.Body.Role
	}
	if !who.Role.OfOperator() {
		who.Operator = ""
	}
	if in.Body.Operator != nil {
		who.Operator = *in.Body.Operator
	}
	if err := mayGive(manager, who); err != nil {
		return userBody{}, err
	}
	after, err := s.Store.ChangeAccount(ctx, auth.Actor(ctx), in.ID, data.AccountChange{
		FullName: in.Body.FullName, Role: &who.Role, Operator: &who.Operator, Disabled: in.Body.Disabled})
	return userOf(after), err
}

type linkBody struct {
	Invitation string `json:"invitation" doc:"The way in, once and for seven days; shown only now"`
}

func (s *server) inviteUser(ctx context.Context, in *idInput) (linkBody, error) {
	var body linkBody
	_, err := s.Store.AccountByID(ctx, auth.From(ctx), in.ID)
	if err == nil {
		body.Invitation, err = s.invite(ctx, in.ID)
	}
	return body, err
}
