//go:build !linux

package format

import "os/exec"

// confine leaves the child to exec.CommandContext, which kills it alone.
func confine(*exec.Cmd) {}

// limitMemory does nothing: only Linux lets a parent bound a running child.
func limitMemory(int) {}
