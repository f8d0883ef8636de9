package grounding

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// number is a word that spells a number.
type number struct {
	value int
	unit  string // of a word that tells its unit too: שבועיים
	bare  bool   // it means a number only before a unit: năm is five, and year
}

// amount is a number in a text.
type amount struct {
	value       string // digits, with a point before decimals; letters where it is a code
	unit        string // day, workday, month …, a currency, %; empty where none follows
	bound       string // least, more, most, less
	first, last int    // words, the unit's too
}

// addUnits adds the words of units and of numbers.
func (t *tongue) addUnits(add func(p *phrases, value string, phrases []string)) {
	l := t.words
	for _, kinds := range []map[string][]string{l.Times.Units, l.Times.Hours, l.Procedures.Currencies} {
		for _, kind := range slices.Sorted(maps.Keys(kinds)) {
			add(t.units, "u:"+kind, kinds[kind])
		}
	}
	add(t.units, "u:%", t.claims.Percent)
	for _, day := range slices.Sorted(maps.Keys(l.Times.Weekdays)) {
		for _, name := range l.Times.Weekdays[day] {
			if !slices.Contains(l.Times.Ambiguous, name) {
				add(t.units, "w:"+strconv.Itoa(day), append(t.partsOf(name), name))
			}
		}
	}
	for _, by := range slices.Sorted(maps.Keys(t.claims.Multipliers)) {
		add(t.units, "m:"+by, t.claims.Multipliers[by])
	}
	put := func(form string, n number) {
		words := lang.Words(form)
		if len(words) != 1 {
			return
		}
		key := words[0].Folded
		if words[0].Marked != "" {
			key = words[0].Marked
		}
		n.bare = n.bare || len(t.units.find(words)) > 0 || slices.Contains(l.Times.Ambiguous, form)
		if _, known := t.numbers[key]; !known {
			t.numbers[key] = n
		}
	}
	for _, n := range slices.Sorted(maps.Keys(l.Times.Numbers)) {
		for _, phrase := range l.Times.Numbers[n] {
			for _, form := range lexicon.Forms(phrase) {
				if n > 1 {
					put(form, number{value: n})
				}
				for _, prefix := range t.claims.Prefixes { // בשלוש
					if n > twins {
						put(prefix+form, number{value: n})
					}
				}
			}
		}
	}
	for unit, phrases := range l.Times.Duals {
		for _, phrase := range phrases {
			for _, form := range lexicon.Forms(phrase) {
				put(form, number{value: 2, unit: unit})
			}
		}
	}
}

// readAmounts reads the numbers that are part of no document's number and of
// no day.
func (r *reading) readAmounts() {
	var poles []lexicon.Match
	units := map[int]lexicon.Match{} // by first word
	for _, m := range r.units {
		units[m.First] = m
		if strings.HasPrefix(m.Value, "w:") && !r.insideName(m) && !r.insidePhrase(m) {
			for i := m.First; i < m.First+m.Len; i++ { // thứ Sáu is no six
				r.taken[i] = true
			}
		}
	}
	poles = r.tongue.poles.find(r.words)
	for i := 0; i < len(r.words); i++ {
		if r.taken[i] {
			continue
		}
		a, ok := r.amountAt(i, units)
		if !ok {
			continue
		}
		for _, m := range poles {
			axis, pole, _ := strings.Cut(m.Value, ":")
			last := m.First + m.Len - 1
			before := last < a.first && a.first-last <= 3 && !r.parted(last, a.first) && !strings.ContainsAny(r.text[m.End:r.words[a.first].Start], "–—")
			next := m.First + m.Len
			behind := m.First > a.last && m.First-a.last <= 3 && !r.parted(a.last, m.First) && !r.digitsBetween(a.last, m.First) && (next >= len(r.words) || (!r.taken[next] || pole == "least") && !r.digits(next) || r.parted(next-1, next))
			if axis == "bound" && behind && (a.unit == "%" || a.unit == ofWhole) && compared[pole] != "" {
				r.turns = append(r.turns, turn{"change", compared[pole], m.First, m.First + m.Len - 1, false})
				continue
			}
			if axis == "compare" && before && r.comparesTo(last, a.first) {
				axis, pole = "bound", exceeds[pole]
			}
			if axis == "bound" && behind && !before && m.Len == 1 && next+1 < len(r.words) && r.spaced(next-1, next) && slices.Contains(r.tongue.claims.Articles, r.words[next].Folded) && (r.taken[next+1] || r.startsNumber(next+1, units)) {
				continue // over the years
			}
			if axis == "bound" && (before || behind && a.bound == "") {
				a.bound = pole
				for k := m.First; k < next; k++ {
					r.lights[k] = true
				}
			}
		}
		if a.bound == "" && lengths[a.unit] && a.first > 0 && slices.Contains(r.tongue.claims.UpTo, r.words[a.first-1].Folded) {
			a.bound = "most"
			r.lights[a.first-1] = true
		}
		if a.bound == "" && r.below(a.first-1) {
			a.bound = "less"
			r.lights[a.first-1] = true
		}
		r.amounts = append(r.amounts, a)
		for k := a.first; k <= a.last; k++ {
			r.taken[k] = true
		}
		i = a.last
	}
	for i := 1; i < len(r.amounts); i++ { // 5 billion dollars, of which 2 billion
		if a, b := r.amounts[i-1], &r.amounts[i]; b.unit == "" && b.last > b.first && money[a.unit] && r.bareSum(*b) {
			b.unit = a.unit
		}
	}
	for i := len(r.amounts) - 2; i >= 0; i-- { // 16 to 18 %
		a, b := &r.amounts[i], r.amounts[i+1]
		if a.unit == "" && b.unit != "" && b.first-a.last <= 2 && r.ranging(a.last, b.first) {
			a.unit = b.unit
		}
	}
}

// startsNumber reports whether a word is a number, or a unit.
func (r *reading) startsNumber(i int, units map[int]lexicon.Match) bool {
	_, number := r.tongue.numbers[marked(r.words[i])]
	_, unit := units[i]
	return number || unit || r.digits(i)
}

// dayLetters is how many letters the short name of a weekday has at most.
const dayLetters = 3

// insideName reports whether what may be the short name of a weekday stands
// between two words of a name: Pham Thu Trang.
func (r *reading) insideName(m lexicon.Match) bool {
	i := m.First
	return m.Len == 1 && m.End-m.Start <= dayLetters && i > 0 && i+1 < len(r.words) && r.name(i-1) && r.name(i) && r.name(i+1) && r.spaced(i-1, i) && r.spaced(i, i+1)
}

// insidePhrase reports whether what may be a weekday is a word of a phrase for something
// else that no part of a day stands in: окружающей среды, of the environment.
func (r *reading) insidePhrase(m lexicon.Match) bool {
	return m.Len == 1 && r.inPhrase(m.First) && !slices.ContainsFunc(r.concepts, func(s lexicon.ConceptSpan) bool {
		first, last := r.within(s.Start, s.End)
		return first < last && first <= m.First && m.First <= last && (r.halfDay(first) || r.halfDay(last))
	})
}

// compared are the bounds that, behind a share, tell how something has changed:
// 14 % more.
var compared = map[string]string{"more": "up", "less": "down"}

// money are the currencies in which the part of a sum may be told without naming them
// again.
var money = map[string]bool{"VND": true, "USD": true, "EUR": true}

// bareSum reports whether a number of millions or the like counts nothing that stands
// behind it.
func (r *reading) bareSum(a amount) bool {
	i := a.last + 1
	return strings.HasPrefix(r.unitAt(a.last), "m:") && (i >= len(r.words) || r.parted(a.last, i) || !r.spaced(a.last, i) || len(r.at[i]) == 0 && !r.name(i) || r.places(i))
}

// unitAt gives the unit whose last word stands at a place.
func (r *reading) unitAt(i int) string {
	for _, m := range r.units {
		if m.First+m.Len-1 == i {
			return m.Value
		}
	}
	return ""
}

// countable reports whether a word that is a number in front of what can be counted alone
// stands in front of such a thing, and behind no number: năm nhiệm vụ, five tasks.
func (r *reading) countable(i int) bool {
	return i+1 < len(r.words) && r.spaced(i, i+1) && !(i > 0 && r.digits(i-1)) && slices.ContainsFunc(r.tongue.countable.find(r.words), func(m lexicon.Match) bool { return m.First == i+1 })
}

// exceeds are the bounds that comparing with a number tells: longer than 15 metres.
var exceeds = map[string]string{"long": "more", "dear": "more", "short": "less", "cheap": "less"}

// comparesTo reports whether nothing but a word such as "than" stands between a word that
// compares and a number.
func (r *reading) comparesTo(last, first int) bool {
	return last == first-1 || last == first-2 && slices.Contains(r.tongue.claims.Than, r.words[first-1].Folded)
}

// amountAt reads the number at a word.
func (r *reading) amountAt(i int, units map[int]lexicon.Match) (amount, bool) {
	if a, ok := r.fractionAt(i); ok {
		return a, true
	}
	w := r.words[i]
	a := amount{first: i, last: i}
	raw := r.text[w.Start:w.End]
	switch {
	case !strings.ContainsFunc(raw, unicode.IsDigit):
		key := w.Folded
		if w.Marked != "" {
			key = w.Marked
		}
		n, ok := r.tongue.numbers[key]
		if !ok && r.tongue.tag == "ru" { // ё is е
			n, ok = r.tongue.numbers[w.Folded]
		}
		if !ok {
			return a, false
		}
		if _, unit := units[i+1]; n.bare && n.unit == "" && !(unit && r.spaced(i, i+1)) && !r.countable(i) {
			return a, false
		}
		a.value, a.unit = strconv.Itoa(n.value), n.unit
		if a.unit != "" {
			return a, true
		}
	case strings.ContainsFunc(raw, unicode.IsLetter):
		if and := r.tongue.and; and != "" && strings.HasPrefix(raw, and) && !strings.ContainsFunc(raw[len(and):], unicode.IsLetter) {
			a.value = canonical(lang.Fold(raw[len(and):])) // و5000
			r.unitOf(&a, units)
			return a, true
		}
		if digits, unit, ok := r.glued(raw); ok {
			a.value, a.unit = canonical(digits), unit
			return a, true
		}
		a.value = w.Folded
		return a, true
	default:
		digits := lang.Fold(raw)
		for a.last+1 < len(r.words) && len(digits) > 0 && r.grouped(a.last) && (a.last > i || len(digits) <= 3) {
			a.last++
			digits += lang.Fold(r.text[r.words[a.last].Start:r.words[a.last].End])
		}
		a.value = canonical(digits)
	}
	if n := a.last + 2; n < len(r.words) && by[r.words[n-1].Folded] && r.digits(n) && !r.taken[n] { // 4 x 6 cm
		a.value, a.last = a.value+"×"+canonical(lang.Fold(r.text[r.words[n].Start:r.words[n].End])), n
	} else if n := a.last + 1; n < len(r.words) && strings.TrimSpace(r.text[r.words[a.last].End:r.words[n].Start]) == "×" && r.digits(n) {
		a.value, a.last = a.value+"×"+canonical(lang.Fold(r.text[r.words[n].Start:r.words[n].End])), n
	}
	if n := a.last + 1; n < len(r.words) && r.text[r.words[a.last].End:r.words[n].Start] == ":" && r.text[r.words[n].Start:r.words[n].End] == "00" {
		a.unit, a.last = "hour", n // 24:00
		if _, ok := units[n+1]; ok && r.spaced(n, n+1) && units[n+1].Value == "u:hour" {
			a.last = n + units[n+1].Len
		}
		return a, true
	}
	if r.afternoon(a.last) {
		if n, err := strconv.Atoi(a.value); err == nil && n < noon {
			a.value, a.unit = strconv.Itoa(n+noon), "hour"
			return a, true
		}
	}
	r.unitOf(&a, units)
	if a.unit == "hour" { // 15.00
		a.value = strings.TrimSuffix(a.value, ".00")
	}
	if a.unit == "" && i > 0 && slices.ContainsFunc(r.tongue.claims.AtHour, func(w string) bool { return lang.Fold(w) == r.words[i-1].Folded }) {
		a.unit = "hour"
	}
	return a, true
}

// ofWhole is the unit of fractions: two thirds.
const ofWhole = "part"

// fractionAt reads the fraction that opens at a word, in words or in figures: two thirds, 2/3.
func (r *reading) fractionAt(i int) (amount, bool) {
	a := amount{unit: ofWhole, first: i, last: -1}
	for _, m := range r.tongue.fractions.find(r.words) {
		if last := m.First + m.Len - 1; m.First == i && last > a.last && !(strings.HasPrefix(m.Value, "1/") && r.ordinal(last) > 0 && last+1 < len(r.words) && r.spaced(last, last+1) && r.thing(last+1) && !r.light(last+1) && !r.polar(last+1)) {
			a.value, a.last = m.Value, last
		}
	}
	if a.last < 0 && i+1 < len(r.words) && r.text[r.words[i].End:r.words[i+1].Start] == "/" && (i+2 == len(r.words) || r.text[r.words[i+1].End:r.words[i+2].Start] != "/") {
		of, err := strconv.Atoi(r.text[r.words[i].Start:r.words[i].End])
		whole, err2 := strconv.Atoi(r.text[r.words[i+1].Start:r.words[i+1].End])
		if err == nil && err2 == nil && 0 < of && of < whole && whole <= leastParts {
			a.value, a.last = strconv.Itoa(of)+"/"+strconv.Itoa(whole), i+1
		}
	}
	return a, a.last >= i && !slices.Contains(r.taken[i:a.last+1], true)
}

// leastParts is into how many parts fractions in figures divide a whole at most: of others
// they may be days, or numbers of documents.
const leastParts = 10

// twins is the number whose words mean else too behind a prefix: השני, the second.
const twins = 2

// noon is the hour from which on those of the afternoon are counted.
const noon = 12

// afternoon reports whether a word such as "p.m." stands behind a number.
func (r *reading) afternoon(i int) bool {
	return slices.ContainsFunc(r.tongue.afternoon.find(r.words), func(m lexicon.Match) bool { return m.First == i+1 })
}

// by are the letters between the two sides of a surface: 4 x 6 cm. The second
// is Cyrillic.
var by = map[string]bool{"x": true, "х": true}

// below reports whether a word tells, in front of a number, that it is less.
func (r *reading) below(i int) bool {
	return i >= 0 && slices.ContainsFunc(r.tongue.claims.Under, func(w string) bool { return lang.Fold(w) == r.words[i].Folded })
}

// glued takes apart a number with its unit written onto it: 15h, ל-30.
func (r *reading) glued(raw string) (digits, unit string, ok bool) {
	at := strings.IndexFunc(raw, unicode.IsLetter)
	if at > 0 {
		if m := r.tongue.units.find(lang.Words(raw[at:])); len(m) == 1 && strings.HasPrefix(m[0].Value, "u:") && m[0].End == len(raw)-at {
			return lang.Fold(raw[:at]), strings.TrimPrefix(m[0].Value, "u:"), true
		}
	}
	return "", "", false
}

// grouped reports whether the next word is three further digits behind a
// space.
func (r *reading) grouped(i int) bool {
	w := r.words[i+1]
	raw := r.text[w.Start:w.End]
	between := r.text[r.words[i].End:w.Start]
	return len(raw) == 3 && !strings.ContainsFunc(raw, func(c rune) bool { return c < '0' || c > '9' }) && (between == " " || between == "\u00a0" || between == "\u202f") && !r.taken[i+1]
}

// unitOf finds what a number counts: behind it, or a currency in front.
func (r *reading) unitOf(a *amount, units map[int]lexicon.Match) {
	rest := r.text[r.words[a.last].End:]
	if s := strings.TrimLeft(rest, " \u00a0\u202f"); strings.HasPrefix(s, "%") || strings.HasPrefix(s, "٪") {
		a.unit = "%"
		return
	}
	for {
		m, ok := units[a.last+1]
		if !ok || !r.spaced(a.last, a.last+1) && !strings.HasPrefix(rest, "-") {
			break
		}
		kind, name, _ := strings.Cut(m.Value, ":")
		if kind == "m" {
			a.value = times(a.value, name)
			a.last = m.First + m.Len - 1
			rest = r.text[r.words[a.last].End:]
			continue
		}
		a.unit, a.last = name, m.First+m.Len-1
		break
	}
	for first, m := range units {
		kind, name, _ := strings.Cut(m.Value, ":")
		if kind == "u" && first+m.Len == a.first && a.unit == "" && strings.ToUpper(name) == name && name != "%" && r.spaced(a.first-1, a.first) {
			a.unit, a.first = name, first
		}
	}
	if before := strings.TrimRight(r.text[:r.words[a.first].Start], " "); a.unit == "" {
		for sign, name := range signs {
			if strings.HasSuffix(before, sign) || strings.HasPrefix(strings.TrimLeft(rest, " "), sign) {
				a.unit = name
			}
		}
	}
}

// signs are the currencies that have one.
var signs = map[string]string{"$": "USD", "€": "EUR", "₫": "VND", "£": "GBP", "₪": "ILS"}

func (r *reading) digits(i int) bool {
	return strings.ContainsFunc(r.text[r.words[i].Start:r.words[i].End], unicode.IsDigit)
}

// digitsBetween reports whether another number stands between two words.
func (r *reading) digitsBetween(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if r.digits(k) {
			return true
		}
	}
	return false
}

// parted reports whether a mark that ends a clause stands between two words.
func (r *reading) parted(i, j int) bool {
	return strings.ContainsAny(r.text[r.words[i].End:r.words[j].Start], ",;:.()|،؛")
}

// ranging reports whether two words are the ends of a range.
func (r *reading) ranging(i, j int) bool {
	between := strings.TrimSpace(r.text[r.words[i].End:r.words[j].Start])
	if j > i+2 && r.halfDay(j-1) { // to Saturday morning, in Vietnamese to morning Saturday
		between = strings.TrimSpace(r.text[r.words[i].End:r.words[j-2].End])
	}
	return between == "-" || between == "–" || between == "—" || slices.Contains(r.tongue.claims.Ranges, strings.ToLower(between))
}

// outOf reports whether the second of two numbers is the whole that the first is
// a part of: 40 of 50.
func (r *reading) outOf(i, j int) bool {
	return slices.Contains(r.tongue.claims.OutOf, strings.ToLower(strings.TrimSpace(r.text[r.words[i].End:r.words[j].Start])))
}

// canonical gives a number without marks between thousands and with a point
// before decimals.
func canonical(s string) string {
	last := strings.LastIndexAny(s, ".,")
	if last < 0 {
		return plainDigits(s)
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == ',' })
	thousands := len(parts) > 1 && parts[0] != "0" && len(parts[0]) <= 3
	for _, p := range parts[1:] {
		thousands = thousands && len(p) == 3
	}
	if thousands {
		return plainDigits(strings.Join(parts, ""))
	}
	return plainDigits(strings.Join(parts[:len(parts)-1], "")) + "." + parts[len(parts)-1]
}

func plainDigits(s string) string {
	if t := strings.TrimLeft(s, "0"); t != "" {
		return t
	}
	return "0"
}

// times multiplies a number that has at most some decimals.
func times(value, by string) string {
	v, err := strconv.ParseFloat(value, 64)
	n, err2 := strconv.ParseFloat(by, 64)
	if err != nil || err2 != nil {
		return value + "·" + by
	}
	return strconv.FormatFloat(v*n, 'f', -1, 64)
}

// lengths are the units of time limits, which are told without their bound
// too.
var lengths = map[string]bool{"day": true, "workday": true, "week": true, "month": true, "year": true, "hour": true, "minute": true}
