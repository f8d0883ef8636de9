package format

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Limits of the child process that parses a PDF.
const (
	childTime   = 30 * time.Second
	childMemory = 1 << 30 // bytes of address space
	childErrors = 4 << 10 // bytes of messages that are kept
)

// errOutput says that a child wrote more than it may.
var errOutput = errors.New("more output than the limit")

// runPDFToText gives the text of each page, read by poppler's pdftotext. The
// child works on a copy in a folder of its own, whose absolute name can't be
// taken for an option, in a process group that is killed as a whole.
func (r *Reader) runPDFToText(ctx context.Context, data []byte) ([]string, error) {
	dir, err := os.MkdirTemp("", "vanthu-pdf-")
	if err != nil {
		return nil, fmt.Errorf("read a PDF: make a folder for it: %w", err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		return nil, fmt.Errorf("read a PDF: copy it: %w", err)
	}
	limited, cancel := context.WithTimeout(ctx, childTime)
	defer cancel()
	out := capped{max: 2*r.Limits.TextBytes + 1<<20}
	messages := capped{max: childErrors, drop: true}
	cmd := exec.CommandContext(limited, r.Tools.PDFToText, "-raw", "-enc", "UTF-8", "-eol", "unix", file, "-")
	cmd.Dir, cmd.Env = dir, []string{"LC_ALL=C", "HOME=" + dir, "TMPDIR=" + dir}
	cmd.Stdout, cmd.Stderr = &out, &messages
	confine(cmd)
	cmd.WaitDelay = time.Second // a grandchild may hold the pipe open
	if err := cmd.Start(); err != nil {
		return nil, &Error{Reason: NoTool, Detail: fmt.Sprintf("pdftotext can't be run: %v", err), Mend: "install poppler-utils, or correct the path in the settings"}
	}
	limitMemory(cmd.Process.Pid)
	err = cmd.Wait()
	switch said := messages.kept.String(); {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil:
		return nil, &Error{Reason: TimedOut, Detail: fmt.Sprintf("reading it took longer than %v", childTime), Mend: "print it to a new PDF and give that one"}
	case out.full:
		return nil, tooLarge(fmt.Sprintf("its text has more than %d bytes, the limit", r.Limits.TextBytes), "split it into several files")
	case strings.Contains(said, "Incorrect password"):
		return nil, &Error{Reason: Encrypted, Detail: "the PDF asks for a password", Mend: "save it without the password"}
	case strings.Contains(said, "not allowed"):
		return nil, &Error{Reason: Encrypted, Detail: "the PDF forbids copying its text", Mend: "get a copy without this protection"}
	case err != nil:
		return nil, &Error{Reason: Damaged, Detail: fmt.Sprintf("pdftotext could not read it: %v: %s", err, firstLine(said)), Mend: "get the file again, or print it to a new PDF"}
	}
	pages := strings.Split(out.kept.String(), "\f")
	return pages[:max(1, len(pages)-1)], nil // each page ends in a form feed
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	return clean(strings.ToValidUTF8(s, "\ufffd"))
}

// capped keeps up to max bytes of what is written to it; what is more is
// dropped, or refused, which ends the child by a broken pipe.
type capped struct {
	kept bytes.Buffer // no embedding: its ReadFrom would go past Write
	max  int
	drop bool
	full bool
}

func (c *capped) Write(p []byte) (int, error) {
	room := c.max - c.kept.Len()
	if len(p) <= room {
		return c.kept.Write(p)
	}
	c.full = true
	c.kept.Write(p[:room])
	if c.drop {
		return len(p), nil
	}
	return room, errOutput
}
