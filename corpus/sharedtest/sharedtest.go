// Package sharedtest finds the test texts that are other people's and so no
// part of the project: tests read them in place and are skipped without them.
package sharedtest

import (
	"os"
	"path/filepath"
	"testing"
)

// Folder gives the folder of those texts, VANTHU_SHARED or else shared beside
// the module, or skips the test.
func Folder(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("VANTHU_SHARED")
	if dir == "" {
		root, err := os.Getwd()
		if err != nil {
			t.Fatal(err)
		}
		for {
			if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
				break
			}
			if root == filepath.Dir(root) {
				t.Fatal("no go.mod above the test")
			}
			root = filepath.Dir(root)
		}
		dir = filepath.Join(filepath.Dir(root), "shared")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the shared test texts are not here (%v); set VANTHU_SHARED to their folder", err)
	}
	return dir
}
