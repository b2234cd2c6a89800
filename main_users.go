package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"
	"text/tabwriter"
	"time"

	"phusong/data"
	"phusong/geo"
)

// linkLasts is how long a one-time link from the command line opens an account.
const linkLasts = 7 * 24 * time.Hour

// usersCommand is for whoever has the machine: nobody needs to log in for it.
type usersCommand struct {
	Add     usersAddCommand     `cmd:"" help:"Make an account and print the one-time link that opens it."`
	List    usersListCommand    `cmd:"" help:"List the accounts."`
	Disable usersDisableCommand `cmd:"" help:"Disable an account: its sessions and tokens end at once."`
	Invite  usersInviteCommand  `cmd:"" help:"Print a one-time link that sets an account's password, or makes the first administrator."`
}

type usersAddCommand struct {
	Name     string `arg:"" help:"Login name, in small letters."`
	FullName string `help:"Name as people know it; the login name by default." name:"full-name"`
	Role     string `help:"operator-viewer, operator-editor, operator-admin, planner, leader, administrator or auditor." required:""`
	Operator string `help:"Operator of an operator's role: viettel, vnpt, mobifone or vietnamobile."`
}

// Run makes the account and its link.
func (c usersAddCommand) Run(ctx context.Context, p *place) error {
	role, err := data.ParseRole(c.Role)
	if err != nil {
		return err
	}
	var operator geo.OperatorCode
	if c.Operator != "" {
		if operator, err = geo.ParseOperator(c.Operator); err != nil {
			return err
		}
	}
	return p.inStore(ctx, func(store *data.Store) error {
		account, err := store.AddAccount(ctx, atTheMachine(), data.NewAccount{
			Name: c.Name, FullName: cmp.Or(c.FullName, c.Name), Role: role, Operator: operator})
		if err != nil {
			return err
		}
		return printLink(ctx, store, account.ID)
	})
}

type usersListCommand struct{}

// Run prints one line for each account.
func (usersListCommand) Run(ctx context.Context, p *place) error {
	return p.inStore(ctx, func(store *data.Store) error {
		accounts, err := store.Accounts(ctx, data.Audience{Role: data.Administrator}, data.AccountFilter{})
		if err != nil {
			return err
		}
		if len(accounts) == 0 {
			fmt.Println("there is no account yet: phusong users invite makes the first administrator")
			return nil
		}
		out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(out, "name\trole\toperator\tfull name\tlast login\tstate\t")
		for _, a := range accounts {
			last, state := "–", "open"
			if a.LastLogin != nil {
				last = a.LastLogin.Format("2006-01-02 15:04")
			}
			if a.Disabled {
				state = "disabled"
			}
			fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\t\n", a.Name, a.Role, cmp.Or(a.Operator, "–"), a.FullName, last, state)
		}
		return out.Flush()
	})
}

type usersDisableCommand struct {
	Name string `arg:"" help:"Login name."`
}

// Run disables the account and says so.
func (c usersDisableCommand) Run(ctx context.Context, p *place) error {
	return p.inStore(ctx, func(store *data.Store) error {
		account, err := accountNamed(ctx, store, c.Name)
		if err != nil {
			return err
		}
		yes := true
		if _, err := store.ChangeAccount(ctx, atTheMachine(), account.ID, data.AccountChange{Disabled: &yes}); err != nil {
			return err
		}
		fmt.Printf("%s is disabled; its sessions and tokens have ended\n", account.Name)
		return nil
	})
}

type usersInviteCommand struct {
	Name string `arg:"" optional:"" help:"Login name; none for the first administrator, who chooses it."`
}

// Run prints the link.
func (c usersInviteCommand) Run(ctx context.Context, p *place) error {
	return p.inStore(ctx, func(store *data.Store) error {
		if c.Name == "" {
			err := printLink(ctx, store, "")
			if errors.Is(err, data.ErrHasAdministrator) {
				return fmt.Errorf("%w; give a login name for a link that sets its password", err)
			}
			return err
		}
		account, err := accountNamed(ctx, store, c.Name)
		if err != nil {
			return err
		}
		return printLink(ctx, store, account.ID)
	})
}

// printLink prints the path of a new one-time link, the only time it is told.
func printLink(ctx context.Context, store *data.Store, account string) error {
	secret, err := store.Invite(ctx, atTheMachine(), account, linkLasts)
	if err != nil {
		return err
	}
	fmt.Printf("/invitation/%s\n", secret)
	fmt.Fprintf(os.Stderr, "open it after the server's address; it works once, for %d days\n", int(linkLasts.Hours()/24))
	return nil
}

func accountNamed(ctx context.Context, store *data.Store, name string) (data.Account, error) {
	account, _, err := store.AccountByName(ctx, name)
	if errors.Is(err, data.ErrNoAccount) {
		return data.Account{}, fmt.Errorf("no account %q: phusong users list shows them", name)
	}
	return account, err
}

// atTheMachine is how the audit log calls whoever types the command.
func atTheMachine() data.Actor {
	name := "command line"
	if u, err := user.Current(); err == nil {
		name = u.Username + " at the command line"
	}
	return data.Actor{Name: name}
}
