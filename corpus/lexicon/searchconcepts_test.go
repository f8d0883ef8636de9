package lexicon_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// Taken together, the entries of every concept that is searched by have words
// in every language; each word finds its concept; none is too short to tell,
// and none stands for more things than it can mean.
func TestSearchConceptsAreWhole(t *testing.T) {
	c := load(t).SearchConcepts()
	words := map[string]map[string]int{} // concept, then language: how many words
	shared := map[[2]string]map[string]bool{}
	for _, concept := range c.All() {
		if words[concept.ID] == nil {
			words[concept.ID] = map[string]int{}
		}
		for tag, list := range concept.Words {
			words[concept.ID][tag] += len(list)
			for _, w := range list {
				plain := strings.ReplaceAll(w, "*", "")
				if got := c.ConceptsIn(plain, tag); !slices.Contains(got, concept.ID) {
					t.Errorf("%s %q gives %v, want %s among them", tag, w, got, concept.ID)
				}
				if n := utf8.RuneCountInString(plain); n < 2 && !strings.ContainsAny(plain, "0123456789") {
					t.Errorf("%s: %s %q is too short to tell anything", concept.ID, tag, w)
				}
				if tag == "vi" && !strings.Contains(plain, " ") {
					continue // a syllable has many meanings
				}
				key := [2]string{tag, lang.Fold(plain)}
				if shared[key] == nil {
					shared[key] = map[string]bool{}
				}
				shared[key][concept.ID] = true
			}
		}
	}
	if len(words) < 900 {
		t.Errorf("%d concepts, want 900", len(words))
	}
	for id, of := range words {
		for _, tag := range lang.Tags() {
			if of[tag] == 0 {
				t.Errorf("%s has no word in %s", id, tag)
			}
		}
	}
	const most = 6
	for key, ids := range shared {
		if len(ids) > most {
			t.Errorf("%s %q stands for %d concepts", key[0], key[1], len(ids))
		}
	}
}

func TestSayings(t *testing.T) {
	c := load(t).SearchConcepts()
	for _, test := range []struct{ tag, text, want, not string }{
		{"vi", "Mô hình ba nhà là gì?", "field.three-houses", "field.building-house"},
		{"vi", "Thủ tướng Phạm Minh Chính", "person.pham-minh-chinh", ""},
		{"he", "טו לאם", "person.to-lam", ""},
		{"ar", "الأمين العام تو لام", "person.to-lam", ""},
		{"ru", "То Лам", "person.to-lam", ""},
		{"he", "בבחירות", "field.election", "field.price"},       // the b of בחירות is no prefix
		{"he", "החלטה מס' 57", "object.resolution", "field.tax"}, // "no.", not "tax"
		{"he", "תשלום מס", "field.tax", ""},
		{"nl", "de opgerichte scholen worden gebouwd", "field.school act.build", ""}, // participles
		{"en", "the tenth session", "number.10 field.session", ""},
		{"no", "den strategiske kvartetten", "field.quartet", ""},
	} {
		got := c.ConceptsIn(test.text, test.tag)
		for _, id := range strings.Fields(test.want) {
			if !slices.Contains(got, id) {
				t.Errorf("%s %q gives %v, want %s", test.tag, test.text, got, id)
			}
		}
		if test.not != "" && slices.Contains(got, test.not) {
			t.Errorf("%s %q gives %v, not to be %s", test.tag, test.text, got, test.not)
		}
	}
}

// A phrase hides shorter ones in a question, not in a document.
func TestTraces(t *testing.T) {
	c := load(t).SearchConcepts()
	const text = "to protect cadres"
	sayings, traces := ids(c.Sayings(text, "en")), ids(c.Traces(text, "en"))
	if !slices.Contains(sayings, "act.protect-cadres") || slices.Contains(sayings, "act.protect") {
		t.Errorf("a question has %v", sayings)
	}
	if !slices.Contains(traces, "act.protect-cadres") || !slices.Contains(traces, "act.protect") {
		t.Errorf("a document has %v", traces)
	}
}

func ids(list []lexicon.Saying) []string {
	var out []string
	for _, s := range list {
		out = append(out, s.Concepts...)
	}
	return out
}

// Documents are indexed without what nearly all of them speak of.
func TestIndexed(t *testing.T) {
	c := load(t).SearchConcepts()
	got := c.Indexed("ban hành nghị định về trợ cấp thất nghiệp theo quy định", "vi")
	if !slices.Contains(got, "object.decree") || !slices.Contains(got, "field.unemployment-benefit") {
		t.Errorf("indexed by %v", got)
	}
	for _, id := range got {
		if c.Unindexed(id) != "" {
			t.Errorf("indexed by %s, which is %s", id, c.Unindexed(id))
		}
	}
}

// An installation's own files add concepts for searching and words to those
// that are there; a broader concept that is none is refused.
func TestOwnSearchConcepts(t *testing.T) {
	lx, err := lexicon.Load(fstest.MapFS{"concepts/fish.csv": {Data: []byte("id,broader,vi,nl\nfield.tuna,field.fishery,cá ngừ đại dương,tonijn\nobject.decree,,,koninklijk besluit\n")}})
	if err != nil {
		t.Fatal(err)
	}
	c := lx.SearchConcepts()
	if got := c.ConceptsIn("tonijn en een koninklijk besluit", "nl"); !slices.Contains(got, "field.tuna") || !slices.Contains(got, "field.fishery") || !slices.Contains(got, "object.decree") {
		t.Errorf("found %v", got)
	}
	if got := c.Narrower("field.fishery"); !slices.Contains(got, "field.tuna") {
		t.Errorf("narrower are %v", got)
	}
	if slices.Contains(lx.Concepts().ConceptsIn("tonijn", "nl"), "field.tuna") {
		t.Error("duties are compared by a concept that is for searching")
	}
	for name, data := range map[string]string{
		"broader": "id,broader,vi\nfield.tuna,field.nothing,cá ngừ\n",
		"kind":    "id,vi\nfish.tuna,cá ngừ\n",
		"tag":     "id,xx\nfield.tuna,tuna\n",
	} {
		if _, err := lexicon.Load(fstest.MapFS{"concepts/fish.csv": {Data: []byte(data)}}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestGaps(t *testing.T) {
	g := lexicon.NewGaps(load(t).SearchConcepts())
	g.Add("Een zonnebloem, twee zonnebloemen en een plan.", "nl", false)
	g.Add("De zonnebloem bloeit.", "nl", false)
	g.Add("Waar staat de zonnebloem?", "nl", true)
	g.Add("Hoa hướng dương nở rộ", "vi", false)
	list := g.List(2)
	if len(list) != 1 || list[0].Word != "zonnebloem" || list[0].Texts != 2 || list[0].Asked != 1 || list[0].Example == "" {
		t.Errorf("got %+v", list)
	}
	found := false
	for _, w := range g.List(1) {
		found = found || w.Language == "vi" && w.Word == "hướng dương"
		if w.Word == "plan" {
			t.Error("a concept's word is no gap")
		}
	}
	if !found {
		t.Errorf("no pair of syllables among %+v", g.List(1))
	}
}
