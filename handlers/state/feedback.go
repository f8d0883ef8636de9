package state

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"

	"vanthu/corpus"
)

// FeedbackKind tells what a person says something about.
type FeedbackKind string

// The kinds of feedback.
const (
	Rating  FeedbackKind = "rating"  // of an answer, and of the office
	Mistake FeedbackKind = "mistake" // in a procedure's document
)

// Feedback is what one person said once. It does not tell who.
type Feedback struct {
	ID       string
	Kind     FeedbackKind
	Day      corpus.Day
	Document string  // ID
	Title    string  // of the document then
	Path     string  // likewise
	Version  Version // likewise; without the time
	Language string  // of the interface
	Question string  // that was answered
	Answer   int     // 1 to 5; 0: not rated
	Service  int     // likewise
	Words    string
	Changed  bool // the document is another one now, or gone
}

// ErrOften is returned, wrapped, where a conversation has given as much
// feedback on a day as is kept.
var ErrOften = errors.New("more feedback in a day than is kept")

// AddFeedback keeps feedback from a conversation, at most so many a day, and
// gives its ID.
func (s *State) AddFeedback(ctx context.Context, conversation string, f Feedback, limit int, now time.Time) (id string, err error) {
	var b [18]byte
	rand.Read(b[:]) // never fails: crypto/rand
	id = strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b[:10]))
	fresh := int64(binary.BigEndian.Uint64(b[10:]) >> 1)
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `insert into feedback_giver (conversation, giver) values ($1, $2) on conflict (conversation) do nothing`, conversation, fresh); err != nil {
			return err
		}
		var giver int64
		if err := tx.QueryRowContext(ctx, `select giver from feedback_giver where conversation = $1`, conversation).Scan(&giver); err != nil {
			return err
		}
		var today int
		if err := tx.QueryRowContext(ctx, `select count(*) from feedback where giver = $1 and day = $2`, giver, string(f.Day)).Scan(&today); err != nil {
			return err
		}
		if today >= limit {
			return ErrOften
		}
		_, err := tx.ExecContext(ctx, `insert into feedback (id, giver, kind, day, made, document, version, hash, title, path, language, question, answer, service, words)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
			id, giver, string(f.Kind), string(f.Day), unix(now), f.Document, f.Version.Number, f.Version.Hash, f.Title, f.Path, f.Language, f.Question, f.Answer, f.Service, f.Words)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("keep feedback: %w", err)
	}
	return id, nil
}

// RateService adds how an office was rated to feedback of the same
// conversation; ErrNotFound where there is none with this ID.
func (s *State) RateService(ctx context.Context, conversation, id string, rating int) error {
	return s.amend(ctx, conversation, id, `service = $3`, rating)
}

// SayFeedback adds words to feedback of the same conversation; ErrNotFound
// where there is none with this ID.
func (s *State) SayFeedback(ctx context.Context, conversation, id, words string) error {
	return s.amend(ctx, conversation, id, `words = $3`, words)
}

func (s *State) amend(ctx context.Context, conversation, id, what string, value any) error {
	res, err := s.exec(ctx, `update feedback set `+what+` where id = $1 and giver = (select giver from feedback_giver where conversation = $2)`, id, conversation, value)
	if err == nil {
		var n int64
		if n, err = res.RowsAffected(); err == nil && n == 0 {
			err = ErrNotFound
		}
	}
	if err != nil {
		return fmt.Errorf("add to feedback: %w", err)
	}
	return nil
}

// forgetFeedback drops all that a conversation has said, then its number.
var forgetFeedback = []string{
	`delete from feedback where giver = (select giver from feedback_giver where conversation = $1)`,
	`delete from feedback_giver where conversation = $1`,
}

// ForgetFeedback drops all that a conversation has said, and its number;
// Forget does so too.
func (s *State) ForgetFeedback(ctx context.Context, conversation string) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		for _, forget := range forgetFeedback {
			if _, err := tx.ExecContext(ctx, forget, conversation); err != nil {
				return fmt.Errorf("forget feedback: %w", err)
			}
		}
		return nil
	})
}

// Feedback gives what people have said from a day on, the newest first, at
// most so many.
func (s *State) Feedback(ctx context.Context, from corpus.Day, limit int) ([]Feedback, error) {
	rows, err := s.db.QueryContext(ctx, `select f.id, f.kind, f.day, f.document, f.title, f.path, f.version, f.hash, f.language, f.question, f.answer, f.service, f.words,
		not exists (select 1 from document d where d.id = f.document and d.hash = f.hash and d.deleted = 0)
		from feedback f where f.day >= $1 order by f.made desc, f.id limit $2`, string(from), limit)
	if err != nil {
		return nil, fmt.Errorf("read feedback: %w", err)
	}
	defer rows.Close()
	var out []Feedback
	for rows.Next() {
		var f Feedback
		if err := rows.Scan(&f.ID, &f.Kind, &f.Day, &f.Document, &f.Title, &f.Path, &f.Version.Number, &f.Version.Hash, &f.Language, &f.Question, &f.Answer, &f.Service, &f.Words, &f.Changed); err != nil {
			return nil, fmt.Errorf("read feedback: %w", err)
		}
		out = append(out, f)
	}
	return out, rows.Err()
}

// Mistakes gives how many reports of mistakes there are about each document
// as it is now, by ID.
func (s *State) Mistakes(ctx context.Context) (map[string]int, error) {
	rows, err := s.db.QueryContext(ctx, `select f.document, count(*) from feedback f join document d on d.id = f.document and d.hash = f.hash and d.deleted = 0
		where f.kind = 'mistake' group by f.document`)
	if err != nil {
		return nil, fmt.Errorf("count reports of mistakes: %w", err)
	}
	defer rows.Close()
	out := map[string]int{}
	for rows.Next() {
		var id string
		var n int
		if err := rows.Scan(&id, &n); err != nil {
			return nil, fmt.Errorf("count reports of mistakes: %w", err)
		}
		out[id] = n
	}
	return out, rows.Err()
}
