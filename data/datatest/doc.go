// Package datatest gives a test a migrated database of its own on a real PostGIS.
//
// All test binaries on the machine share one scratch cluster, which a crash may
// lose, in the temporary folder. A database is a copy of a template that is
// migrated once for each state of the migrations, so that it costs a quarter of a
// second. It is dropped when its test ends. The cluster ends by itself a little
// after the last test binary.
//
// Without PostGIS on the machine the test is skipped and says so; under CI=true
// it fails.
package datatest
