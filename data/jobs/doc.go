// Package jobs runs the work of runs: River hands out batches, our own leases
// say who may write. River alone would leave the jobs of a killed worker
// untouched for an hour; a lease runs out in seconds.
package jobs
