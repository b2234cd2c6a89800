package main

import (
	"context"
	"errors"
	"fmt"
	"net"

	"phusong/data/local"
)

type doctorCommand struct {
	Addr string `help:"Address the server would listen on." env:"PHUSONG_ADDR" default:"localhost:8080"`
}

// Run prints one line for each check; any that fails fails the command.
func (c doctorCommand) Run(ctx context.Context, p *place) error {
	checks, err := databaseChecks(ctx, p)
	if err != nil {
		return err
	}
	lacking := 0
	for _, check := range append(checks, addressCheck(c.Addr)) {
		mark := "✓"
		if !check.OK {
			mark = "✗"
			lacking++
		}
		fmt.Printf("%s %s: %s\n", mark, check.Name, check.Found)
		if check.Fix != "" {
			fmt.Printf("    → %s\n", check.Fix)
		}
	}
	if lacking > 0 {
		return fmt.Errorf("%d of the checks failed: do what the arrows say", lacking)
	}
	return nil
}

// databaseChecks looks at the database the place names, else at what the private one
// needs of this machine.
func databaseChecks(ctx context.Context, p *place) ([]local.Check, error) {
	if p.Database != "" {
		checks := local.Given(ctx, p.Database)
		if len(checks) == 1 { // it does not answer
			return checks, nil
		}
		return append(checks, footprintsCheck(ctx, p.Database)), nil
	}
	dir, err := local.StateDir(p.State)
	if err != nil {
		return nil, err
	}
	checks := local.Doctor(ctx, dir)
	cluster, err := local.Attach(ctx, dir)
	if err != nil { // it does not run, or the checks say why it does not answer
		return checks, nil
	}
	defer cluster.Stop(context.WithoutCancel(ctx))
	return append(checks, footprintsCheck(ctx, cluster.URL(databaseName))), nil
}

func addressCheck(addr string) local.Check {
	check := local.Check{Name: "address " + addr, OK: true, Found: "free"}
	listener, err := net.Listen("tcp", addr)
	if err == nil {
		listener.Close()
		return check
	}
	check.OK = false
	check.Found = err.Error()
	var op *net.OpError
	if errors.As(err, &op) && op.Err != nil {
		check.Found = op.Err.Error()
	}
	check.Fix = "choose another with --addr localhost:8081 (or PHUSONG_ADDR)"
	return check
}
