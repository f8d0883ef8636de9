package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path"

	"vanthu/corpus"
)

// Heads gives the documents changed after a generation without their texts,
// passages, duties and procedures, and the IDs of those dropped since.
// Heads(0) gives all documents.
func (s *State) Heads(ctx context.Context, generation int64) (stored []*corpus.Document, gone []string, err error) {
	rows, err := s.db.QueryContext(ctx, `select v.meta from document d join document_version v on v.id = d.id and v.version = d.version
		where d.generation > $1 and d.deleted = 0 order by d.id`, generation)
	if err != nil {
		return nil, nil, fmt.Errorf("read what documents are called: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var meta sql.RawBytes
		if err := rows.Scan(&meta); err != nil {
			return nil, nil, fmt.Errorf("read what documents are called: %w", err)
		}
		d := &corpus.Document{}
		if err := json.Unmarshal(meta, d); err != nil {
			return nil, nil, fmt.Errorf("read what documents are called: %w", err)
		}
		stored = append(stored, d)
	}
	if err := rows.Err(); err != nil || generation == 0 {
		return stored, nil, err
	}
	dropped, err := s.db.QueryContext(ctx, `select id from document where generation > $1 and deleted = 1`, generation)
	if err := eachID(dropped, err, func(id string) { gone = append(gone, id) }); err != nil {
		return nil, nil, fmt.Errorf("list the documents that were dropped: %w", err)
	}
	return stored, gone, nil
}

// OriginalOf gives the name of the file that a document was read from, and
// the hash that Original takes; ErrNotFound where it holds other documents
// too, or was not kept.
func (s *State) OriginalOf(ctx context.Context, id string) (name, hash string, err error) {
	var file string
	var records int
	err = s.db.QueryRowContext(ctx, `select f.path, f.hash, f.records from document d join source_file f on f.collection = d.collection and f.path = d.file
		where d.id = $1 and d.deleted = 0`, id).Scan(&file, &hash, &records)
	if errors.Is(err, sql.ErrNoRows) || err == nil && (records > 1 || !s.HasOriginal(hash)) {
		err = ErrNotFound
	}
	if err != nil {
		return "", "", fmt.Errorf("original of document %s: %w", id, err)
	}
	return path.Base(file), hash, nil
}
