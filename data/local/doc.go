// Package local runs the private PostGIS that PhuSong starts for itself when no
// DATABASE_URL is given, and that tests run on.
//
// One state folder holds one cluster. It listens on a unix socket only, that
// only its own account (and root) can open; as root it is started under another
// account. Any number of processes may use one cluster at the same time:
//
//   - Start makes the caller its one owner (serve, demo); a second is refused.
//   - StartOrAttach uses it, and starts it when it does not run (compute, gaps).
//   - Attach uses it only if it runs.
//
// The last user to Stop also stops the cluster. A user that was killed leaves
// it running, and the next one goes on with it.
//
// Doctor says what this machine lacks for it, Given what a PostgreSQL lacks that
// somebody else keeps and that is used instead.
package local
