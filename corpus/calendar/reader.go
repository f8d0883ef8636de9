package calendar

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// reader is one pass over the words of a text with the whole grammar of time
// expressions.
type reader struct {
	*vocabulary
	search
	holidays *Holidays
	seen     []kinds           // of each word, once it was looked at
	written  []kinds           // likewise, by its marks too
	marked   bool              // the text is typed with the marks of its language
	said     bool              // in a chat: what is near now is meant
	ref      func() corpus.Day // the day of today, nil once it was asked for
	now      time.Time         // that day
	inList   bool              // a further stretch of a list is read
	inRange  bool              // the far end of a range is read
}

func (f *Finder) reader(text string, words []lang.Word, ref func() corpus.Day, said bool) *reader {
	r := &reader{vocabulary: f.vocabulary, search: search{Finder: f, text: text, words: words}, holidays: f.holidays, said: said, marked: !f.vocabulary.marks || hasMarks(text)}
	both := make([]kinds, 2*len(words))
	r.seen, r.written = both[:len(words)], both[len(words):]
	r.ref = ref
	return r
}

// today gives the day from which times are told: now, or the document's own
// day; zero where it is not known.
func (r *reader) today() time.Time {
	if r.ref != nil {
		r.now, _ = r.ref().Time()
		r.ref = nil
	}
	return r.now
}

// hasMarks reports whether a text has Latin letters with marks.
func hasMarks(text string) bool {
	return strings.ContainsFunc(text, func(c rune) bool { return c > 0x7f && unicode.Is(unicode.Latin, c) })
}

// known reports whether word i may open an expression.
func (r *reader) known(i int) bool {
	w := r.words[i].Folded
	if isDigit(w[0]) {
		return !r.counts(i)
	}
	if r.writtenAt(i)&openers != 0 {
		return true
	}
	for _, p := range r.prefixes {
		if rest, ok := strings.CutPrefix(w, p); ok && rest != "" && rest[0] >= '0' && rest[0] <= '9' {
			return true
		}
	}
	if roman(w) > 0 {
		return true
	}
	if n := len(w) - 1; n > 0 && n <= 2 && w[n] >= '1' && w[n] <= '4' { // Q4, H1
		return true
	}
	return false
}

// kindsAt gives what phrases may stand for that begin with word i, or with
// what is left of it without letters written onto it.
func (r *reader) kindsAt(i int) kinds {
	if r.seen[i] != 0 {
		return r.seen[i]
	}
	w := r.words[i].Folded
	k := looked | r.kinds[w]
	for _, p := range r.prefixes {
		if rest, ok := strings.CutPrefix(w, p); ok {
			k |= r.kinds[rest]
		}
	}
	r.seen[i] = k
	return k
}

// counts reports a number behind which a word stands that belongs to no time.
func (r *reader) counts(i int) bool {
	if len(r.prefixes) > 0 || !r.spaced(i) || number(r.words[i], 3) < 0 || r.writtenAt(i) != looked || r.writtenAt(i+1) != looked {
		return false
	}
	next := r.words[i+1].Folded
	return !isDigit(next[0]) && roman(next) == 0
}

// writtenAt is kindsAt, with only the phrases of which word i has the marks.
func (r *reader) writtenAt(i int) kinds {
	k := r.kindsAt(i)
	if k == looked || !r.marked {
		return k
	}
	if r.written[i] == 0 {
		w := r.words[i]
		k = looked | r.exact[key(w)]
		for _, p := range r.prefixes {
			if rest, ok := strings.CutPrefix(w.Folded, p); ok {
				k |= r.kinds[rest]
			}
		}
		r.written[i] = k
	}
	return r.written[i]
}

// take reads a phrase of a kind at word i; next is the word behind it.
func (r *reader) take(i int, k kind) (value, next int, ok bool) {
	value, next, _, ok = r.takePrefixed(i, k)
	return value, next, ok
}

// takePrefixed is take, with the folded bytes of letters that are written onto
// the word.
func (r *reader) takePrefixed(i int, k kind) (value, next, prefix int, ok bool) {
	if i < 0 || i >= len(r.words) || !r.writtenAt(i).has(k) {
		return 0, i, 0, false
	}
	w := r.words[i].Folded
	list := r.first[w]
	for n := range list {
		if e := &list[n]; e.kind == k && r.matches(e, i, 0) {
			return e.value, i + len(e.words), 0, true
		}
	}
	for _, p := range r.prefixes {
		rest, has := strings.CutPrefix(w, p)
		if !has || rest == "" {
			continue
		}
		list := r.first[rest]
		for n := range list {
			if e := &list[n]; e.kind == k && r.matches(e, i, len(p)) {
				return e.value, i + len(e.words), len(p), true
			}
		}
	}
	return 0, i, 0, false
}

// matches reports whether the words from i on are those of an entry. A prefix
// of the first word has been taken off.
func (r *reader) matches(e *entry, i, prefix int) bool {
	if i < 0 || i+len(e.words) > len(r.words) {
		return false
	}
	for n, want := range e.words {
		w := r.words[i+n]
		if n == 0 && prefix > 0 {
			w = lang.Word{Folded: w.Folded[prefix:]}
		}
		if w.Folded != want {
			if n == 0 || !r.withPrefix(w.Folded, want) {
				return false
			}
			continue
		}
		if r.marked && prefix == 0 && key(w) != e.exact[n] {
			return false
		}
		if n > 0 {
			gap := r.gap(i + n - 1)
			if e.gaps[n-1] == "" && !spaces(gap) && gap != "-" || e.gaps[n-1] != "" && strings.Trim(gap, " ") != e.gaps[n-1] {
				return false
			}
		}
	}
	return true
}

func (r *reader) withPrefix(word, want string) bool {
	for _, p := range r.prefixes {
		if rest, ok := strings.CutPrefix(word, p); ok && rest == want {
			return true
		}
	}
	return false
}

// behind is take for a phrase behind spaces.
func (r *reader) behind(i int, k kind) (value, next int, ok bool) {
	if i < 1 || !r.spaced(i-1) {
		return 0, i, false
	}
	return r.take(i, k)
}

// skip gives the next word from i on that is none of a kind; at most two are
// left out.
func (r *reader) skip(i int, k kind) int {
	for n := 0; n < 2; n++ {
		_, next, ok := r.behind(i, k)
		if !ok {
			break
		}
		i = next
	}
	return i
}

// isUnit reads a unit at word i.
func (r *reader) isUnit(i int, u unit) (next int, ok bool) {
	if i < 0 || i >= len(r.words) {
		return i, false
	}
	if !r.writtenAt(i).has(aUnit) {
		return i, false
	}
	v, next, ok := r.take(i, aUnit)
	if ok && unit(v) == u {
		return next, true
	}
	// Another unit may begin with the same word.
	list := r.first[r.words[i].Folded]
	for n := range list {
		if e := &list[n]; e.kind == aUnit && unit(e.value) == u && r.matches(e, i, 0) {
			return i + len(e.words), true
		}
	}
	return i, false
}

// cardinal reads how many: 10, mười, 10 (mười), twenty-one. A decimal number
// or one that is joined to something is none.
func (r *reader) cardinal(i int) (n, next int, ok bool) {
	if i < 0 || i >= len(r.words) {
		return 0, i, false
	}
	if n = number(r.words[i], 3); n >= 0 {
		if !r.free(i, i) && r.gap(i) != "-" {
			return 0, i, false
		}
		next = i + 1
		if strings.TrimLeft(r.gap(i), " ") == "(" { // 10 (mười)
			if _, after, ok := r.spelled(i+1, aCardinal); ok && after > 0 && strings.HasPrefix(r.gap(after-1), ")") {
				next = after
			}
		}
		return n, next, true
	}
	if v, next, ok := r.take(i, aFew); ok {
		return v, next, true
	}
	if n, next, ok = r.spelled(i, aCardinal); ok && next < len(r.words) && r.gap(next-1) == " (" && number(r.words[next], 3) == n && strings.HasPrefix(r.gap(next), ")") { // ten (10)
		next++
	}
	return n, next, ok
}

// spelled reads a number in words; tens may be followed by ones.
func (r *reader) spelled(i int, k kind) (n, next int, ok bool) {
	n, next, ok = r.take(i, k)
	if tens, after, isTens := r.take(i, aCardinal); isTens && tens >= 20 && tens%10 == 0 && after < len(r.words) && (r.spaced(after-1) || r.gap(after-1) == "-") {
		if one, end, isOne := r.take(after, k); isOne && one > 0 && one < 10 && end > next {
			return tens + one, end, true
		}
	}
	return n, next, ok
}

// ordinal reads which: 3rd, third, III is not among them.
func (r *reader) ordinal(i int) (n, next int, ok bool) {
	if i < 0 || i >= len(r.words) {
		return 0, i, false
	}
	w := r.words[i]
	if rest := strings.TrimLeft(w.Folded, "0123456789"); rest != "" && rest != w.Folded && r.suffixes[rest] {
		return digits(w.Folded[:len(w.Folded)-len(rest)], 2), i + 1, true
	}
	if n := number(w, 2); n > 0 {
		switch gap := r.gap(i); {
		case gap == "-" && i+1 < len(r.words) && r.suffixes[r.words[i+1].Folded]: // 31-го
			return n, i + 2, true
		case strings.HasPrefix(gap, ".") && (gap == "." || spaces(gap[1:])) && r.alone(i, i):
			return n, i + 1, true
		}
		return 0, i, false
	}
	return r.spelled(i, anOrdinal)
}

// year reads a year of four digits at word i.
func (r *reader) year(i int) (y int, ok bool) {
	if i < 0 || i >= len(r.words) || len(r.words[i].Folded) != 4 {
		return 0, false
	}
	y = digits(r.words[i].Folded, 4)
	return y, y >= 1000
}

// prefixBytes gives how many bytes of word i its first folded bytes take up.
func (r *reader) prefixBytes(i, folded int) int {
	if folded == 0 {
		return 0
	}
	w := r.text[r.words[i].Start:r.words[i].End]
	for at, c := range w {
		if folded <= 0 {
			return at
		}
		if f := lang.FoldRune(c); f >= 0 {
			folded -= utf8.RuneLen(f)
		}
	}
	return 0
}

// plausible reports whether a year can be that of a document or a deadline.
func plausible(y int) bool { return y >= 1900 && y < 2100 }
