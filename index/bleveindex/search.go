package bleveindex

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"
	index_api "github.com/blevesearch/bleve_index_api"

	"vanthu/corpus"
	"vanthu/index"
)

// Weights of the parts of a query, chosen on the development questions of
// laws and of the seeds.
const (
	textWeight   = 1.0
	stemWeight   = 1.0
	foreignText  = 0.35 // folded words beside stems: names, numbers, other languages
	markedWeight = 0.35
	pairWeight   = 1.0
	keyWeight    = 2.0
	ownWeight    = 3.0
	extraWeight  = 0.7
)

// maxTerms bounds the distinct words of a question that are searched, the
// rarest ones, and its pairs and keys; maxExtra bounds its further wordings.
const (
	maxTerms = 48
	maxExtra = 16
)

// Search implements index.Engine.
func (e *engine) Search(ctx context.Context, q index.Query) (index.Result, error) {
	out := index.Result{Viewer: q.Filter.Viewer}
	adv, err := e.bleve.Advanced()
	if err != nil {
		return out, fmt.Errorf("search: %w", err)
	}
	reader, err := adv.Reader()
	if err != nil {
		return out, fmt.Errorf("search: %w", err)
	}
	defer reader.Close()
	total, err := reader.DocCount()
	if err != nil {
		return out, fmt.Errorf("search: %w", err)
	}
	out.Windows = int(total)
	parts, err := e.parts(ctx, reader, q, &out)
	if err != nil {
		return out, fmt.Errorf("search: %w", err)
	}
	if len(parts) == 0 || total == 0 || q.Limit <= 0 {
		return out, nil
	}
	bq := query.NewBooleanQuery(nil, parts, nil)
	bq.SetMinShould(1)
	if f := filter(q.Filter); f != nil {
		bq.AddFilter(f)
	}
	req := bleve.NewSearchRequestOptions(bq, q.Limit, 0, false)
	req.SortBy([]string{"-_score", "_id"})
	res, err := e.bleve.SearchInContext(ctx, req)
	if err != nil {
		return out, fmt.Errorf("search: %w", err)
	}
	out.Found = make([]index.Found, 0, len(res.Hits))
	for _, h := range res.Hits {
		d, n, err := parseWindowID(h.ID)
		if err != nil {
			return out, fmt.Errorf("search: %w", err)
		}
		out.Found = append(out.Found, index.Found{Document: d, Window: n, Score: h.Score})
	}
	return out, nil
}

func term(field, value string, boost float64) query.Query {
	t := query.NewTermQuery(value)
	t.SetField(field)
	t.SetBoost(boost)
	return t
}

// parts gives what a window may match, and counts the question's words.
func (e *engine) parts(ctx context.Context, reader index_api.IndexReader, q index.Query, out *index.Result) ([]query.Query, error) {
	var parts []query.Query
	tokens := index.Tokens(q.Text, q.Language)
	main := fieldStem
	if index.Pairs(q.Language) {
		main = fieldText
	}
	words, err := count(ctx, reader, main, distinct(tokens, func(t index.Token) string { return t.Stem }))
	if err != nil {
		return nil, err
	}
	out.Words = words
	weight := textWeight
	if main == fieldStem {
		weight = stemWeight
	}
	for _, w := range rarest(words, maxTerms) {
		parts = append(parts, term(main, w.Term, weight))
	}
	if main == fieldStem {
		for _, w := range bounded(distinct(tokens, func(t index.Token) string { return t.Folded })) {
			parts = append(parts, term(fieldText, w, foreignText))
		}
	} else {
		for _, w := range bounded(distinct(tokens, func(t index.Token) string { return t.Marked })) {
			parts = append(parts, term(fieldMarked, w, markedWeight))
		}
		pairs, err := count(ctx, reader, fieldPair, pairsOf(tokens))
		if err != nil {
			return nil, err
		}
		out.Pairs = pairs
		for _, p := range rarest(pairs, maxTerms) {
			parts = append(parts, term(fieldPair, p.Term, pairWeight))
		}
	}
	for _, extra := range q.Extra[:min(len(q.Extra), maxExtra)] {
		more := index.Tokens(extra, q.Language)
		for _, w := range bounded(distinct(more, func(t index.Token) string { return t.Stem })) {
			parts = append(parts, term(main, w, extraWeight))
		}
		if main == fieldText {
			for _, p := range bounded(pairsOf(more)) {
				parts = append(parts, term(fieldPair, p, extraWeight))
			}
		}
	}
	for _, k := range bounded(q.Keys) {
		parts = append(parts, term(fieldKey, k, keyWeight))
		if !strings.Contains(k, ":") { // a document's number
			parts = append(parts, term(fieldOwn, k, ownWeight))
		}
	}
	return parts, nil
}

func distinct(tokens []index.Token, of func(index.Token) string) []string {
	seen := make(map[string]bool, len(tokens))
	var out []string
	for _, t := range tokens {
		if s := of(t); s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

func pairsOf(tokens []index.Token) []string {
	seen := map[string]bool{}
	var out []string
	for i := 0; i+1 < len(tokens); i++ {
		p := index.Pair(tokens[i].Folded, tokens[i+1].Folded)
		if !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	return out
}

func bounded(words []string) []string { return words[:min(len(words), maxTerms)] }

// count gives how many windows hold each term.
func count(ctx context.Context, reader index_api.IndexReader, field string, terms []string) ([]index.Term, error) {
	out := make([]index.Term, len(terms))
	for i, t := range terms {
		r, err := reader.TermFieldReader(ctx, []byte(t), field, false, false, false)
		if err != nil {
			return nil, err
		}
		out[i] = index.Term{Term: t, Windows: int(r.Count())}
		if err := r.Close(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// rarest gives at most n terms that some window holds, those that the fewest
// windows hold.
func rarest(terms []index.Term, n int) []index.Term {
	sorted := slices.DeleteFunc(slices.Clone(terms), func(t index.Term) bool { return t.Windows == 0 })
	if len(sorted) <= n {
		return sorted
	}
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Windows < sorted[j].Windows })
	return sorted[:n]
}

// filter makes the query that a window must also match; nil where everything
// may be found.
func filter(f index.Filter) query.Query {
	all := []query.Query{anyOf(fieldVisible, f.Viewer.Terms())}
	if len(f.Documents) > 0 {
		all = append(all, anyOf(fieldDocument, f.Documents))
	}
	if len(f.Languages) > 0 {
		all = append(all, anyOf(fieldLanguage, f.Languages))
	}
	if len(f.Kinds) > 0 {
		kinds := make([]string, len(f.Kinds))
		for i, k := range f.Kinds {
			kinds[i] = string(k)
		}
		all = append(all, anyOf(fieldKind, kinds))
	}
	if len(f.Agencies) > 0 {
		keys := make([]string, len(f.Agencies))
		for i, a := range f.Agencies {
			keys[i] = "agency:" + a
		}
		all = append(all, anyOf(fieldKey, keys))
	}
	if f.From != "" || f.To != "" {
		all = append(all, days(f.From, f.To))
	}
	if len(all) == 1 {
		return all[0]
	}
	return query.NewConjunctionQuery(all)
}

func anyOf(field string, values []string) query.Query {
	if len(values) == 1 {
		return term(field, values[0], 1)
	}
	parts := make([]query.Query, len(values))
	for i, v := range values {
		parts[i] = term(field, v, 1)
	}
	return query.NewDisjunctionQuery(parts)
}

func days(from, to corpus.Day) query.Query {
	inclusive := true
	if to == "" {
		to = "9999-12-31"
	}
	r := query.NewTermRangeInclusiveQuery(string(from), string(to), &inclusive, &inclusive)
	r.SetField(fieldIssued)
	return r
}
