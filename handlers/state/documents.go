package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/ledger"
	"vanthu/index"
)

// ErrNotFound is returned for a document, answer or conversation that is not
// there.
var ErrNotFound = fmt.Errorf("not found: %w", index.ErrGone)

// Collection is a folder or file given to the index command.
type Collection struct {
	Name string
	Root string // absolute path; "embedded:samples" for the samples
}

// SourceFile is one file of a collection, as last read.
type SourceFile struct {
	Path     string // relative to the collection's root
	Hash     string
	Size     int64
	Modified time.Time
	Records  int    // documents in it
	Reason   string // why it, or some of it, could not be read; empty where all was
	Detail   string
}

// Change is one document to be stored anew or, with Deleted, dropped.
type Change struct {
	ID         string
	Collection string
	File       string // SourceFile.Path it comes from
	Hash       string // of what the document was made from
	Document   *corpus.Document
	Tellings   []ledger.Telling // what it, and its older versions, tell of duties
	Deleted    bool
}

// Known is what state knows of a document without its text.
type Known struct {
	ID      string
	Hash    string
	Deleted bool
}

// Collections gives all collections in the order they were added.
func (s *State) Collections(ctx context.Context) ([]Collection, error) {
	rows, err := s.db.QueryContext(ctx, `select name, root from collection order by added, name`)
	if err != nil {
		return nil, fmt.Errorf("list collections: %w", err)
	}
	defer rows.Close()
	var out []Collection
	for rows.Next() {
		var c Collection
		if err := rows.Scan(&c.Name, &c.Root); err != nil {
			return nil, fmt.Errorf("list collections: %w", err)
		}
		out = append(out, c)
	}
	return out, rows.Err()
}

// AddCollection gives the collection of a root, naming a new one by name,
// or name-2 and so on where that is taken.
func (s *State) AddCollection(ctx context.Context, root, name string, now time.Time) (Collection, error) {
	c := Collection{Root: root}
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `select name from collection where root = $1`, root).Scan(&c.Name)
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		for i := 1; ; i++ {
			c.Name = name
			if i > 1 {
				c.Name = fmt.Sprintf("%s-%d", name, i)
			}
			var n int
			if err := tx.QueryRowContext(ctx, `select count(*) from collection where name = $1`, c.Name).Scan(&n); err != nil {
				return err
			}
			if n == 0 {
				break
			}
		}
		_, err = tx.ExecContext(ctx, `insert into collection (name, root, added) values ($1, $2, $3)`, c.Name, root, unix(now))
		return err
	})
	if err != nil {
		return c, fmt.Errorf("add collection %s: %w", root, err)
	}
	return c, nil
}

// RemoveCollection forgets a collection whose documents have been dropped.
func (s *State) RemoveCollection(ctx context.Context, name string) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `delete from source_file where collection = $1`, name); err != nil {
			return fmt.Errorf("remove collection %s: %w", name, err)
		}
		if _, err := tx.ExecContext(ctx, `delete from collection where name = $1`, name); err != nil {
			return fmt.Errorf("remove collection %s: %w", name, err)
		}
		return nil
	})
}

// unrecorded is the SourceFile.Size of a file that SaveFile has not recorded.
const unrecorded = -1

// Files gives the files of a collection by path: those recorded, and, with a
// size of -1, those whose documents were stored by a run that did not end.
func (s *State) Files(ctx context.Context, collection string) (map[string]SourceFile, error) {
	rows, err := s.db.QueryContext(ctx, `select path, hash, size, modified, records, reason, detail from source_file where collection = $1
		union all
		select distinct d.file, '', $2, 0, 0, '', '' from document d where d.collection = $1 and d.deleted = 0
		and not exists (select 1 from source_file f where f.collection = d.collection and f.path = d.file)`, collection, unrecorded)
	if err != nil {
		return nil, fmt.Errorf("list files of %s: %w", collection, err)
	}
	defer rows.Close()
	out := map[string]SourceFile{}
	for rows.Next() {
		var f SourceFile
		var modified int64
		if err := rows.Scan(&f.Path, &f.Hash, &f.Size, &modified, &f.Records, &f.Reason, &f.Detail); err != nil {
			return nil, fmt.Errorf("list files of %s: %w", collection, err)
		}
		f.Modified = time.Unix(0, modified)
		out[f.Path] = f
	}
	return out, rows.Err()
}

// SaveFile records a file as read. Call it once all its documents are saved:
// a file that is not recorded is read again.
func (s *State) SaveFile(ctx context.Context, collection string, f SourceFile) error {
	_, err := s.exec(ctx, `insert into source_file (collection, path, hash, size, modified, records, reason, detail)
		values ($1, $2, $3, $4, $5, $6, $7, $8)
		on conflict (collection, path) do update set hash = excluded.hash, size = excluded.size, modified = excluded.modified,
		records = excluded.records, reason = excluded.reason, detail = excluded.detail`,
		collection, f.Path, f.Hash, f.Size, f.Modified.UnixNano(), f.Records, f.Reason, f.Detail)
	if err != nil {
		return fmt.Errorf("record file %s: %w", f.Path, err)
	}
	return nil
}

// DropFile forgets a vanished file.
func (s *State) DropFile(ctx context.Context, collection, path string) error {
	if _, err := s.exec(ctx, `delete from source_file where collection = $1 and path = $2`, collection, path); err != nil {
		return fmt.Errorf("drop file %s: %w", path, err)
	}
	return nil
}

// KnownIn gives the documents of a file, by ID.
func (s *State) KnownIn(ctx context.Context, collection, file string) (map[string]Known, error) {
	rows, err := s.db.QueryContext(ctx, `select id, hash, deleted from document where collection = $1 and file = $2`, collection, file)
	if err != nil {
		return nil, fmt.Errorf("list documents of %s: %w", file, err)
	}
	defer rows.Close()
	out := map[string]Known{}
	for rows.Next() {
		var k Known
		if err := rows.Scan(&k.ID, &k.Hash, &k.Deleted); err != nil {
			return nil, fmt.Errorf("list documents of %s: %w", file, err)
		}
		out[k.ID] = k
	}
	return out, rows.Err()
}

// encoded is a document as its version is stored.
type encoded struct{ meta, passages, duties, procedure, body string }

func encode(d *corpus.Document) (encoded, error) {
	row := encoded{body: d.Text}
	duties := d.Duties
	if len(duties) == 0 {
		duties = nil // as versions have it that were stored before there were duties
	}
	for _, part := range []struct {
		to   *string
		from any
	}{{&row.meta, d}, {&row.passages, d.Passages}, {&row.duties, duties}, {&row.procedure, d.Procedure}} {
		b, err := json.Marshal(part.from)
		if err != nil {
			return encoded{}, err
		}
		*part.to = string(b)
	}
	return row, nil
}

// scan reads the columns of a version, behind others if there are any.
func (e *encoded) scan(p *packer, row scanner, before ...any) error {
	var packed []byte
	if err := row.Scan(append(before, &e.meta, &e.passages, &e.duties, &e.procedure, &e.body, &packed)...); err != nil || packed == nil {
		return err
	}
	return p.unpack(packed, &e.passages, &e.duties, &e.procedure, &e.body)
}

func (e encoded) decode() (*corpus.Document, error) {
	d := &corpus.Document{}
	if err := json.Unmarshal([]byte(e.meta), d); err != nil {
		return nil, err
	}
	if err := json.Unmarshal([]byte(e.passages), &d.Passages); err != nil {
		return nil, err
	}
	if err := json.Unmarshal([]byte(e.duties), &d.Duties); err != nil {
		return nil, err
	}
	if err := json.Unmarshal([]byte(e.procedure), &d.Procedure); err != nil {
		return nil, err
	}
	d.Text = e.body
	return d, nil
}

// columns are those of a version, in the order that scan takes them.
const columns = `v.meta, v.passages, v.duties, v.procedure, v.body, v.packed`

const newest = `select ` + columns + ` from document d join document_version v on v.id = d.id and v.version = d.version`

// Document gives the newest version of a document; ErrNotFound where there is
// none or it was dropped. The result is shared: do not change it.
func (s *State) Document(ctx context.Context, id string) (*corpus.Document, error) {
	d, seen := s.texts.take(id)
	if d != nil {
		return d, nil
	}
	d, err := s.one(ctx, newest+` where d.id = $1 and d.deleted = 0`, id)
	if err != nil {
		return nil, fmt.Errorf("document %s: %w", id, err)
	}
	s.texts.put(id, d, seen)
	return d, nil
}

// DocumentAt gives the newest version of the document with this path; where
// several collections have one, that of the first.
func (s *State) DocumentAt(ctx context.Context, path string) (*corpus.Document, error) {
	d, err := s.one(ctx, newest+` where d.path = $1 and d.deleted = 0 order by d.collection limit 1`, path)
	if err != nil {
		return nil, fmt.Errorf("document %q: %w", path, err)
	}
	return d, nil
}

func (s *State) one(ctx context.Context, query, arg string) (*corpus.Document, error) {
	var row encoded
	err := row.scan(&s.packer, s.db.QueryRowContext(ctx, query, arg))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return row.decode()
}

// Generation gives the number of the newest generation.
func (s *State) Generation(ctx context.Context) (int64, error) {
	var n int64
	if err := s.db.QueryRowContext(ctx, `select value from counter where name = 'generation'`).Scan(&n); err != nil {
		return 0, fmt.Errorf("read the generation: %w", err)
	}
	return n, nil
}

// Revision tells whether documents and acts are still the same: it grows with
// every change of theirs.
func (s *State) Revision(ctx context.Context) (int64, error) {
	var n int64
	// Generations and numbers of acts both only grow.
	if err := s.db.QueryRowContext(ctx, `select (select value from counter where name = 'generation') + (select coalesce(max(number), 0) from act)`).Scan(&n); err != nil {
		return 0, fmt.Errorf("read the revision: %w", err)
	}
	return n, nil
}

// Count gives how many documents there are.
func (s *State) Count(ctx context.Context) (int, error) {
	var n int
	if err := s.db.QueryRowContext(ctx, `select count(*) from document where deleted = 0`).Scan(&n); err != nil {
		return 0, fmt.Errorf("count documents: %w", err)
	}
	return n, nil
}

// CountIn gives how many documents a collection has.
func (s *State) CountIn(ctx context.Context, collection string) (int, error) {
	var n int
	if err := s.db.QueryRowContext(ctx, `select count(*) from document where collection = $1 and deleted = 0`, collection).Scan(&n); err != nil {
		return 0, fmt.Errorf("count documents of %s: %w", collection, err)
	}
	return n, nil
}
