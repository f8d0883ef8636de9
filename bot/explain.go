package main

import (
	"errors"
	"strings"
	"syscall"
)

// explain puts how to mend it behind an error whose cause says it.
func explain(err error) string {
	s := err.Error()
	mend := ""
	switch {
	case errors.Is(err, syscall.ENOSPC), strings.Contains(s, syscall.ENOSPC.Error()), strings.Contains(s, "database or disk is full"):
		mend = "the disk is full: free some space and run the command again; what was stored is kept"
	case errors.Is(err, syscall.EACCES), errors.Is(err, syscall.EPERM), strings.Contains(s, "readonly database"):
		mend = "give this user the right to read and write there, or choose another folder with --data"
	case errors.Is(err, syscall.ENOENT):
		mend = "check the path"
	case strings.Contains(s, "file is not a database"), strings.Contains(s, "database disk image is malformed"):
		mend = "state.db in the data folder is damaged: restore a backup, or move it away and index the documents again"
	}
	if mend == "" {
		return s
	}
	return s + " (" + mend + ")"
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
