package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"vanthu/handlers/outbox"
)

// Outbox keeps messages until they are delivered; it is an outbox.Outbox.
type Outbox struct {
	state *State
	now   func() time.Time
	swept atomic.Int64 // when done messages were last forgotten, in Unix seconds
}

// sweepEvery is how often done messages are looked through for old ones.
const sweepEvery = 10 * time.Minute

// Outbox gives the state's outbox on a clock.
func (s *State) Outbox(now func() time.Time) *Outbox { return &Outbox{state: s, now: now} }

// Add implements outbox.Outbox.
func (b *Outbox) Add(ctx context.Context, messages ...outbox.Message) (fresh bool, err error) {
	err = b.state.inTx(ctx, func(tx *sql.Tx) error {
		for i, m := range messages {
			res, err := tx.ExecContext(ctx, `insert into outbox (id, conversation, made, payload, sent, done) values ($1, $2, $3, $4, '', 0) on conflict (id) do nothing`,
				m.ID, m.Conversation, m.Made.UnixNano(), m.Payload)
			if err != nil {
				return err
			}
			n, err := res.RowsAffected()
			if err != nil {
				return err
			}
			if i == 0 && n == 0 {
				return nil
			}
			fresh = true
		}
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("store a message: %w", err)
	}
	return fresh, nil
}

// Pending implements outbox.Outbox.
func (b *Outbox) Pending(ctx context.Context) ([]outbox.Message, error) {
	rows, err := b.state.db.QueryContext(ctx, `select id, conversation, made, payload from outbox where done = 0 order by rowid`)
	if err != nil {
		return nil, fmt.Errorf("list undelivered messages: %w", err)
	}
	defer rows.Close()
	var out []outbox.Message
	for rows.Next() {
		var m outbox.Message
		var made int64
		if err := rows.Scan(&m.ID, &m.Conversation, &made, &m.Payload); err != nil {
			return nil, fmt.Errorf("list undelivered messages: %w", err)
		}
		m.Made = time.Unix(0, made)
		out = append(out, m)
	}
	return out, rows.Err()
}

// Done implements outbox.Outbox.
func (b *Outbox) Done(ctx context.Context, id, sent string) error {
	now := b.now()
	_, err := b.state.exec(ctx, `update outbox set payload = null, conversation = '', sent = $1, done = $2 where id = $3 and done = 0`, sent, unix(now), id)
	if last := b.swept.Load(); err == nil && unix(now)-last >= int64(sweepEvery/time.Second) && b.swept.CompareAndSwap(last, unix(now)) {
		_, err = b.state.exec(ctx, `delete from outbox where done > 0 and done < $1`, unix(now.Add(-rememberDone)))
	}
	if err != nil {
		return fmt.Errorf("close message %s: %w", id, err)
	}
	return nil
}

// Sent implements outbox.Outbox.
func (b *Outbox) Sent(ctx context.Context, id string) (string, error) {
	var sent string
	err := b.state.db.QueryRowContext(ctx, `select sent from outbox where id = $1`, id).Scan(&sent)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("find message %s: %w", id, err)
	}
	return sent, nil
}
