package calendar

import (
	"strings"

	"vanthu/corpus"
)

// free reports whether nothing joins the words from first to last to what
// stands around them. The hyphen of a range is no join.
func (r *reader) free(first, last int) bool {
	if start := r.words[first].Start; start > 0 {
		switch c := r.text[start-1]; c {
		case '/', '.', '_', '@', '#':
			if !(r.inRange && c == '/') {
				return false
			}
		case '-':
			if !r.inRange && !r.alone(first, first) {
				return false
			}
		}
	}
	after := r.text[r.words[last].End:]
	if after == "" || strings.IndexByte("/-_@%", after[0]) < 0 {
		return true
	}
	if after[0] == '-' && last+1 < len(r.words) && r.gap(last) == "-" {
		if c := r.words[last+1].Folded[0]; c >= '0' && c <= '9' {
			return true
		}
	}
	return len(after) == 1 || after[1] == ' ' && after[0] != '%' || after[1] == '\n'
}

// numbers gives the numbers of a date that is written in numbers, with the
// mark between them and the word behind: 31/3/2026, 31.3.2026, 31 - 3 - 2026.
func (r *reader) numbers(i int) (n []string, sep string, next int) {
	w := r.words[i].Folded
	if w[0] < '0' || w[0] > '9' {
		return nil, "", i
	}
	if strings.Contains(w, ".") {
		return strings.Split(w, "."), ".", i + 1
	}
	n, next = []string{w}, i+1
	for len(n) < 3 && next < len(r.words) {
		s := r.separator(next - 1)
		if s == "" || sep != "" && s != sep || strings.Contains(r.words[next].Folded, ".") {
			break
		}
		sep = s
		n = append(n, r.words[next].Folded)
		next++
	}
	return n, sep, next
}

// slashed reads days written in numbers: 31/3/2026, 2026-03-31, 31.3.26,
// 31/Mar/2026 and, behind a day word or in speech, 31/3.
func (r *reader) slashed(i int, dayWord bool) (p part, next int, ok bool) {
	n, sep, next := r.numbers(i)
	if sep == "" {
		return p, i, false
	}
	dayWord = dayWord || sep == "/" && r.behindDayPart(i)
	if m, after, ok := r.monthNamed(i + 1); ok && after < len(r.words) && r.gap(after-1) == sep && r.followsSeparator(after) { // 31/Mar/2026
		if y := fullYear(r.words[after].Folded); y > 0 && digits(n[0], 2) > 0 {
			return part{y: y, m: m, d: digits(n[0], 2)}, after + 1, true
		}
	}
	if len(n) == 3 && r.free(i, next-1) {
		a, b := digits(n[0], 2), digits(n[1], 2)
		switch {
		case len(n[2]) == 4 && a > 0 && b > 0 && digits(n[2], 4) >= 1000:
			p = dayThenMonth(a, b)
			p.y = digits(n[2], 4)
		case asYear(n[0]) > 0 && b > 0 && digits(n[2], 2) > 0:
			p = part{y: asYear(n[0]), m: b, d: digits(n[2], 2)}
			if p.m > 12 && p.d <= 12 {
				p.m, p.d = p.d, p.m
			}
		case len(n[2]) == 2 && a > 0 && b > 0 && digits(n[2], 2) >= 0 && (dayWord || r.said || sep == "/" || len(n[0]) == 2 && len(n[1]) == 2 || r.saidOrRelated(i)):
			p = dayThenMonth(a, b)
			p.y = fullYear(n[2])
			if !dayWord && (p.d > 31 || p.m > 12) {
				return p, i, false
			}
		default:
			return p, i, false
		}
		if (p.m > 12 || p.d > 31 || !plausible(p.y)) && !dayWord && (p.m > 12 || p.d > 31 || p.y > 4000 || sep == ".") {
			return p, i, false
		}
		return p, next, true
	}
	if len(n) != 2 {
		return p, i, false
	}
	last := next - 1
	a, b := digits(n[0], 2), digits(n[1], 2)
	if a < 1 || b < 1 || !r.free(i, last) || sep == "." && len(n[1]) > 2 {
		return p, i, false
	}
	p = dayThenMonth(a, b)
	if p.m > 12 || p.d > 31 {
		return p, i, false
	}
	if y, after, ok := r.yearWordedBehind(next); ok { // 31/3 năm 2026
		p.y = y
		return p, after, true
	}
	if after := r.text[r.words[last].End:]; strings.HasPrefix(after, "%") || strings.HasPrefix(after, " %") {
		return p, i, false
	}
	if !dayWord {
		p.weak = true
		if !r.said && sep != "/" && !r.inRange && !r.inList || !r.dateLike(i, next, p, sep) {
			return p, i, false
		}
	}
	return p, next, true
}

func (r *reader) yearWordedBehind(i int) (y, next int, ok bool) {
	if i >= len(r.words) || !r.spaced(i-1) {
		return 0, i, false
	}
	return r.yearWorded(r.behindLinks(i, 1))
}

// dateLike reports whether two numbers without a year are a day rather than a
// fraction, a score or the words of all hours.
func (r *reader) dateLike(i, next int, p part, sep string) bool {
	if r.inRange || r.inList {
		return true
	}
	if p.d == 24 && p.m == 7 && sep == "/" {
		return false
	}
	whole := i == 0 && next == len(r.words) && (r.said || p.d > 10 || p.m > 10)
	if rel, _ := r.relationBefore(i); rel != "" || whole {
		if next < len(r.words) && r.spaced(next-1) && r.counted[r.words[next].Folded] {
			return false
		}
		return true
	}
	if sep != "/" || p.d <= 10 && p.m <= 10 {
		_, joined := r.to(i, next)
		return joined
	}
	return r.said
}

// behindDayPart reports whether a word for a part of a day stands in front of word i: sáng 15/10.
func (r *reader) behindDayPart(i int) bool {
	for n := 1; n <= 2 && i >= n; n++ {
		if _, next, ok := r.take(i-n, aDayPart); ok && next == i {
			return true
		}
	}
	return false
}

// dayThenMonth takes two numbers for day and month; where only the other
// order can be meant, that one.
func dayThenMonth(a, b int) part {
	if b > 12 && a <= 12 {
		a, b = b, a
	}
	return part{d: a, m: b}
}

// fullYear gives the year that two or four digits mean: 25 is 2025, 74 is 1974.
func fullYear(s string) int {
	if len(s) == 4 {
		return asYear(s)
	}
	y := digits(s, 2)
	switch {
	case y < 0 || len(s) != 2:
		return -1
	case y < 50:
		return 2000 + y
	}
	return 1900 + y
}

// slashedMonthYear reads 6/2026, unless it is the opening of a document's
// number.
func (r *reader) slashedMonthYear(i int) (p part, next int, ok bool) {
	sep := r.gap(i)
	if sep != "/" && !(sep == "-" && len(r.words[i].Folded) == 2) {
		return p, i, false
	}
	m, y := number(r.words[i], 2), 0
	if i+1 < len(r.words) {
		y = asYear(r.words[i+1].Folded)
	}
	if m < 1 || m > 12 || y < 0 || !r.free(i, i+1) || i > 0 && r.number.has(r.words[i-1]) {
		return p, i, false
	}
	p = part{precision: corpus.MonthPrecision, y: y, m: m}
	p.weak = sep == "-"
	return p, i + 2, y > 0
}

// dottedMonth reads tháng 3.2026.
func (r *reader) dottedMonth(i int) (p part, next int, ok bool) {
	at, ok := r.isUnit(i, months)
	if !ok || at >= len(r.words) || !r.spaced(at-1) {
		return p, i, false
	}
	head, tail, ok := strings.Cut(r.words[at].Folded, ".")
	p = part{precision: corpus.MonthPrecision, m: digits(head, 2), y: asYear(tail)}
	return p, at + 1, ok && p.m > 0 && p.m <= 12 && p.y > 0
}
