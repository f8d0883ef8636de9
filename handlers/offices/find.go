package offices

import (
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// Query is what an office is looked for by.
type Query struct {
	Text   string        // words that name a place or an office, with others around them
	Frame  []corpus.Span // words of Text that name no place, unless one is called so
	Told   bool          // the words are such a name: a name of no register is looked for as misspelled
	Level  Level         // of the office; empty: that of communes before others
	Viewer corpus.Viewer
}

// Found is what a query found.
type Found struct {
	Offices []Office
	Typed   string // the words that name the place, as they were typed; empty where none do
	Name    string // the name that was found, as a register writes it
	Former  bool   // it is a name from before a merger, for all of Offices
	Sure    bool   // the name is spelled so, or nearly, and nothing beside it may belong to it
	Unit    bool   // the place was told with its kind: "phường", "ward"
	Kinds   []string
	NoKind  bool // the place is known, but no office there of the kind that was asked for
	Wide    bool // a district or province was named, which has many offices
	Left    int  // words that say something else
}

// span is a run of words that name a place.
type span struct {
	first, n int
	name     *wardName
	unit     bool
	off      int // letters by which it is spelled otherwise
}

func (s span) covers(i int) bool { return i >= s.first && i < s.first+s.n }

// Find looks for the offices that a text names.
func (r *Register) Find(q Query) Found {
	p := r.read(q)
	spans := r.wards(p)
	sure := true
	if len(spans) == 0 {
		spans, sure = r.misspelled(p, q.Told)
	}
	if len(spans) == 0 {
		return r.withoutWard(p, q)
	}
	for _, s := range spans {
		p.take(s)
	}
	quals := r.qualifiers(p)
	out := Found{Typed: p.typed(p.whole(spans[0])), Name: spans[0].name.shown, Unit: spans[0].unit, Sure: sure, Kinds: p.kinds()}
	for _, s := range spans {
		if p.goesOn(s) {
			out.Sure = false
		}
	}
	at := r.ofSpans(p, spans, q.Viewer)
	at = r.told(at, quals)
	at = r.spelled(p, spans, at)
	out.Left = p.left()
	if len(at) == 0 {
		return out
	}
	if q.Level == Province || q.Level == Ministry {
		at = r.above(at, q.Level, q.Viewer)
		out.Offices, out.NoKind = r.list(at), len(at) == 0
		return out
	}
	kept := r.ofKind(at, out.Kinds)
	out.NoKind = len(kept) == 0
	out.Offices = r.list(kept)
	out.Former = len(kept) > 0 && !slices.ContainsFunc(kept, func(i int32) bool {
		return slices.ContainsFunc(spans, func(s span) bool { return slices.Contains(s.name.now, i) })
	})
	if out.Former { // as the register of this office writes it
		for _, s := range r.offices[kept[0]].former {
			if slices.ContainsFunc(spans, func(x span) bool { return x.name.key == key(r.words.bare(s)) }) {
				out.Name = s
				break
			}
		}
	}
	return out
}

func (r *Register) list(at []int32) []Office {
	out := make([]Office, len(at))
	for i, o := range at {
		out[i] = r.offices[o].Office
	}
	return out
}

// wards gives the runs of words that are names of wards: those beside a unit
// where there are such, and of overlapping ones the longest.
func (r *Register) wards(p *phrase) []span {
	var all []span
	for i := range p.words {
		for n := min(nameWords, len(p.words)-i); n > 0; n-- {
			if !p.together(i, n) {
				continue
			}
			k := key(p.words[i : i+n])
			name := r.names[k]
			if name == nil || !slices.ContainsFunc(name.spelled, func(have []lang.Word) bool { return spells(have, p.words[i:i+n]) }) {
				continue
			}
			s := span{first: i, n: n, name: name}
			other := false
			s.unit, other = p.beside(i, n, Commune)
			if other && !s.unit || isNumber(k) && !s.unit || len(k) < 3 && !s.unit {
				continue
			}
			all = append(all, s)
			break
		}
	}
	if slices.ContainsFunc(all, func(s span) bool { return s.unit }) {
		all = slices.DeleteFunc(all, func(s span) bool { return !s.unit })
	}
	var out []span
	for _, s := range all {
		if !slices.ContainsFunc(all, func(o span) bool { return o.n > s.n && o.first < s.first+s.n && s.first < o.first+o.n }) {
			out = append(out, s)
		}
	}
	if len(out) > 1 && !out[0].unit { // "Tân Lập, Nha Trang": the other one tells where
		plain := slices.DeleteFunc(slices.Clone(out), func(s span) bool {
			return r.district[s.name.key] != nil || r.province[s.name.key] != nil || r.words.byName[s.name.key] != nil
		})
		if len(plain) > 0 {
			out = plain
		}
	}
	return out
}

// misspelled gives the run of words that is nearly the name of a ward: one
// beside a unit or, where the words tell a place, all words of a part.
func (r *Register) misspelled(p *phrase, told bool) (found []span, sure bool) {
	quals := r.qualifiers(p)
	free := func(i int) bool {
		led := slices.Contains(p.ends[i], Commune) && !p.gap[i]
		return (!p.inFrame[i] || led) && !p.inUnit[i] && !p.inKind[i] && !slices.ContainsFunc(quals, func(q qualifier) bool { return q.known && q.covers(i) })
	}
	best, letters := 99, 0
	for i := range p.words {
		unit := slices.Contains(p.ends[i], Commune) && !p.gap[i]
		begins := i == 0 || p.gap[i] || !free(i-1)
		if !free(i) || !unit && !(told && begins) {
			continue
		}
		for n := min(nameWords, len(p.words)-i); n > 0; n-- {
			if !p.together(i, n) || !free(i+n-1) {
				continue
			}
			behind, _ := p.beside(i, n, Commune)
			if ends := i+n == len(p.words) || p.gap[i+n] || !free(i+n); !unit && !behind && !ends {
				continue
			}
			k := key(p.words[i : i+n])
			names, d := r.near(k)
			if len(names) == 0 || d > best || d == best && len(k) <= letters {
				continue
			}
			best, letters, found = d, len(k), nil
			for _, name := range names {
				found = append(found, span{first: i, n: n, name: name, unit: unit || behind, off: d})
			}
		}
	}
	return found, best <= 1 && letters >= 6 && len(found) == 1
}

// ofSpans gives the offices of most of the names found that a viewer may see.
func (r *Register) ofSpans(p *phrase, spans []span, v corpus.Viewer) []int32 {
	times := map[int32]int{}
	most := 0
	for _, s := range spans {
		seen := map[int32]bool{}
		for _, i := range slices.Concat(s.name.now, s.name.former) {
			if !seen[i] && v.Sees(r.offices[i].Document.Visibility) {
				seen[i] = true
				times[i]++
				most = max(most, times[i])
			}
		}
	}
	var out []int32
	for i, n := range times {
		if n == most {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return out
}

// spelled keeps, of offices whose wards are told apart by their marks alone,
// those with the marks that were typed.
func (r *Register) spelled(p *phrase, spans []span, at []int32) []int32 {
	if len(spans) != 1 || spans[0].off > 0 {
		return at
	}
	s := spans[0]
	typed := p.words[s.first : s.first+s.n]
	if !slices.ContainsFunc(typed, func(w lang.Word) bool { return w.Marked != "" }) {
		return at
	}
	same := func(name string) bool {
		return slices.EqualFunc(r.words.bare(name), typed, alike)
	}
	var out []int32
	for _, i := range at {
		if o := &r.offices[i]; same(o.Ward) || slices.ContainsFunc(o.former, same) {
			out = append(out, i)
		}
	}
	if len(out) == 0 {
		return at
	}
	return out
}

// ofKind keeps the offices of a kind that was asked for; without one, of each
// ward those that people hand papers in at before others there.
func (r *Register) ofKind(at []int32, kinds []string) []int32 {
	counter := func(k string) bool { return k == "one_stop" || k == "committee" }
	if len(kinds) > 0 {
		out := slices.DeleteFunc(slices.Clone(at), func(i int32) bool {
			return !slices.ContainsFunc(r.offices[i].kinds, func(k string) bool { return slices.Contains(kinds, k) })
		})
		if len(out) > 0 || !slices.ContainsFunc(kinds, counter) {
			return out
		} // a committee's counter is its one-stop centre
	}
	rank := func(i int32) int {
		o := &r.offices[i]
		n := 0
		switch {
		case slices.Contains(o.kinds, "one_stop"):
		case len(o.kinds) == 0 || slices.Contains(o.kinds, "committee"):
			n = 1
		default:
			n = 2
		}
		if o.Level != Commune {
			n += 4
		}
		return n
	}
	best := map[[2]string]int{}
	place := func(i int32) [2]string { return [2]string{r.offices[i].ward, r.offices[i].province} }
	for _, i := range at {
		if n, ok := best[place(i)]; !ok || rank(i) < n {
			best[place(i)] = rank(i)
		}
	}
	return slices.DeleteFunc(slices.Clone(at), func(i int32) bool {
		return rank(i) > best[place(i)] || len(kinds) > 0 && rank(i)%4 > 1 // asked for a counter, there is a police post only
	})
}

// above gives the offices of a higher level in the provinces of offices.
func (r *Register) above(at []int32, level Level, v corpus.Viewer) []int32 {
	in := map[string]bool{}
	for _, i := range at {
		in[r.provinceOf(i)] = true
	}
	var out []int32
	for i := range r.offices {
		if o := &r.offices[i]; o.Level == level && v.Sees(o.Document.Visibility) && in[r.provinceOf(int32(i))] {
			out = append(out, int32(i))
		}
	}
	return out
}

// provinceOf gives the key of an office's province as it is called today.
func (r *Register) provinceOf(i int32) string {
	k := r.offices[i].province
	for _, p := range r.words.byName[k] {
		if slices.Contains(r.words.provinces[p].names, k) {
			return r.words.provinces[p].name
		}
	}
	return k
}

// withoutWard finds offices where no ward is named: by their own names, or by
// a district or province.
func (r *Register) withoutWard(p *phrase, q Query) Found {
	out := Found{Kinds: p.kinds()}
	quals := r.qualifiers(p)
	var words []string
	own := 0 // words of a name that no kind of office and no place has
	for i, w := range p.words {
		inPlace := slices.ContainsFunc(quals, func(s qualifier) bool { return s.covers(i) })
		if p.inFrame[i] && !p.inKind[i] {
			continue
		}
		if !p.inUnit[i] && !inPlace || p.inKind[i] {
			words = append(words, " "+w.Folded+" ")
			if !p.inKind[i] && !inPlace {
				own++
			}
		}
	}
	out.Left = own
	if len(words) > 1 && own > 0 {
		var at []int32
		for i := range r.offices {
			if o := &r.offices[i]; q.Viewer.Sees(o.Document.Visibility) && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(o.name, w) }) {
				at = append(at, int32(i))
			}
		}
		if at = r.told(at, quals); len(at) > 0 && len(at) <= maxNamed {
			out.Offices, out.Sure, out.Left = r.list(at), true, 0
			out.Name, out.Typed = out.Offices[0].Name, out.Offices[0].Name
			return out
		}
	}
	known := slices.DeleteFunc(slices.Clone(quals), func(s qualifier) bool { return !s.known })
	if own == 0 && len(known) > 0 {
		var all []int32
		for i := range r.offices {
			if q.Viewer.Sees(r.offices[i].Document.Visibility) {
				all = append(all, int32(i))
			}
		}
		at := r.naming(all, known)
		if q.Level != "" && q.Level != Commune {
			at = slices.DeleteFunc(at, func(i int32) bool { return r.offices[i].Level != q.Level })
		} else if high := slices.DeleteFunc(slices.Clone(at), func(i int32) bool { return r.offices[i].Level != Province }); len(high) > 0 && q.Level == "" {
			at = high
		}
		at = r.ofKind(at, out.Kinds)
		out.Typed, out.Unit = p.typed(known[0].span), true
		if out.Wide = len(at) > maxOffered; !out.Wide {
			out.Offices, out.Sure, out.Name = r.list(at), len(at) == 1, out.Typed
		}
		return out
	}
	out.Typed, out.Unit = p.unknown(q.Told)
	return out
}

// How many offices are found by other names than a ward's, at most.
const (
	maxNamed   = 20 // by their own
	maxOffered = 5  // by their district or province
)
