package state

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"vanthu/handlers/ledger"
)

// encodeTellings gives tellings as they are stored.
func encodeTellings(tellings []ledger.Telling) ([]string, error) {
	out := make([]string, len(tellings))
	for i, t := range tellings {
		body, err := json.Marshal(t)
		if err != nil {
			return nil, err
		}
		out[i] = string(body)
	}
	return out, nil
}

// told reports whether just these tellings are stored of a document.
func (w *versionWriter) told(ctx context.Context, document string, bodies []string) (bool, error) {
	rows, err := w.query(ctx, `select body, packed from telling where document = $1 order by place`, document)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	n := 0
	var unpacked tellingBodies
	for ; rows.Next(); n++ {
		var body string
		var packed []byte
		if err := rows.Scan(&body, &packed); err != nil {
			return false, err
		}
		if body, err = unpacked.next(w.packer, n, body, packed); err != nil {
			return false, err
		}
		if n >= len(bodies) || body != bodies[n] {
			return false, nil
		}
	}
	return n == len(bodies), rows.Err()
}

// tellingBodies gives the bodies of a document's rows one after the other:
// the first row holds all of them, or each has its own.
type tellingBodies struct{ all []string }

// next gives the body of the row at a place, which has a body of its own or,
// at place 0, all packed together.
func (t *tellingBodies) next(p *packer, place int, own string, packed []byte) (string, error) {
	if place == 0 {
		t.all = nil
		if packed != nil {
			var list string
			if err := p.unpack(packed, &list); err != nil {
				return "", err
			}
			t.all = strings.Split(list, "\n") // which JSON has within no value
		}
	}
	if t.all == nil {
		return own, nil
	}
	if place >= len(t.all) {
		return "", errPacked
	}
	return t.all[place], nil
}

// tell stores what a document tells of duties, of which nothing is stored.
func (w *versionWriter) tell(ctx context.Context, document string, version int64, tellings []ledger.Telling, bodies []string) error {
	if len(tellings) == 0 {
		return nil
	}
	packed, err := w.packer.pack(strings.Join(bodies, "\n"))
	if err != nil {
		return err
	}
	for place, t := range tellings {
		if place > 0 {
			packed = nil
		}
		if err := w.exec(ctx, `insert into telling (document, place, key, version, recorded, body, packed) values ($1, $2, $3, $4, $5, '', $6)`,
			document, place, t.Key, version, unix(t.Recorded), packed); err != nil {
			return err
		}
	}
	return nil
}

// asked is how many documents one question for tellings names.
const asked = 500

// TellingsOf gives what documents tell of duties, by document, in the order
// stored. What dropped ones told is among it, for when they come back.
func (s *State) TellingsOf(ctx context.Context, documents []string) (map[string][]ledger.Telling, error) {
	out := map[string][]ledger.Telling{}
	for len(documents) > 0 {
		n := min(len(documents), asked)
		args := make([]any, n)
		marks := make([]string, n)
		for i, id := range documents[:n] {
			args[i], marks[i] = id, fmt.Sprintf("$%d", i+1)
		}
		documents = documents[n:]
		if err := s.tellings(ctx, out, `select document, place, body, packed from telling where document in (`+strings.Join(marks, ", ")+`) order by document, place`, args...); err != nil {
			return nil, fmt.Errorf("read what documents tell: %w", err)
		}
	}
	return out, nil
}

// Tellings gives what the documents changed after a generation tell of
// duties, by document; for a dropped document, and for one that tells
// nothing, an empty list.
func (s *State) Tellings(ctx context.Context, generation int64) (map[string][]ledger.Telling, error) {
	out := map[string][]ledger.Telling{}
	if err := s.changedSince(ctx, out, generation); err != nil {
		return nil, fmt.Errorf("list the documents changed after generation %d: %w", generation, err)
	}
	if err := s.tellings(ctx, out, `select document, place, body, packed from telling
		where document in (select id from document where generation > $1 and deleted = 0) order by document, place`, generation); err != nil {
		return nil, fmt.Errorf("read what documents tell: %w", err)
	}
	return out, nil
}

func (s *State) changedSince(ctx context.Context, out map[string][]ledger.Telling, generation int64) error {
	if generation == 0 { // nobody knows any that could have gone
		return nil
	}
	rows, err := s.db.QueryContext(ctx, `select id from document where generation > $1`, generation)
	return eachID(rows, err, func(id string) { out[id] = nil })
}

// decodedTogether is how many tellings one goroutine decodes at a time.
const decodedTogether = 500

// storedTelling is a telling as it is stored.
type storedTelling struct {
	document string
	place    int
	body     string
	packed   []byte
}

func (s *State) tellings(ctx context.Context, out map[string][]ledger.Telling, query string, args ...any) error {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	var parts []*[]ledger.Telling
	var part []storedTelling
	decode := func() {
		stored, into := part, new([]ledger.Telling)
		part, parts = nil, append(parts, into)
		group.Go(func() (err error) {
			*into, err = decodeTellings(&s.packer, stored)
			return err
		})
	}
	for rows.Next() {
		var t storedTelling
		if err := rows.Scan(&t.document, &t.place, &t.body, &t.packed); err != nil {
			return errors.Join(err, group.Wait())
		}
		if len(part) >= decodedTogether && t.place == 0 { // a document's rows stay together
			decode()
		}
		part = append(part, t)
	}
	decode()
	if err := errors.Join(rows.Err(), group.Wait()); err != nil {
		return err
	}
	for _, p := range parts {
		for _, t := range *p {
			out[t.Document] = append(out[t.Document], t)
		}
	}
	return nil
}

func decodeTellings(packer *packer, stored []storedTelling) ([]ledger.Telling, error) {
	out := make([]ledger.Telling, len(stored))
	var bodies tellingBodies
	for i, s := range stored {
		t := &out[i]
		body, err := bodies.next(packer, s.place, s.body, s.packed)
		if err != nil {
			return nil, fmt.Errorf("document %s: %w", s.document, err)
		}
		if err := json.Unmarshal([]byte(body), t); err != nil {
			return nil, fmt.Errorf("document %s: %w", s.document, err)
		}
		t.Document = s.document
		if i == 0 || out[i-1].Document != t.Document {
			continue
		}
		// What all tellings of a document have alike is kept once.
		for _, f := range [...]struct{ have, last *string }{{&t.Document, &out[i-1].Document}, {&t.Path, &out[i-1].Path}, {&t.Number, &out[i-1].Number},
			{&t.NumberKey, &out[i-1].NumberKey}, {&t.Title, &out[i-1].Title}, {&t.URL, &out[i-1].URL}, {&t.Section, &out[i-1].Section}, {&t.Marks, &out[i-1].Marks}} {
			if *f.have == *f.last {
				*f.have = *f.last
			}
		}
	}
	return out, nil
}

// Rules gives the version of the rules that all documents were read with, 0
// where that is not known.
func (s *State) Rules(ctx context.Context) (int64, error) {
	var n int64
	if err := s.db.QueryRowContext(ctx, `select value from counter where name = 'rules'`).Scan(&n); err != nil {
		return 0, fmt.Errorf("read the version of the rules: %w", err)
	}
	return n, nil
}

// SaveRules notes the version of the rules that all documents were read with.
func (s *State) SaveRules(ctx context.Context, version int64) error {
	if _, err := s.exec(ctx, `update counter set value = $1 where name = 'rules'`, version); err != nil {
		return fmt.Errorf("note the version of the rules: %w", err)
	}
	return nil
}
