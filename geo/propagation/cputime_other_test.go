//go:build !linux

package propagation

import "time"

// threadTime is the time on the wall where no thread's own can be had.
func threadTime() time.Duration { return time.Duration(time.Now().UnixNano()) }
