package state

import (
	"context"
	"fmt"
)

// Seen remembers, for the channels of a platform, the last message that was
// taken from each.
type Seen struct {
	state    *State
	platform string
}

// Seen gives the memory of one platform.
func (s *State) Seen(platform string) *Seen { return &Seen{state: s, platform: platform} }

// LastSeen gives the ID of the last message, by channel.
func (s *Seen) LastSeen(ctx context.Context) (map[string]string, error) {
	rows, err := s.state.db.QueryContext(ctx, `select channel, message from seen where platform = $1`, s.platform)
	if err != nil {
		return nil, fmt.Errorf("read the last messages of %s: %w", s.platform, err)
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var channel, message string
		if err := rows.Scan(&channel, &message); err != nil {
			return nil, fmt.Errorf("read the last messages of %s: %w", s.platform, err)
		}
		out[channel] = message
	}
	return out, rows.Err()
}

// SetLastSeen remembers a message; an empty ID forgets the channel.
func (s *Seen) SetLastSeen(ctx context.Context, channel, id string) error {
	query, args := `insert into seen (platform, channel, message) values ($1, $2, $3) on conflict (platform, channel) do update set message = excluded.message`, []any{s.platform, channel, id}
	if id == "" {
		query, args = `delete from seen where platform = $1 and channel = $2`, args[:2]
	}
	if _, err := s.state.exec(ctx, query, args...); err != nil {
		return fmt.Errorf("remember the last message of a channel of %s: %w", s.platform, err)
	}
	return nil
}
