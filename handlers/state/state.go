// Package state keeps what must not be lost: the originals of documents by
// content hash, their cleaned texts in all versions, conversations, answers
// and the inbox. Every index can be built again from it.
//
// The tables are written in SQL that SQLite and PostgreSQL share; this file
// opens them on SQLite.
package state

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite" // the driver
	sqlite3 "modernc.org/sqlite/lib"
)

//go:embed migrations/sqlite/*.sql
var migrations embed.FS

// State is one installation's state. It is safe for concurrent use.
type State struct {
	db        *sql.DB
	originals string // folder of original files, by hash
	texts     *textCache
	packer    packer
}

// Open opens the state in a data folder, making it where there is none.
func Open(ctx context.Context, dir string) (*State, error) {
	if err := os.MkdirAll(filepath.Join(dir, "originals"), 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	file := stateFile(dir)
	db, err := openDatabase(file, "_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)&_pragma=foreign_keys(1)&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	sub, err := fs.Sub(migrations, "migrations/sqlite")
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, sub)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("prepare state %s: %w", file, err), db.Close())
	}
	if _, err := p.Up(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("bring state %s up to date: %w", file, told(err)), db.Close())
	}
	s := newState(dir, db)
	if err := s.sweepOriginals(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

// OpenReadOnly opens the state that another process of this program has open.
func OpenReadOnly(ctx context.Context, dir string) (*State, error) {
	file := stateFile(dir)
	db, err := openDatabase(file, "mode=ro")
	if err != nil {
		return nil, err
	}
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open state %s: %w", file, err), db.Close())
	}
	return newState(dir, db), nil
}

func newState(dir string, db *sql.DB) *State {
	return &State{db: db, originals: filepath.Join(dir, "originals"), texts: newTextCache(textCacheBytes)}
}

func stateFile(dir string) string { return filepath.Join(dir, "state.db") }

// openDatabase opens SQLite's file with some settings, and those that hold for
// every use.
func openDatabase(file, settings string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", "file:"+strings.NewReplacer("?", "%3f", "#", "%23", "%", "%25").Replace(file)+
		"?_pragma=busy_timeout(5000)&_pragma=cache_size(-4000)&"+settings)
	if err != nil {
		return nil, fmt.Errorf("open state %s: %w", file, err)
	}
	db.SetMaxOpenConns(4)
	return db, nil
}

// Close closes the database.
func (s *State) Close() error { return s.db.Close() }

// inTx runs f in a transaction.
func (s *State) inTx(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return told(err)
	}
	defer tx.Rollback() // after a commit, and after the driver's own, this does nothing
	if err := f(tx); err != nil {
		return told(err)
	}
	return told(tx.Commit())
}

// exec writes outside of a transaction.
func (s *State) exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	res, err := s.db.ExecContext(ctx, query, args...)
	return res, told(err)
}

// ErrFull is returned, wrapped, where the disk took no more bytes. What was
// stored before is kept.
var ErrFull = errors.New("the disk is full or can't be written")

// told says of an error of the disk what it means.
func told(err error) error {
	var e *sqlite.Error
	full := errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
	if errors.As(err, &e) {
		switch e.Code() {
		case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_SHMSIZE:
			full = true
		}
	}
	if full {
		return fmt.Errorf("%w (%w)", ErrFull, err)
	}
	return err
}

func unix(t time.Time) int64 { return t.Unix() }
