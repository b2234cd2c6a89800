package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"

	"phusong/api"
	"phusong/api/auth"
	"phusong/data"
	"phusong/geo"
)

// demoMark begins the login names of the sample's accounts.
const demoMark = "demo-"

// demoAccounts are one of each role, and two operators who must not see each
// other's.
func demoAccounts() []data.NewAccount {
	return []data.NewAccount{
		{Name: demoMark + "viettel-viewer", FullName: "Xem · Viettel", Role: data.OperatorViewer, Operator: geo.Viettel},
		{Name: demoMark + "viettel", FullName: "Biên tập · Viettel", Role: data.OperatorEditor, Operator: geo.Viettel},
		{Name: demoMark + "viettel-admin", FullName: "Quản lý · Viettel", Role: data.OperatorAdmin, Operator: geo.Viettel},
		{Name: demoMark + "vnpt", FullName: "Biên tập · VinaPhone", Role: data.OperatorEditor, Operator: geo.VNPT},
		{Name: demoMark + "planner", FullName: "Quy hoạch", Role: data.Planner},
		{Name: demoMark + "leader", FullName: "Lãnh đạo", Role: data.Leader},
		{Name: demoMark + "administrator", FullName: "Quản trị", Role: data.Administrator},
		{Name: demoMark + "auditor", FullName: "Kiểm tra", Role: data.Auditor},
	}
}

// demoLogins makes the sample's accounts where they are not there yet, and gives
// them new passwords, which nobody knows but who reads the screen of this start.
// A server that others can reach has no such logins.
func demoLogins(ctx context.Context, store *data.Store, at net.Addr) ([]api.DemoLogin, error) {
	if !onThisMachine(at) {
		fmt.Fprintf(os.Stderr, "no sample logins: %s is not on this machine alone\n", at)
		return nil, closeDemoLogins(ctx, store)
	}
	passwords := auth.NewPasswords(auth.DefaultCost())
	var logins []api.DemoLogin
	for _, n := range demoAccounts() {
		password := strings.ToLower(rand.Text()[:12])
		hash, err := passwords.Hash(ctx, password)
		if err != nil {
			return nil, err
		}
		n.PasswordHash = hash
		account, err := openDemoAccount(ctx, store, n)
		if err != nil {
			return nil, err
		}
		logins = append(logins, api.NewDemoLogin(account, password))
	}
	return logins, nil
}

func openDemoAccount(ctx context.Context, store *data.Store, n data.NewAccount) (data.Account, error) {
	by := data.Actor{Name: "phusong demo"}
	account, err := store.AddAccount(ctx, by, n)
	if !errors.Is(err, data.ErrNameTaken) {
		return account, err
	}
	if account, _, err = store.AccountByName(ctx, n.Name); err != nil {
		return account, err
	}
	return account, store.SetPassword(ctx, by, account.ID, n.PasswordHash, "")
}

// closeDemoLogins takes the passwords of the sample's accounts away, if there
// are any, and ends their sessions.
func closeDemoLogins(ctx context.Context, store *data.Store) error {
	for _, n := range demoAccounts() {
		account, hash, err := store.AccountByName(ctx, n.Name)
		switch {
		case errors.Is(err, data.ErrNoAccount) || err == nil && hash == "":
			continue
		case err != nil:
			return err
		}
		if err := store.SetPassword(ctx, data.Actor{Name: "phusong serve"}, account.ID, "", ""); err != nil {
			return err
		}
	}
	return nil
}

func showDemoLogins(logins []api.DemoLogin) {
	if len(logins) == 0 {
		return
	}
	fmt.Fprintln(os.Stderr, "  tài khoản mẫu, chỉ trên máy này — sample logins, for this machine alone:")
	for _, l := range logins {
		fmt.Fprintf(os.Stderr, "  %-16s %-22s %s\n", l.Role, l.Name, l.Password)
	}
}
