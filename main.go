// Command phusong tells a province which hamlets have mobile signal, which do
// not, why, and what to build next. See README.md.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// The exit codes, as --help states them.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitRefused     = 3
	exitInterrupted = 130
)

// errRefused marks that a file was read and turned away: nothing was changed.
var errRefused = errors.New("refused")

const description = `PhuSong: which hamlets have mobile signal, which do not, and why.

Exit codes: 0 done; 1 failed; 2 wrong usage; 3 a file was refused and nothing changed; 130 interrupted.

Examples:
  phusong demo                                       try everything on an invented province
  phusong import sites list.xlsx --operator viettel  import an operator's list
  phusong compute                                    compute and publish a release
  phusong gaps --by district --technology 4G         people and hamlets by verdict
  phusong hamlet 02230-003                           one hamlet, every network
  phusong path --to 02230-003                        why it has signal, or none`

// place says where the data lives; every command takes it.
type place struct {
	State    string `help:"State folder of the private PostGIS. As root the default is /var/lib/phusong, else the XDG state folder." env:"PHUSONG_STATE" placeholder:"DIR" type:"path"`
	Database string `help:"Use this PostgreSQL instead of a private one." env:"DATABASE_URL" placeholder:"URL"`
}

type commands struct {
	place

	Demo        demoCommand        `cmd:"" help:"Start everything on an invented sample province and serve the map."`
	Serve       serveCommand       `cmd:"" help:"Serve the map and the API, and work on runs."`
	Work        workCommand        `cmd:"" help:"Work on runs until stopped; start as many of these as there are machines."`
	Migrate     migrateCommand     `cmd:"" help:"Bring the database to this program's schema."`
	Sample      sampleCommand      `cmd:"" help:"Write the invented sample province as files."`
	Import      importCommand      `cmd:"" help:"Import files; each becomes one revision."`
	Compute     computeCommand     `cmd:"" help:"Compute coverage from the current revisions and publish a release."`
	Runs        runsCommand        `cmd:"" help:"List the runs, or cancel one."`
	Footprints  footprintsCommand  `cmd:"" help:"Tell what stored footprints take, and delete those that nothing needs."`
	Gaps        gapsCommand        `cmd:"" help:"Print people and hamlets by verdict."`
	Report      reportCommand      `cmd:"" help:"Write the gap list as an A4 document (.pdf), a workbook (.xlsx) or lines (.csv)."`
	Export      exportCommand      `cmd:"" help:"Write a release as files for other programs."`
	Patches     patchesCommand     `cmd:"" help:"Print the connected inhabited places without signal, the fullest first."`
	WhatIf      whatIfCommand      `cmd:"" name:"what-if" help:"What masts put up, moved, changed or taken down would do for hamlets."`
	Choose      chooseCommand      `cmd:"" help:"Choose where to build: which masts light up the most for a budget, and how near that is to the best."`
	Failures    failuresCommand    `cmd:"" help:"Rank what may fail alone, masts or causes, by the people who would lose signal."`
	Fail        failCommand        `cmd:"" help:"Tell what is left when some sites fail at once."`
	Outage      outageCommand      `cmd:"" help:"Outages: what fell silent, who is cut off, what to tell on the phone."`
	Commitments commitmentsCommand `cmd:"" help:"What operators have promised, and what became of it."`
	Claims      claimsCommand      `cmd:"" help:"What somebody has said of coverage, beside what is computed."`
	Definitions definitionsCommand `cmd:"" help:"What makes a hamlet covered: list the definitions, add one, retire one."`
	Changes     changesCommand     `cmd:"" help:"Print the hamlets whose verdict differs between two releases, and why."`
	Find        findCommand        `cmd:"" help:"Find a hamlet, unit, mast or place by the words people use."`
	Hamlet      hamletCommand      `cmd:"" help:"Print one hamlet of the published release."`
	Path        pathCommand        `cmd:"" help:"Explain why a place has signal from a mast, or none."`
	Users       usersCommand       `cmd:"" help:"Make, list and disable accounts; invite people."`
	Forget      forgetCommand      `cmd:"" help:"Delete the private PostGIS and everything in it."`
	Doctor      doctorCommand      `cmd:"" help:"Check what this machine lacks and say the exact command that mends it."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:]))
}

// run runs one command line and returns its exit code.
func run(ctx context.Context, args []string) int {
	var cli commands
	exit := -1
	parser, err := newParser(&cli, func(code int) { exit = code })
	if err != nil {
		fmt.Fprintln(os.Stderr, "phusong:", err)
		return exitFailed
	}
	parsed, err := parser.Parse(args)
	if exit >= 0 { // --help printed and done
		return exit
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "phusong: %v; see phusong --help\n", err)
		return exitUsage
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	return exitCode(ctx, parsed.Run(&cli.place))
}

// newParser reads command lines into cli; exit is called once help is printed.
func newParser(cli *commands, exit func(code int)) (*kong.Kong, error) {
	return kong.New(cli, kong.Name("phusong"), kong.Description(description),
		kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.Help(help), kong.Exit(exit))
}

func exitCode(ctx context.Context, err error) int {
	switch {
	case err == nil:
		return exitDone
	case ctx.Err() != nil:
		fmt.Fprintln(os.Stderr, "phusong: interrupted; what was finished is kept")
		return exitInterrupted
	}
	fmt.Fprintln(os.Stderr, "phusong:", err)
	if errors.Is(err, errRefused) {
		return exitRefused
	}
	return exitFailed
}
