package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"vanthu/bot/control"
	"vanthu/bot/web"
	"vanthu/corpus"
	"vanthu/corpus/source"
	"vanthu/handlers/ingest"
	"vanthu/handlers/ledger"
	"vanthu/handlers/state"
	"vanthu/index"
)

// serveCommand runs every front end.
type serveCommand struct{}

func (serveCommand) needs() access { return serves }

// Times of serve.
const (
	watchQuiet = 2 * time.Second  // after the last change in a folder, before it is read
	pollEvery  = time.Minute      // between looks at folders that can't be watched
	drainTime  = 20 * time.Second // for answers under way at the end
)

// defaultListen is tried first where no address was set; if it is taken, the
// next ports are tried.
const defaultListen = "127.0.0.1:8080"

func (s *serveCommand) run(ctx context.Context, c *call) error {
	// With --now the clock starts there and runs on.
	if c.settings.Now != "" {
		start, begun := c.now(), time.Now()
		c.installation.now = func() time.Time { return start.Add(time.Since(begun)) }
		c.installation.answers = nil // what people did later in that day would be told too late
	}
	warm, cool := c.installation.warm(ctx)
	defer cool()
	// The samples are few; an index that is behind catches up while it serves.
	if _, err := c.ingester.Samples(ctx); err != nil {
		return err
	}
	l, err := listen(c.settings.Listen)
	if err != nil {
		return err
	}
	address := "http://" + l.Addr().String()
	if err := c.installation.serving(address); err != nil {
		return errors.Join(err, l.Close())
	}
	core := c.newCore(c.installation.now, true, true)
	chats := newPlatforms(c, core, address)
	page, err := web.New(web.Deps{Handler: chats.listener, Listens: c.installation.listens(c.settings.Transcribe), Library: pages{c.installation}, Leaflets: core, Catalog: c.catalog, Examples: core.Examples, Masked: core.Masked,
		Hosts: publicHosts(c.settings), Opens: chats.opens, Hooks: chats.hooks, Log: c.log, Now: c.installation.now})
	if err != nil {
		return errors.Join(err, l.Close())
	}
	sock, err := control.Listen(c.installation.dir)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	if _, err := fmt.Fprintln(c.out, address); err != nil {
		return errors.Join(err, l.Close(), sock.Close())
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	errs := make(chan error, 5)
	part := func(name string, run func() error) {
		wg.Go(func() {
			if err := run(); err != nil {
				errs <- fmt.Errorf("%s: %w", name, err)
				cancel()
			}
		})
	}
	changed := make(chan struct{}, 1)
	part("web", func() error { return page.Serve(ctx, l) })
	part("control", func() error { return control.Serve(ctx, sock, c.installation.dir, s.carryOut(c, changed)) })
	part("documents", func() error { return c.installation.keepUp(ctx, warm, changed) })
	part("platforms", func() error { return chats.run(ctx) })
	part("vectors", func() error { return c.installation.keepNear(ctx, warm) })
	wg.Wait()
	close(errs)
	return <-errs
}

// pages gives documents to the web page.
type pages struct{ *installation }

// Document gives the document with a path, to those who may see it; for
// others it is not there.
func (p pages) Document(ctx context.Context, viewer corpus.Viewer, path string) (*corpus.Document, error) {
	d, err := p.state.DocumentAt(ctx, path)
	if err == nil && !viewer.Sees(d.Visibility) {
		return nil, fmt.Errorf("document %q: %w", path, state.ErrNotFound)
	}
	return d, err
}

// listen opens the web address.
func listen(addr string) (net.Listener, error) {
	if addr != "" {
		l, err := net.Listen("tcp", addr)
		if err != nil {
			return nil, fmt.Errorf("listen on %s: %w; choose another address with --listen", addr, err)
		}
		return l, nil
	}
	var err error
	for port := 8080; port < 8100; port++ {
		var l net.Listener
		if l, err = net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			return l, nil
		}
	}
	return nil, fmt.Errorf("listen on %s and the next ports: %w; choose an address with --listen", defaultListen, err)
}

// carryOut runs the commands that reach the control socket.
func (s *serveCommand) carryOut(c *call, changed chan<- struct{}) control.Handler {
	return func(ctx context.Context, call control.Call, stdin io.Reader, stdout, stderr io.Writer) int {
		p, err := parse(call.Args, stdout, stderr, call.Dir)
		if err != nil {
			return report(stderr, err)
		}
		if p == nil {
			return statusDone
		}
		p.terminal = call.Terminal
		switch p.cmd.needs() {
		case serves:
			return report(stderr, errors.New("serve runs already"))
		case beside:
			return report(stderr, fmt.Errorf("%s is a process of its own", p.command))
		}
		status := report(stderr, p.with(ctx, c.installation, streams{stdin, stdout, stderr}))
		if p.command == "index" {
			select {
			case changed <- struct{}{}:
			default:
			}
		}
		return status
	}
}

// warm has the index made ready in the background: questions that come before
// it is wait for it. warm is closed when it is ready; cool ends the work and
// waits for it.
func (in *installation) warm(ctx context.Context) (warm <-chan struct{}, cool func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if _, err := in.engine.Search(ctx, index.Query{}); err != nil && ctx.Err() == nil {
			in.log.Error("make the index ready", "error", err)
		}
	}()
	return done, func() {
		cancel()
		<-done
	}
}

// keepUp brings the index up to date, and then reads what changes in the
// folders. Apart from catching up, it waits until the index is warm: the first
// question needs the machine more.
func (in *installation) keepUp(ctx context.Context, warm, changed <-chan struct{}) error {
	if _, err := in.ingester.CatchUp(ctx, nil); err != nil {
		return ended(ctx, err)
	}
	select {
	case <-warm:
	case <-ctx.Done():
		return nil
	}
	in.renew(ctx)
	in.openBook(ctx)
	for ctx.Err() == nil {
		roots, err := in.ingester.Roots(ctx)
		if err != nil {
			return ended(ctx, err)
		}
		round, stop := context.WithCancel(ctx)
		var wg sync.WaitGroup
		wg.Go(func() {
			select {
			case <-changed: // other folders may have come
			case <-round.Done():
			}
			stop()
		})
		if len(roots) > 0 {
			in.watch(round, roots)
		}
		<-round.Done()
		stop()
		wg.Wait()
	}
	return nil
}

// watch reads the folders once, because they may have changed while nobody
// looked, and then whenever they change.
func (in *installation) watch(ctx context.Context, roots []string) {
	begun := func() { in.read(ctx, roots) } // nothing is missed between reading and watching
	err := source.Watch(ctx, roots, watchQuiet, begun, func(paths []string) error {
		in.read(ctx, paths)
		return nil
	})
	if err == nil || ctx.Err() != nil {
		return
	}
	in.log.Warn("the folders can't be watched; they are looked at every minute instead", "cause", err)
	in.read(ctx, roots)
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			in.read(ctx, roots)
		case <-ctx.Done():
			return
		}
	}
}

// read indexes folders again; what goes wrong is logged, and the documents
// stay as they were.
func (in *installation) read(ctx context.Context, roots []string) {
	defer in.openBook(ctx)
	for _, root := range roots {
		if _, err := os.Stat(root); err != nil {
			in.log.Warn("a folder of documents is not there; its documents stay in use", "folder", filepath.Base(root))
			continue
		}
		r, err := in.ingester.Index(ctx, []string{root}, ingest.Options{})
		if err != nil {
			if ctx.Err() == nil {
				in.log.Error("read documents", "error", err)
			}
			continue
		}
		if r.Read+r.Dropped > 0 {
			in.log.Info("documents read", "changed", r.Read, "dropped", r.Dropped, "documents", r.Documents, "problems", len(r.Problems))
		}
	}
}

// openBook makes the ledger ready for the next question about duties, and what
// documents are called for the next one who types it.
func (in *installation) openBook(ctx context.Context) {
	l, err := in.book.At(ctx, in.now().In(in.zone))
	switch {
	case err == nil:
		l.Match(ledger.Wanted{}, ledger.Filter{}, 0) // makes ready what finds duties by their words
	case ctx.Err() == nil:
		in.log.Error("build the ledger of duties", "error", err)
	}
	_, err = in.procedures.Catalogue(ctx)
	if err = errors.Join(err, in.shelf.Ready(ctx)); err != nil && ctx.Err() == nil {
		in.log.Error("sort documents and procedures by what they are called", "error", err)
	}
}

func ended(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}
