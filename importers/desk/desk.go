package desk

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"phusong/data"
	"phusong/importers/intake"
)

// Options is what a desk is made of.
type Options struct {
	Store *data.Store
	Log   *slog.Logger
	// Readers is how many files are read at once; 0 means 2.
	Readers int
	// Rows bounds the rows of drafts kept in memory; 0 means 300,000. The draft
	// looked at last is kept whatever its size.
	Rows int
	// Limits bound what one file may hold; nil for those of the product.
	Limits *intake.Limits
	// Consequences works out what a list would change on the map; nil where
	// that cannot be told.
	Consequences Consequences
	// EnqueueRun asks for a computation of what was approved.
	EnqueueRun data.EnqueueRun
	// Reached is told of every point at which a sudden end must do no harm; nil
	// but in the tests that make it end there.
	Reached func(point string)
}

// Desk takes lists in. It is safe for concurrent use.
type Desk struct {
	Options
	readers chan struct{} // a place for each file that is being read
	thinker chan struct{} // consequences are worked out one at a time
	wake    chan struct{}
	closed  chan struct{}
	flights singleflight.Group
	drafts  *shelf
	places  gazetteers

	mu       sync.Mutex
	busy     map[string]context.CancelFunc // uploads being worked on, by id
	progress map[string]Progress
	watchers map[string]map[chan struct{}]bool
}

// Progress says how far the work on an upload has come. Total is 0 where that
// cannot be told.
type Progress struct {
	Step  string `json:"step"`
	Done  int    `json:"done"`
	Total int    `json:"total"`
}

// The steps of the work on an upload.
const (
	StepWaiting   = "waiting"
	StepReading   = "reading"
	StepComparing = "comparing"
	StepComputing = "computing"
)

// New returns a desk. Uploads are read while Run runs.
func New(o Options) *Desk {
	if o.Readers <= 0 {
		o.Readers = 2
	}
	if o.Rows <= 0 {
		o.Rows = 300_000
	}
	if o.Limits == nil {
		limits := intake.TableLimits()
		o.Limits = &limits
	}
	return &Desk{
		Options: o, readers: make(chan struct{}, o.Readers), thinker: make(chan struct{}, 1), wake: make(chan struct{}, 1), closed: make(chan struct{}),
		drafts: newShelf(o.Rows), places: gazetteers{store: o.Store},
		busy: map[string]context.CancelFunc{}, progress: map[string]Progress{}, watchers: map[string]map[chan struct{}]bool{},
	}
}

// lookAgain is how often uploads are looked for that nobody spoke of: those of a
// process that ended, and those that the database could not be asked about.
const lookAgain = 3 * time.Second

// Run works on all unfinished uploads, new ones and those that an earlier
// process left, until ctx ends. Then it waits for what it has begun. It is called
// once.
func (d *Desk) Run(ctx context.Context) {
	var working sync.WaitGroup
	defer working.Wait()
	defer close(d.closed)
	tick := time.NewTicker(lookAgain)
	defer tick.Stop()
	for {
		unfinished, err := d.Store.UnfinishedUploads(ctx)
		if err != nil && ctx.Err() == nil {
			d.Log.Warn("look for unfinished uploads", "error", err)
		}
		for _, u := range unfinished {
			if ctx, mine := d.begin(ctx, u.ID); mine {
				working.Go(func() { d.work(ctx, u) })
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-d.wake:
		case <-tick.C:
		}
	}
}

// Closed returns a channel that ends when Run does.
func (d *Desk) Closed() <-chan struct{} { return d.closed }

// begin marks an upload as being worked on, unless it is already.
func (d *Desk) begin(ctx context.Context, id string) (context.Context, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.busy[id] != nil {
		return nil, false
	}
	ctx, cancel := context.WithCancel(ctx)
	d.busy[id] = cancel
	return ctx, true
}

// work does what an upload waits for and leaves nothing of it behind.
func (d *Desk) work(ctx context.Context, u data.Upload) {
	var err error
	if u.State == data.UploadReading {
		err = d.read(ctx, u)
	} else {
		err = d.think(ctx, u)
	}
	if err != nil && ctx.Err() == nil {
		d.Log.Warn("work on an upload", "upload", u.ID, "error", err)
	}
	d.mu.Lock()
	d.busy[u.ID]()
	delete(d.busy, u.ID)
	delete(d.progress, u.ID)
	d.tell(u.ID)
	d.mu.Unlock()
	if err == nil || ctx.Err() != nil {
		d.stir()
	}
}

// stir makes Run look at the uploads now.
func (d *Desk) stir() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// drop ends the work on a version of an upload that does not count any more.
func (d *Desk) drop(id string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if cancel := d.busy[id]; cancel != nil {
		cancel()
	}
	d.tell(id)
}

// seat waits for one of a few places and returns how to leave it.
func seat(ctx context.Context, places chan struct{}) (leave func(), err error) {
	select {
	case places <- struct{}{}:
		return func() { <-places }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for a place: %w", ctx.Err())
	}
}

func (d *Desk) reached(point string) {
	if d.Reached != nil {
		d.Reached(point)
	}
}
