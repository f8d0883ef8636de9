package state_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"vanthu/handlers/state"
)

// fullDiskEnv names the folder in which a child of the test fills its disk.
const fullDiskEnv = "VANTHU_TEST_FULL_DISK"

// TestFullDisk lets a child process write until there is no more room. Its
// error must say so, and all that it was told to be stored must be there.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), fullDiskEnv+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.Output()
	if err != nil {
		t.Fatalf("the child: %v\n%s", err, out)
	}
	var stored []string
	full, original := "", ""
	for scan := bufio.NewScanner(strings.NewReader(string(out))); scan.Scan(); {
		switch word, rest, _ := strings.Cut(scan.Text(), " "); word {
		case "stored":
			stored = append(stored, rest)
		case "full":
			full = rest
		case "original":
			original = rest
		}
	}
	if len(stored) == 0 {
		t.Fatalf("the child stored nothing: %s", out)
	}
	for what, message := range map[string]string{"saving": full, "keeping an original": original} {
		if !strings.Contains(message, state.ErrFull.Error()) {
			t.Errorf("%s on a full disk says %q", what, message)
		}
	}
	s := open(t, dir)
	for _, id := range stored {
		if d, err := s.Document(t.Context(), id); err != nil || !strings.HasPrefix(d.Text, id+" ") {
			t.Errorf("%s was stored and is lost: %v", id, err)
		}
	}
	if n, err := s.Count(t.Context()); err != nil || n != len(stored) {
		t.Errorf("%d documents, %v, want the %d stored", n, err, len(stored))
	}
	t.Logf("%d documents stored before the disk was full", len(stored))
	// With room again, it goes on.
	save(t, s, document("later", "room"))
}

// fillDisk stores documents until it can't, under a limit on the size of
// files, which fails a write as a full disk does.
func fillDisk(dir string) {
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: 2 << 20, Max: 2 << 20}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		fmt.Println("limit", err)
		os.Exit(1)
	}
	ctx := context.Background()
	s, err := state.Open(ctx, dir)
	if err != nil {
		fmt.Println("open", err)
		os.Exit(1)
	}
	for i := range 1000 {
		id := fmt.Sprintf("d%03d", i)
		if _, err := s.SaveDocuments(ctx, []state.Change{document(id, id+" "+noise(20_000))}, now); err != nil {
			fmt.Println("full", strings.ReplaceAll(err.Error(), "\n", " "))
			break
		}
		fmt.Println("stored", id)
	}
	data := []byte(noise(5 << 20))
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:])
	err = s.KeepOriginal(hash, data)
	fmt.Println("original", strings.ReplaceAll(fmt.Sprint(err), "\n", " "))
	if _, err := s.Original(hash); !errors.Is(err, state.ErrNotFound) {
		fmt.Println("an unfinished original is taken for one:", err)
		os.Exit(1)
	}
	if err := s.Close(); err != nil {
		fmt.Println("close", err)
	}
}

// noise gives n bytes that do not compress.
func noise(n int) string {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	var b strings.Builder
	for b.Len() < n {
		fmt.Fprintf(&b, "%016x", r.Uint64())
	}
	return b.String()[:n]
}
