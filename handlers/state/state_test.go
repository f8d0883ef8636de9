package state_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/inbox"
	"vanthu/handlers/inbox/inboxtest"
	"vanthu/handlers/outbox"
	"vanthu/handlers/outbox/outboxtest"
	"vanthu/handlers/state"
	"vanthu/index"
)

var now = time.Date(2026, 11, 22, 8, 30, 0, 0, time.UTC)

func TestMain(m *testing.M) {
	if dir := os.Getenv(fullDiskEnv); dir != "" {
		fillDisk(dir)
		return
	}
	goleak.VerifyTestMain(m)
}

func open(t *testing.T, dir string) *state.State {
	t.Helper()
	s, err := state.Open(t.Context(), dir)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}

// document makes one of the collection "c" and the file "f".
func document(id, text string) state.Change {
	d := &corpus.Document{ID: id, Path: id + ".txt", Collection: "c", Kind: corpus.KindProcedure, Title: "Thủ tục " + id, Number: "57-NQ/TW", Issued: "2024-12-22",
		Language: "vi", Standing: corpus.Official, Warnings: []string{"poor"}, Text: text,
		Passages:  []corpus.Passage{{ID: "p_1", Kind: corpus.Paragraph, Section: "Điều 1", End: len(text)}},
		Procedure: &corpus.Procedure{Title: "Khai sinh", Fee: corpus.Span{Start: 0, End: len(text)}}}
	return state.Change{ID: id, Collection: "c", File: "f", Hash: "h-" + text, Document: d}
}

func dropped(id string) state.Change { return state.Change{ID: id, Deleted: true} }

func save(t *testing.T, s *state.State, changes ...state.Change) state.Saved {
	t.Helper()
	saved, err := s.SaveDocuments(t.Context(), changes, now)
	if err != nil {
		t.Fatalf("SaveDocuments: %v", err)
	}
	return saved
}

// since gives what changed after a generation, as "id=text" and "-id".
func since(t *testing.T, s *state.State, generation int64) string {
	t.Helper()
	var out []string
	err := s.Since(t.Context(), generation, func(stored []*corpus.Document, gone []string) error {
		for _, d := range stored {
			out = append(out, d.ID+"="+d.Text)
		}
		for _, id := range gone {
			out = append(out, "-"+id)
		}
		return nil
	})
	if err != nil {
		t.Fatalf("Since: %v", err)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestOpenKeepsWhatIsThere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a folder 100% [1] #?&=")
	want := document("a", "một")
	for round := range 3 {
		s, err := state.Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		if round == 0 {
			save(t, s, want)
		}
		d, err := s.Document(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(d, want.Document) {
			t.Errorf("the document came back as %+v, not %+v", d, want.Document)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	names, err := filepath.Glob(filepath.Join(filepath.Dir(dir), "*"))
	if err != nil || len(names) != 1 {
		t.Errorf("files beside the data folder: %v, %v", names, err)
	}
}

func TestGenerations(t *testing.T) {
	s := open(t, t.TempDir())
	if got := since(t, s, 0); got != "" {
		t.Errorf("a new state has %q", got)
	}
	one := save(t, s, document("a", "1"), document("b", "1"), document("c", "1"))
	two := save(t, s, document("b", "2"), dropped("c"), dropped("unknown"))
	if one.Generation != 1 || two.Generation != 2 {
		t.Fatalf("generations %d and %d, want 1 and 2", one.Generation, two.Generation)
	}
	if got := fmt.Sprint(two.Changed); got != "[true true false]" {
		t.Errorf("changed: %s", got)
	}
	for generation, want := range map[int64]string{0: "-c a=1 b=2", 1: "-c b=2", 2: ""} {
		if got := since(t, s, generation); got != want {
			t.Errorf("since %d: %q, want %q", generation, got, want)
		}
	}
	if n, err := s.Generation(t.Context()); n != 2 || err != nil {
		t.Errorf("generation %d, %v", n, err)
	}
	if n, err := s.Count(t.Context()); n != 2 || err != nil {
		t.Errorf("%d documents, %v", n, err)
	}
	if _, err := s.Document(t.Context(), "c"); !errors.Is(err, state.ErrNotFound) || !errors.Is(err, index.ErrGone) {
		t.Errorf("a dropped document: %v", err)
	}
	if _, err := s.Document(t.Context(), "unknown"); !errors.Is(err, state.ErrNotFound) {
		t.Errorf("an unknown document: %v", err)
	}
	if _, err := s.DocumentAt(t.Context(), "c.txt"); !errors.Is(err, state.ErrNotFound) {
		t.Errorf("a dropped document by path: %v", err)
	}
	if d, err := s.DocumentAt(t.Context(), "b.txt"); err != nil || d.Text != "2" {
		t.Errorf("by path: %v, %v", d, err)
	}
	known, err := s.KnownIn(t.Context(), "c", "f")
	if err != nil || len(known) != 3 || known["b"].Hash != "h-2" || known["b"].Deleted || !known["c"].Deleted {
		t.Errorf("known: %+v, %v", known, err)
	}
	// A document that comes back as it was.
	if saved := save(t, s, document("c", "1")); saved.Generation != 3 || !saved.Changed[0] {
		t.Errorf("a document that comes back: %+v", saved)
	}
	if got := since(t, s, 2); got != "c=1" {
		t.Errorf("since 2: %q", got)
	}
}

func TestSameDocumentIsNoNewVersion(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	save(t, s, document("a", "1"))
	again := document("a", "1")
	again.Hash = "another hash"
	if saved := save(t, s, again); saved.Generation != 1 || saved.Changed[0] {
		t.Errorf("the same again: %+v", saved)
	}
	if known, err := s.KnownIn(t.Context(), "c", "f"); err != nil || known["a"].Hash != "another hash" {
		t.Errorf("its hash is not noted: %+v, %v", known, err)
	}
	if n := versions(t, dir, "a"); n != 1 {
		t.Errorf("%d versions, want 1", n)
	}
	changes := map[string]func(*corpus.Document){
		"text":      func(d *corpus.Document) { d.Text = "2" },
		"title":     func(d *corpus.Document) { d.Title = "2" },
		"passages":  func(d *corpus.Document) { d.Passages[0].ID = "p_2" },
		"procedure": func(d *corpus.Document) { d.Procedure = nil },
		"visible":   func(d *corpus.Document) { d.Visibility = corpus.AgencyOnly() },
	}
	for name, change := range changes {
		c := document(name, "1")
		save(t, s, c)
		change(c.Document)
		if saved := save(t, s, c); !saved.Changed[0] || versions(t, dir, name) != 2 {
			t.Errorf("another %s is no new version", name)
		}
	}
}

// versions counts the stored versions of a document.
func versions(t *testing.T, dir, id string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "state.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(`select count(*) from document_version where id = $1`, id).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestVersionsAreBounded(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	save(t, s, document("b", "1"))
	for i := range 50 {
		save(t, s, document("a", fmt.Sprint(i)))
		if n := versions(t, dir, "a"); n != min(i+1, 20) {
			t.Fatalf("%d versions after %d changes", n, i+1)
		}
	}
	if d, err := s.Document(t.Context(), "a"); err != nil || d.Text != "49" {
		t.Errorf("the newest one: %v, %v", d, err)
	}
	if n := versions(t, dir, "b"); n != 1 {
		t.Errorf("another document has %d versions", n)
	}
}

func TestSinceComesInBoundedBatches(t *testing.T) {
	s := open(t, t.TempDir())
	big := strings.Repeat("x", 3<<20)
	var changes []state.Change
	for i := range 1300 {
		changes = append(changes, document(fmt.Sprintf("s%04d", i), "small"))
	}
	for i := range 9 {
		changes = append(changes, document(fmt.Sprintf("t%d", i), fmt.Sprint(i)+big))
	}
	save(t, s, changes...)
	var gone []state.Change
	for i := range 700 {
		gone = append(gone, dropped(fmt.Sprintf("s%04d", i)))
	}
	save(t, s, gone...)
	seen := map[string]bool{}
	err := s.Since(t.Context(), 0, func(stored []*corpus.Document, dropped []string) error {
		size := 0
		for _, d := range stored {
			size += len(d.Text)
			seen[d.ID] = true
		}
		for _, id := range dropped {
			seen[id] = true
		}
		if n := len(stored) + len(dropped); n > 500 || size > 12<<20 {
			t.Errorf("a batch of %d documents with %d bytes", n, size)
		}
		return nil
	})
	if err != nil || len(seen) != 1309 {
		t.Errorf("%d documents, %v", len(seen), err)
	}
	stop := errors.New("stop")
	if err := s.Since(t.Context(), 0, func([]*corpus.Document, []string) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("the caller's error: %v", err)
	}
}

func TestCollections(t *testing.T) {
	s := open(t, t.TempDir())
	ctx := t.Context()
	for _, c := range []struct{ root, name, want string }{
		{"/a/docs", "docs", "docs"}, {"/b/docs", "docs", "docs-2"}, {"/c/docs", "docs", "docs-3"}, {"/b/docs", "docs", "docs-2"}, {"/d", "docs-2", "docs-2-2"},
	} {
		got, err := s.AddCollection(ctx, c.root, c.name, now)
		if err != nil || got != (state.Collection{Name: c.want, Root: c.root}) {
			t.Errorf("%s: %+v, %v, want %s", c.root, got, err, c.want)
		}
	}
	file := state.SourceFile{Path: "f.txt", Hash: "h", Size: 7, Modified: now.Add(123456789), Records: 2, Reason: "empty", Detail: "why"}
	for _, c := range []string{"docs", "docs-2"} {
		if err := s.SaveFile(ctx, c, file); err != nil {
			t.Fatal(err)
		}
	}
	file.Records = 3
	if err := s.SaveFile(ctx, "docs", file); err != nil {
		t.Fatal(err)
	}
	files, err := s.Files(ctx, "docs")
	got := files["f.txt"]
	if err != nil || len(files) != 1 || !got.Modified.Equal(file.Modified) || got.Records != 3 || got.Reason != "empty" || got.Detail != "why" || got.Size != 7 || got.Hash != "h" {
		t.Errorf("files: %+v, %v", files, err)
	}
	if err := errors.Join(s.DropFile(ctx, "docs", "f.txt"), s.DropFile(ctx, "docs", "unknown")); err != nil {
		t.Error(err)
	}
	if files, err := s.Files(ctx, "docs"); err != nil || len(files) != 0 {
		t.Errorf("files: %+v, %v", files, err)
	}
	if err := s.RemoveCollection(ctx, "docs-2"); err != nil {
		t.Error(err)
	}
	cs, err := s.Collections(ctx)
	if err != nil || fmt.Sprint(cs) != "[{docs /a/docs} {docs-2-2 /d} {docs-3 /c/docs}]" {
		t.Errorf("collections: %v, %v", cs, err)
	}
	if files, err := s.Files(ctx, "docs-2"); err != nil || len(files) != 0 {
		t.Errorf("files of a removed collection: %v, %v", files, err)
	}
	a, b := document("a", "1"), document("b", "1")
	a.Collection, b.Collection = "docs", "docs-3"
	save(t, s, a, b)
	if files, err := s.Files(ctx, "docs"); err != nil || len(files) != 1 || files["f"].Size != -1 {
		t.Errorf("a file with documents that is not recorded: %+v, %v", files, err)
	}
	if n, err := s.CountIn(ctx, "docs"); n != 1 || err != nil {
		t.Errorf("%d documents in one collection, %v", n, err)
	}
}

func TestLists(t *testing.T) {
	s := open(t, t.TempDir())
	secret, an := document("b", "1"), document("c", "1")
	secret.Document.Visibility, an.Document.Visibility = corpus.AgencyOnly(), corpus.Named("an")
	save(t, s, document("a", "1"), secret, an, document("d", "1"), document("e", "1"))
	save(t, s, dropped("d"))
	for _, c := range []struct {
		viewer corpus.Viewer
		limit  int
		want   string
	}{
		{corpus.Viewer{}, 10, "a e"}, {corpus.Viewer{Agency: true}, 10, "a b e"}, {corpus.Viewer{Person: "an"}, 10, "a c e"},
		{corpus.Viewer{Person: "an", Agency: true}, 2, "a b"}, {corpus.Viewer{}, 1, "a"},
	} {
		docs, err := s.Titles(t.Context(), c.viewer.Terms(), c.limit)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range docs {
			got = append(got, d.ID)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("titles for %+v: %v, want %s", c.viewer, got, c.want)
		}
		if n, err := s.Visible(t.Context(), c.viewer.Terms()); err != nil || c.limit == 10 && n != len(strings.Fields(c.want)) {
			t.Errorf("visible for %+v: %d, %v", c.viewer, n, err)
		}
	}
	var listed []string
	if err := s.Listed(t.Context(), func(d *corpus.Document, passages int) { listed = append(listed, fmt.Sprint(d.ID, passages)) }); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(listed, " "); got != "a1 b1 c1 e1" {
		t.Errorf("listed: %s", got)
	}
}

func TestConversationIsForgotten(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	ctx := t.Context()
	if c, err := s.Conversation(ctx, "web:1", now); err != nil || !reflect.DeepEqual(c, state.Conversation{}) {
		t.Errorf("a new conversation: %+v, %v", c, err)
	}
	turn := &answer.Turn{}
	if err := s.SaveConversation(ctx, "web:1", state.Conversation{Language: "he", Last: turn}, now); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		after time.Duration
		last  bool
	}{{0, true}, {time.Hour, true}, {time.Hour + time.Second, false}, {-time.Minute, true}} {
		got, err := s.Conversation(ctx, "web:1", now.Add(c.after))
		if err != nil || got.Language != "he" || (got.Last != nil) != c.last {
			t.Errorf("after %v: %+v, %v", c.after, got, err)
		}
	}
	// What was asked is gone from the disk too, once somebody else asks.
	if err := s.SaveConversation(ctx, "web:2", state.Conversation{Language: "vi", Last: turn}, now.Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	got, err := s.Conversation(ctx, "web:1", now)
	if err != nil || got.Last != nil || got.Language != "he" {
		t.Errorf("two hours later: %+v, %v", got, err)
	}
	if got, err := s.Conversation(ctx, "web:2", now.Add(2*time.Hour)); err != nil || got.Last == nil {
		t.Errorf("the new one: %+v, %v", got, err)
	}
}

func TestAnswersAreForgotten(t *testing.T) {
	s := open(t, t.TempDir())
	ctx := t.Context()
	const keep = 30 * 24 * time.Hour
	put := func(id, body string, at time.Time) {
		t.Helper()
		if err := s.SaveAnswer(ctx, id, []byte(body), at); err != nil {
			t.Fatal(err)
		}
	}
	put("a", "một", now)
	put("a", "hai", now)
	put("b", "ba", now.Add(keep))
	if b, err := s.SavedAnswer(ctx, "a"); err != nil || string(b) != "hai" {
		t.Errorf("%q, %v", b, err)
	}
	put("c", "bốn", now.Add(keep+time.Second))
	for id, there := range map[string]bool{"a": false, "b": true, "c": true, "unknown": false} {
		_, err := s.SavedAnswer(ctx, id)
		if there && err != nil || !there && !errors.Is(err, state.ErrNotFound) {
			t.Errorf("answer %s: %v", id, err)
		}
	}
}

func TestOutbox(t *testing.T) {
	outboxtest.Run(t, func() outbox.Outbox {
		return open(t, t.TempDir()).Outbox(func() time.Time { return now })
	})
	t.Run("it outlives the process, the text does not outlive the delivery", func(t *testing.T) {
		dir := t.TempDir()
		s, err := state.Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		clock := now
		b := s.Outbox(func() time.Time { return clock })
		if _, err := b.Add(t.Context(), outbox.Message{ID: "a/0.0", Made: now, Payload: []byte("secret answer")}, outbox.Message{ID: "a/0.1", Made: now, Payload: []byte("more of it")}); err != nil {
			t.Fatal(err)
		}
		if err := b.Done(t.Context(), "a/0.0", "7"); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		b = open(t, dir).Outbox(func() time.Time { return clock })
		left, err := b.Pending(t.Context())
		if err != nil || len(left) != 1 || string(left[0].Payload) != "more of it" {
			t.Errorf("left: %+v, %v", left, err)
		}
		if id, err := b.Sent(t.Context(), "a/0.0"); id != "7" || err != nil {
			t.Errorf("Sent: %q, %v", id, err)
		}
		clock = clock.Add(73 * time.Hour)
		if err := b.Done(t.Context(), "a/0.1", "8"); err != nil {
			t.Fatal(err)
		}
		if id, err := b.Sent(t.Context(), "a/0.0"); id != "" || err != nil {
			t.Errorf("Sent after three days: %q, %v", id, err)
		}
	})
}

func TestSecret(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	key := func(s *state.State, name string) string {
		k, err := s.Secret(t.Context(), name)
		if err != nil || len(k) != 32 {
			t.Fatalf("Secret(%s): %d bytes, %v", name, len(k), err)
		}
		return string(k)
	}
	a := key(s, "a")
	if key(s, "a") != a || key(s, "b") == a {
		t.Error("a key changes, or two are one")
	}
	if key(open(t, t.TempDir()), "a") == a {
		t.Error("two installations have one key")
	}
}

func TestSeen(t *testing.T) {
	s := open(t, t.TempDir())
	discord, other := s.Seen("discord"), s.Seen("other")
	for _, set := range [][2]string{{"a", "1"}, {"b", "2"}, {"a", "3"}, {"c", "4"}, {"c", ""}, {"unknown", ""}} {
		if err := discord.SetLastSeen(t.Context(), set[0], set[1]); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := discord.LastSeen(t.Context()); err != nil || len(got) != 2 || got["a"] != "3" || got["b"] != "2" {
		t.Errorf("discord: %v, %v", got, err)
	}
	if got, err := other.LastSeen(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("another platform: %v, %v", got, err)
	}
}

func TestInbox(t *testing.T) {
	inboxtest.Run(t, func() inbox.Inbox {
		return open(t, t.TempDir()).Inbox(func() time.Time { return now })
	})
	t.Run("it outlives the process, the text does not outlive the answer", func(t *testing.T) {
		dir := t.TempDir()
		s, err := state.Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		clock := now
		b := s.Inbox(func() time.Time { return clock })
		for _, id := range []string{"web:1", "web:2"} {
			if _, err := b.Add(t.Context(), inbox.Item{ID: id, Conversation: "web:c", Received: now, Payload: []byte("secret question")}); err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(b.Done(t.Context(), "web:1"), s.Close()); err != nil {
			t.Fatal(err)
		}
		s = open(t, dir)
		b = s.Inbox(func() time.Time { return clock })
		items, err := b.Pending(t.Context())
		if err != nil || len(items) != 1 || items[0].ID != "web:2" {
			t.Errorf("pending after reopening: %+v, %v", items, err)
		}
		// An answered ID is known for three days, and then forgotten.
		add := func() bool {
			t.Helper()
			fresh, err := b.Add(t.Context(), inbox.Item{ID: "web:1", Received: now})
			if err != nil {
				t.Fatal(err)
			}
			return fresh
		}
		clock = now.Add(72 * time.Hour)
		if err := b.Done(t.Context(), "web:2"); err != nil || add() {
			t.Errorf("after three days it is fresh (%v)", err)
		}
		clock = now.Add(72*time.Hour + 11*time.Minute)
		if err := b.Done(t.Context(), "web:2"); err != nil || !add() {
			t.Errorf("after more than three days it is still known (%v)", err)
		}
	})
}

// TestConcurrentUse writes and reads one document from many goroutines: what
// is read is never older than what was saved before it was asked for.
func TestConcurrentUse(t *testing.T) {
	s := open(t, t.TempDir())
	text := func(n int) string { return fmt.Sprintf("%06d%s", n, strings.Repeat(" word", 200)) }
	save(t, s, document("a", text(0)))
	ctx, cancel := context.WithCancel(t.Context())
	var saved atomic.Int64
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for ctx.Err() == nil {
				least := fmt.Sprintf("%06d", saved.Load())
				d, err := s.Document(t.Context(), "a")
				if err != nil {
					t.Errorf("Document: %v", err)
					return
				}
				if d.Text[:6] < least {
					t.Errorf("version %s was read after %s had been saved", d.Text[:6], least)
					return
				}
			}
		})
	}
	for i := range 2 {
		box := s.Inbox(func() time.Time { return now })
		wg.Go(func() {
			for n := range 40 {
				id := fmt.Sprintf("%d-%d", i, n)
				_, err := box.Add(t.Context(), inbox.Item{ID: id, Received: now})
				if err = errors.Join(err, box.Done(t.Context(), id), s.SaveAnswer(t.Context(), id, []byte("{}"), now)); err != nil {
					t.Errorf("inbox: %v", err)
				}
			}
		})
	}
	for n := 1; n <= 200; n++ {
		save(t, s, document("a", text(n)))
		saved.Store(int64(n))
		// A reader that asks now gets this version, whatever the others cached.
		if d, err := s.Document(t.Context(), "a"); err != nil || d.Text != text(n) {
			t.Fatalf("after saving version %d: %.6s, %v", n, d.Text, err)
		}
	}
	cancel()
	wg.Wait()
}

func TestCancelledSaveStoresNothing(t *testing.T) {
	s := open(t, t.TempDir())
	save(t, s, document("a", "1"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.SaveDocuments(ctx, []state.Change{document("a", "2")}, now); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want context.Canceled", err)
	}
	if got := since(t, s, 0); got != "a=1" {
		t.Errorf("there is %q", got)
	}
}
