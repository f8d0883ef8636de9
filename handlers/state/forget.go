package state

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
)

// Kept counts what is kept of a conversation, and of a person in it. Messages
// on their way in and out are not counted, since the one that asks is among
// them; Forget deletes them too.
type Kept struct {
	Conversation int // settings, the last question, what the next message is expected to tell
	Facts        int // what the person has told of themselves
	Walks        int // ways through procedures
	Feedback     int // ratings and reports of mistakes
	Person       int // the row that joins the person's identity to a random number
	Acts         int // what the person did about duties, under that number: it stays
}

// Any reports whether there is something that Forget deletes.
func (k Kept) Any() bool {
	return k.Conversation+k.Facts+k.Walks+k.Feedback+k.Person > 0
}

// counts are the queries for Kept: $1 is the conversation, $2 the person.
var counts = [...]struct {
	query string
	of    func(*Kept) *int
}{
	{`select count(*) from conversation where key = $1 and $2 = $2`, func(k *Kept) *int { return &k.Conversation }},
	{`select count(*) from conversation where key = $1 and $2 = $2 and facts <> 'null'`, func(k *Kept) *int { return &k.Facts }},
	{`select count(*) from walk where conversation = $1 and $2 = $2`, func(k *Kept) *int { return &k.Walks }},
	{`select count(*) from feedback where giver = (select giver from feedback_giver where conversation = $1) and $2 = $2`, func(k *Kept) *int { return &k.Feedback }},
	{`select count(*) from person where identity = $2 and $1 = $1`, func(k *Kept) *int { return &k.Person }},
	{`select count(*) from act where person = (select number from person where identity = $2) and $1 = $1`, func(k *Kept) *int { return &k.Acts }},
}

// Kept counts what is kept of a conversation, and of a person.
func (s *State) Kept(ctx context.Context, conversation, person string) (Kept, error) {
	var k Kept
	for _, c := range counts {
		if err := s.db.QueryRowContext(ctx, c.query, conversation, person).Scan(c.of(&k)); err != nil {
			return Kept{}, fmt.Errorf("count what is kept of a conversation: %w", err)
		}
	}
	return k, nil
}

// forgetConversation deletes what is kept of a conversation, $1. Of a message
// that came in, and of a reply, the ID stays, so that none is answered or sent
// twice.
var forgetConversation = append([]string{
	`delete from walk where conversation = $1`,
	`delete from conversation where key = $1`,
	`update inbox set payload = null, conversation = '', done = case when done > 0 then done else received / 1000000000 end where conversation = $1`,
	`update outbox set payload = null, conversation = '', done = case when done > 0 then done else made / 1000000000 end where conversation = $1`,
	`delete from seen where platform || ':' || channel = $1`,
}, forgetFeedback...)

// Forget forgets all that is remembered of a conversation, and who the person
// is that did what must be kept.
func (s *State) Forget(ctx context.Context, conversation, person string) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `delete from person where identity = $1`, person); err != nil {
			return fmt.Errorf("forget a person: %w", err)
		}
		if person != "" { // another conversation may wait for their next message
			named, err := json.Marshal(person)
			if err != nil {
				return fmt.Errorf("forget a person: %w", err)
			}
			like := `%"person":` + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(string(named)) + `%`
			if _, err := tx.ExecContext(ctx, `update conversation set awaited = 'null' where awaited like $1 escape '\'`, like); err != nil {
				return fmt.Errorf("forget a person: %w", err)
			}
		}
		for _, forget := range forgetConversation {
			if _, err := tx.ExecContext(ctx, forget, conversation); err != nil {
				return fmt.Errorf("forget a conversation: %w", err)
			}
		}
		return nil
	})
}
