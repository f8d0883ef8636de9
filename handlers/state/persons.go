package state

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
)

// personBytes is how many random bytes the number of a person has.
const personBytes = 8

// number gives the random number under which what a person does is kept,
// taking a new one for an identity that has none; "" for "".
func number(ctx context.Context, tx *sql.Tx, identity string) (string, error) {
	if identity == "" {
		return "", nil
	}
	var n string
	err := tx.QueryRowContext(ctx, `select number from person where identity = $1`, identity).Scan(&n)
	if !errors.Is(err, sql.ErrNoRows) {
		return n, err
	}
	var b [personBytes]byte
	if _, err := rand.Read(b[:]); err != nil {
		return "", fmt.Errorf("take a number for a person: %w", err)
	}
	n = "p" + hex.EncodeToString(b[:])
	_, err = tx.ExecContext(ctx, `insert into person (identity, number) values ($1, $2)`, identity, n)
	return n, err
}
