package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"vanthu/handlers/walk"
)

// keepWalks is how long a way through a procedure that nobody goes on with is
// kept.
const keepWalks = 365 * 24 * time.Hour

// Walk gives where a conversation stands in a procedure; ErrNotFound where it
// has not begun.
func (s *State) Walk(ctx context.Context, conversation, document string) (walk.Walk, error) {
	var w walk.Walk
	var body string
	err := s.db.QueryRowContext(ctx, `select body from walk where conversation = $1 and document = $2`, conversation, document).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return w, fmt.Errorf("walk through %s: %w", document, ErrNotFound)
	}
	if err == nil {
		err = json.Unmarshal([]byte(body), &w)
	}
	if err != nil {
		return w, fmt.Errorf("read a walk: %w", err)
	}
	return w, nil
}

// Walks gives where a conversation stands in all procedures it has begun, the
// last touched first.
func (s *State) Walks(ctx context.Context, conversation string) ([]walk.Walk, error) {
	rows, err := s.db.QueryContext(ctx, `select body from walk where conversation = $1 order by updated desc, document`, conversation)
	if err != nil {
		return nil, fmt.Errorf("list walks: %w", err)
	}
	defer rows.Close()
	var out []walk.Walk
	for rows.Next() {
		var body string
		var w walk.Walk
		if err := rows.Scan(&body); err != nil {
			return nil, fmt.Errorf("list walks: %w", err)
		}
		if err := json.Unmarshal([]byte(body), &w); err != nil {
			return nil, fmt.Errorf("list walks: %w", err)
		}
		out = append(out, w)
	}
	return out, rows.Err()
}

// SaveWalk keeps where a conversation stands in a procedure.
func (s *State) SaveWalk(ctx context.Context, conversation string, w walk.Walk, now time.Time) error {
	body, err := json.Marshal(w)
	if err != nil {
		return fmt.Errorf("save a walk: %w", err)
	}
	_, err = s.exec(ctx, `insert into walk (conversation, document, updated, body) values ($1, $2, $3, $4)
		on conflict (conversation, document) do update set updated = excluded.updated, body = excluded.body`, conversation, w.Document, now.UnixMilli(), string(body))
	if err == nil {
		_, err = s.exec(ctx, `delete from walk where updated < $1`, now.Add(-keepWalks).UnixMilli())
	}
	if err != nil {
		return fmt.Errorf("save a walk: %w", err)
	}
	return nil
}

// DropWalk forgets where a conversation stands in a procedure.
func (s *State) DropWalk(ctx context.Context, conversation, document string) error {
	if _, err := s.exec(ctx, `delete from walk where conversation = $1 and document = $2`, conversation, document); err != nil {
		return fmt.Errorf("drop a walk: %w", err)
	}
	return nil
}
