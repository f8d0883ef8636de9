package vectors_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"vanthu/corpus"
	"vanthu/handlers/state"
	"vanthu/handlers/vectors"
	"vanthu/index"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var now = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// meanings is a model that knows a few meanings, by words of some languages;
// its last dimension is the language, which counts most.
type meanings struct {
	mu     sync.Mutex
	asked  []string // passages and questions that were sent
	failAt int      // the text that it fails at, from 1; 0: none
	dims   int
	err    error
}

var known = [][]string{
	{"birth certificate", "giấy khai sinh", "fødselsattest"},
	{"building permit", "giấy phép xây dựng", "byggetillatelse"},
	{"passport", "hộ chiếu", "pass "},
}

func (m *meanings) Model() string { return "meanings" }

func (m *meanings) embed(texts []string) (out [][]float32, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, t := range texts {
		m.asked = append(m.asked, t)
		if m.failAt > 0 && len(m.asked) >= m.failAt {
			return nil, m.err
		}
		v := make([]float32, 8+m.dims)
		for i, words := range known {
			for _, w := range words {
				if strings.Contains(strings.ToLower(t), w) {
					v[i] = 0.8
				}
			}
		}
		v[3] = float32(len(t)%7)/50 + 0.01
		switch {
		case strings.ContainsAny(t, "ạảãấầậắặẹếềệọốộớờợụứựỳđĐ"):
			v[5] = 1
		case strings.ContainsAny(t, "øåæ"):
			v[6] = 1
		default:
			v[7] = 1
		}
		sum := float32(0)
		for _, x := range v {
			sum += x * x
		}
		for i := range v {
			v[i] /= sqrt(sum)
		}
		out = append(out, v)
	}
	return out, nil
}

func sqrt(x float32) float32 {
	r := x
	for range 20 {
		r = (r + x/r) / 2
	}
	return r
}

func (m *meanings) Questions(_ context.Context, texts []string) ([][]float32, error) {
	return m.embed(texts)
}
func (m *meanings) Passages(_ context.Context, texts []string) ([][]float32, error) {
	return m.embed(texts)
}

// sent gives how many texts were sent since the last time.
func (m *meanings) sent() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := len(m.asked)
	m.asked = nil
	return n
}

func open(t *testing.T) *state.State {
	t.Helper()
	s, err := state.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// detect knows the languages of the texts here.
func detect(text, _ string) string {
	switch {
	case strings.ContainsAny(text, "ạảãấầậắặẹếềệọốộớờợụứựỳđĐ"):
		return "vi"
	case strings.ContainsAny(text, "øåæ"):
		return "no"
	}
	return "en"
}

func newSpace(t *testing.T, m *meanings, s *state.State) *vectors.Space {
	t.Helper()
	space, err := vectors.New(vectors.Deps{Embedder: m, Store: s, Detect: detect, Patience: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	return space
}

// document makes one with a passage a line.
func document(id, tag string, v corpus.Visibility, lines ...string) state.Change {
	d := &corpus.Document{ID: id, Path: id + ".txt", Collection: "c", Kind: corpus.KindDocument, Title: id, Language: tag, Standing: corpus.Official, Visibility: v}
	for i, l := range lines {
		start := len(d.Text)
		d.Text += l + "\n"
		d.Passages = append(d.Passages, corpus.Passage{ID: "p_" + string(rune('a'+i)), Kind: corpus.Paragraph, Start: start, End: start + len(l)})
	}
	return state.Change{ID: id, Collection: "c", File: "f", Hash: "h" + d.Text, Document: d}
}

func save(t *testing.T, s *state.State, changes ...state.Change) {
	t.Helper()
	if _, err := s.SaveDocuments(t.Context(), changes, now); err != nil {
		t.Fatal(err)
	}
}

// Texts long enough to have a vector of their own.
var (
	birth    = "A birth certificate is issued by the People's Committee of the commune within one day of the request. " + strings.Repeat("The officer checks the papers. ", 5)
	building = "Søknad om byggetillatelse sendes til kommunen, som svarer innen tjue dager etter at den er mottatt. " + strings.Repeat("Tegninger følger med på papir. ", 5)
	passport = "Hộ chiếu phổ thông được cấp trong thời hạn tám ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ. " + strings.Repeat("Hồ sơ được nộp trực tuyến. ", 6)
)

// everyday is how many texts are sent beside those of documents.
const everyday = 7 * 12 * 2

func refresh(t *testing.T, s *vectors.Space) vectors.Report {
	t.Helper()
	r, err := s.Refresh(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func first(t *testing.T, s *vectors.Space, question, tag string, v corpus.Viewer) string {
	t.Helper()
	near, whole, err := s.Near(t.Context(), question, tag, v, 3)
	if err != nil || !whole {
		t.Fatalf("%s: whole %t, %v", question, whole, err)
	}
	if len(near) == 0 {
		return ""
	}
	return near[0].Document
}

func TestWhatMeansTheSameIsNear(t *testing.T) {
	m, s := &meanings{}, open(t)
	save(t, s, document("birth", "en", corpus.Visibility{}, birth), document("building", "no", corpus.Visibility{}, building), document("passport", "vi", corpus.Visibility{}, passport))
	space := newSpace(t, m, s)
	refresh(t, space)
	for _, c := range []struct{ question, tag, want string }{
		{"Cấp giấy khai sinh ở đâu?", "vi", "birth"},
		{"How long does a building permit take?", "en", "building"},
		{"Hvor lenge må jeg vente på pass fra Vietnam?", "no", "passport"},
		{"Cấp hộ chiếu mất bao lâu?", "vi", "passport"},
	} {
		if got := first(t, space, c.question, c.tag, corpus.Viewer{}); got != c.want {
			t.Errorf("%s: nearest is %s, want %s", c.question, got, c.want)
		}
	}
	near, _, err := space.Near(t.Context(), "Why is the sky blue?", "en", corpus.Viewer{}, 3)
	if err != nil || near[0].Sure > 0.5 {
		t.Errorf("of what no document speaks it is %+v, %v", near[0], err)
	}
	if near, _, _ = space.Near(t.Context(), "birth certificate", "en", corpus.Viewer{}, 3); near[0].Sure < 0.5 {
		t.Errorf("of what one does it is only %+v", near[0])
	}
}

func TestAPassageIsEmbeddedOnce(t *testing.T) {
	m, s := &meanings{}, open(t)
	save(t, s, document("a", "en", corpus.Visibility{}, birth, strings.ReplaceAll(birth, "one day", "two days")), document("b", "no", corpus.Visibility{}, building))
	r := refresh(t, newSpace(t, m, s))
	if n := m.sent(); n != everyday+3 || r.Documents != 2 {
		t.Errorf("%d texts sent, %+v", n, r)
	}
	again := newSpace(t, m, s) // a new process
	if refresh(t, again); m.sent() != 0 {
		t.Error("sent again")
	}
	save(t, s, document("a", "en", corpus.Visibility{}, birth, strings.ReplaceAll(birth, "one day", "three days")))
	if refresh(t, again); m.sent() != 1 {
		t.Error("not only the passage that changed was sent")
	}
	save(t, s, state.Change{ID: "b", Deleted: true})
	refresh(t, again)
	if near, _, err := again.Near(t.Context(), "byggetillatelse på norsk", "no", corpus.Viewer{}, 9); err != nil || slices.ContainsFunc(near, func(n index.Near) bool { return n.Document == "b" }) {
		t.Errorf("a dropped document is still near: %v, %v", near, err)
	}
	save(t, s, document("b", "no", corpus.Visibility{}, building)) // it came back, and is found again
	refresh(t, again)
	if got := first(t, again, "byggetillatelse på norsk", "no", corpus.Viewer{}); got != "b" {
		t.Errorf("a document that came back is not near: %s", got)
	}
	m.sent()
	save(t, s, state.Change{ID: "b", Deleted: true})
	if err := again.Forget(t.Context()); err != nil {
		t.Fatal(err)
	}
	if refresh(t, again); m.sent() != everyday+2 {
		t.Error("forgotten vectors are not made anew")
	}
}

// What an endpoint gave until it failed is kept.
func TestAFailedRefreshGoesOnLater(t *testing.T) {
	m, s := &meanings{failAt: everyday + 150, err: errors.New("gone")}, open(t)
	var changes []state.Change
	for i := range 200 {
		changes = append(changes, document("d"+string(rune('a'+i/26))+string(rune('a'+i%26)), "en", corpus.Visibility{}, strings.Repeat("the number "+strings.Repeat("a", i+1)+" of it ", 12)))
	}
	save(t, s, changes...)
	space := newSpace(t, m, s)
	if _, err := space.Refresh(t.Context(), nil); !errors.Is(err, m.err) {
		t.Fatalf("got %v", err)
	}
	m.sent()
	m.failAt = 0
	if _, whole, err := space.Near(t.Context(), "birth certificate", "en", corpus.Viewer{}, 3); err != nil || whole {
		t.Errorf("some documents have no vectors: whole %t, %v", whole, err)
	}
	m.sent()
	if refresh(t, space); m.sent() >= 200 {
		t.Error("everything was sent again")
	}
	first(t, space, "birth certificate", "en", corpus.Viewer{})
}

func TestWhoMayNotSeeADocumentDoesNotFindIt(t *testing.T) {
	m, s := &meanings{}, open(t)
	save(t, s, document("secret", "en", corpus.Named("an"), birth), document("open", "no", corpus.Visibility{}, building))
	space := newSpace(t, m, s)
	refresh(t, space)
	if slices.ContainsFunc(m.asked, func(t string) bool { return strings.Contains(t, "birth certificate") }) {
		t.Error("what not everybody may see was sent")
	}
	space, err := vectors.New(vectors.Deps{Embedder: m, Store: open(t), Detect: detect, Patience: time.Minute, Private: true})
	if err != nil {
		t.Fatal(err)
	}
	private := open(t)
	save(t, private, document("secret", "en", corpus.Named("an"), birth), document("open", "no", corpus.Visibility{}, building))
	space.Store = private
	refresh(t, space)
	if got := first(t, space, "birth certificate", "en", corpus.Viewer{}); got != "open" {
		t.Errorf("a stranger finds %s", got)
	}
}

func TestVectorsOfAnotherSizeAreNoAnswer(t *testing.T) {
	m, s := &meanings{}, open(t)
	save(t, s, document("birth", "en", corpus.Visibility{}, birth))
	space := newSpace(t, m, s)
	refresh(t, space)
	m.dims = 1
	if near, _, err := space.Near(t.Context(), "birth certificate", "en", corpus.Viewer{}, 3); err == nil || !strings.Contains(err.Error(), "--rebuild") {
		t.Errorf("got %v, %v", near, err)
	}
}

// Questions while vectors are made get what there is, or nothing.
func TestAskingWhileRefreshing(t *testing.T) {
	m, s := &meanings{}, open(t)
	space := newSpace(t, m, s)
	var wg sync.WaitGroup
	for i := range 5 {
		wg.Go(func() {
			save(t, s, document("d"+string(rune('a'+i)), "en", corpus.Visibility{}, birth))
			if _, err := space.Refresh(t.Context(), nil); err != nil {
				t.Error(err)
			}
		})
		wg.Go(func() {
			if _, _, err := space.Near(t.Context(), "birth certificate", "en", corpus.Viewer{}, 3); err != nil && !errors.Is(err, vectors.ErrNotReady) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	refresh(t, space)
	if near, whole, err := space.Near(t.Context(), "birth certificate", "en", corpus.Viewer{}, 9); err != nil || !whole || len(near) != 5 {
		t.Errorf("%d of 5 documents, whole %t, %v", len(near), whole, err)
	}
}
