package calendar

import (
	"strings"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// leadOf gives the byte where the words of a relation before word i begin.
func (r *reader) leadOf(i int) int {
	_, lead := r.relationBefore(i)
	return lead
}

// relationOfPart tells the relation of a part by the words in front of it, or
// by the letter that is written onto it.
func (r *reader) relationOfPart(p part) (corpus.Relation, int) {
	if w := r.words[p.from]; p.start > w.Start && p.start < w.End {
		letters := lang.Fold(r.text[w.Start:p.start])
		for letters != "" {
			for _, e := range r.last[letters] {
				if e.kind == aRelation && len(e.words) == 1 {
					if rel, lead := r.relationBefore(p.from); rel == corpus.By || rel == corpus.Before { // עד ל-, قبل ب
						return rel, lead
					}
					return relationValues[e.value], w.Start
				}
			}
			_, size := utf8.DecodeRuneInString(letters)
			letters = letters[size:]
		}
	}
	from := p.from
	for from < len(r.words)-1 && r.words[from].Start < p.start && r.words[from].End <= p.start {
		from++
	}
	return r.relationBefore(from)
}

// relationBefore tells the relation whose words stand before word i, and the
// byte where they begin.
func (r *reader) relationBefore(i int) (corpus.Relation, int) {
	at := i
	for n := 0; n <= 3; n++ {
		if e, first := r.phraseEnding(at, aRelation); first >= 0 {
			if back, ok := r.clockBefore(first); ok { // by 5 p.m. on 20 October
				if earlier, first := r.phraseEnding(back, aRelation); first >= 0 && relationValues[earlier.value] != corpus.In {
					return relationValues[earlier.value], r.words[first].Start
				}
			}
			return relationValues[e.value], r.words[first].Start
		}
		if at < 1 || !r.spaced(at-1) && r.gap(at-1) != "-" {
			break
		}
		if back, ok := r.clockBefore(at); ok {
			at = back
		} else if _, next, ok := r.take(at-1, aSkip); ok && next == at {
			at--
		} else if _, next, ok := r.take(at-1, anEdge); ok && next == at {
			at--
		} else if _, next, ok := r.take(at-1, aDayPart); ok && next == at { // chậm nhất sáng 15/12
			at--
		} else if next, ok := r.isUnit(at-1, days); ok && next == at {
			at--
		} else {
			break
		}
	}
	return "", r.words[i].Start
}

// opensAt reports whether an expression may open behind spaces at word i.
func (r *reader) opensAt(i int) bool { return i < len(r.words) && r.spaced(i-1) && r.known(i) }

// clockBefore gives the first word of an hour that ends before word i: 16h00,
// 17:00, 17 giờ 30.
func (r *reader) clockBefore(i int) (first int, ok bool) {
	at := i
	for n := 0; n < 4 && at > 0; n++ {
		gap := r.gap(at - 1)
		w := r.words[at-1]
		if _, next, short := r.take(at-1, aClock); short && next == at && at < i && gap == ". " { // kl. 17
			return at - 1, true
		}
		if at == i && !r.spaced(at-1) && gap != ". " || at < i && !r.spaced(at-1) && gap != ":" && gap != "." {
			break
		}
		if e, first := r.endingIn(r.last[w.Folded], at, aClock, 0); first >= 0 && len(e.words) > 1 { // p.m.
			at, ok = first, true
			continue
		} else if gap == ". " {
			break
		}
		_, next, isClock := r.take(at-1, aClock)
		if h, m, cut := strings.Cut(w.Folded, "h"); cut && digits(h, 2) >= 0 && (m == "" || digits(m, 2) >= 0) {
			isClock, next = true, at
		}
		if h, m, cut := strings.Cut(w.Folded, "."); cut && digits(h, 2) >= 0 && len(m) == 2 && digits(m, 2) >= 0 { // 17.00 uur
			at--
			continue
		}
		if _, after, counted := r.take(at-1, anOrdinal); counted && after == at && !isClock { // at the fifth hour
			at--
			continue
		}
		if isClock && next == at {
			ok = true
		} else if number(w, 2) < 0 {
			break
		}
		ok = ok || gap == ":"
		at--
	}
	if !ok {
		return i, false
	}
	return at, true
}

// phraseBefore gives the first word of the longest phrase of a kind that ends
// before word i, or -1.
func (r *reader) phraseBefore(i int, k kind) int {
	_, first := r.phraseEnding(i, k)
	return first
}

func (r *reader) phraseEnding(i int, k kind) (entry, int) {
	if i < 1 || !r.spaced(i-1) && r.gap(i-1) != "-" && !(k == aRelation && r.gap(i-1) == ": ") {
		return entry{}, -1
	}
	w := r.words[i-1].Folded
	if e, first := r.endingIn(r.last[w], i, k, 0); first >= 0 {
		return e, first
	}
	for _, p := range r.prefixes {
		if rest, ok := strings.CutPrefix(w, p); ok && rest != "" {
			if e, first := r.endingIn(r.last[rest], i, k, len(p)); first >= 0 {
				return e, first
			}
		}
	}
	return entry{}, -1
}

func (r *reader) endingIn(list []entry, i int, k kind, prefix int) (entry, int) {
	for n := range list {
		e := &list[n]
		if first := i - len(e.words); e.kind == k && first >= 0 {
			taken := 0
			if first == i-1 {
				taken = prefix
			}
			if r.matches(e, first, taken) {
				return *e, first
			}
		}
	}
	return entry{}, -1
}

// takeRelation reads the words of a relation at word i.
func (r *reader) takeRelation(i int) (corpus.Relation, int, bool) {
	v, next, ok := r.take(i, aRelation)
	if !ok {
		return "", i, false
	}
	return relationValues[v], next, true
}
