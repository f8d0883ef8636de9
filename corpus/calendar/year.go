package calendar

import (
	"vanthu/corpus"
)

// yearBehindPart reads the year behind a month, quarter or half: with a year
// word or without, behind a comma, and, behind a number, behind a slash; also
// "this year". Word i is the first behind the part.
func (r *reader) yearBehindPart(i int, numbered bool) (y, next int, ok bool) {
	if i >= len(r.words) || i < 1 {
		return 0, i, false
	}
	gap := r.gap(i - 1)
	if numbered && (gap == "/" || gap == "-" || gap == " / " || gap == "." || gap == " - ") {
		if y, ok := r.year(i); ok && r.followsSeparator(i) {
			return y, i + 1, true
		}
		return 0, i, false
	}
	if !spaces(gap) && gap != ", " && gap != "," && gap != ". " && gap != " -" && gap != "-" && gap != " (" {
		return 0, i, false
	}
	for n := 0; n <= 3; n++ {
		at := r.behindLinks(i, n)
		if n > 0 && at == i {
			break
		}
		if y, next, ok := r.yearWorded(at); ok {
			return y, next, true
		}
		if y, ok := r.year(at); ok && plausibleOr(y, gap) && (r.free(at, at)) {
			next = at + 1
			if after, ok := r.yearWordBehind(next); ok {
				next = after
			}
			return y, next, true
		}
		if u, way, next, ok := r.unitFromNow(at); ok && u == years && r.hasToday() && spaces(gap) {
			return r.today().Year() + way, next, true
		}
	}
	return 0, i, false
}

func plausibleOr(y int, gap string) bool { return plausible(y) || spaces(gap) && y < 4000 }

// yearWorded reads năm 2026, عام 2026 at word i.
func (r *reader) yearWorded(i int) (y, next int, ok bool) {
	at, ok := r.isUnit(i, years)
	if !ok || !r.spaced(at-1) {
		return 0, i, false
	}
	at = r.behindLinks(at, 1)
	if y, ok = r.year(at); !ok || !r.free(at, at) {
		return 0, i, false
	}
	return y, at + 1, true
}

// yearWordBehind reads the year word behind a year: 2026 года, 2026 г.
func (r *reader) yearWordBehind(i int) (next int, ok bool) {
	if i < 1 || i >= len(r.words) || !r.spaced(i-1) || !r.yearWordFollows {
		if _, next, ok := r.behind(i, anEra); ok {
			return next, true
		}
		return i, false
	}
	if next, ok = r.isUnit(i, years); ok && len(r.words[i].Folded) <= len("года")+2 {
		return next, true
	}
	return i, false
}

// yearIsRelative reports whether the words of a year hold no year's number.
func (r *reader) yearIsRelative(from, to int) bool {
	for i := from; i < to; i++ {
		if _, ok := r.year(i); ok {
			return false
		}
	}
	return true
}

// yearIn reads năm 2025, 2025 года and, weakly, 2025.
func (r *reader) yearIn(i int) (p part, next int, ok bool) {
	p = part{precision: corpus.YearPrecision}
	if p.y, next, ok = r.yearWorded(i); ok {
		if after, ok := r.yearWordBehind(next); ok {
			next = after
		}
		return p, next, true
	}
	if p.y, ok = r.year(i); !ok {
		if w := r.words[i].Folded; len(w) > 4 { // ב2025
			for _, prefix := range r.prefixes {
				if len(w) == len(prefix)+4 && w[:len(prefix)] == prefix && asYear(w[len(prefix):]) > 0 {
					p.y, p.start = asYear(w[len(prefix):]), r.words[i].Start+r.prefixBytes(i, len(prefix))
					return p, i + 1, true
				}
			}
		}
		return p, i, false
	}
	if !r.free(i, i) {
		return p, i, false
	}
	if after, ok := r.yearWordBehind(i + 1); ok {
		return p, after, plausible(p.y) || p.y < 4000
	}
	p.weak = true
	return p, i + 1, plausible(p.y)
}
