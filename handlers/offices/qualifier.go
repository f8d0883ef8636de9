package offices

import "slices"

// qualifier is a run of words that tells in which district or province a
// ward is.
type qualifier struct {
	span
	key   string
	kinds []Level // of the unit before it; empty: none
	known bool    // it names one that is known
}

// qualifiers gives the districts and provinces that are named outside of the
// words taken, the longest names first. A name behind "quận" or "tỉnh" that is
// not known is among them.
func (r *Register) qualifiers(p *phrase) []qualifier {
	var out []qualifier
	for i := 0; i < len(p.words); {
		q, n := r.qualifier(p, i)
		if n > 0 {
			out = append(out, q)
			for j := i; j < i+n; j++ {
				p.inKind[j] = true // understood
			}
		}
		i += max(n, 1)
	}
	return out
}

func (r *Register) qualifier(p *phrase, i int) (qualifier, int) {
	kinds := p.ends[i]
	if p.gap[i] {
		kinds = nil
	}
	for n := min(nameWords, len(p.words)-i); n > 0; n-- {
		if !p.together(i, n) || slices.Contains(p.taken[i:i+n], true) {
			continue
		}
		k := key(p.words[i : i+n])
		if isNumber(k) && len(kinds) == 0 {
			continue
		}
		if typed := p.words[i : i+n]; r.district.has(k, typed) || r.province.has(k, typed) || r.words.spelled.has(k, typed) {
			return qualifier{span{first: i, n: n}, k, kinds, true}, n
		}
	}
	higher := slices.Contains(kinds, District) || slices.Contains(kinds, Province)
	if higher && !slices.Contains(kinds, Commune) && !p.taken[i] && !p.inUnit[i] {
		return qualifier{span{first: i, n: 1}, key(p.words[i : i+1]), kinds, false}, 1
	}
	return qualifier{}, 0
}

// told keeps the offices that a qualifier speaks of, and drops those that lie
// elsewhere.
func (r *Register) told(at []int32, quals []qualifier) []int32 {
	var out []int32
	best := 0
	for _, i := range at {
		fit, ok := r.fits(i, quals)
		if !ok || fit < best {
			continue
		}
		if fit > best {
			best, out = fit, nil
		}
		out = append(out, i)
	}
	return out
}

// naming keeps the offices that lie where all qualifiers say.
func (r *Register) naming(at []int32, quals []qualifier) []int32 {
	var out []int32
	for _, i := range at {
		all := true
		for _, q := range quals {
			n, ok := r.fits(i, []qualifier{q})
			all = all && ok && n > 0
		}
		if all {
			out = append(out, i)
		}
	}
	return out
}

// fits tells how much qualifiers say for an office; ok is false where one
// says that it is another one.
func (r *Register) fits(i int32, quals []qualifier) (n int, ok bool) {
	o := &r.offices[i]
	for _, q := range quals {
		names, former := r.namesOf(o.province)
		switch {
		case slices.Contains(o.districts, q.key), q.key == o.province && q.key != "", slices.Contains(names, q.key), q.key == o.formerProvince && q.key != "":
			n += 2
		case q.key == o.ward:
			n++
		case slices.Contains(former, q.key) && o.formerProvince == "":
			n++
		case !r.compatible(o, q):
			return 0, false
		}
	}
	return n, true
}

// compatible reports whether an office may lie where a qualifier says though
// its register does not tell.
func (r *Register) compatible(o *entry, q qualifier) bool {
	district, province := r.district[q.key] != nil, r.province[q.key] != nil || r.words.byName[q.key] != nil
	if !q.known {
		district, province = slices.Contains(q.kinds, District), slices.Contains(q.kinds, Province)
	}
	return district && len(o.districts) == 0 || province && o.province == ""
}

// namesOf gives the keys of a province's names, and of those merged into it.
func (r *Register) namesOf(k string) (names, former []string) {
	for _, i := range r.words.byName[k] {
		if p := r.words.provinces[i]; slices.Contains(p.names, k) {
			return p.names, p.former
		}
	}
	return nil, nil
}
