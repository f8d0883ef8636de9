package state

import (
	"context"
	"database/sql"
)

// statements runs the statements of one transaction, each of which is
// prepared once: thousands of rows are written with the same few. They end
// with the transaction. A short statement is not interrupted; whoever runs
// many looks at the context between them.
type statements struct {
	tx       *sql.Tx
	prepared map[string]*sql.Stmt
}

func (s *statements) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if stmt := s.prepared[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := s.tx.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	if s.prepared == nil {
		s.prepared = map[string]*sql.Stmt{}
	}
	s.prepared[query] = stmt
	return stmt, nil
}

func (s *statements) exec(ctx context.Context, query string, args ...any) error {
	stmt, err := s.prepare(ctx, query)
	if err != nil {
		return err
	}
	_, err = stmt.ExecContext(context.WithoutCancel(ctx), args...)
	return err
}

func (s *statements) query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := s.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(context.WithoutCancel(ctx), args...)
}

// one reads the only row of an answer, sql.ErrNoRows where there is none.
func (s *statements) one(ctx context.Context, query string, args ...any) scanner {
	stmt, err := s.prepare(ctx, query)
	if err != nil {
		return failedRow{err}
	}
	return stmt.QueryRowContext(context.WithoutCancel(ctx), args...)
}

// scanner is a row that can be read.
type scanner interface{ Scan(...any) error }

// failedRow is the row of a statement that could not be prepared.
type failedRow struct{ err error }

func (f failedRow) Scan(...any) error { return f.err }
