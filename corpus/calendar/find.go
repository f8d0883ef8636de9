// Package calendar reads the time expressions of documents and says which
// days they mean.
package calendar

import (
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// Precision is how exactly a time expression names a time.
type Precision string

// The precisions.
const (
	DayPrecision     Precision = "day"
	MonthPrecision   Precision = "month"
	QuarterPrecision Precision = "quarter"
	YearPrecision    Precision = "year"
)

// Relation is how the time meant lies to the time named.
type Relation string

// The relations.
const (
	Before Relation = "before"
	By     Relation = "by"
	In     Relation = "in"
	From   Relation = "from"
)

// Date is a time expression in a text.
type Date struct {
	Start, End  int // bytes of the text
	First, Last corpus.Day
	Precision   Precision
	Relation    Relation // empty where no word tells
	Inferred    bool     // the year was not written: it is that of the reference day
}

// Finder finds time expressions in one language. It is safe for concurrent
// use.
type Finder struct {
	numeric  *regexp.Regexp // 31/3/2026, 31.3.2026, 31-3-2026, 2026-03-31
	named    *regexp.Regexp // 31 March 2026, 31 tháng 3 năm 2026, March 31, 2026
	month    *regexp.Regexp // March 2026, tháng 3/2026
	quarter  *regexp.Regexp // quý III năm 2027, third quarter of 2027
	months   map[string]int
	ordinals map[string]int
	before   []relationWord
}

type relationWord struct {
	folded   string
	relation Relation
}

var isoOrNumeric = regexp.MustCompile(`\b(\d{4})-(\d{2})-(\d{2})\b|\b(\d{1,2})\s?[/.]\s?(\d{1,2})\s?[/.]\s?((?:19|20)\d{2})\b|\b(\d{1,2})-(\d{1,2})-((?:19|20)\d{2})\b`)

// NewFinder makes the finder of a language from its words.
func NewFinder(l *lexicon.Language) *Finder {
	f := &Finder{numeric: isoOrNumeric, months: map[string]int{}, ordinals: map[string]int{}}
	for i, m := range l.Months {
		f.months[strings.ToLower(m)] = i + 1
	}
	for i, m := range l.MonthsOther {
		f.months[strings.ToLower(m)] = i%12 + 1
	}
	for i, o := range l.Dates.Ordinals {
		f.ordinals[strings.ToLower(o)] = i + 1
	}
	names := make([]string, 0, len(f.months))
	for m := range f.months {
		names = append(names, regexp.QuoteMeta(m))
	}
	sort.Slice(names, func(i, j int) bool { return len(names[i]) > len(names[j]) })
	prefix := ""
	if len(l.MonthPrefix) > 0 {
		prefix = "(?:" + strings.Join(l.MonthPrefix, "|") + ")?"
	}
	year := `((?:19|20)\d{2})`
	yearWords := "(?:" + alternatives(l.Dates.Year) + `)`
	if len(names) > 0 {
		month := prefix + "(" + strings.Join(names, "|") + ")"
		f.named = regexp.MustCompile(`(?i)(?:^|[^\p{L}\d])(?:(\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?` + month + `(?:,?\s+` + year + `)?|` + month + `\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+` + year + `)?)(?:[^\p{L}\d]|$)`)
		f.month = regexp.MustCompile(`(?i)(?:^|[^\p{L}\d])` + month + `,?\s+(?:` + yearWords + `\s+)?` + year + `(?:[^\d]|$)`)
	} else {
		day, mon, yr := alternatives(l.Dates.Day), alternatives(l.Dates.Month), alternatives(l.Dates.Year)
		f.named = regexp.MustCompile(`(?i)(?:(?:` + day + `)\s+)(\d{1,2})\s+(?:` + mon + `)\s+(\d{1,2})(?:\s+(?:` + yr + `)\s+` + year + `)?|(?:(?:` + day + `)\s+)(\d{1,2})[/-](\d{1,2})(?:[/-]` + year + `)?`)
		f.month = regexp.MustCompile(`(?i)(?:` + mon + `)\s+(\d{1,2})\s*(?:/|(?:` + yr + `))\s*` + year)
	}
	if quarter := alternatives(l.Dates.Quarter); quarter != "" {
		ord := alternatives(l.Dates.Ordinals)
		if ord == "" {
			ord = `\x00`
		}
		f.quarter = regexp.MustCompile(`(?i)(?:` + quarter + `)\s+(IV|I{1,3}|[1-4])\s*(?:/|(?:` + alternatives(l.Dates.Year) + `)?)\s*` + year + `|(?:(` + ord + `)\p{L}*|\b([1-4])(?:\.|e|-\p{L}+)?)\s+(?:` + quarter + `)\p{L}*(?:\s+\p{L}{1,3})?(?:\s+(?:` + yearWords + `))?\s+` + year + `|(?:` + quarter + `)\s+(` + ord + `)\p{L}*(?:\s+\p{L}{1,3})?(?:\s+(?:` + yearWords + `))?\s+` + year)
	}
	for _, pair := range []struct {
		words []string
		rel   Relation
	}{{l.Dates.By, By}, {l.Dates.Before, Before}, {l.Dates.In, In}, {l.Dates.From, From}} {
		for _, w := range pair.words {
			f.before = append(f.before, relationWord{lang.Fold(w), pair.rel})
		}
	}
	sort.SliceStable(f.before, func(i, j int) bool { return len(f.before[i].folded) > len(f.before[j].folded) })
	return f
}

func alternatives(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = regexp.QuoteMeta(w)
	}
	sort.Slice(quoted, func(i, j int) bool { return len(quoted[i]) > len(quoted[j]) })
	return strings.Join(quoted, "|")
}

// Find gives the days, months and quarters named in a text, in order, without
// overlaps. A day without a year is taken to lie in the year of ref; where ref
// is empty it is left out.
func (f *Finder) Find(text string, ref corpus.Day) []Date {
	if !strings.ContainsAny(text, "0123456789") {
		return nil
	}
	refYear := 0
	if t, ok := ref.Time(); ok {
		refYear = t.Year()
	}
	var found []Date
	add := func(m []int, start, end, y, mon, d int, inferred bool) {
		for start < end && !letterOrDigit(text[start]) {
			start++
		}
		for end > start && !letterOrDigit(text[end-1]) {
			end--
		}
		if y == 0 {
			if refYear == 0 {
				return
			}
			y, inferred = refYear, true
		}
		date, ok := makeDate(y, mon, d)
		if !ok {
			return
		}
		date.Start, date.End, date.Inferred = start, end, inferred
		date.Relation = f.relation(text[:start])
		found = append(found, date)
	}
	for _, m := range f.numeric.FindAllStringSubmatchIndex(text, -1) {
		switch {
		case m[2] >= 0:
			add(m, m[0], m[1], num(text, m, 1), num(text, m, 2), num(text, m, 3), false)
		case m[8] >= 0:
			add(m, m[0], m[1], num(text, m, 6), num(text, m, 5), num(text, m, 4), false)
		default:
			add(m, m[0], m[1], num(text, m, 9), num(text, m, 8), num(text, m, 7), false)
		}
	}
	f.findNamed(text, add)
	if f.quarter != nil {
		for _, m := range f.quarter.FindAllStringSubmatchIndex(text, -1) {
			q, y := 0, 0
			switch {
			case m[2] >= 0:
				q, y = roman(text[m[2]:m[3]]), num(text, m, 2)
			case m[12] >= 0:
				q, y = f.ordinals[strings.ToLower(text[m[12]:m[13]])], num(text, m, 7)
			default:
				q, y = num(text, m, 4), num(text, m, 5)
				if m[6] >= 0 {
					q = f.ordinals[strings.ToLower(text[m[6]:m[7]])]
				}
			}
			if q < 1 || q > 4 {
				continue
			}
			found = append(found, Date{Start: m[0], End: m[1], Precision: QuarterPrecision, Relation: f.relation(text[:m[0]]),
				First: day(y, 3*q-2, 1), Last: lastOfMonth(y, 3*q)})
		}
	}
	return withoutOverlaps(found)
}

func (f *Finder) findNamed(text string, add func(m []int, start, end, y, mon, d int, inferred bool)) {
	if len(f.months) > 0 {
		for _, m := range f.named.FindAllStringSubmatchIndex(text, -1) {
			if m[2] >= 0 {
				add(m, m[2], lastOf(m, 2, 3), num(text, m, 3), f.months[strings.ToLower(text[m[4]:m[5]])], num(text, m, 1), false)
			} else {
				add(m, m[8], lastOf(m, 5, 6), num(text, m, 6), f.months[strings.ToLower(text[m[8]:m[9]])], num(text, m, 5), false)
			}
		}
		for _, m := range f.month.FindAllStringSubmatchIndex(text, -1) {
			add(m, m[2], m[5], num(text, m, 2), f.months[strings.ToLower(text[m[2]:m[3]])], 0, false)
		}
		return
	}
	for _, m := range f.named.FindAllStringSubmatchIndex(text, -1) {
		if m[2] >= 0 {
			add(m, m[0], m[1], num(text, m, 3), num(text, m, 2), num(text, m, 1), false)
		} else {
			add(m, m[0], m[1], num(text, m, 6), num(text, m, 5), num(text, m, 4), false)
		}
	}
	for _, m := range f.month.FindAllStringSubmatchIndex(text, -1) {
		add(m, m[0], m[1], num(text, m, 2), num(text, m, 1), 0, false)
	}
}

// relation tells the word that stands straight before a date.
func (f *Finder) relation(before string) Relation {
	folded := strings.TrimRight(lang.Fold(lastBytes(before, 40)), " ")
	for _, w := range f.before {
		if rest, ok := strings.CutSuffix(folded, w.folded); ok && (rest == "" || !letterOrDigit(rest[len(rest)-1])) {
			return w.relation
		}
	}
	return ""
}

func lastBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[len(s)-n:], "")
}

func letterOrDigit(b byte) bool {
	return b >= 0x80 || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}

func lastOf(m []int, groups ...int) int {
	end := 0
	for _, g := range groups {
		if m[2*g+1] > end {
			end = m[2*g+1]
		}
	}
	return end
}

func num(text string, m []int, group int) int {
	if m[2*group] < 0 {
		return 0
	}
	n, err := strconv.Atoi(text[m[2*group]:m[2*group+1]])
	if err != nil {
		return 0
	}
	return n
}

func roman(s string) int {
	switch strings.ToUpper(s) {
	case "I", "1":
		return 1
	case "II", "2":
		return 2
	case "III", "3":
		return 3
	}
	return 4
}

func makeDate(y, m, d int) (Date, bool) {
	if m < 1 || m > 12 {
		return Date{}, false
	}
	if d == 0 {
		return Date{First: day(y, m, 1), Last: lastOfMonth(y, m), Precision: MonthPrecision}, true
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d {
		return Date{}, false
	}
	return Date{First: corpus.DayOf(t), Last: corpus.DayOf(t), Precision: DayPrecision}, true
}

func day(y, m, d int) corpus.Day { return corpus.Day(fmt.Sprintf("%04d-%02d-%02d", y, m, d)) }

func lastOfMonth(y, m int) corpus.Day {
	return corpus.DayOf(time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC))
}

func withoutOverlaps(found []Date) []Date {
	sort.SliceStable(found, func(i, j int) bool {
		if found[i].Start != found[j].Start {
			return found[i].Start < found[j].Start
		}
		return found[i].End > found[j].End
	})
	out := found[:0]
	for _, d := range found {
		if n := len(out); n > 0 && d.Start < out[n-1].End {
			if d.End-d.Start > out[n-1].End-out[n-1].Start {
				out[n-1] = d
			}
			continue
		}
		out = append(out, d)
	}
	return out
}
