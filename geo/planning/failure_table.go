package planning

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Failure is a part and what is left, on one network, for the hamlets it takes
// something from when it fails alone.
type Failure struct {
	Part  int // place in Parts of the kind
	Falls []Fall
}

// tableKey names one table: all parts of a kind on one network.
type tableKey struct {
	kind    Kind
	network int
}

// table is worked out when it is first asked for.
type table struct {
	once     sync.Once
	failures []Failure
	told     atomic.Bool // they are there
}

// Failures returns what every part of a kind takes from a network, alone: the
// parts in their order, those that take nothing left out. It is worked out once.
func (r *Reliance) Failures(kind Kind, network int) []Failure {
	r.mu.Lock()
	t := r.tables[tableKey{kind, network}]
	if t == nil {
		t = &table{}
		r.tables[tableKey{kind, network}] = t
	}
	r.mu.Unlock()
	t.once.Do(func() {
		t.failures = r.try(kind, network)
		t.told.Store(true)
	})
	return t.failures
}

// alone is what is left without each of a network's lights, one at a time.
func (r *Reliance) alone(network int) map[int32][]Fall {
	c := &r.networks[network]
	c.once.Do(func() {
		falls := make([][]Fall, len(c.lights))
		before := r.before()
		var next atomic.Int64
		var workers sync.WaitGroup
		for range min(runtime.GOMAXPROCS(0), len(c.lights)) {
			workers.Go(func() {
				t := r.newTrial(network)
				for i := int(next.Add(1)) - 1; i < len(c.lights); i = int(next.Add(1)) - 1 {
					var holds bool
					if falls[i], holds = before.alone(r, network, c.lights[i]); !holds {
						falls[i] = t.without(c.lights[i : i+1])
					}
				}
			})
		}
		workers.Wait()
		c.alone = map[int32][]Fall{}
		for i, f := range falls {
			c.alone[c.lights[i]] = f
		}
		c.told.Store(true)
	})
	return c.alone
}

// lightsOf are the lights of a network by presence.
func (r *Reliance) lightsOf(network int) map[presenceAt][]int32 {
	of := map[presenceAt][]int32{}
	for _, l := range r.networks[network].lights {
		at := presenceAt{r.Lights[l].Site, r.Lights[l].Presence}
		of[at] = append(of[at], l)
	}
	return of
}

// lights are those of a part.
func (p *Part) lights(of map[presenceAt][]int32) (lights []int32) {
	for _, at := range p.sites {
		lights = append(lights, of[at]...)
	}
	return lights
}

// try lets each part fail, some on every processor.
func (r *Reliance) try(kind Kind, network int) []Failure {
	of, before := r.lightsOf(network), r.before()
	parts, told := r.Parts(kind), before.told(kind, network)
	all := make([]Failure, len(parts))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(parts)) {
		workers.Go(func() {
			t := r.newTrial(network)
			for i := int(next.Add(1)) - 1; i < len(parts); i = int(next.Add(1)) - 1 {
				lights := parts[i].lights(of)
				if len(lights) == 1 { // one equipment alone is of several kinds
					all[i] = Failure{i, r.alone(network)[lights[0]]}
					continue
				}
				falls, holds := []Fall(nil), false
				if was, known := told[parts[i].called]; known {
					falls, holds = before.together(r, network, was, lights)
				}
				if !holds {
					falls = t.without(lights)
				}
				all[i] = Failure{i, falls}
			}
		})
	}
	workers.Wait()
	var found []Failure
	for _, f := range all {
		if len(f.Falls) > 0 {
			found = append(found, f)
		}
	}
	return found
}
