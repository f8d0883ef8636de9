package answer

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// beyond tells which kind of question this is that no official document
// answers, whatever words it shares with one: an opinion, a quarrel, the
// weather; "" for any other.
func (u *Understander) beyond(und Understood) string {
	p := u.scopes[und.Language]
	if p == nil {
		return ""
	}
	words := make([]lang.Word, len(und.tokens))
	for i, t := range und.tokens {
		words[i] = t.Word
	}
	return longest(p.Find(words))
}

// Outside gives the answer to a question that no document can answer: one of a
// kind that documents do not speak of, or that names something which none of
// them does. In a timed one, days and years tell when something is due and
// need not stand anywhere. ok is false for any other question.
func (a *Answerer) Outside(ctx context.Context, q Question, timed bool) (out Answer, ok bool, err error) {
	u := a.Understand(q)
	if u.Intent == Smalltalk || u.Follows || len(u.tokens) == 0 {
		return out, false, nil
	}
	out = Answer{ID: a.NewID(), Question: u.Text, Language: u.Language, Intent: u.Intent}
	if kind := a.beyond(u); kind != "" {
		out.Reason = Beyond
		return out, true, nil
	}
	if a.concepts == nil {
		return out, false, nil
	}
	out.Unknown, err = a.unknown(ctx, q, u, timed)
	if err != nil {
		return out, false, fmt.Errorf("answer: %w", err)
	}
	out.Reason = Unknown
	return out, len(out.Unknown) > 0, nil
}

// unknown gives the names in a question that no document holds, as written.
func (a *Answerer) unknown(ctx context.Context, q Question, u Understood, timed bool) ([]string, error) {
	var err error
	if u.heard, err = a.hear(ctx, q, u); err != nil {
		return nil, err
	}
	topics := slices.DeleteFunc(a.topics(u), func(t topic) bool {
		if timed && (isYear(t.word) || slices.ContainsFunc(t.keys, isDay)) {
			return true
		}
		return !t.named && !isYear(t.word) && !t.capital
	})
	if len(topics) == 0 {
		return nil, nil
	}
	query := a.query(q, u)
	query.Limit = 0
	query.Concepts = a.conceptLists(topics)
	res, err := a.engine.Search(ctx, query)
	if err != nil || res.Windows == 0 {
		return nil, err
	}
	counts := map[string]int{}
	for _, t := range res.Words {
		counts[t.Term] = max(t.Windows, t.Folded)
	}
	var out []string
	n := 0
	for _, t := range topics {
		held, asked := 0, false
		for range t.concepts {
			if n < len(res.Concepts) {
				held, asked = max(held, res.Concepts[n]), true
			}
			n++
		}
		for _, k := range t.keys {
			if i := slices.Index(res.Keys, k); i >= 0 && i < len(res.Keyed) {
				if k[0] == '#' && len(t.keys) > 1 { // the bare form of a number with its symbol
					continue
				}
				held, asked = max(held, res.Keyed[i]), true
			}
		}
		if t.heard == nil && (isYear(t.word) || t.capital) {
			held, asked = res.Windows, true
			for i, w := range strings.Fields(t.word) { // of a name of several words, each
				at := counts[w]
				if i < len(t.stems) { // "Красные", in an index of stems
					at = max(at, counts[strings.TrimPrefix(t.stems[i], u.Language)])
				}
				held = min(held, at)
			}
		}
		if asked && held == 0 && !a.mistyped(u, t) {
			out = append(out, u.Text[t.Start:t.End])
		}
	}
	if len(out) > 0 && !q.retyped { // "Steering Commitee"
		if text := a.retyped(u, res); text != "" {
			q.Text, q.retyped = text, true
			return a.unknown(ctx, q, a.Understand(q), timed)
		}
		if text := a.placed(u, res); text != "" { // "Далатский университет"
			q.Text, q.retyped = text, true
			if left, err := a.unknown(ctx, q, a.Understand(q), timed); err != nil || len(left) < len(out) {
				return left, err
			}
		}
	}
	return out, nil
}

// mistyped reports a topic's word that means another one, or a month.
func (a *Answerer) mistyped(u Understood, t topic) bool {
	for _, w := range strings.Fields(t.word) {
		if a.spelling.meant(u.Language, w) != "" {
			return true
		}
	}
	return a.month(t.word, u.Language) != ""
}

// month gives the key of a month that a folded word names; "" where it names
// none.
func (a *Answerer) month(word, tag string) string {
	l := a.lexicon.Language(tag)
	for i, m := range slices.Concat(l.Months, l.MonthsOther) {
		if lang.Fold(m) == word {
			return monthKey(i)
		}
	}
	for i, front := range l.MonthFronts { // "October's", as an adjective
		if front != "" && strings.HasPrefix(word, lang.Fold(front)) {
			return monthKey(i)
		}
	}
	return ""
}

// monthKey gives the key of a month of a list that runs through the year.
func monthKey(i int) string { return fmt.Sprintf(monthPrefix+"%02d", i%12+1) }

// monthLetters is how many letters the name of a month has at least that is
// looked for in front of a compound.
const monthLetters = 4

// monthInFront gives the key of the month that a compound opens with: the
// October of "October meeting", in one word; "" for any other word.
func (a *Answerer) monthInFront(word, tag string) string {
	if lang.CompoundLinks(tag) == nil {
		return ""
	}
	for i, m := range a.lexicon.Language(tag).Months {
		if rest, ok := strings.CutPrefix(word, lang.Fold(m)); ok && len(m) >= monthLetters && slices.ContainsFunc(a.concepts.Sayings(rest, tag), func(s lexicon.Saying) bool { return len(s.Concepts) > 0 && s.Start == 0 && s.End == len(rest) }) {
			return monthKey(i)
		}
	}
	return ""
}

func isDay(key string) bool { return strings.HasPrefix(key, "day:") }

// isYear reports a word that is a year of our time.
func isYear(word string) bool {
	return len(word) == 4 && (strings.HasPrefix(word, "19") || strings.HasPrefix(word, "20")) && strings.Trim(word, "0123456789") == ""
}

// dayKeys gives the keys of the days that a text names: of day and month,
// which a question or a text may name without the year, and of the month.
func (a *Answerer) dayKeys(text, tag string, ref corpus.Day) []dayKey {
	var out []dayKey
	if ref == "" {
		ref = anyDay
	}
	for _, d := range a.describer.Dates(text, tag, ref) {
		if d.Precision != corpus.DayPrecision || len(d.First) != len("2006-01-02") {
			continue
		}
		at := corpus.Span{Start: d.Start, End: d.End}
		month := monthPrefix
		if d.Relation == corpus.Before || d.Relation == corpus.By {
			month = dueMonthPrefix
		}
		out = append(out, dayKey{at, "md:" + string(d.First[5:])}, dayKey{at, month + string(d.First[5:7])})
	}
	return out
}

// anyDay gives days without a year some year: only the day and month count.
const anyDay corpus.Day = "2024-06-30"

// dayKey is a day that a text names.
type dayKey struct {
	corpus.Span
	key string
}
