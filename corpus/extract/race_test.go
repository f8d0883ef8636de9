//go:build race

package extract_test

// raced says that the race detector looks on, under which reading takes ten times
// as long: it needs to see some documents read, not all of them.
const raced = true
