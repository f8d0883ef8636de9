package lexicon

import (
	"slices"

	"vanthu/corpus"
)

// Holder gives the body that has the duties of a body on a day: itself, or
// who followed it. An empty day is after all successions.
func (lx *Lexicon) Holder(id string, at corpus.Day) string {
	if province, kind := place(id); kind != "" {
		return LocalID(lx.Holder(province, at), lx.Holder(kind, at))
	}
	for range len(lx.Agencies) { // a circle in an overlay ends
		a := lx.entry(id)
		if a == nil || a.Successor == "" || at != "" && at <= a.Until {
			break
		}
		id = a.Successor
	}
	return id
}

// Same reports whether two IDs are one body, or one followed the other, or
// both went into one.
func (lx *Lexicon) Same(a, b string) bool {
	return a == b || lx.Holder(a, "") == lx.Holder(b, "")
}

// Covers reports whether what is asked of id is asked of holder: it is the
// same body or one that holder follows, holder belongs to it where it is a
// collective, or it is the place whose people's committee holder is. A
// province covers the local bodies that are named with it; a kind of local
// bodies, named without a place, may be that of any.
func (lx *Lexicon) Covers(holder, id string) bool {
	last := lx.Holder(holder, "")
	for at, n := id, 0; at != "" && n <= len(lx.Agencies); n++ { // holder is it, or followed it
		if at == holder || at == last {
			return true
		}
		next := lx.follows(at)
		if next == at {
			break
		}
		at = next
	}
	hp, hk := place(last)
	ip, ik := place(lx.Holder(id, ""))
	switch {
	case hk == "" && ik != "" && hp == ip:
		return true
	case hk != "" && ik == "" && hp == ip:
		k := lx.entry(hk)
		return k != nil && k.Executive
	case hk == "" && ik == hp && lx.LocalKind(hp) != "": // some Department of Health
		return true
	}
	a, ok := lx.Agency(id)
	if !ok || len(a.Members) == 0 {
		return false
	}
	body, ok := lx.Agency(holder)
	if !ok || len(body.Members) > 0 || ik != "" && hp != ip && lx.LocalKind(hp) == "" { // of another province, or of none
		return false
	}
	for _, m := range a.Members {
		if m == "all" || slices.Contains(body.Groups, m) {
			return true
		}
	}
	return false
}

// Meets reports whether two collectives may have members in common.
func (lx *Lexicon) Meets(a, b string) bool {
	x, ok := lx.Agency(a)
	y, ok2 := lx.Agency(b)
	ap, ak := place(a)
	bp, bk := place(b)
	if !ok || !ok2 || len(x.Members) == 0 || len(y.Members) == 0 || ak != "" && bk != "" && ap != bp {
		return false
	}
	if slices.Contains(x.Members, "all") || slices.Contains(y.Members, "all") || sharesAny(x.Members, y.Members) {
		return true
	}
	return slices.ContainsFunc(lx.Agencies, func(body Agency) bool { // people's committees, and those of communes
		return sharesAny(body.Groups, x.Members) && sharesAny(body.Groups, y.Members)
	})
}

// sharesAny reports whether two lists have an entry in common.
func sharesAny(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// follows gives the body next behind one, or itself.
func (lx *Lexicon) follows(id string) string {
	if province, kind := place(id); kind != "" {
		if next := lx.follows(kind); next != kind {
			return LocalID(province, next)
		}
		return LocalID(lx.follows(province), kind)
	}
	if a := lx.entry(id); a != nil && a.Successor != "" {
		return a.Successor
	}
	return id
}

// Collective gives the ID of the collective that takes parts together: of
// those that have all, the one with the fewest. It is empty where none has.
func (lx *Lexicon) Collective(parts []string) string {
	best, size := "", 0
	for i := range lx.Agencies {
		a := &lx.Agencies[i]
		if len(a.Parts) == 0 || best != "" && len(a.Parts) >= size {
			continue
		}
		has := true
		for _, p := range parts {
			has = has && slices.Contains(a.Parts, p)
		}
		if has {
			best, size = a.ID, len(a.Parts)
		}
	}
	return best
}

// Lineage gives the IDs under which the mention of a body is to be found: its
// own, those of the bodies that followed it, and of a local body those of its
// place.
func (lx *Lexicon) Lineage(id string) []string {
	if id == "" {
		return nil
	}
	out := []string{id}
	for at := id; len(out) <= len(lx.Agencies); {
		next := lx.follows(at)
		if next == at {
			break
		}
		out, at = append(out, next), next
	}
	if province, kind := place(id); kind != "" {
		out = append(out, lx.Lineage(province)...)
	}
	return out
}
