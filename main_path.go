package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"phusong/data"
	"phusong/data/derive"
	"phusong/geo/propagation/explain"
)

type pathCommand struct {
	From string `help:"Mast id or operator's site code; whichever mast serves best by default." placeholder:"MAST"`
	To   string `help:"A place as LON,LAT, or a hamlet's code." required:"" placeholder:"LON,LAT|HAMLET"`
	networkFlags
	Language string `help:"vi or en." enum:"vi,en" default:"vi"`
	Values   bool   `help:"Print every intermediate value of the Recommendation too."`
	JSON     bool   `help:"Print all of it as JSON." name:"json"`
	releaseFlags
}

// Run explains one path.
func (c pathCommand) Run(ctx context.Context, p *place) error {
	network, err := c.network()
	if err != nil {
		return err
	}
	var view *data.View
	if err := p.inRelease(ctx, c.releaseFlags, func(store *data.Store, release int64) error {
		view, err = store.LoadPaths(ctx, release)
		return err
	}); err != nil {
		return err
	}
	question := derive.PathQuestion{From: c.From, Network: network}
	if question.To, question.ToName, err = derive.Place(view, c.To); err != nil {
		return fmt.Errorf("--to %w", err)
	}
	e, err := derive.Explain(view, question)
	if err != nil {
		return err
	}
	return c.print(e)
}

func (c pathCommand) print(e explain.Explanation) error {
	if c.JSON {
		out := json.NewEncoder(os.Stdout)
		out.SetIndent("", "  ")
		return out.Encode(e)
	}
	if err := explain.Write(os.Stdout, e, c.Language); err != nil || !c.Values {
		return err
	}
	return explain.WriteValues(os.Stdout, e, c.Language)
}
