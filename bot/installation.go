package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"vanthu/corpus/calendar"
	"vanthu/corpus/extract"
	"vanthu/corpus/format"
	"vanthu/corpus/lexicon"
	"vanthu/corpus/samples"
	"vanthu/corpus/source"
	"vanthu/handlers"
	"vanthu/handlers/answer"
	"vanthu/handlers/answercache"
	"vanthu/handlers/emergency"
	"vanthu/handlers/export"
	"vanthu/handlers/i18n"
	"vanthu/handlers/ingest"
	"vanthu/handlers/ledger"
	"vanthu/handlers/llm"
	"vanthu/handlers/offices"
	"vanthu/handlers/personal"
	"vanthu/handlers/procedures"
	"vanthu/handlers/shelf"
	"vanthu/handlers/state"
	"vanthu/handlers/vectors"
	"vanthu/index"
	"vanthu/index/bleveindex"
)

// installation is one data folder with everything that works on it.
type installation struct {
	dir        string
	lock       *os.File
	stderr     io.Writer // of processes that are started
	zone       *time.Location
	now        func() time.Time // of serve; the real clock elsewhere
	log        *slog.Logger
	state      *state.State
	store      *bleveindex.Store
	engine     index.Engine
	ingester   *ingest.Ingester
	answerer   *answer.Answerer
	reader     *format.Reader
	describer  *extract.Describer
	catalog    *i18n.Catalog
	book       *handlers.Book
	officeBook *offices.Book
	answers    *answercache.Cache
	courtesy   *ingest.Courtesy
	agencies   handlers.Agencies
	concepts   ledger.Concepts
	shelf      *shelf.Shelf
	procedures *procedures.Register
	emergency  *emergency.Numbers
	secrets    *personal.Secrets
	topics     *lexicon.Concepts // by which texts of other languages are found
	core       *handlers.Core
	model      *llm.Summarizer     // nil: no language model is set
	summaries  *handlers.Summaries // likewise
	embedder   *llm.Embedder       // nil: no endpoint for vectors is set
	space      *vectors.Space      // likewise
	rewriter   answer.Rewriter     // nil: the model words no questions anew
	inPlain    answer.Plain        // nil: the model says no procedures in plain words

	transcriber *llm.Transcriber // nil: nobody listens to voice messages
}

// lockWait is how long a command waits for another one to end.
const lockWait = 10 * time.Second

// openInstallation opens a data folder, making it where there is none.
func openInstallation(ctx context.Context, s settings, how access, stderr io.Writer) (_ *installation, err error) {
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		return nil, fmt.Errorf("--zone: %w", err)
	}
	in := &installation{dir: s.Data, stderr: stderr, zone: zone, now: time.Now, log: slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: slog.LevelInfo}))}
	defer func() {
		if err != nil {
			err = errors.Join(err, in.close())
		}
	}()
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	asked := how
	if how == reads && !hasIndex(s.Data) {
		how = writes // the first command here makes the index
	}
	if in.lock, err = lockFolder(ctx, s.Data, how); err != nil {
		return nil, err
	}
	lx, x, err := extraction(s.Data)
	if err != nil {
		return nil, err
	}
	if in.state, err = state.Open(ctx, s.Data); err != nil {
		return nil, err
	}
	in.store, err = bleveindex.New(filepath.Join(s.Data, "index"), bleveindex.Options{ReadOnly: how == reads, Words: lx.Digest()})
	if err != nil && how == reads {
		// A damaged index, or one of another version, is made again.
		if err := in.lock.Close(); err != nil {
			return nil, err
		}
		if in.lock, err = lockFolder(ctx, s.Data, writes); err != nil {
			return nil, err
		}
		how = writes
		in.store, err = bleveindex.New(filepath.Join(s.Data, "index"), bleveindex.Options{Words: lx.Digest()})
	}
	if err != nil {
		return nil, err
	}
	if err := in.wire(ctx, s, how, lx, x); err != nil {
		return nil, err
	}
	behind := false
	if how == reads {
		if behind, err = in.behind(ctx); err != nil {
			return in, err
		}
		old, err := in.ingester.Outdated(ctx)
		if err != nil || !behind && !old {
			return in, err
		}
		// A killed command left the index behind the state, or the documents
		// were read with the rules of an older program.
		if err := in.close(); err != nil {
			return nil, err
		}
		again, err := openInstallation(ctx, s, writes, stderr)
		if err != nil {
			return nil, err
		}
		in = again
	}
	if asked == reads && (how == writes || behind) { // a command that reads brings nothing up to date by itself
		if _, err := in.ingester.CatchUp(ctx, nil); err != nil {
			return in, err
		}
	}
	return in, nil
}

func hasIndex(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "index", "live"))
	return err == nil
}

// behind reports whether the index has not caught up with the state, or was
// made with other words.
func (in *installation) behind(ctx context.Context) (bool, error) {
	st, err := in.engine.Stats(ctx)
	if err != nil {
		return false, err
	}
	n, err := in.state.Generation(ctx)
	return st.Generation != n || st.Outdated, err
}

// renew reads the documents anew where an older program read them with other
// rules. Where that fails, they stay as they were until the next time.
func (in *installation) renew(ctx context.Context) {
	begun := time.Now()
	told := false
	progress := func(ingest.Progress) {
		if !told {
			in.log.Info("reading the documents with the rules of this program; this may take a while")
		}
		told = true
	}
	switch worked, err := in.ingester.Renew(ctx, progress); {
	case err != nil && ctx.Err() == nil:
		in.log.Error("read the documents with the rules of this program", "error", err)
	case worked:
		in.log.Info("the documents were read with the rules of this program", "took", time.Since(begun).Round(time.Millisecond))
	}
}

// wire puts the parts together.
func (in *installation) wire(ctx context.Context, s settings, how access, lx *lexicon.Lexicon, x *extract.Extractor) (err error) {
	if in.catalog, err = i18n.Load(); err != nil {
		return fmt.Errorf("read the messages: %w", err)
	}
	d := extract.NewDescriber(x)
	in.describer = d
	n := lx.NoiseWords()
	columns := lx.OfficeColumns()
	in.reader = &format.Reader{Limits: format.DefaultLimits(), Noise: format.Noise{Comments: n.Comments, Related: n.Related, Filler: n.Filler},
		Tools: format.Tools{PDFToText: pdfTool(s.PDFTool)}, Column: columns.Column}
	in.agencies, in.concepts = lx, lx.Concepts()
	in.topics = lx.SearchConcepts()
	in.courtesy = ingest.NewCourtesy()
	var child *ingest.Child
	if how == serves {
		child = &ingest.Child{Begin: in.store.BeginApart, Command: in.buildingIn}
	}
	if in.ingester, err = ingest.New(ctx, ingest.Deps{State: in.state, Store: in.store, Reader: in.reader, Extractor: x, Describer: d, Topics: in.topics, Concepts: in.concepts,
		Samples: source.Embedded{FS: samples.Documents()}, Courtesy: in.courtesy, Child: child, Log: in.log, Now: func() time.Time { return in.now() }}); err != nil {
		return err
	}
	if in.engine, err = in.store.Open(ctx); err != nil {
		return err
	}
	in.book = handlers.NewBook(in.state, in.agencies)
	in.officeBook = offices.NewBook(in.state, columns, offices.NewWords(lx))
	in.answers = answercache.Default(in.state, in.engine)
	in.shelf, in.procedures = shelf.New(in.state), procedures.NewRegister(in.state, procedures.NewWords(lx))
	if in.emergency, err = emergency.Load(lx, overlay(in.dir)); err != nil {
		return fmt.Errorf("%w; mend the file or take it away", err)
	}
	in.secrets = personal.NewSecrets(lx)
	if err := in.openVectors(s, d); err != nil {
		return err
	}
	deps := answer.Deps{Lexicon: lx, Concepts: in.topics, Describer: d, Engine: in.engine, Texts: in.state, Procedures: in.procedures}
	if in.space != nil {
		deps.Neighbours = in.space
	}
	in.answerer = answer.New(deps)
	if err := in.openModel(ctx, s, lx, x); err != nil {
		return err
	}
	if err := in.openVoice(ctx, s); err != nil {
		return err
	}
	in.core = in.newCore(func() time.Time { return in.now() }, false, true)
	return nil
}

// newCore makes the abilities, on a clock of their own. Answers are kept where
// keep says so: not for commands that set the clock.
func (in *installation) newCore(now func() time.Time, pages, keep bool) *handlers.Core {
	var answers *answercache.Cache
	if keep {
		answers = in.answers
	}
	return handlers.New(handlers.Deps{Answerer: in.answerer, Answers: answers, Courtesy: in.courtesy, Indexer: in.ingester, Library: in.state, Memory: in.state, Book: in.book, OfficeBook: in.officeBook, Summaries: in.summaries, Rewriter: in.rewriter, InPlain: in.inPlain, Acts: in.state, Opinions: in.state, Agencies: in.agencies, Concepts: in.concepts,
		Shelf: in.shelf, Procedures: in.procedures, Emergency: in.emergency, Secrets: in.secrets, Export: export.Files{Catalog: in.catalog},
		Catalog: in.catalog, Zone: in.zone, Now: now, Log: in.log, HasPages: pages, Listens: in.transcriber != nil})
}

// extraction loads the words and rules that documents are read with.
func extraction(dir string) (*lexicon.Lexicon, *extract.Extractor, error) {
	lx, err := lexicon.Load(overlay(filepath.Join(dir, "lexicon")))
	if err != nil {
		return nil, nil, fmt.Errorf("read the lexicon: %w", err)
	}
	holidays, err := calendar.LoadHolidays(overlay(dir))
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w; mend the file or take it away", dir, err)
	}
	return lx, extract.New(lx).WithHolidays(holidays), nil
}

// overlay gives an installation's own lexicon files, if it has any.
func overlay(dir string) fs.FS {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil
	}
	return os.DirFS(dir)
}

// pdfTool finds poppler's pdftotext: as set, else on the path.
func pdfTool(set string) string {
	if set != "" {
		return set
	}
	p, err := exec.LookPath("pdftotext")
	if err != nil {
		return ""
	}
	return p
}

// close closes what is open.
func (in *installation) close() error {
	var errs []error
	in.closeModel()
	in.closeVectors()
	in.closeVoice()
	if in.store != nil {
		errs = append(errs, in.store.Close())
	}
	if in.state != nil {
		errs = append(errs, in.state.Close())
	}
	if in.lock != nil {
		errs = append(errs, in.lock.Close())
	}
	in.store, in.state, in.lock = nil, nil, nil
	return errors.Join(errs...)
}

// lockFolder takes the lock of a data folder: shared for reading, else alone.
// The file names who holds it alone.
func lockFolder(ctx context.Context, dir string, how access) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	flag := syscall.LOCK_EX
	if how == reads {
		flag = syscall.LOCK_SH
	}
	deadline := time.Now().Add(lockWait)
	for {
		err := syscall.Flock(int(f.Fd()), flag|syscall.LOCK_NB)
		if err == nil {
			break
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
			return nil, errors.Join(fmt.Errorf("lock the data folder: %w", err), f.Close())
		}
		if serving, who := holder(f); serving || time.Now().After(deadline) {
			return nil, errors.Join(fmt.Errorf("%s is at work on %s; wait for it to end, or choose another folder with --data", who, dir), f.Close())
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(ctx.Err(), f.Close())
		case <-time.After(50 * time.Millisecond):
		}
	}
	if how != reads {
		name := strings.TrimSpace("vanthu process " + strconv.Itoa(os.Getpid()))
		if err := errors.Join(f.Truncate(0), writeAt(f, name)); err != nil {
			return nil, errors.Join(fmt.Errorf("lock the data folder: %w", err), f.Close())
		}
	}
	return f, nil
}

func writeAt(f *os.File, s string) error {
	_, err := f.WriteAt([]byte(s+"\n"), 0)
	return err
}

// holder reads who holds a lock; serving is true where it is a serve.
func holder(f *os.File) (serving bool, who string) {
	buf := make([]byte, 200)
	n, err := f.ReadAt(buf, 0)
	if n == 0 || err != nil && !errors.Is(err, io.EOF) {
		return false, "another vanthu command"
	}
	who = strings.TrimSpace(string(buf[:n]))
	return strings.Contains(who, "serve"), who
}

// serving notes in the lock that this process is a serve, and its address.
func (in *installation) serving(address string) error {
	return errors.Join(in.lock.Truncate(0), writeAt(in.lock, fmt.Sprintf("vanthu serve (process %d, %s)", os.Getpid(), address)))
}
