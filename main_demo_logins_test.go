package main

import (
	"net"
	"testing"
	"time"

	"phusong/api/auth"
	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

func port(t *testing.T, address string) net.Addr {
	t.Helper()
	addr, err := net.ResolveTCPAddr("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	return addr
}

func TestTheSamplesLoginsAreOfThisMachineAndThisStart(t *testing.T) {
	store := datatest.New(t)
	gate, err := auth.NewGate(store, auth.DefaultSettings(), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	opens := func(name, password string) bool {
		_, _, err := gate.Login(auth.With(t.Context(), auth.Caller{Here: true}), name, password)
		return err == nil
	}
	first, err := demoLogins(t.Context(), store, port(t, "127.0.0.1:8080"))
	if err != nil {
		t.Fatal(err)
	}
	roles, operators := map[data.Role]bool{data.Public: true}, map[geo.OperatorCode]bool{}
	for _, l := range first {
		roles[l.Role] = true
		if l.Operator != nil {
			operators[l.Operator.Code] = true
		}
	}
	if len(roles) != len(data.Roles()) || len(operators) < 2 || !opens(first[0].Name, first[0].Password) {
		t.Errorf("%+v", first)
	}
	second, err := demoLogins(t.Context(), store, port(t, "[::1]:8080"))
	if err != nil || opens(first[0].Name, first[0].Password) || !opens(second[0].Name, second[0].Password) {
		t.Errorf("the second start: %v; the first one's passwords must not open, its own must", err)
	}
	for _, address := range []string{"0.0.0.0:8080", "[::]:8080", "192.0.2.7:8080"} {
		if logins, err := demoLogins(t.Context(), store, port(t, address)); len(logins) != 0 || err != nil {
			t.Errorf("on %s: %+v, %v", address, logins, err)
		}
	}
	for _, l := range second {
		if opens(l.Name, l.Password) {
			t.Errorf("%s still opens on a server that others reach", l.Name)
		}
	}
}
