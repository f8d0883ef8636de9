package state

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
)

// secretBytes is how long a key is.
const secretBytes = 32

// Secret gives this installation's random key of a name, making it where
// there is none.
func (s *State) Secret(ctx context.Context, name string) ([]byte, error) {
	var key []byte
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `select value from secret where name = $1`, name).Scan(&key)
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		key = make([]byte, secretBytes)
		if _, err := rand.Read(key); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `insert into secret (name, value) values ($1, $2)`, name, key)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("take the key %q: %w", name, err)
	}
	return key, nil
}
