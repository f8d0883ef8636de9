package ledger

import (
	"slices"
	"sort"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// Filter chooses duties. The zero Filter chooses all that are public.
type Filter struct {
	Agency      []string   // IDs: duties that one of them leads, also as one of a collective
	Cooperating bool       // with Agency: also those on which it cooperates
	From, To    corpus.Day // due on these days; empty is open
	Status      []Status   // none is all
	Dated       bool       // only those with a day
	Document    []string   // told by one of these documents: ID, path, number or its key
	Text        string     // has all these words, or words that open with them
	Viewer      corpus.Viewer
	Limit       int // 0 is all
}

// Duties gives the duties chosen, the most urgent first, with the sources
// that the viewer may see; what none of them tells is not shown. What the
// duties hold belongs to the ledger and must not be changed.
func (l *Ledger) Duties(f Filter) []Duty {
	var out []Duty
	changed := false
	words := lang.Words(f.Text)
	visit := func(i int) {
		e := l.entries[i]
		if !has(e.search, words) {
			return
		}
		d, all, ok := l.show(e, f.Viewer)
		if !ok || !l.chosen(&d, f) || !all && !has(searchable(&d, nil), words) {
			return
		}
		changed = changed || !all
		out = append(out, d)
	}
	for _, i := range l.scope(f) {
		visit(i)
		if f.Limit > 0 && len(out) >= f.Limit && !changed && f.Viewer == (corpus.Viewer{}) {
			break
		}
	}
	if changed {
		slices.SortStableFunc(out, func(x, y Duty) int { return urgency(&x, &y) })
	}
	if f.Limit > 0 && len(out) > f.Limit {
		out = out[:f.Limit]
	}
	return out
}

// Duty gives the duty with an ID, or the one that a telling with such a key
// belongs to, as the viewer may see it. IDs that it had before it was joined
// with others stay good.
func (l *Ledger) Duty(id string, v corpus.Viewer) (Duty, bool) {
	e := l.at.entry(id)
	if e == nil {
		return Duty{}, false
	}
	d, _, ok := l.show(e, v)
	return d, ok
}

// Now gives the time at which the ledger holds.
func (l *Ledger) Now() time.Time { return l.now }

// Until gives the time from which another ledger may hold, though no document
// and no act is new: the next day, or the next act or telling where the
// ledger's time is in the past.
func (l *Ledger) Until() time.Time { return l.until }

// Unplaced gives the acts on duties that no document tells any more.
func (l *Ledger) Unplaced() []Act { return slices.Clone(l.unplaced) }

// show gives an entry as the viewer may see it; all is false where some of
// its tellings are hidden, ok where all are.
func (l *Ledger) show(e *entry, v corpus.Viewer) (d Duty, all, ok bool) {
	if e.open {
		d = e.Duty
	} else {
		var seen []Telling
		for _, t := range e.tellings {
			if v.Sees(t.Visibility) {
				seen = append(seen, t)
			}
		}
		switch len(seen) {
		case 0:
			return Duty{}, false, false
		case len(e.tellings):
			d = e.Duty
		default:
			d = l.compose(e, seen)
		}
		all = len(seen) == len(e.tellings)
	}
	d.SupersededBy = l.visible(d.SupersededBy, v)
	for _, c := range d.Conflicts {
		if l.visible(c, v) == "" {
			d.Conflicts = slices.DeleteFunc(slices.Clone(d.Conflicts), func(c string) bool { return l.visible(c, v) == "" })
			break
		}
	}
	return d, all || e.open, true
}

// visible gives the ID of a duty, or none where the viewer sees nothing of it.
func (l *Ledger) visible(id string, v corpus.Viewer) string {
	if id == "" {
		return ""
	}
	e := l.at.entry(id)
	if e == nil || !e.open && !slices.ContainsFunc(e.tellings, func(t Telling) bool { return v.Sees(t.Visibility) }) {
		return ""
	}
	return id
}

// chosen reports whether a duty as it is shown is one that the filter asks
// for.
func (l *Ledger) chosen(d *Duty, f Filter) bool {
	if len(f.Status) > 0 && !slices.Contains(f.Status, d.Status) {
		return false
	}
	if f.From != "" || f.To != "" || f.Dated {
		if d.Deadline == nil || d.Deadline.Due == "" || d.Deadline.Due < f.From || f.To != "" && d.Deadline.Due > f.To {
			return false
		}
	}
	if len(f.Document) > 0 && !slices.ContainsFunc(d.Tellings, func(t Telling) bool {
		return slices.ContainsFunc(f.Document, func(s string) bool {
			return s != "" && (s == t.Document || s == t.Path || s == t.Number || s == t.NumberKey || numberOf(t.NumberKey, s))
		})
	}) {
		return false
	}
	return len(f.Agency) == 0 || l.concerns(d, f)
}

// numberOf reports a key that has the number of a bare one: #57 is part of
// 57|nq|tw.
func numberOf(key, bare string) bool {
	number, _, _ := strings.Cut(key, "|")
	return number != "" && bare == "#"+number
}

func (l *Ledger) concerns(d *Duty, f Filter) bool {
	for _, id := range f.Agency {
		holder := l.agencies.Holder(id, l.today)
		for _, a := range d.Leads {
			if a.ID != "" && l.leads(a.ID, holder) {
				return true
			}
		}
		if d.Correction != nil && d.Correction.Lead != nil {
			continue
		}
		for _, t := range d.Tellings {
			for _, a := range t.Leads {
				if a.ID != "" && l.leads(a.ID, holder) {
					return true
				}
			}
		}
		if f.Cooperating {
			for _, a := range d.Cooperating {
				if a.ID != "" && l.leads(a.ID, holder) {
					return true
				}
			}
		}
	}
	return false
}

// leads reports whether what the body id has to do is asked of holder too.
func (l *Ledger) leads(id, holder string) bool {
	h := l.agencies.Holder(id, l.today)
	return h == holder || l.agencies.Same(h, holder) || l.agencies.Covers(holder, h)
}

// scope gives the entries among which the filter chooses, by urgency.
func (l *Ledger) scope(f Filter) []int {
	due, dated := l.due(f)
	if len(f.Agency) > 0 {
		var out []int
		in := make([]bool, len(l.entries)) // those that fall due in time
		for _, i := range due {
			in[i] = true
		}
		for _, name := range l.leaders {
			for _, id := range f.Agency {
				if !l.leads(name, l.agencies.Holder(id, l.today)) {
					continue
				}
				for _, i := range l.led[name] {
					if !dated || in[i] {
						out = append(out, i)
					}
				}
				break
			}
		}
		return sorted(out)
	}
	if dated {
		return sorted(slices.Clone(due))
	}
	out := make([]int, len(l.entries))
	for i := range out {
		out[i] = i
	}
	return out
}

// due gives the entries that fall due in the time the filter asks for; dated
// is false where that is not known without looking at each.
func (l *Ledger) due(f Filter) (list []int, dated bool) {
	if f.From == "" && f.To == "" || l.hidden > 0 {
		return nil, false
	}
	day := func(n int) corpus.Day { return l.entries[l.dated[n]].lastDue() }
	first := sort.Search(len(l.dated), func(n int) bool { return day(n) >= f.From })
	last := len(l.dated)
	if f.To != "" {
		last = sort.Search(len(l.dated), func(n int) bool { return day(n) > f.To })
	}
	if first > last {
		return nil, true
	}
	return l.dated[first:last], true
}

func (e *entry) lastDue() corpus.Day {
	if e.Deadline == nil {
		return ""
	}
	return e.Deadline.Due
}

// has reports whether a searchable text has all the words, or words that open
// with them.
func has(text string, words []lang.Word) bool {
	for _, w := range words {
		if !strings.Contains(text, " "+w.Folded) {
			return false
		}
	}
	return true
}

// index makes the lists by agency and by day.
func (b *Builder) index(l *Ledger) {
	many := make([]int, len(b.bodyNames))
	total, days := 0, 0
	for _, e := range l.entries {
		if !e.open {
			l.hidden++
		}
		for _, n := range e.bodies {
			many[n]++
		}
		total += len(e.bodies)
		if e.lastDue() != "" {
			days++
		}
	}
	all := make([]int, total)
	lists := make([][]int, len(many))
	for n, m := range many {
		lists[n], all = all[:0:m], all[m:]
	}
	l.dated = make([]int, 0, days)
	for i, e := range l.entries {
		for _, n := range e.bodies {
			lists[n] = append(lists[n], i)
		}
		if e.lastDue() != "" {
			l.dated = append(l.dated, i)
		}
	}
	l.led = make(map[string][]int, len(lists))
	for n, list := range lists {
		if len(list) > 0 {
			l.led[b.bodyNames[n]] = list
			l.leaders = append(l.leaders, b.bodyNames[n])
		}
	}
	slices.Sort(l.leaders)
	sort.SliceStable(l.dated, func(x, y int) bool {
		return l.entries[l.dated[x]].lastDue() < l.entries[l.dated[y]].lastDue()
	})
}
