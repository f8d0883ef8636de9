package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Version tells which text of a document is the newest.
type Version struct {
	Number int64
	Hash   string    // of what it was made from
	Read   time.Time // when it was read
}

// Version gives the newest version of a document; ErrNotFound where there is
// none or it was dropped.
func (s *State) Version(ctx context.Context, id string) (Version, error) {
	var v Version
	var read int64
	err := s.db.QueryRowContext(ctx, `select d.version, d.hash, v.created from document d join document_version v on v.id = d.id and v.version = d.version
		where d.id = $1 and d.deleted = 0`, id).Scan(&v.Number, &v.Hash, &read)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return v, fmt.Errorf("version of document %s: %w", id, err)
	}
	v.Read = time.Unix(read, 0)
	return v, nil
}
