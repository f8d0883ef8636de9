package answer

import (
	"context"
	"errors"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/index"
)

// heard is a name in a question that documents in other languages have, in
// their script and spelling.
type heard struct {
	corpus.Span
	lang.Name
	id    string   // in place of a concept's
	terms []string // that windows are found by, any of them
}

const (
	// casedConsonants and uncasedConsonants are the least numbers of consonants
	// of a single word that is looked for as a name: more where no capital
	// tells it from any other. A name of several words has as many as the first.
	casedConsonants   = 3
	uncasedConsonants = 4

	heardWords   = 4  // words of a name at most
	heardNames   = 24 // names that are tried for one question at most
	heardWindows = 24 // windows that are read to tell whether they hold them

	// commonName is the share of all windows up to which a name tells anything,
	// of as many as fewWindows at least.
	commonName = 0.1
	fewWindows = 20
)

// hear gives the names in a question that documents in other languages have:
// runs of words in capitals or, in a script without, of words that no concept
// knows. The longest counts. Of what the index gives by their keys, those that
// sound alike in the text are taken.
func (a *Answerer) hear(ctx context.Context, q Question, u Understood) ([]heard, error) {
	if a.concepts == nil {
		return nil, nil
	}
	tried := a.mayBeNames(u)
	if len(tried) == 0 {
		return nil, nil
	}
	query := index.Query{Language: u.Language, Limit: heardWindows, Filter: index.Filter{Viewer: q.Viewer, Languages: q.In}}
	for _, n := range tried {
		query.Concepts = append(query.Concepts, n.terms)
	}
	res, err := a.engine.Search(ctx, query)
	if err != nil {
		return nil, err
	}
	tried = telling(tried, res)
	var out []heard
	for _, f := range res.Across {
		if len(tried) == 0 {
			break
		}
		text, err := a.windowText(ctx, f)
		if err != nil {
			return nil, err
		}
		tried = slices.DeleteFunc(tried, func(n heard) bool {
			there := len(n.Name.In(text)) > 0
			if there {
				out = append(out, n)
			}
			return there
		})
	}
	slices.SortStableFunc(out, func(x, y heard) int {
		if x.End-x.Start != y.End-y.Start {
			return (y.End - y.Start) - (x.End - x.Start)
		}
		return x.Start - y.Start
	})
	var apart []heard
	for _, n := range out {
		if !slices.ContainsFunc(apart, func(have heard) bool { return have.Start < n.End && n.Start < have.End }) {
			apart = append(apart, n)
		}
	}
	return apart, nil
}

// telling leaves the names that some windows hold, and not many.
func telling(tried []heard, res index.Result) []heard {
	var out []heard
	for i, n := range tried {
		if i < len(res.Concepts) && res.Concepts[i] > 0 && res.Concepts[i] <= max(fewWindows, int(commonName*float64(res.Windows))) {
			out = append(out, n)
		}
	}
	return out
}

// windowText gives the text of a window, none where its document is gone.
func (a *Answerer) windowText(ctx context.Context, f index.Found) (string, error) {
	d, err := a.ranker.Texts.Document(ctx, f.Document)
	if errors.Is(err, index.ErrGone) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	windows := index.Windows(d)
	if f.Window >= len(windows) {
		return "", nil
	}
	return index.WindowText(d, windows[f.Window]), nil
}

// mayBeNames gives the stretches of a question that may be names.
func (a *Answerer) mayBeNames(u Understood) []heard {
	sayings := a.concepts.Sayings(u.Text, u.Language)
	dates := a.describer.Dates(u.Text, u.Language, anyDay)
	unknownAt := unknownIn(sayings)
	capitals := !titled(u, unknownAt)
	unknown := func(w lang.NameWord) bool { return unknownAt(w.Start, w.End) }
	says := func(w lang.NameWord) bool { // what it is that has the name
		return slices.ContainsFunc(sayings, func(s lexicon.Saying) bool { return s.Start < w.End && w.Start < s.End && len(s.Concepts) > 0 })
	}
	known := func(w lang.NameWord) bool { // as something else
		for _, n := range u.Named {
			if n.Start < w.End && w.Start < n.End {
				return true
			}
		}
		if a.month(lang.Fold(u.Text[w.Start:w.End]), u.Language) != "" {
			return true
		}
		for _, d := range dates {
			if d.Lead < w.End && w.Start < d.End {
				return true
			}
		}
		return slices.ContainsFunc(sayings, func(s lexicon.Saying) bool {
			return s.Start < w.End && w.Start < s.End && slices.ContainsFunc(s.Concepts, isName)
		})
	}
	runs := lang.NameRuns(lang.NameWords(u.Text), func(w lang.NameWord) bool {
		if w.Cased {
			return capitals && w.Capital && !known(w)
		}
		return (unknown(w) || says(w) && lexicon.ShortName(u.Text[w.Start:w.End])) && !known(w)
	})
	var out []heard
	for _, run := range runs {
		if r := run[0]; r.Cased && r.Opens && (len(run) == 1 || !unknown(r)) {
			run = run[1:] // it would have a capital anyway
		}
		for n := min(len(run), heardWords); n > 0; n-- {
			for i := 0; i+n <= len(run) && len(out) < heardNames; i++ {
				words := run[i : i+n]
				rest := slices.Concat(run[:i], run[i+n:])
				if !slices.ContainsFunc(words, unknown) || words[0].Cased && slices.ContainsFunc(rest, func(w lang.NameWord) bool { return !says(w) }) { // Tran Van is not Tran Van Long
					continue
				}
				if h, ok := hearable(u.Text, words); ok {
					out = append(out, h)
				}
			}
		}
	}
	return out
}

// hearable reads words of a question as a name; ok is false where so little
// would be found by chance.
func hearable(text string, words []lang.NameWord) (h heard, ok bool) {
	least := casedConsonants
	if len(words) == 1 && !words[0].Cased {
		least = uncasedConsonants
	}
	written := make([]string, len(words))
	for i, w := range words {
		written[i] = text[w.Start:w.End]
	}
	h = heard{Span: corpus.Span{Start: words[0].Start, End: words[len(words)-1].End}, Name: lang.ReadName(written...)}
	for _, key := range lang.ReadName(written[:min(len(written), lexicon.NameWords)]...).Keys(least) {
		h.terms = append(h.terms, lexicon.NameKind+key)
	}
	h.id = lexicon.NameKind + lang.Fold(strings.Join(written, " "))
	return h, len(h.terms) > 0
}
