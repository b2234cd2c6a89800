package desk

import "phusong/data"

// note says how far the work on an upload has come. What is read again only to be
// looked at has no progress.
func (d *Desk) note(id string, p Progress) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.busy[id] == nil {
		return
	}
	d.progress[id] = p
	d.tell(id)
}

// tell wakes those who watch an upload; d.mu is held.
func (d *Desk) tell(id string) {
	for watcher := range d.watchers[id] {
		select {
		case watcher <- struct{}{}:
		default: // has not looked at the last change yet
		}
	}
}

// ProgressOf says how far the work on an upload has come, which may be done in
// another process: then it is waiting, as far as this one knows.
func (d *Desk) ProgressOf(u data.Upload) Progress {
	if u.State != data.UploadReading && u.State != data.UploadComputing {
		return Progress{Step: string(u.State), Done: 1, Total: 1}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if p, known := d.progress[u.ID]; known {
		return p
	}
	return Progress{Step: StepWaiting}
}

// Watch returns a channel that has something whenever an upload may have changed
// since it was last emptied, and how to stop watching.
func (d *Desk) Watch(id string) (changes <-chan struct{}, stop func()) {
	watcher := make(chan struct{}, 1)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.watchers[id] == nil {
		d.watchers[id] = map[chan struct{}]bool{}
	}
	d.watchers[id][watcher] = true
	return watcher, func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		delete(d.watchers[id], watcher)
		if len(d.watchers[id]) == 0 {
			delete(d.watchers, id)
		}
	}
}
