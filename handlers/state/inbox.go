package state

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"vanthu/handlers/inbox"
)

// rememberDone is how long the ID of an answered request is known, so that a
// platform's repetition is not answered again. Platforms repeat for a day.
const rememberDone = 72 * time.Hour

// Inbox keeps requests until they are answered; it is an inbox.Inbox.
type Inbox struct {
	state *State
	now   func() time.Time
	swept atomic.Int64 // when answered requests were last forgotten, in Unix seconds
}

// Inbox gives the state's inbox on a clock.
func (s *State) Inbox(now func() time.Time) *Inbox { return &Inbox{state: s, now: now} }

// Add implements inbox.Inbox.
func (b *Inbox) Add(ctx context.Context, item inbox.Item) (fresh bool, err error) {
	res, err := b.state.exec(ctx, `insert into inbox (id, conversation, received, payload, done) values ($1, $2, $3, $4, 0) on conflict (id) do nothing`,
		item.ID, item.Conversation, item.Received.UnixNano(), item.Payload)
	if err != nil {
		return false, fmt.Errorf("store a request: %w", err)
	}
	n, err := res.RowsAffected()
	if err != nil {
		return false, fmt.Errorf("store a request: %w", err)
	}
	return n == 1, nil
}

// Pending implements inbox.Inbox.
func (b *Inbox) Pending(ctx context.Context) ([]inbox.Item, error) {
	rows, err := b.state.db.QueryContext(ctx, `select id, conversation, received, payload from inbox where done = 0 order by rowid`)
	if err != nil {
		return nil, fmt.Errorf("list open requests: %w", err)
	}
	defer rows.Close()
	var out []inbox.Item
	for rows.Next() {
		var i inbox.Item
		var received int64
		if err := rows.Scan(&i.ID, &i.Conversation, &received, &i.Payload); err != nil {
			return nil, fmt.Errorf("list open requests: %w", err)
		}
		i.Received = time.Unix(0, received)
		out = append(out, i)
	}
	return out, rows.Err()
}

// Done implements inbox.Inbox.
func (b *Inbox) Done(ctx context.Context, id string) error {
	now := b.now()
	_, err := b.state.exec(ctx, `update inbox set payload = null, conversation = '', done = $1 where id = $2`, unix(now), id)
	if last := b.swept.Load(); err == nil && unix(now)-last >= int64(sweepEvery/time.Second) && b.swept.CompareAndSwap(last, unix(now)) {
		_, err = b.state.exec(ctx, `delete from inbox where done > 0 and done < $1`, unix(now.Add(-rememberDone)))
	}
	if err != nil {
		return fmt.Errorf("close request %s: %w", id, err)
	}
	return nil
}
