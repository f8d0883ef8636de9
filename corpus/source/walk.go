package source

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// maxDepth is how many folders deep a tree is walked.
const maxDepth = 64

// Skip is the error of something in a tree that is not read, and why.
type Skip struct {
	Path   string
	Reason string // in English, for admins
}

func (s *Skip) Error() string { return fmt.Sprintf("%s: %s", s.Path, s.Reason) }

// Walk gives the files of the tree to each, ordered by name within each
// folder, and stops at its first error. What is not read, such as a device, a
// folder without permission or a link that leads out, is given with a *Skip,
// and the walk goes on. Hidden files and what editors and systems leave behind
// are passed over without a word, and so is a link to what is walked anyway.
func (t *Tree) Walk(ctx context.Context, each func(File, error) error) error {
	if t.single != "" {
		info, err := t.root.Stat(t.single)
		if err != nil {
			return fmt.Errorf("list %q: %w", t.shown, err)
		}
		return each(File{Path: citable(t.shown), Size: info.Size(), ModTime: info.ModTime(), name: t.single}, nil)
	}
	w := walk{Tree: t, each: each, seen: map[string]bool{}}
	return w.folder(ctx, ".", "", 0)
}

// walk is one walk through a tree.
type walk struct {
	*Tree
	each func(File, error) error
	seen map[string]bool // the cited paths
}

func (w *walk) folder(ctx context.Context, name, cited string, depth int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if depth > maxDepth {
		return w.skip(cited, fmt.Sprintf("it is more than %d folders deep", maxDepth))
	}
	entries, err := fs.ReadDir(w.root.FS(), filepath.ToSlash(name))
	if err != nil && len(entries) == 0 {
		if depth == 0 {
			return fmt.Errorf("list the folder: %w", err)
		}
		return w.skip(cited, "the folder can't be listed: "+cause(err))
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(citable(a.Name()), citable(b.Name())) })
	for _, e := range entries {
		if isPassedOver(e.Name()) {
			continue
		}
		if err := w.entry(ctx, filepath.Join(name, e.Name()), path.Join(cited, citable(e.Name())), e.Type(), depth); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) entry(ctx context.Context, name, cited string, mode fs.FileMode, depth int) error {
	link := mode&fs.ModeSymlink != 0
	if link && !w.isNeeded(name) {
		return nil
	}
	info, err := w.root.Stat(name) // follows links inside the root only
	switch {
	case err != nil && link && !errors.Is(err, fs.ErrNotExist):
		return w.skip(cited, "the link leads out of the folder; put the file itself there")
	case err != nil && link:
		return w.skip(cited, "the link leads nowhere")
	case errors.Is(err, fs.ErrNotExist):
		return nil // gone since it was listed
	case err != nil:
		return w.skip(cited, cause(err))
	case info.IsDir():
		return w.folder(ctx, name, cited, depth+1)
	case !info.Mode().IsRegular():
		return w.skip(cited, "it is "+kindOf(info.Mode())+", not a file")
	case w.seen[cited]:
		return w.skip(cited, "another file has the same name in other Unicode characters; rename one")
	}
	w.seen[cited] = true
	return w.each(File{Path: cited, Size: info.Size(), ModTime: info.ModTime(), name: name}, nil)
}

// isNeeded reports whether a link is to be looked at: not if it leads to a
// place of the tree that the walk finds by itself, nor to a folder it stands
// in.
func (w *walk) isNeeded(name string) bool {
	target, err := w.root.Readlink(name)
	if err != nil || filepath.IsAbs(target) {
		return true // Stat will say what is wrong
	}
	target = filepath.Join(filepath.Dir(name), target)
	if target == ".." || strings.HasPrefix(target, ".."+string(filepath.Separator)) {
		return true
	}
	if target == "." || strings.HasPrefix(name, target+string(filepath.Separator)) {
		return false
	}
	for part := range strings.SplitSeq(target, string(filepath.Separator)) {
		if isPassedOver(part) {
			return true
		}
	}
	_, err = w.root.Stat(target)
	return err != nil
}

func (w *walk) skip(cited, reason string) error {
	return w.each(File{Path: cited}, &Skip{cited, reason})
}

// cause gives what the operating system said, without the operation's name.
func cause(err error) string {
	if errors.Is(err, fs.ErrPermission) {
		return "permission denied; let the user who runs this program read it"
	}
	var p *os.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return err.Error()
}

// citable gives a name as citations write it.
func citable(name string) string {
	return norm.NFC.String(strings.ToValidUTF8(name, "\ufffd"))
}

// isPassedOver reports names that are no documents of anybody: hidden files,
// and what editors, office programs, browsers and systems leave behind.
func isPassedOver(name string) bool {
	switch {
	case strings.HasPrefix(name, "."), strings.HasPrefix(name, "~$"), strings.HasSuffix(name, "~"), strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"):
		return true
	case name == "Thumbs.db", name == "desktop.ini", name == "__MACOSX", name == "$RECYCLE.BIN", name == "4913": // vim probes a folder with 4913
		return true
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".swp", ".swo", ".swx", ".tmp", ".temp", ".part", ".crdownload", ".partial", ".bak", ".lock":
		return true
	}
	return false
}
