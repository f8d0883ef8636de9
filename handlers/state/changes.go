package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"vanthu/corpus"
)

// keepVersions is how many versions of a document are kept, the newest ones.
const keepVersions = 20

// Saved is what SaveDocuments did.
type Saved struct {
	Generation int64  // the newest one: a new one if anything changed
	Changed    []bool // for each change, false where the state had it already
}

// SaveDocuments stores changes as one new generation. A document that is the
// same as its newest version, and tells the same, gets no new one; where nothing changes, there is
// no new generation. Of every document the newest 20 versions are kept.
func (s *State) SaveDocuments(ctx context.Context, changes []Change, now time.Time) (Saved, error) {
	var saved Saved
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		w := &versionWriter{statements: statements{tx: tx}, now: now, packer: &s.packer}
		saved = Saved{Changed: make([]bool, len(changes))}
		if err := w.look(ctx, changes); err != nil {
			return err
		}
		for i, c := range changes {
			err := ctx.Err()
			if err != nil {
				return err
			}
			if c.Deleted {
				saved.Changed[i], err = w.drop(ctx, c.ID)
			} else {
				saved.Changed[i], err = w.store(ctx, c)
			}
			if err != nil {
				return err
			}
		}
		saved.Generation = w.generation
		if w.generation != 0 {
			return nil
		}
		return tx.QueryRowContext(ctx, `select value from counter where name = 'generation'`).Scan(&saved.Generation)
	})
	if err != nil {
		return Saved{}, fmt.Errorf("save %d documents: %w", len(changes), err)
	}
	for i, c := range changes {
		if saved.Changed[i] {
			s.texts.drop(c.ID)
		}
	}
	return saved, nil
}

// versionWriter stores changes within one transaction.
type versionWriter struct {
	statements
	now        time.Time
	packer     *packer
	generation int64           // of this transaction; 0 until something changes
	known      map[string]bool // the documents that the state has, dropped ones among them
}

// look finds which documents of the changes are known: of most that a first
// run stores, there is nothing to be read.
func (w *versionWriter) look(ctx context.Context, changes []Change) error {
	w.known = map[string]bool{}
	for part := range slices.Chunk(changes, asked) {
		args, marks := make([]any, len(part)), make([]string, len(part))
		for i, c := range part {
			args[i], marks[i] = c.ID, fmt.Sprintf("$%d", i+1)
		}
		if err := w.lookFor(ctx, strings.Join(marks, ", "), args); err != nil {
			return err
		}
	}
	return nil
}

func (w *versionWriter) lookFor(ctx context.Context, marks string, ids []any) error {
	rows, err := w.query(ctx, `select id from document where id in (`+marks+`)`, ids...)
	return eachID(rows, err, func(id string) { w.known[id] = true })
}

// eachID calls f with every ID that a query gave, and closes it.
func eachID(rows *sql.Rows, err error, f func(id string)) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return err
		}
		f(id)
	}
	return rows.Err()
}

// begin takes the number of a new generation at the first change.
func (w *versionWriter) begin(ctx context.Context) error {
	if w.generation != 0 {
		return nil
	}
	return w.one(ctx, `update counter set value = value + 1 where name = 'generation' returning value`).Scan(&w.generation)
}

func (w *versionWriter) drop(ctx context.Context, id string) (bool, error) {
	var n int
	err := w.one(ctx, `select count(*) from document where id = $1 and deleted = 0`, id).Scan(&n)
	if err != nil || n == 0 {
		return false, err
	}
	if err := w.begin(ctx); err != nil {
		return false, err
	}
	return true, w.exec(ctx, `update document set deleted = 1, generation = $1 where id = $2`, w.generation, id)
}

func (w *versionWriter) store(ctx context.Context, c Change) (bool, error) {
	row, err := encode(c.Document)
	if err != nil {
		return false, fmt.Errorf("%s: %w", c.Document.Path, err)
	}
	var old encoded
	var version int64
	var deleted bool
	known := w.known[c.ID]
	w.known[c.ID] = true
	if known {
		err := old.scan(w.packer, w.one(ctx, `select d.version, d.deleted, `+columns+` from document d
			join document_version v on v.id = d.id and v.version = d.version where d.id = $1`, c.ID), &version, &deleted)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return false, err
		}
	}
	tellings, err := encodeTellings(c.Tellings)
	if err != nil {
		return false, fmt.Errorf("%s: %w", c.Document.Path, err)
	}
	same := known && old == row
	told := false // the tellings are there already
	if same {
		if told, err = w.told(ctx, c.ID, tellings); err != nil {
			return false, err
		}
	}
	if same && told && !deleted {
		return false, w.exec(ctx, `update document set collection = $1, file = $2, hash = $3 where id = $4`, c.Collection, c.File, c.Hash, c.ID)
	}
	if err := w.begin(ctx); err != nil {
		return false, err
	}
	if !same {
		version++
		packed, err := w.packer.pack(row.passages, row.duties, row.procedure, row.body)
		if err != nil {
			return false, fmt.Errorf("%s: %w", c.Document.Path, err)
		}
		if err := w.exec(ctx, `insert into document_version (id, version, created, meta, passages, duties, procedure, body, packed) values ($1, $2, $3, $4, '', '', '', '', $5)`,
			c.ID, version, unix(w.now), row.meta, packed); err != nil {
			return false, err
		}
		if version > keepVersions {
			if err := w.exec(ctx, `delete from document_version where id = $1 and version <= $2`, c.ID, version-keepVersions); err != nil {
				return false, err
			}
		}
	}
	procedure := 0
	if c.Document.Procedure != nil {
		procedure = 1
	}
	err = w.exec(ctx, `insert into document (id, collection, file, path, hash, version, generation, deleted, procedure)
		values ($1, $2, $3, $4, $5, $6, $7, 0, $8)
		on conflict (id) do update set collection = excluded.collection, file = excluded.file, path = excluded.path, hash = excluded.hash,
		version = excluded.version, generation = excluded.generation, deleted = 0, procedure = excluded.procedure`,
		c.ID, c.Collection, c.File, c.Document.Path, c.Hash, version, w.generation, procedure)
	if err != nil || told {
		return err == nil, err
	}
	if known {
		if err := w.exec(ctx, `delete from telling where document = $1`, c.ID); err != nil {
			return false, err
		}
	}
	return true, w.tell(ctx, c.ID, version, c.Tellings, tellings)
}

// Since gives its documents in batches of at most so many, and ends a batch
// once it holds so many bytes of text.
const (
	sinceDocuments = 500
	sinceBytes     = 8 << 20
)

// Since gives, in batches, the documents changed after a generation: stored
// ones whole, and the IDs of dropped ones. Since(0) gives all documents.
func (s *State) Since(ctx context.Context, generation int64, batch func(stored []*corpus.Document, dropped []string) error) error {
	after := ""
	for {
		stored, dropped, last, err := s.sinceBatch(ctx, generation, after)
		if err != nil {
			return fmt.Errorf("read changes after generation %d: %w", generation, err)
		}
		if last == "" {
			return nil
		}
		if err := batch(stored, dropped); err != nil {
			return err
		}
		after = last
	}
}

func (s *State) sinceBatch(ctx context.Context, generation int64, after string) (stored []*corpus.Document, dropped []string, last string, err error) {
	rows, err := s.db.QueryContext(ctx, `select d.id, d.deleted, `+columns+`
		from document d join document_version v on v.id = d.id and v.version = d.version
		where d.generation > $1 and d.id > $2 order by d.id limit $3`, generation, after, sinceDocuments)
	if err != nil {
		return nil, nil, "", err
	}
	defer rows.Close()
	for size := 0; size < sinceBytes && rows.Next(); {
		var deleted bool
		var row encoded
		if err := row.scan(&s.packer, rows, &last, &deleted); err != nil {
			return nil, nil, "", err
		}
		if deleted {
			dropped = append(dropped, last)
			continue
		}
		d, err := row.decode()
		if err != nil {
			return nil, nil, "", fmt.Errorf("document %s: %w", last, err)
		}
		stored = append(stored, d)
		size += cost(d)
	}
	return stored, dropped, last, rows.Err()
}
