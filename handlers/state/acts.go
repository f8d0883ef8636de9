package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"vanthu/handlers/ledger"
)

// AddActs keeps what a person did, all of it or nothing. An act is never
// changed or taken back; another one may undo what it did. Of who did it, a
// random number is kept, which Forget parts from the person.
func (s *State) AddActs(ctx context.Context, acts ...ledger.Act) error {
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		for _, a := range acts {
			var err error
			if a.Person, err = number(ctx, tx, a.Person); err != nil {
				return err
			}
			body, err := json.Marshal(a)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `insert into act (number, made, person, kind, duty, body)
				select coalesce(max(number), 0) + 1, $1, $2, $3, $4, $5 from act`, unix(a.At), a.Person, string(a.Kind), a.Duty, string(body)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep what was done: %w", err)
	}
	return nil
}

// Acts gives what people did after the act with a number, in order, and the
// number of the last one. Acts(0) gives all.
func (s *State) Acts(ctx context.Context, after int64) (acts []ledger.Act, last int64, err error) {
	acts, last, err = s.acts(ctx, `select number, body from act where number > $1 order by number`, after)
	return acts, max(last, after), err
}

// ActsOn gives what people did about a duty or a telling, in order.
func (s *State) ActsOn(ctx context.Context, duty string) ([]ledger.Act, error) {
	acts, _, err := s.acts(ctx, `select number, body from act where duty = $1 order by number`, duty)
	return acts, err
}

func (s *State) acts(ctx context.Context, query string, arg any) (acts []ledger.Act, last int64, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("read what was done: %w", err)
		}
	}()
	rows, err := s.db.QueryContext(ctx, query, arg)
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var body []byte
		if err := rows.Scan(&last, &body); err != nil {
			return nil, 0, err
		}
		var a ledger.Act
		if err := json.Unmarshal(body, &a); err != nil {
			return nil, 0, fmt.Errorf("act %d: %w", last, err)
		}
		a.Number = last
		acts = append(acts, a)
	}
	return acts, last, rows.Err()
}
