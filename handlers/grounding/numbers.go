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
		if strings.HasPrefix(m.Value, "w:") {
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
			before := last < a.first && a.first-last <= 3 && !r.parted(last, a.first)
			next := m.First + m.Len
			behind := m.First > a.last && m.First-a.last <= 3 && !r.parted(a.last, m.First) && (next >= len(r.words) || !r.taken[next] && !r.digits(next))
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
	for i := len(r.amounts) - 2; i >= 0; i-- { // 16 to 18 %
		a, b := &r.amounts[i], r.amounts[i+1]
		if a.unit == "" && b.unit != "" && b.first-a.last <= 2 && r.ranging(a.last, b.first) {
			a.unit = b.unit
		}
	}
}

// amountAt reads the number at a word.
func (r *reading) amountAt(i int, units map[int]lexicon.Match) (amount, bool) {
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
		if !ok {
			return a, false
		}
		if _, unit := units[i+1]; n.bare && n.unit == "" && !(unit && r.spaced(i, i+1)) {
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

// whole reports whether the words that follow one that a number counts stand
// in the evidence too: leading technology firms.
func (r *reading) whole(i int, x *reading) bool {
	if r.tongue.tag != x.tongue.tag {
		return true
	}
	for k := i + 1; k <= i+2 && k < len(r.words) && !r.light(k) && !r.taken[k] && !r.parted(k-1, k) && strings.ContainsFunc(r.words[k].Folded, unicode.IsLetter); k++ {
		found := false
		for j := range x.words {
			found = found || r.meets(k, x, j)
		}
		if !found {
			return false
		}
	}
	return true
}

func (r *reading) digits(i int) bool {
	return strings.ContainsFunc(r.text[r.words[i].Start:r.words[i].End], unicode.IsDigit)
}

// rates checks the weekdays, and the units that stand without a number: a
// month, each week.
func (c *Checker) rates(r *reading, e *evidence) Reason {
	for _, week := range r.weeks() {
		if !slices.ContainsFunc(e.all(), func(x *reading) bool { return slices.Contains(x.weeks(), week) }) {
			r.blamed = week
			return NoDate
		}
	}
	for _, m := range r.units {
		if strings.HasPrefix(m.Value, "w:") && !e.weekday(m.Value) && !r.daysOff(m) {
			return r.blame(m.First, m.First+m.Len-1, NoDate)
		}
		kind, name, _ := strings.Cut(m.Value, ":")
		if kind == "u" && (name == "day" || !lengths[name] && name != "quarter" || r.taken[m.First]) || kind == "m" {
			continue
		}
		held := slices.ContainsFunc(e.all(), func(x *reading) bool {
			return slices.ContainsFunc(x.units, func(have lexicon.Match) bool { return have.Value == m.Value })
		})
		if !held && !(name == "year" && e.dates()) && !(name == "month" && e.dates()) {
			return r.blame(m.First, m.First+m.Len-1, NoUnit)
		}
	}
	return ""
}

// weekday reports whether the passages name a weekday, or tell a stretch in
// which it lies.
func (e *evidence) weekday(day string) bool {
	for _, x := range e.all() {
		if slices.ContainsFunc(x.units, func(have lexicon.Match) bool { return have.Value == day }) {
			return true
		}
		for _, week := range x.weeks() {
			if from, to, _ := strings.Cut(week, " "); from < to && from < day && day < to {
				return true
			}
		}
	}
	return false
}

// daysOff reports whether a weekday stands with a day of the calendar, which
// is checked with it.
func (r *reading) daysOff(m lexicon.Match) bool {
	return slices.ContainsFunc(r.days, func(d day) bool {
		return m.First+m.Len >= d.first-1 && m.First <= d.last+1
	})
}

// weeks gives the stretches of weekdays that a text tells: Monday to Friday.
func (r *reading) weeks() (out []string) {
	for i := 1; i < len(r.units); i++ {
		a, b := r.units[i-1], r.units[i]
		if strings.HasPrefix(a.Value, "w:") && strings.HasPrefix(b.Value, "w:") && r.ranging(a.First+a.Len-1, b.First) {
			out = append(out, a.Value+" "+b.Value)
		}
	}
	return out
}

// dates reports whether the passages tell a day.
func (e *evidence) dates() bool {
	return slices.ContainsFunc(e.texts, func(x *reading) bool { return len(x.days) > 0 })
}

// parted reports whether a mark that ends a clause stands between two words.
func (r *reading) parted(i, j int) bool {
	return strings.ContainsAny(r.text[r.words[i].End:r.words[j].Start], ",;:.()|،؛")
}

// partsOf gives the compounds of a day of the week with a part of a day:
// vrijdagmiddag. Shortened names make none.
func (t *tongue) partsOf(weekday string) (out []string) {
	for _, pole := range slices.Sorted(maps.Keys(t.claims.Opposites["half_day"])) {
		for _, form := range t.claims.Opposites["half_day"][pole] {
			if end, open := strings.CutPrefix(form, "*"); open && len(weekday) > shortened {
				out = append(out, weekday+end)
			}
		}
	}
	return out
}

// shortened is how many letters a shortened name of a day has at most.
const shortened = 4

// halfDay reports whether a word tells a part of a day: morning.
func (r *reading) halfDay(i int) bool {
	return slices.ContainsFunc(r.tongue.opposites.find(r.words[i:i+1]), func(m lexicon.Match) bool {
		return strings.HasPrefix(m.Value, "half_day:")
	})
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

// numbers checks numbers with what they count and the bound they are.
func (c *Checker) numbers(r *reading, e *evidence) Reason {
	for _, a := range r.amounts {
		found := false
		why := NoNumber
		for _, x := range e.all() {
			for _, have := range x.amounts {
				if have.value != a.value {
					continue
				}
				why = NoUnit
				if have.unit == "" && a.bound == have.bound && a.bound != "" && (r.age(a) && (c.countsNothing(x, have) || x.age(have)) || a.unit == "" && x.age(have) && r.countsDoing(c, a)) {
					found = true // under 6 is under 6 years of age
				}
				if a.code() {
					found = true // a code is one of its own
				}
				if a.bound != "" && a.bound == have.bound && (a.unit == "year" && have.unit == "" || a.unit == "" && have.unit == "year") && (c.countsNothing(r, a) || r.age(a)) && (c.countsNothing(x, have) || x.age(have)) {
					found = true // under 14 is under 14 years of age
				}
				if a.bound != "" && a.bound == have.bound && a.unit == "" && have.unit == "" && c.countsNothing(r, a) && c.countsNothing(x, have) {
					found = true
				}
				if have.unit == a.unit && (bounded(a, have) || a.bound == "most" && lengths[a.unit] && x.inside(have)) && (a.unit != "" || r.counts(a, x, have)) && !(x.meta && a.unit == "" && e.numbered(r, a)) {
					found = true
				}
			}
		}
		if !found && a.unit == "" && c.dayNumber(a, e) {
			found = true
		}
		if !found && a.unit == "" && a.first == a.last && !r.digits(a.first) && len(r.at[a.first]) > 0 && e.held(r, a.first) {
			found = true // part of a phrase: a second time
		}
		if n := r.ordinal(a.first); !found && a.unit == "" && a.first == a.last && n > 0 && !r.digits(a.first) && e.ordinals()[n] {
			found = true // the tenth session
		}
		if !found {
			return r.blame(a.first, a.last, why)
		}
	}
	return ""
}

// age reports whether a number counts years of age.
func (r *reading) age(a amount) bool {
	for i := a.first + 1; i <= a.last+1 && i < len(r.words); i++ {
		if slices.Contains(r.at[i], ofAge) {
			return true
		}
	}
	return false
}

// countsNothing reports whether no word that claims something follows a number:
// under 6 to get one.
func (c *Checker) countsNothing(x *reading, have amount) bool {
	i := have.last + 1
	return i >= len(x.words) || x.parted(have.last, i) || !c.content(x, i)
}

// ofAge is the concept of years of age.
const ofAge = "plain.age"

// ordinals are the numbers that the passages spell: tenth.
func (e *evidence) ordinals() map[int]bool {
	out := map[int]bool{}
	for _, x := range e.texts {
		for i := range x.words {
			if n := x.ordinal(i); n > 0 && !x.digits(i) {
				out[n] = true
			}
		}
	}
	return out
}

// numbered reports whether the passages themselves have a number of what a bare
// number counts: article 25, under the title of article 26.
func (e *evidence) numbered(r *reading, a amount) bool {
	return slices.ContainsFunc(e.texts, func(x *reading) bool {
		return slices.ContainsFunc(x.amounts, func(have amount) bool { return have.unit == "" && r.counts(a, x, have) })
	})
}

// dayNumber reports whether a number that was not read as part of a day is
// part of one in the evidence: "Q4" for the fourth quarter is not.
func (c *Checker) dayNumber(a amount, e *evidence) bool {
	return len(a.value) == 4 && e.years()[a.value] && strings.Trim(a.value, "0123456789") == ""
}

func (e *evidence) years() map[string]bool {
	out := map[string]bool{}
	for _, x := range e.texts {
		for _, d := range x.days {
			if len(d.First) > 4 {
				out[string(d.First[:4])] = true
			}
		}
	}
	return out
}

// countsDoing reports whether what stands behind a number tells what is done, so
// that the number counts nothing: who is under 14 files.
func (r *reading) countsDoing(c *Checker, a amount) bool {
	return c.countsNothing(r, a) || r.acts(a.last+1)
}

// inside reports whether a word such as "within" stands in front of a length of
// time: it is the most that may pass.
func (x *reading) inside(have amount) bool {
	return have.first > 0 && slices.Contains(x.tongue.words.Times.Within, x.words[have.first-1].Folded)
}

// bounded reports whether a number is told as the bound that it is.
func bounded(a, have amount) bool {
	switch {
	case a.bound == have.bound, a.bound == "least" && have.bound == "more", a.bound == "most" && have.bound == "less":
		return true
	case a.bound == "":
		return lengths[a.unit]
	}
	return false
}

// near is how many words around a number tell what it counts.
const near = 7

// counts reports whether a bare number counts the same as another: the word
// behind it, else that in front, stands near the other one too.
func (r *reading) counts(a amount, x *reading, have amount) bool {
	i := a.last + 1
	if next := slices.IndexFunc(r.amounts, func(b amount) bool {
		return b.first > a.last && (r.ranging(a.last, b.first) && b.first-a.last <= 2 || r.outOf(a.last, b.first))
	}); next >= 0 {
		a.last = r.amounts[next].last // 40 to 50 organisations, 40 of 50
		i = a.last + 1
	}
	for i < len(r.words) && i <= a.last+2 && r.light(i) {
		i++
	}
	if i >= len(r.words) || i > a.last+2 || r.taken[i] || r.parted(a.last, i) {
		i = a.first - 1
		for i >= 0 && i >= a.first-6 && (r.light(i) || r.taken[i]) {
			i--
		}
	}
	if i < 0 || i >= len(r.words) {
		return true
	}
	for j := max(0, have.first-near); j <= min(len(x.words)-1, have.last+near); j++ {
		if r.meets(i, x, j) {
			return r.whole(i, x)
		}
	}
	return r.tongue.tag != x.tongue.tag && len(r.at[i]) == 0 && !r.name(i)
}
