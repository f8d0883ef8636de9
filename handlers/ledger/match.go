package ledger

import (
	"cmp"
	"math"
	"slices"

	"vanthu/corpus"
)

// Wanted is what a person says of the duty that is looked for.
type Wanted struct {
	Subject  string   // the words that say which duty, in order
	Language string   // of Subject
	Concepts []string // that Subject speaks of
	Agencies []string // IDs; whose the duty may be, or who may receive it
	Places   []Place  // where a search found it, the best first
}

// Place is a stretch of a document's text, in bytes.
type Place struct {
	Document   string // ID
	Start, End int
}

// Match is a duty with how well it fits.
type Match struct {
	Duty
	Score float64 // 0 to about 1.5; from SureMatch on it is what was meant
	Words float64 // the share of the subject that its words say, by rarity
	Terms int     // how many words, or pairs of syllables, of the subject it says
	Place int     // of Wanted.Places, that one of its quotes shares words with; -1 where none does
}

// SureMatch is the score from which a duty is taken to be what was meant.
const SureMatch = 0.6

// Weights of what speaks for a duty.
const (
	placeWeight   = 0.3 // of the first place; the next ones count half of the one before
	agencyWeight  = 0.1
	conceptWeight = 0.85 // of the share of concepts, which many duties have, against that of words
)

// leastTerms is how many of the subject's words a duty has to say: one alone
// stands in too many others.
const leastTerms = 2

// fewDuties is up to how many duties a concept tells apart from all others.
const fewDuties = 3

// weightOf is how much a concept says about which duty is meant, by kind.
func weightOf(k kind) float64 {
	switch k {
	case theme, act, body:
		return 0.4
	case plain:
		return 0.1
	}
	return 1
}

// Match gives the duties among those that a filter chooses that fit what is
// wanted, the best first, at most limit.
func (l *Ledger) Match(w Wanted, f Filter, limit int) []Match {
	s := &l.subjects
	s.fill()
	n := float64(len(l.entries))
	rarity := func(entries []int32) float64 { return math.Log(1 + n/(0.5+float64(len(entries)))) }

	query := queryTerms(w.Subject, w.Language)
	t := s.tally(len(l.entries))
	defer s.spare.Put(t)
	for _, term := range query {
		entries := s.words(term)
		t.words.add(entries, rarity(entries))
		for _, e := range entries {
			t.see(e)
			t.said[e]++
		}
	}
	solid := 0 // concepts that say something; one that few duties have is enough
	for _, c := range w.Concepts {
		entries, weight := s.concepts(c), weightOf(kindOf(c))
		if len(entries) == 0 { // that no duty speaks of it says less than that one does
			t.concepts.add(nil, rarity([]int32{0})*weight)
		} else {
			t.concepts.add(entries, rarity(entries)*weight)
		}
		for _, e := range entries {
			t.see(e)
		}
		switch {
		case weight == 1 && len(entries) <= max(fewDuties, len(l.entries)/50):
			solid += 2
		case weight >= 0.4:
			solid++
		}
	}
	place := map[int32]int{}
	for i, p := range w.Places {
		for _, e := range s.documents(p.Document) {
			for _, x := range l.entries[e].tellings {
				if _, have := place[e]; !have && x.Document == p.Document && x.Start < p.End && p.Start < x.End {
					place[e] = i
					t.see(e)
				}
			}
		}
	}
	var fit []*Match // Match is large, and many may fit
	for _, e := range t.seen {
		words, concepts := t.words.share(e), t.concepts.share(e)
		m := Match{Place: -1, Words: words, Terms: int(t.said[e])}
		if m.Terms >= leastTerms {
			m.Score = max(words, (words+concepts)/2)
		}
		if solid >= 2 {
			m.Score = max(m.Score, conceptWeight*concepts)
		}
		if i, ok := place[e]; ok {
			m.Place = i
			m.Score += placeWeight / float64(int(1)<<min(i, 10))
		}
		if m.Score < SureMatch/2 {
			continue
		}
		d, all, ok := l.show(l.entries[e], f.Viewer)
		if !ok || !l.chosen(&d, f) {
			continue
		}
		if !all { // what is hidden must not be found by its words
			if m.Score, m.Words = seenShare(&d, query, rarity, s), 0; m.Score < SureMatch/2 {
				continue
			}
		}
		if len(w.Agencies) > 0 && l.concerns(&d, Filter{Agency: w.Agencies, Cooperating: true}) {
			m.Score += agencyWeight
		}
		whole := m
		whole.Duty = d
		fit = append(fit, &whole)
	}
	slices.SortFunc(fit, func(a, b *Match) int {
		if a.Score != b.Score {
			return cmp.Compare(b.Score, a.Score)
		}
		return urgency(&a.Duty, &b.Duty)
	})
	ownWordsFirst(fit, query)
	out := make([]Match, min(len(fit), limit))
	for i := range out {
		out[i] = *fit[i]
	}
	return out
}

// tieScore is how much better the other one of two duties of one sentence may fit whose
// own words say less of what is wanted.
const tieScore = 0.15

// ownWordsFirst puts, of neighbours that one sentence tells, the one in front whose part of
// it says more of what is wanted.
func ownWordsFirst(fit []*Match, terms []uint64) {
	for i := 1; i < len(fit); i++ {
		for j := i; j > 0 && fit[j-1].Score-fit[j].Score < tieScore && ofOneSentence(&fit[j-1].Duty, &fit[j].Duty) && ownTerms(&fit[j-1].Duty, terms) < ownTerms(&fit[j].Duty, terms); j-- {
			fit[j-1], fit[j] = fit[j], fit[j-1]
			fit[j-1].Score, fit[j].Score = fit[j].Score, fit[j-1].Score
		}
	}
}

// ofOneSentence reports whether the first source of two duties is one sentence.
func ofOneSentence(x, y *Duty) bool {
	if len(x.Tellings) == 0 || len(y.Tellings) == 0 {
		return false
	}
	a, b := &x.Tellings[0], &y.Tellings[0]
	return a.Document == b.Document && a.Quote == b.Quote
}

// ownTerms counts the terms that stand in what a duty's first source tells to do and who
// does it.
func ownTerms(d *Duty, terms []uint64) (n int) {
	t, seen := &d.Tellings[0], map[uint64]bool{}
	r := termReader{}
	for _, text := range [...]string{t.Action, t.LeadText} {
		r.each(text, t.Language, func(term uint64) {
			if _, has := slices.BinarySearch(terms, term); has && !seen[term] {
				seen[term] = true
				n++
			}
		})
	}
	return n
}

// tally counts, for each entry, what speaks for it.
type tally struct {
	words, concepts shares
	said            []int32 // terms
	known           []bool
	seen            []int32 // entries for which anything speaks
}

// shares are, for each entry, the weight of the terms that it has.
type shares struct {
	of  []float64
	all float64 // of all terms
}

func (w *shares) add(entries []int32, weight float64) {
	w.all += weight
	for _, e := range entries {
		w.of[e] += weight
	}
}

// share gives the share of all weight that an entry has.
func (w *shares) share(e int32) float64 {
	if w.of[e] == 0 {
		return 0
	}
	return w.of[e] / w.all
}

func (t *tally) see(e int32) {
	if !t.known[e] {
		t.known[e] = true
		t.seen = append(t.seen, e)
	}
}

// tally gives an empty tally for so many entries.
func (s *subjects) tally(entries int) *tally {
	t, ok := s.spare.Get().(*tally)
	if !ok {
		return &tally{words: shares{of: make([]float64, entries)}, concepts: shares{of: make([]float64, entries)}, said: make([]int32, entries), known: make([]bool, entries)}
	}
	for _, e := range t.seen {
		t.words.of[e], t.concepts.of[e], t.said[e], t.known[e] = 0, 0, 0, false
	}
	t.words.all, t.concepts.all, t.seen = 0, 0, t.seen[:0]
	return t
}

// seenShare gives the share of terms that stand in the words of a duty that
// are shown.
func seenShare(d *Duty, terms []uint64, rarity func([]int32) float64, s *subjects) float64 {
	have := map[uint64]bool{}
	r := termReader{}
	for i := range d.Tellings {
		t := &d.Tellings[i]
		for _, text := range t.words() {
			r.each(text, t.Language, func(term uint64) { have[term] = true })
		}
	}
	found, all := 0.0, 0.0
	for _, t := range terms {
		weight := rarity(s.words(t))
		all += weight
		if have[t] {
			found += weight
		}
	}
	return found / max(all, 1e-9)
}

// words gives the texts by which a telling is found.
func (t *Telling) words() [3]string { return [...]string{t.Quote, t.Product, t.LeadText} }

// queryTerms gives the terms of a text, each once.
func queryTerms(text, tag string) []uint64 {
	var out []uint64
	(&termReader{}).each(text, tag, func(t uint64) { out = append(out, t) })
	return sorted(out)
}

// Urgency orders duties as Duties does: the most urgent first.
func Urgency(x, y *Duty) int { return urgency(x, y) }

// Due reports whether a duty falls due on one of the days from the first to
// the last, either of which may be open: its day, or the next day on which it
// recurs. A year falls due in a time that holds it whole.
func (l *Ledger) Due(d *Duty, from, to corpus.Day) bool {
	if d.Deadline == nil {
		return false
	}
	if d.Deadline.Recurrence != "" {
		next, ok := Next(*d, l.now)
		return ok && next >= from && (to == "" || next <= to)
	}
	due := d.Deadline.Due
	if due == "" || due < from || to != "" && due > to {
		return false
	}
	return d.Deadline.Precision != corpus.YearPrecision || corpus.Day(due[:4]+"-01-01") >= from
}
