package source

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// What ends a watch before its context does; the caller then looks for
// changes by walking from time to time.
var (
	ErrTooManyWatches = errors.New("the system allows no more watches; raise fs.inotify.max_user_watches and fs.inotify.max_user_instances")
	ErrGone           = errors.New("the watched path is gone")
)

// longest is how many quiet times a burst that never ends may last before its
// changes are told all the same.
const longest = 20

// Watch calls changed with those of the paths below which something changed,
// in order, each time nothing more has happened for the quiet time. Folders
// are watched with all below them, new ones too. begun, which may be nil, is
// called once everything is watched: what changed before is for its caller to
// find out then. Watch returns when the context ends, with nil; at the first error of changed; or with an error that wraps
// ErrTooManyWatches, ErrGone or what the system says.
func Watch(ctx context.Context, paths []string, quiet time.Duration, begun func(), changed func([]string) error) error {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch: %w", watchCause(err))
	}
	w := watch{notify: notify, paths: paths}
	for _, p := range paths {
		if err := w.add(p); err != nil {
			return errors.Join(err, notify.Close())
		}
		if info, err := os.Stat(p); err == nil && info.IsDir() {
			w.folders = append(w.folders, filepath.Clean(p))
		}
	}
	inner, cancel := context.WithCancel(ctx)
	events, ended := make(chan []string), make(chan error, 1)
	go func() { ended <- w.events(inner, events) }()
	if begun != nil {
		begun()
	}
	err = settle(inner, events, quiet, longest*quiet, changed)
	cancel()
	err = errors.Join(err, <-ended)
	if closing := notify.Close(); err == nil {
		err = closing
	}
	return err
}

// watch turns notifications into the paths they concern.
type watch struct {
	notify  *fsnotify.Watcher
	paths   []string
	folders []string // those of the paths that are folders
}

// add watches a path: the folder with all folders below it, or the folder
// that a file is in, because editors replace files.
func (w *watch) add(p string) error {
	info, err := os.Stat(p)
	if err != nil {
		return fmt.Errorf("watch %q: %w", p, err)
	}
	if !info.IsDir() {
		return w.addOne(filepath.Dir(p))
	}
	return filepath.WalkDir(p, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil && name == p:
			return fmt.Errorf("watch %q: %w", p, err)
		case err != nil:
			return nil // gone, or without permission: Walk tells
		case name != p && isPassedOver(e.Name()) && e.IsDir():
			return fs.SkipDir
		case !e.IsDir() && name != p:
			return nil
		}
		return w.addOne(name)
	})
}

func (w *watch) addOne(folder string) error {
	err := w.notify.Add(folder)
	if err == nil || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return nil
	}
	return fmt.Errorf("watch %q: %w", folder, watchCause(err))
}

func watchCause(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) {
		return fmt.Errorf("%w (%w)", ErrTooManyWatches, err)
	}
	return err
}

// events sends the paths that each notification concerns and closes the
// channel at the end.
func (w *watch) events(ctx context.Context, out chan<- []string) error {
	defer close(out)
	send := func(paths []string) bool {
		if len(paths) == 0 {
			return true
		}
		select {
		case out <- paths:
			return true
		case <-ctx.Done():
			return false
		}
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case e, ok := <-w.notify.Events:
			if !ok {
				return nil
			}
			concerned := w.concerned(e)
			if e.Has(fsnotify.Create) && len(concerned) > 0 {
				if info, err := os.Stat(e.Name); err == nil && info.IsDir() {
					if err := w.add(e.Name); err != nil && !errors.Is(err, fs.ErrNotExist) {
						send(concerned)
						return err
					}
				}
			}
			if !send(concerned) {
				return nil
			}
			if w.isGone(e) {
				return fmt.Errorf("watch %q: %w", e.Name, ErrGone)
			}
		case err, ok := <-w.notify.Errors:
			if !ok {
				return nil
			}
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return fmt.Errorf("watch: %w", watchCause(err))
			}
			if !send(w.paths) { // some notifications were lost: look everywhere
				return nil
			}
		}
	}
}

// isGone reports whether a notification says that a watched folder itself was
// removed. A watched file may come back: its folder goes on being watched.
func (w *watch) isGone(e fsnotify.Event) bool {
	name := filepath.Clean(e.Name)
	if !e.Has(fsnotify.Remove) && !e.Has(fsnotify.Rename) || !slices.Contains(w.folders, name) {
		return false
	}
	_, err := os.Lstat(name)
	return errors.Is(err, fs.ErrNotExist)
}

// concerned gives the watched paths that a notification is about.
func (w *watch) concerned(e fsnotify.Event) []string {
	if e.Op == fsnotify.Chmod || isPassedOver(filepath.Base(e.Name)) && !slices.Contains(w.paths, e.Name) {
		return nil
	}
	var concerned []string
	name := filepath.Clean(e.Name)
	for _, p := range w.paths {
		clean := filepath.Clean(p)
		if name == clean || clean == "." && !filepath.IsAbs(name) || strings.HasPrefix(name, strings.TrimSuffix(clean, string(filepath.Separator))+string(filepath.Separator)) {
			concerned = append(concerned, p)
		}
	}
	return concerned
}

// settle gathers the paths of events and hands them to changed once no event
// came for the quiet time, or a burst has lasted the longest time. When events
// ends, what is gathered is handed over at once; when the context ends, not.
func settle(ctx context.Context, events <-chan []string, quiet, longest time.Duration, changed func([]string) error) error {
	gathered := map[string]bool{}
	var order []string
	tell := func() error {
		if len(order) == 0 {
			return nil
		}
		paths := order
		slices.Sort(paths)
		order, gathered = nil, map[string]bool{}
		return changed(paths)
	}
	timer := time.NewTimer(quiet)
	timer.Stop()
	defer timer.Stop()
	var since time.Time
	for {
		select {
		case <-ctx.Done():
			return nil
		case paths, ok := <-events:
			if !ok {
				if ctx.Err() != nil {
					return nil
				}
				return tell()
			}
			if len(order) == 0 {
				since = time.Now()
			}
			for _, p := range paths {
				if !gathered[p] {
					gathered[p] = true
					order = append(order, p)
				}
			}
			timer.Reset(min(quiet, max(0, longest-time.Since(since))))
		case <-timer.C:
			if err := tell(); err != nil {
				return err
			}
		}
	}
}
