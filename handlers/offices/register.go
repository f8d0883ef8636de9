package offices

import (
	"math/bits"
	"slices"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// Register is the offices of all registers, ready to be found. It does not
// change and is safe for concurrent use.
type Register struct {
	words    *Words
	offices  []entry
	byID     map[string]int32
	names    map[string]*wardName // by key
	lengths  [maxNameBytes + 1][]*wardName
	district spellings
	province spellings // of today and former ones
}

// Bounds of names and texts.
const (
	maxNameBytes = 48 // of a key that is compared letter by letter
	nameWords    = 6  // of a name in a text
	textWords    = 80 // of a text that are read
)

// entry is an office with the keys it is compared by.
type entry struct {
	Office
	ward, province, formerProvince string
	districts                      []string
	former                         []string // of its ward, as any of the ward's offices tells them
	kinds                          []string
	name                           string // folded words of its name, each between spaces
}

// wardName is one name of wards.
type wardName struct {
	key     string
	shown   string  // as a register writes it
	letters uint64  // which letters it has
	now     []int32 // offices of wards that are called so
	former  []int32 // offices of wards that one called so was merged into
	spelled [][]lang.Word
}

// NewRegister makes a register of offices.
func NewRegister(offices []Office, words *Words) *Register {
	r := &Register{words: words, offices: make([]entry, 0, len(offices)), byID: map[string]int32{}, names: map[string]*wardName{}, district: spellings{}, province: spellings{}}
	for _, o := range offices {
		at := int32(len(r.offices))
		e := entry{Office: o, ward: key(words.bare(o.Ward)), province: key(words.bare(o.Province)), formerProvince: key(words.bare(o.FormerProvince)),
			kinds: words.kindsOf(o.Name), name: " "}
		for _, w := range lang.Words(o.Name) {
			e.name += w.Folded + " "
		}
		for _, d := range list(o.District) {
			if k := r.district.add(words.bare(d)); k != "" {
				e.districts = append(e.districts, k)
			}
		}
		r.offices = append(r.offices, e)
		r.byID[o.ID] = at
		r.province.add(words.bare(o.Province))
		r.province.add(words.bare(o.FormerProvince))
		r.add(o.Ward, at, false)
	}
	r.addFormer()
	for _, n := range r.names {
		if len(n.key) <= maxNameBytes && !isNumber(n.key) {
			r.lengths[len(n.key)] = append(r.lengths[len(n.key)], n)
		}
	}
	return r
}

// addFormer adds the former names of wards. They hold for all offices of a
// ward, of which often one row alone tells them.
func (r *Register) addFormer() {
	type place struct{ ward, province string }
	former := map[place][]string{}
	placeOf := func(e *entry) place { return place{e.ward, e.province} }
	for i := range r.offices {
		if e := &r.offices[i]; len(e.Former) > 0 && e.ward != "" {
			former[placeOf(e)] = append(former[placeOf(e)], e.Former...)
		}
	}
	for i := range r.offices {
		e := &r.offices[i]
		if e.former = e.Former; e.ward != "" {
			e.former = former[placeOf(e)]
		}
		for _, s := range e.former {
			r.add(s, int32(i), true)
		}
	}
}

func (r *Register) add(ward string, at int32, former bool) {
	words := r.words.bare(ward)
	k := key(words)
	if k == "" {
		return
	}
	n := r.names[k]
	if n == nil {
		n = &wardName{key: k, shown: ward, letters: letters(k)}
		r.names[k] = n
	}
	if !slices.ContainsFunc(n.spelled, func(have []lang.Word) bool { return slices.EqualFunc(have, words, alike) }) {
		n.spelled = append(n.spelled, words)
	}
	list := &n.now
	if former {
		list = &n.former
	}
	if !slices.Contains(*list, at) {
		*list = append(*list, at)
	}
}

// letters gives which letters a key has, as bits.
func letters(key string) uint64 {
	var set uint64
	for i := range len(key) {
		set |= 1 << (key[i] & 63)
	}
	return set
}

// Len gives how many offices there are.
func (r *Register) Len() int { return len(r.offices) }

// Any reports whether a viewer may see any office.
func (r *Register) Any(v corpus.Viewer) bool {
	var last *corpus.Document
	for i := range r.offices {
		if d := r.offices[i].Document; d != last && v.Sees(d.Visibility) {
			return true
		} else {
			last = d
		}
	}
	return false
}

// Office gives the office with an ID, where the viewer may see it.
func (r *Register) Office(id string, v corpus.Viewer) (Office, bool) {
	i, ok := r.byID[id]
	if !ok || !v.Sees(r.offices[i].Document.Visibility) {
		return Office{}, false
	}
	return r.offices[i].Office, true
}

// Lookup gives the page where the people of an office, which may be nil, look
// up their files: the office's own, else the one that all offices of its
// province name that name any, else the one that every office names.
func (r *Register) Lookup(o *Office, v corpus.Viewer) string {
	page, every, one := "", true, true
	province := ""
	if o != nil {
		if o.Lookup != "" {
			return o.Lookup
		}
		province = r.provinceOf(r.byID[o.ID])
	}
	within := ""
	for i := range r.offices {
		x := &r.offices[i]
		if !v.Sees(x.Document.Visibility) {
			continue
		}
		every = every && x.Lookup != "" && (page == "" || page == x.Lookup)
		page = first(page, x.Lookup)
		if o != nil && x.Lookup != "" && province != "" && r.provinceOf(int32(i)) == province {
			one = one && (within == "" || within == x.Lookup)
			within = first(within, x.Lookup)
		}
	}
	switch {
	case within != "" && one:
		return within
	case every:
		return page
	}
	return ""
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// near gives the names that are spelled nearly as a key, the nearest ones
// only, and by how many letters they differ.
func (r *Register) near(k string) (found []*wardName, distance int) {
	limit := 0
	switch {
	case len(k) > maxNameBytes || len(k) < 4:
		return nil, 0
	case len(k) < 7:
		limit = 1
	default:
		limit = 2
	}
	set := letters(k)
	for length := max(0, len(k)-limit); length <= min(maxNameBytes, len(k)+limit); length++ {
		for _, n := range r.lengths[length] {
			if bits.OnesCount64(n.letters^set) > 2*limit {
				continue
			}
			d := editDistance(k, n.key, limit)
			if d > limit {
				continue
			}
			if d < limit {
				limit, found = d, found[:0]
			}
			found = append(found, n)
		}
	}
	return found, limit
}
