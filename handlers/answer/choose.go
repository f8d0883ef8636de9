package answer

import (
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
	"vanthu/index"
)

// A quote is a sentence, list item or table row of at most so many
// characters.
const quoteRunes = 700

// chosenWindows is how many windows sentences are taken from.
const chosenWindows = 12

// sentence is one candidate for a quote.
type sentence struct {
	hit        *index.Hit
	rank       int // of the hit
	passage    corpus.Passage
	start, end int // bytes of the document's text
	tokens     []index.Token
	cover      index.Coverage
	score      float64
	tells      bool // of the kind of thing asked for
}

// sentences gives the candidates of the best windows, best first.
func (a *Answerer) sentences(u Understood, units index.Units, hits []index.Hit) []sentence {
	var out []sentence
	w := a.weighing(u, units, hits)
	for rank := range hits[:min(len(hits), chosenWindows)] {
		h := &hits[rank]
		d := h.Document
		abbreviated := a.lexicon.Language(d.Language).Abbreviated
		for _, p := range d.Passages[h.Window.First : h.Window.Last+1] {
			spans := []lang.Sentence{{Start: 0, End: p.End - p.Start}}
			if p.Kind != corpus.Row {
				spans = lang.Sentences(d.PassageText(p), abbreviated)
			}
			for _, s := range spans {
				start, end := fit(d.Text, p.Start+s.Start, p.Start+s.End)
				if c := w.weigh(h, p, start, end); c.score > 0 {
					c.tells = a.tells(u, d, p, start, end)
					c.rank = rank
					out = append(out, c)
				}
			}
		}
	}
	out = led(out, func(s *sentence) *sentence { return s })
	sort.SliceStable(out, func(i, j int) bool { return out[i].score > out[j].score })
	return out
}

// fit cuts a stretch that is too long for a quote at a space.
func fit(text string, start, end int) (int, int) {
	if utf8.RuneCountInString(text[start:end]) <= quoteRunes {
		return start, end
	}
	n := 0
	for i := range text[start:end] {
		if n == quoteRunes {
			cut := strings.LastIndexAny(text[start:start+i], " \n")
			if cut <= 0 {
				cut = i
			}
			return start, start + cut
		}
		n++
	}
	return start, end
}

// weighing scores sentences for one question. What many sentences share is
// read once.
type weighing struct {
	*Answerer
	question Understood
	units    index.Units
	reader   index.Reader
	best     float64                  // score of the best window
	heads    map[string][]index.Token // words of headings and titles
	keys     map[*corpus.Document]map[string]bool
	scratch  []index.Token
	who      bool // somebody is asked for
}

func (a *Answerer) weighing(u Understood, units index.Units, hits []index.Hit) *weighing {
	w := &weighing{Answerer: a, question: u, units: units, reader: units.Reader(), best: 1, heads: map[string][]index.Token{}, keys: map[*corpus.Document]map[string]bool{}, who: a.asksWho(u)}
	if len(hits) > 0 && hits[0].Score > 0 {
		w.best = hits[0].Score
	}
	return w
}

// head gives the words of a heading or title.
func (w *weighing) head(text string) []index.Token {
	tokens, ok := w.heads[text]
	if !ok {
		tokens = index.Tokens(text, w.question.Language)
		w.heads[text] = tokens
	}
	return tokens
}

// keysOf gives the keys of what a sentence names; nil where the question has
// none. What the document is, all its sentences are about.
func (w *weighing) keysOf(d *corpus.Document, text string) map[string]bool {
	keys := w.keysIn(w.units, text, d.Language)
	if keys == nil {
		return nil
	}
	own, ok := w.keys[d]
	if !ok {
		own = w.Keys(d.Number+"\n"+d.Title, d.Language)
		w.keys[d] = own
	}
	maps.Copy(keys, own)
	return keys
}

// weigh scores one sentence: what of the question it holds itself, what its
// window holds around it, and whether it is of the kind that was asked for.
func (w *weighing) weigh(h *index.Hit, p corpus.Passage, start, end int) sentence {
	a, u, d := w.Answerer, w.question, h.Document
	text := d.Text[start:end]
	s := sentence{hit: h, passage: p, start: start, end: end, tokens: index.Tokens(text, u.Language)}
	if len(s.tokens) == 0 {
		return s
	}
	keys := w.keysOf(d, text)
	s.cover = w.reader.Cover(s.tokens, keys)
	with := s.cover
	if p.Section != "" { // what it inherits from its headings, a row from its columns
		w.scratch = append(append(w.scratch[:0], w.head(p.Section)...), s.tokens...)
		with = w.reader.Cover(w.scratch, keys)
	}
	s.score = 0.65*s.cover.Share() + 0.45*with.Share() + windowWeight(u.Language)*h.Score/w.best
	switch {
	case s.cover.Count == 0 && !a.inField(u, d, start, end):
		s.score -= 0.5
	case p.Kind == corpus.Heading:
		s.score -= 0.35
	}
	if isTitle(d, text) {
		s.score -= 0.3
	}
	if a.namesSource(d, text) {
		s.score -= 0.8
	}
	switch u.Intent {
	case Deadline:
		if len(a.describer.Dates(text, d.Language, d.Issued)) > 0 {
			s.score += 0.35
		}
	case Procedure:
		if strings.ContainsFunc(text, unicode.IsDigit) && (u.Field == "fee" || u.Field == "time_limit") {
			s.score += 0.1
		}
	}
	if a.inField(u, d, start, end) {
		s.score += 0.6
	}
	if w.who {
		s.score += a.tellsWho(text, d.Language)
	}
	if d.Procedure != nil { // a procedure is asked for by its name
		s.score += 0.5 * w.reader.Cover(w.head(d.Title), nil).Share()
	}
	s.score += newsWeight * a.tellsNews(u, text, d.Language)
	// Words typed with marks are preferred in the same marks.
	s.score -= 0.15 * (1 - index.MarkedAlike(u.tokens, s.tokens)) * s.cover.Share()
	if n := len(s.tokens); n < 4 {
		s.score -= 0.2
	} else if n > 90 {
		s.score -= 0.1
	}
	return s
}

// windowWeight is how much the score of a sentence's window counts beside its
// own words. Where no pairs of words are scored, windows differ less.
func windowWeight(tag string) float64 {
	if index.Pairs(tag) {
		return 0.6
	}
	return 1
}

// namesSource reports a line that only says where a document is from.
func (a *Answerer) namesSource(d *corpus.Document, text string) bool {
	head, _, ok := strings.Cut(text, ":")
	if !ok || len(head) > 40 {
		return false
	}
	head = lang.Fold(strings.TrimSpace(head))
	for _, word := range a.lexicon.Language(d.Language).Source {
		if head == lang.Fold(word) {
			return true
		}
	}
	return false
}

// isTitle reports a line that only repeats the document's title.
func isTitle(d *corpus.Document, text string) bool {
	return strings.TrimSpace(text) == d.Title
}

// saidBeside is how many words a sentence has at most that says nothing beside
// the name of a document.
const saidBeside = 2

// onlyNames reports a line that says nothing but the name of a document.
func (a *Answerer) onlyNames(d *corpus.Document, text string) bool {
	named := slices.DeleteFunc(a.describer.Named(text, d.Language), func(n extract.Named) bool { return strings.HasPrefix(n.Key, bodyPrefix) })
	if len(named) == 0 {
		return false
	}
	words, left := lang.Words(text), 0
	ofName := make([]bool, len(words)) // the "decree" in front of its number
	mark(ofName, a.types[d.Language].Find(words))
	for i, w := range words {
		if !ofName[i] && !slices.ContainsFunc(named, func(n extract.Named) bool { return w.Start < n.End && n.Start < w.End }) {
			left++
		}
	}
	return left <= saidBeside
}

// keysIn gives the keys of what a text names, where the question has any.
func (a *Answerer) keysIn(units index.Units, text, tag string) map[string]bool {
	for _, u := range units.List {
		if u.Key != "" {
			return a.Keys(text, tag)
		}
	}
	return nil
}

// Keys gives the keys of what a text names; see index.Ranker.
func (a *Answerer) Keys(text, tag string) map[string]bool {
	keys := map[string]bool{}
	for _, n := range a.describer.Named(text, tag) {
		keys[n.Key] = true
	}
	return keys
}

// inField reports whether a stretch lies in the field of a procedure that the
// question asks for.
func (a *Answerer) inField(u Understood, d *corpus.Document, start, end int) bool {
	if u.Field == "" || d.Procedure == nil {
		return false
	}
	for _, s := range FieldSpans(d, u.Field) {
		if !s.Empty() && start >= s.Start-2 && end <= s.End+2 { // the bars of a table's row
			return true
		}
	}
	return false
}

// FieldSpans gives where a procedure's document speaks of a field. Of ways to
// apply that say the same, the first one stands for all.
func FieldSpans(d *corpus.Document, field string) []corpus.Span {
	p := d.Procedure
	channels := func(of func(corpus.Channel) corpus.Span) []corpus.Span {
		var out []corpus.Span
		said := map[[3]string]bool{}
		for _, c := range p.Channels {
			s := of(c)
			if s.Empty() {
				continue
			}
			same := [3]string{of(c).In(d.Text), c.Note.In(d.Text)}
			if field == "channels" {
				same[2] = c.Name.In(d.Text)
			}
			if said[same] {
				continue
			}
			said[same] = true
			if !c.Name.Empty() { // the whole row or line
				s.Start = min(c.Name.Start, s.Start)
			}
			out = append(out, corpus.Span{Start: s.Start, End: max(s.End, c.TimeLimit.End, c.Fee.End, c.Note.End)})
		}
		return out
	}
	switch field {
	case "steps":
		return p.Steps
	case "papers":
		var out []corpus.Span
		for _, paper := range p.Papers {
			out = append(out, paper.Span)
		}
		return out
	case "legal_basis":
		return p.LegalBasis
	case "fee":
		return append([]corpus.Span{p.Fee}, channels(func(c corpus.Channel) corpus.Span { return c.Fee })...)
	case "time_limit":
		return append([]corpus.Span{p.TimeLimit}, channels(func(c corpus.Channel) corpus.Span { return c.TimeLimit })...)
	case "channels":
		return channels(func(c corpus.Channel) corpus.Span { return c.Name })
	case "who":
		return []corpus.Span{p.Who}
	case "office":
		return []corpus.Span{p.Office, p.Address}
	case "result":
		return []corpus.Span{p.Result}
	case "conditions":
		return []corpus.Span{p.Conditions}
	case "complaint":
		return []corpus.Span{p.Complaint}
	}
	return nil
}

// pick takes the quotes to show: the best sentence, and further ones that add
// something, at most one from a passage that is not a list, none that says
// the same again.
func pick(all []sentence, most int) []sentence {
	var out []sentence
	for _, s := range all {
		if len(out) == most {
			break
		}
		if len(out) > 0 && s.score < 0.6*out[0].score {
			break
		}
		again := false
		for _, have := range out {
			if have.hit.Document == s.hit.Document && have.start < s.end && s.start < have.end || alike(have.tokens, s.tokens) {
				again = true
			}
		}
		if !again {
			out = append(out, s)
		}
	}
	return out
}

// alike reports sentences that share nearly all their words.
func alike(a, b []index.Token) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	have := map[string]bool{}
	for _, t := range b {
		have[t.Stem] = true
	}
	same := 0
	for _, t := range a {
		if have[t.Stem] {
			same++
		}
	}
	return len(a)*10 > len(b)*7 && same*10 >= len(a)*9
}
