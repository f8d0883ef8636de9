package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"vanthu/corpus"
)

// Account counts what one use of models takes in a day: calls, and whatever else
// is limited of it. The summaries' has no name and counts tokens.
type Account struct {
	state *State
	name  string
}

// Account gives the account of a name.
func (s *State) Account(name string) *Account { return &Account{s, name} }

// Spend is that of the summaries' account.
func (s *State) Spend(ctx context.Context, day corpus.Day, person string, perPerson, perDay, tokens, mostTokens int) (ok bool, err error) {
	return s.Account("").Spend(ctx, day, person, perPerson, perDay, tokens, mostTokens)
}

// Settle is that of the summaries' account.
func (s *State) Settle(ctx context.Context, day corpus.Day, tokens int) error {
	return s.Account("").Settle(ctx, day, tokens)
}

// Spent is that of the summaries' account.
func (s *State) Spent(ctx context.Context, day corpus.Day) (calls, tokens int, err error) {
	return s.Account("").Spent(ctx, day)
}

// whole is who stands for the installation in an account, of the form of which
// no person is.
func (a *Account) whole() string {
	if a.name == "" {
		return ""
	}
	return a.name + ":"
}

// Spend counts one call of a model and so many tokens for a day, for a person
// and for the installation, unless a limit would be passed; then ok is false
// and nothing is counted. person is no name, and may be empty. What was counted
// for other days is dropped.
func (a *Account) Spend(ctx context.Context, day corpus.Day, person string, perPerson, perDay, tokens, mostTokens int) (ok bool, err error) {
	err = a.state.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `delete from summary_spent where day < $1`, string(day)); err != nil {
			return err
		}
		var calls, spent int
		read := func(who string) error {
			calls, spent = 0, 0
			err := tx.QueryRowContext(ctx, `select calls, tokens from summary_spent where day = $1 and who = $2`, string(day), who).Scan(&calls, &spent)
			if errors.Is(err, sql.ErrNoRows) {
				return nil
			}
			return err
		}
		if err := read(a.whole()); err != nil || calls >= perDay || spent+tokens > mostTokens {
			return err
		}
		if person != "" {
			if err := read(a.whole() + person); err != nil || calls >= perPerson {
				return err
			}
		}
		whom := []string{a.whole()}
		if person != "" {
			whom = append(whom, a.whole()+person)
		}
		for _, who := range whom {
			if _, err := tx.ExecContext(ctx, `insert into summary_spent (day, who, calls, tokens) values ($1, $2, 1, $3)
				on conflict (day, who) do update set calls = summary_spent.calls + 1, tokens = summary_spent.tokens + excluded.tokens`, string(day), who, tokens); err != nil {
				return err
			}
		}
		ok = true
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("count a call of a model: %w", err)
	}
	return ok, nil
}

// Settle corrects the installation's tokens of a day.
func (a *Account) Settle(ctx context.Context, day corpus.Day, tokens int) error {
	if _, err := a.state.exec(ctx, `update summary_spent set tokens = tokens + $2 where day = $1 and who = $3`, string(day), tokens, a.whole()); err != nil {
		return fmt.Errorf("count what a call of a model took: %w", err)
	}
	return nil
}

// Spent gives how many calls and tokens were counted for the installation in a
// day.
func (a *Account) Spent(ctx context.Context, day corpus.Day) (calls, tokens int, err error) {
	err = a.state.db.QueryRowContext(ctx, `select calls, tokens from summary_spent where day = $1 and who = $2`, string(day), a.whole()).Scan(&calls, &tokens)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, 0, nil
	}
	if err != nil {
		return 0, 0, fmt.Errorf("read what calls of models took: %w", err)
	}
	return calls, tokens, nil
}

// KeptSummary gives a summary that was kept.
func (s *State) KeptSummary(ctx context.Context, key string, now time.Time) (body []byte, ok bool, err error) {
	var text string
	err = s.db.QueryRowContext(ctx, `select body from summary_kept where key = $1 and until > $2`, key, now.Unix()).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("read a kept summary: %w", err)
	}
	return []byte(text), true, nil
}

// KeepSummary keeps a summary until a time, and drops those whose time is over.
func (s *State) KeepSummary(ctx context.Context, key string, body []byte, until time.Time) error {
	_, err := s.exec(ctx, `insert into summary_kept (key, until, body) values ($1, $2, $3)
		on conflict (key) do update set until = excluded.until, body = excluded.body`, key, until.Unix(), string(body))
	if err == nil {
		_, err = s.exec(ctx, `delete from summary_kept where key in (select key from summary_kept where until < $1 limit 100)`, until.Add(-keepSummary).Unix())
	}
	if err != nil {
		return fmt.Errorf("keep a summary: %w", err)
	}
	return nil
}

// keepSummary is longer than any summary is kept.
const keepSummary = 60 * 24 * time.Hour
