//go:build race

package main

// raced says that the race detector looks on, under which everything takes ten times as
// long: it needs to see some questions asked, and what goes on beside something else.
const raced = true
