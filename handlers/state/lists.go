package state

import (
	"context"
	"fmt"
	"slices"

	"vanthu/corpus"
)

// Titles gives documents that a viewer with these visibility terms may see,
// by title, without their texts.
func (s *State) Titles(ctx context.Context, terms []string, limit int) ([]*corpus.Document, error) {
	var out []*corpus.Document
	err := s.each(ctx, func(d *corpus.Document) bool {
		if visible(d, terms) {
			out = append(out, d)
		}
		return len(out) < limit
	})
	return out, err
}

// Visible counts the documents that a viewer with these visibility terms may
// see.
func (s *State) Visible(ctx context.Context, terms []string) (int, error) {
	n := 0
	err := s.each(ctx, func(d *corpus.Document) bool {
		if visible(d, terms) {
			n++
		}
		return true
	})
	return n, err
}

func visible(d *corpus.Document, terms []string) bool {
	for _, t := range d.Visibility.Terms() {
		if slices.Contains(terms, t) {
			return true
		}
	}
	return false
}

func (s *State) each(ctx context.Context, f func(*corpus.Document) bool) error {
	rows, err := s.db.QueryContext(ctx, `select v.meta from document d join document_version v on v.id = d.id and v.version = d.version
		where d.deleted = 0 order by d.collection, d.path`)
	if err != nil {
		return fmt.Errorf("list documents: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var meta string
		if err := rows.Scan(&meta); err != nil {
			return fmt.Errorf("list documents: %w", err)
		}
		d, err := encoded{meta, "[]", "null", "null", ""}.decode()
		if err != nil {
			return fmt.Errorf("list documents: %w", err)
		}
		if !f(d) {
			return nil
		}
	}
	return rows.Err()
}

// Listed gives every document without its text, with how many passages it
// has, ordered by collection and path.
func (s *State) Listed(ctx context.Context, f func(d *corpus.Document, passages int)) error {
	rows, err := s.db.QueryContext(ctx, `select `+columns+` from document d join document_version v on v.id = d.id and v.version = d.version
		where d.deleted = 0 order by d.collection, d.path`)
	if err != nil {
		return fmt.Errorf("list documents: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var row encoded
		if err := row.scan(&s.packer, rows); err != nil {
			return fmt.Errorf("list documents: %w", err)
		}
		d, err := encoded{row.meta, row.passages, "null", "null", ""}.decode()
		if err != nil {
			return fmt.Errorf("list documents: %w", err)
		}
		f(d, len(d.Passages))
	}
	return rows.Err()
}
