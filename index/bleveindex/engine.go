package bleveindex

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"

	"vanthu/index"
)

// generationKey holds how far the index has caught up with the state,
// schemaKey the version of the fields it was built with, and wordsKey the words
// its entries were made with (Options.Words): words that change need no other
// schema.
var (
	generationKey = []byte("vanthu.generation")
	schemaKey     = []byte("vanthu.schema")
	wordsKey      = []byte("vanthu.words")
)

// schema names the fields and their analysis; an index of another schema is
// built anew.
const schema = "8"

// batchWindows bounds the windows of one write.
const batchWindows = 2000

// engine is one generation of the index, in a folder of its own.
type engine struct {
	dir       string
	bleve     bleve.Index
	copies    *copies
	scratches scratches
	sorters   sorters
	mu        sync.Mutex      // one writer
	fresh     bool            // begun empty by this process
	known     map[string]bool // documents put while fresh
	put       int             // windows, since bleve's segments were last gathered
	revision  atomic.Int64
}

// options are given to bleve at every opening: a lock that another process
// holds is an error after half a second, not a wait for ever.
func options(readOnly bool) map[string]interface{} {
	o := map[string]interface{}{"bolt_timeout": lockTimeout.String()}
	if readOnly {
		o["read_only"] = true
	}
	return o
}

func newMapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	m.DefaultMapping = bleve.NewDocumentStaticMapping()
	return m
}

// create makes an empty generation, for entries that are made with these words.
func create(dir, words string) (*engine, error) {
	ix, err := bleve.NewUsing(dir, newMapping(), bleve.Config.DefaultIndexType, bleve.Config.DefaultKVStore, options(false))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("make index %s: %w", dir, err), os.RemoveAll(dir))
	}
	if err := errors.Join(ix.SetInternal(schemaKey, []byte(schema)), ix.SetInternal(wordsKey, []byte(words))); err != nil {
		return nil, errors.Join(fmt.Errorf("make index %s: %w", dir, err), ix.Close(), os.RemoveAll(dir))
	}
	return &engine{dir: dir, bleve: ix, copies: newCopies(true), fresh: true, known: map[string]bool{}}, nil
}

// open opens a generation that is there.
func open(dir string, readOnly bool) (*engine, error) {
	if err := check(dir); err != nil {
		return nil, fmt.Errorf("open index %s: %w", dir, err)
	}
	ix, err := openBleve(dir, readOnly)
	if err != nil {
		return nil, fmt.Errorf("open index %s: %w", dir, err)
	}
	s, err := ix.GetInternal(schemaKey)
	if err == nil && string(s) != schema {
		err = fmt.Errorf("its schema is %q, this program's is %q", s, schema)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open index %s: %w", dir, err), ix.Close())
	}
	e := &engine{dir: dir, bleve: ix, copies: newCopies(!readOnly)}
	if !readOnly {
		e.sweep()
	}
	return e, nil
}

func openBleve(dir string, readOnly bool) (ix bleve.Index, err error) {
	defer guard(&err)()
	return bleve.OpenUsing(dir, options(readOnly))
}

// settle ends the time in which this process alone knows what is inside.
func (e *engine) settle() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.fresh, e.known = false, nil
}

func windowID(document string, n int) string { return document + "/" + strconv.Itoa(n) }

func parseWindowID(id string) (document string, n int, err error) {
	i := strings.LastIndexByte(id, '/')
	if i < 0 {
		return "", 0, fmt.Errorf("window ID %q has no number", id)
	}
	n, err = strconv.Atoi(id[i+1:])
	if err != nil || windowID(id[:i], n) != id || n < 0 {
		return "", 0, fmt.Errorf("window ID %q has no number", id)
	}
	return id[:i], n, nil
}

// Put implements index.Engine.
func (e *engine) Put(ctx context.Context, entries []index.Entry) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	defer e.revision.Add(1)                    // where it fails, too: a part may be written
	last := make(map[string]int, len(entries)) // of several entries of a document, the last one counts
	for i, entry := range entries {
		last[entry.Document.ID] = i
	}
	batch := e.bleve.NewBatch()
	for i, entry := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		id := entry.Document.ID
		if last[id] != i {
			continue
		}
		windows := index.Windows(entry.Document)
		old := 0
		if !e.fresh || e.known[id] {
			n, err := e.windowCount(id)
			if err != nil {
				return fmt.Errorf("put %s: %w", entry.Document.Path, err)
			}
			old = n
		}
		for n := len(windows); n < old; n++ {
			batch.Delete(windowID(id, n))
		}
		for n, w := range windows {
			if err := batch.IndexAdvanced(e.sorters.bleveDocument(windowID(id, n), entry, n, w)); err != nil {
				return fmt.Errorf("put %s: %w", entry.Document.Path, err)
			}
		}
		if e.fresh {
			e.known[id] = true
		}
		if batch.Size() >= batchWindows {
			if err := e.write(batch); err != nil {
				return err
			}
			batch = e.bleve.NewBatch()
		}
	}
	return e.write(batch)
}

func (e *engine) write(batch *bleve.Batch) error {
	if batch.Size() == 0 {
		return nil
	}
	e.put += batch.Size()
	if err := e.bleve.Batch(batch); err != nil {
		if strings.Contains(err.Error(), syscall.ENOSPC.Error()) && !errors.Is(err, syscall.ENOSPC) {
			err = fmt.Errorf("%w (%w)", syscall.ENOSPC, err) // bleve gives its words only
		}
		return fmt.Errorf("write to index %s: %w", e.dir, err)
	}
	return nil
}

// windowCount gives how many windows of a document are in the index: their
// numbers have no gaps.
func (e *engine) windowCount(document string) (n int, err error) {
	adv, err := e.bleve.Advanced()
	if err != nil {
		return 0, err
	}
	reader, err := adv.Reader()
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	has := func(n int) bool {
		id, ierr := reader.InternalID(windowID(document, n))
		err = errors.Join(err, ierr)
		return id != nil
	}
	most := 1
	for has(most - 1) {
		most *= 2
	}
	return sort.Search(most-1, func(n int) bool { return !has(n) }), err
}

// count gives how many windows hold a term.
func (e *engine) count(field, value string) (int, error) {
	t := query.NewTermQuery(value)
	t.SetField(field)
	res, err := e.bleve.Search(bleve.NewSearchRequestOptions(t, 0, 0, false))
	if err != nil {
		return 0, err
	}
	return int(res.Total), nil
}

// Delete implements index.Engine.
func (e *engine) Delete(ctx context.Context, documents []string) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	defer e.revision.Add(1)
	batch := e.bleve.NewBatch()
	for _, id := range documents {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := e.windowCount(id)
		if err != nil {
			return fmt.Errorf("delete from index: %w", err)
		}
		for i := range n {
			batch.Delete(windowID(id, i))
		}
		if batch.Size() >= batchWindows {
			if err := e.write(batch); err != nil {
				return err
			}
			batch = e.bleve.NewBatch()
		}
	}
	return e.write(batch)
}

// gatherFrom is how many windows have to be put until their segments are worth
// being merged into one.
const gatherFrom = 10_000

// gatheredSegments is how many segments are merged at once: more than bleve
// leaves, or two segments would be left of them.
const gatheredSegments = 1000

// gather merges bleve's segments into one, if so much was put that searching
// gains by it.
func (e *engine) gather(ctx context.Context) (bool, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.put < gatherFrom {
		return false, nil
	}
	e.put = 0
	adv, err := e.bleve.Advanced()
	if err != nil {
		return false, fmt.Errorf("merge index %s: %w", e.dir, err)
	}
	if s, ok := adv.(*scorch.Scorch); ok {
		whole := mergeplan.SingleSegmentMergePlanOptions
		whole.SegmentsPerMergeTask = gatheredSegments
		if err := s.ForceMerge(ctx, &whole); err != nil {
			return false, fmt.Errorf("merge index %s: %w", e.dir, err)
		}
	}
	return true, nil
}

// keepLarge makes the copies of a large index that was just gathered, or of one
// that is handed over, so that the process that opens it next finds them kept.
func (e *engine) keepLarge() error {
	n, err := e.bleve.DocCount()
	if err != nil || int(n) < e.copies.from {
		return err
	}
	v, err := e.view(context.Background())
	if err != nil {
		return err
	}
	return v.reader.Close()
}

// Mark implements index.Engine.
func (e *engine) Mark(_ context.Context, generation int64) error {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(generation))
	if err := e.bleve.SetInternal(generationKey, b[:]); err != nil {
		return fmt.Errorf("mark index %s: %w", e.dir, err)
	}
	return nil
}

// words gives the words that the entries were made with.
func (e *engine) words() (string, error) {
	b, err := e.bleve.GetInternal(wordsKey)
	if err != nil {
		return "", fmt.Errorf("read the words of index %s: %w", e.dir, err)
	}
	return string(b), nil
}

// Revision implements index.Engine.
func (e *engine) Revision(context.Context) (int64, error) { return e.revision.Load(), nil }

// memoryPerByte is what the copies and bleve's mapped files take in memory for
// each byte on the disk, about.
const memoryPerByte = 3

// Stats implements index.Engine.
func (e *engine) Stats(context.Context) (index.Stats, error) {
	var s index.Stats
	n, err := e.bleve.DocCount()
	if err != nil {
		return s, fmt.Errorf("count windows: %w", err)
	}
	s.Windows = int(n)
	if s.Documents, err = e.count(fieldFirst, "1"); err != nil {
		return s, fmt.Errorf("count documents: %w", err)
	}
	b, err := e.bleve.GetInternal(generationKey)
	if err != nil {
		return s, fmt.Errorf("read how far the index is: %w", err)
	}
	if len(b) == 8 {
		s.Generation = int64(binary.BigEndian.Uint64(b))
	}
	err = filepath.WalkDir(e.dir, func(_ string, f fs.DirEntry, err error) error {
		if err == nil && !f.IsDir() {
			if info, err := f.Info(); err == nil {
				s.Bytes += info.Size()
			}
		}
		return nil // files come and go while segments are merged
	})
	s.Memory = s.Bytes * memoryPerByte
	if err != nil && !os.IsNotExist(err) {
		return s, fmt.Errorf("measure index %s: %w", e.dir, err)
	}
	return s, nil
}

// tidyTime is how long bleve is given to remove files that were merged; what
// is left then, it removes another time.
const tidyTime = 3 * time.Second

// tidy opens a closed index once more, for bleve to remove the files that were
// merged: it does so beside its other work, and never while it closes.
func (e *engine) tidy() error {
	ix, err := openBleve(e.dir, false)
	if err != nil {
		return err
	}
	if err := ix.SetInternal(schemaKey, []byte(schema)); err != nil { // gives it something to do
		return errors.Join(err, ix.Close())
	}
	for waited := time.Duration(0); waited < tidyTime; waited += tidyTime / 100 {
		if files, err := filepath.Glob(filepath.Join(e.dir, "store", "*.zap")); err != nil || len(files) <= 1 {
			break
		}
		time.Sleep(tidyTime / 100)
	}
	return ix.Close()
}

func (e *engine) close() error {
	gathered, err := e.gather(context.Background())
	if gathered && err == nil {
		err = e.keepLarge()
	}
	e.copies.end()
	if err := errors.Join(err, e.bleve.Close()); err != nil {
		return fmt.Errorf("close index %s: %w", e.dir, err)
	}
	if !gathered {
		return nil
	}
	if err := e.tidy(); err != nil {
		return fmt.Errorf("tidy index %s: %w", e.dir, err)
	}
	e.sweep()
	return nil
}

// remove closes the generation and removes its folder.
func (e *engine) remove() error {
	e.copies.end()
	return errors.Join(e.bleve.Close(), os.RemoveAll(e.dir))
}

// sweep removes kept copies of segments that are gone.
func (e *engine) sweep() {
	sweepSidecars(filepath.Join(e.dir, "copies"), filepath.Join(e.dir, "store"))
}
