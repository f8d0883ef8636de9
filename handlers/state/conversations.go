package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"vanthu/handlers/answer"
)

// Conversation is what is remembered of a conversation.
type Conversation struct {
	Language string       // last used
	Chosen   string       // for all replies; empty: they follow the person's words
	Reader   bool         // replies are read by a screen reader
	Last     *answer.Turn // the last question that was answered
	Agencies []string     // IDs of the bodies chosen as the own ones
	Awaited  *Awaited     // what the next message is expected to tell
	Facts    *Facts       // what the person has told of themselves; nil where nobody has asked
}

// Facts is what a person told once, so that no procedure asks for it again.
type Facts struct {
	Kept    bool   `json:"kept"`              // the person wants it remembered; else nothing is
	Channel string `json:"channel,omitempty"` // the way to apply last chosen, in a document's words
	Place   string `json:"place,omitempty"`   // where the person lives: a ward or commune
}

// Awaited is what a person was asked to write next.
type Awaited struct {
	Person string `json:"person"` // of the platform; others in the conversation do not answer for them
	What   string `json:"what"`   // deadline, progress, handed, place
	Duty   string `json:"duty"`   // ID; of a document for what procedures ask
}

// forgetTurns is after how long a conversation's last question no longer
// gives sense to the next one.
const forgetTurns = time.Hour

// Conversation gives what is remembered under a key; nothing for a new one.
func (s *State) Conversation(ctx context.Context, key string, now time.Time) (Conversation, error) {
	var c Conversation
	var turns, agencies, awaited, facts string
	var updated int64
	err := s.db.QueryRowContext(ctx, `select language, chosen, reader, turns, agencies, awaited, facts, updated from conversation where key = $1`, key).
		Scan(&c.Language, &c.Chosen, &c.Reader, &turns, &agencies, &awaited, &facts, &updated)
	if errors.Is(err, sql.ErrNoRows) {
		return c, nil
	}
	if err == nil {
		err = errors.Join(json.Unmarshal([]byte(turns), &c.Last), json.Unmarshal([]byte(agencies), &c.Agencies), json.Unmarshal([]byte(awaited), &c.Awaited), json.Unmarshal([]byte(facts), &c.Facts))
	}
	if err != nil {
		return c, fmt.Errorf("read conversation: %w", err)
	}
	if now.Sub(time.Unix(updated, 0)) > forgetTurns {
		c.Last, c.Awaited = nil, nil
	}
	return c, nil
}

// SaveConversation remembers a conversation.
func (s *State) SaveConversation(ctx context.Context, key string, c Conversation, now time.Time) error {
	turns, err := json.Marshal(c.Last)
	if err != nil {
		return fmt.Errorf("save conversation: %w", err)
	}
	awaited, err := json.Marshal(c.Awaited)
	if err != nil {
		return fmt.Errorf("save conversation: %w", err)
	}
	agencies, err := json.Marshal(append([]string{}, c.Agencies...))
	if err != nil {
		return fmt.Errorf("save conversation: %w", err)
	}
	facts, err := json.Marshal(c.Facts)
	if err != nil {
		return fmt.Errorf("save conversation: %w", err)
	}
	_, err = s.exec(ctx, `insert into conversation (key, language, chosen, reader, turns, agencies, awaited, facts, updated) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		on conflict (key) do update set language = excluded.language, chosen = excluded.chosen, reader = excluded.reader, turns = excluded.turns, agencies = excluded.agencies,
		awaited = excluded.awaited, facts = excluded.facts, updated = excluded.updated`, key, c.Language, c.Chosen, bit(c.Reader), string(turns), string(agencies), string(awaited), string(facts), unix(now))
	if err == nil { // what people asked is not kept longer than it is of use
		_, err = s.exec(ctx, `update conversation set turns = 'null', awaited = 'null' where updated < $1 and (turns <> 'null' or awaited <> 'null')`, unix(now.Add(-forgetTurns)))
	}
	if err != nil {
		return fmt.Errorf("save conversation: %w", err)
	}
	return nil
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// keepAnswers is how long the rest of an answer can be asked for.
const keepAnswers = 30 * 24 * time.Hour

// SaveAnswer keeps what an answer's button will show.
func (s *State) SaveAnswer(ctx context.Context, id string, body []byte, now time.Time) error {
	_, err := s.exec(ctx, `insert into answer (id, made, body) values ($1, $2, $3) on conflict (id) do update set body = excluded.body`, id, unix(now), string(body))
	if err == nil {
		_, err = s.exec(ctx, `delete from answer where made < $1`, unix(now.Add(-keepAnswers)))
	}
	if err != nil {
		return fmt.Errorf("save answer: %w", err)
	}
	return nil
}

// SavedAnswer gives what SaveAnswer kept; ErrNotFound where it is not there
// any more.
func (s *State) SavedAnswer(ctx context.Context, id string) ([]byte, error) {
	var body string
	err := s.db.QueryRowContext(ctx, `select body from answer where id = $1`, id).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("answer %s: %w", id, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("answer %s: %w", id, err)
	}
	return []byte(body), nil
}
