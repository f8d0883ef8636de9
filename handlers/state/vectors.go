package state

import (
	"context"
	"database/sql"
	"fmt"

	"vanthu/corpus"
)

// Unplaced is the newest version of a document whose vectors are not known yet.
type Unplaced struct {
	Document *corpus.Document
	Version  int64
}

// Unplaced gives documents, ordered by ID from behind one on, whose places were
// not noted for a model in their newest version: at most so many, and some
// fewer where their texts are long.
func (s *State) Unplaced(ctx context.Context, model, after string, most int) (out []Unplaced, err error) {
	rows, err := s.db.QueryContext(ctx, `select d.version, `+columns+`
		from document d join document_version v on v.id = d.id and v.version = d.version
		where d.deleted = 0 and d.id > $2 and not exists (select 1 from vector_place p where p.model = $1 and p.document = d.id and p.version = d.version)
		order by d.id limit $3`, model, after, most)
	if err != nil {
		return nil, fmt.Errorf("list documents without vectors: %w", err)
	}
	defer rows.Close()
	for size := 0; size < sinceBytes && rows.Next(); {
		var u Unplaced
		var row encoded
		if err := row.scan(&s.packer, rows, &u.Version); err != nil {
			return nil, fmt.Errorf("list documents without vectors: %w", err)
		}
		if u.Document, err = row.decode(); err != nil {
			return nil, fmt.Errorf("list documents without vectors: %w", err)
		}
		size += cost(u.Document)
		out = append(out, u)
	}
	return out, rows.Err()
}

// CountUnplaced gives how many documents Unplaced gives in all.
func (s *State) CountUnplaced(ctx context.Context, model string) (n int, err error) {
	err = s.db.QueryRowContext(ctx, `select count(*) from document d where d.deleted = 0
		and not exists (select 1 from vector_place p where p.model = $1 and p.document = d.id and p.version = d.version)`, model).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count documents without vectors: %w", err)
	}
	return n, nil
}

// CountPlaced gives how many documents Placed gives.
func (s *State) CountPlaced(ctx context.Context, model string) (n int, err error) {
	err = s.db.QueryRowContext(ctx, `select count(*) from vector_place p join document d on d.id = p.document and d.version = p.version
		where p.model = $1 and d.deleted = 0`, model).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count documents with vectors: %w", err)
	}
	return n, nil
}

// HasVector reports which of some texts, by their hashes, have a vector of a
// model.
func (s *State) HasVector(ctx context.Context, model string, hashes []string) (map[string]bool, error) {
	out := map[string]bool{}
	for _, h := range hashes {
		var n int
		if err := s.db.QueryRowContext(ctx, `select count(*) from vector where model = $1 and hash = $2`, model, h).Scan(&n); err != nil {
			return nil, fmt.Errorf("look for vectors: %w", err)
		}
		if n > 0 {
			out[h] = true
		}
	}
	return out, nil
}

// AddVectors keeps vectors of a model, by the hashes of their texts.
func (s *State) AddVectors(ctx context.Context, model string, bodies map[string][]byte) error {
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		for hash, body := range bodies {
			if _, err := tx.ExecContext(ctx, `insert into vector (model, hash, body) values ($1, $2, $3)
				on conflict (model, hash) do update set body = excluded.body`, model, hash, body); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep vectors: %w", err)
	}
	return nil
}

// Place notes which vectors the passages of a document's version have.
func (s *State) Place(ctx context.Context, model, document string, version int64, body []byte) error {
	if _, err := s.exec(ctx, `insert into vector_place (model, document, version, body) values ($1, $2, $3, $4)
		on conflict (model, document) do update set version = excluded.version, body = excluded.body`, model, document, version, string(body)); err != nil {
		return fmt.Errorf("note the vectors of a document: %w", err)
	}
	return nil
}

// Vectors gives all vectors of a model.
func (s *State) Vectors(ctx context.Context, model string, each func(hash string, body []byte) error) error {
	rows, err := s.db.QueryContext(ctx, `select hash, body from vector where model = $1`, model)
	if err != nil {
		return fmt.Errorf("read vectors: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var hash string
		var body []byte
		if err := rows.Scan(&hash, &body); err != nil {
			return fmt.Errorf("read vectors: %w", err)
		}
		if err := each(hash, body); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Placed gives what Place noted of the newest versions of documents, ordered by
// ID.
func (s *State) Placed(ctx context.Context, model string, each func(document string, body []byte) error) error {
	rows, err := s.db.QueryContext(ctx, `select p.document, p.body from vector_place p join document d on d.id = p.document and d.version = p.version
		where p.model = $1 and d.deleted = 0 order by p.document`, model)
	if err != nil {
		return fmt.Errorf("read the vectors of documents: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var document, body string
		if err := rows.Scan(&document, &body); err != nil {
			return fmt.Errorf("read the vectors of documents: %w", err)
		}
		if err := each(document, []byte(body)); err != nil {
			return err
		}
	}
	return rows.Err()
}

// DropVectors forgets vectors of a model by their hashes, and the places of
// documents that are gone. With no hashes at all, nil, it forgets everything of
// the model.
func (s *State) DropVectors(ctx context.Context, model string, hashes []string) error {
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		if hashes == nil {
			if _, err := tx.ExecContext(ctx, `delete from vector_place where model = $1`, model); err != nil {
				return err
			}
			_, err := tx.ExecContext(ctx, `delete from vector where model = $1`, model)
			return err
		}
		for _, h := range hashes {
			if _, err := tx.ExecContext(ctx, `delete from vector where model = $1 and hash = $2`, model, h); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `delete from vector_place where model = $1 and not exists (select 1 from document d where d.id = vector_place.document and d.deleted = 0)`, model)
		return err
	})
	if err != nil {
		return fmt.Errorf("drop vectors: %w", err)
	}
	return nil
}
