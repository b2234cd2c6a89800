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
	t.once.Do(func() { t.failures = r.try(kind, network) })
	return t.failures
}

// alone is what is left without each of a network's lights, one at a time.
func (r *Reliance) alone(network int) map[int32][]Fall {
	c := &r.networks[network]
	c.once.Do(func() {
		falls := make([][]Fall, len(c.lights))
		var next atomic.Int64
		var workers sync.WaitGroup
		for range min(runtime.GOMAXPROCS(0), len(c.lights)) {
			workers.Go(func() {
				t := r.newTrial(network)
				for i := int(next.Add(1)) - 1; i < len(c.lights); i = int(next.Add(1)) - 1 {
					falls[i] = t.without(c.lights[i : i+1])
				}
			})
		}
		workers.Wait()
		c.alone = map[int32][]Fall{}
		for i, f := range falls {
			c.alone[c.lights[i]] = f
		}
	})
	return c.alone
}

// try lets each part fail, some on every processor.
func (r *Reliance) try(kind Kind, network int) []Failure {
	of := map[presenceAt][]int32{}
	for _, l := range r.networks[network].lights {
		at := presenceAt{r.Lights[l].Site, r.Lights[l].Presence}
		of[at] = append(of[at], l)
	}
	parts := r.Parts(kind)
	all := make([]Failure, len(parts))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(parts)) {
		workers.Go(func() {
			t := r.newTrial(network)
			for i := int(next.Add(1)) - 1; i < len(parts); i = int(next.Add(1)) - 1 {
				var lights []int32
				for _, at := range parts[i].sites {
					lights = append(lights, of[at]...)
				}
				if len(lights) == 1 { // one equipment alone is of several kinds
					all[i] = Failure{i, r.alone(network)[lights[0]]}
					continue
				}
				all[i] = Failure{i, t.without(lights)}
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
