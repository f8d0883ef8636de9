package grounding

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// measured is what the passages tell of two ways that a sentence compares: the
// first is the one that it calls more or less than the other.
type measured struct {
	unit       string
	one, other float64
}

// measures gives the numbers by which a comparison of two ways can be checked:
// each of them stands in a passage that tells of one way and has one number of
// the kind, all under one title.
func (e *evidence) measures(r *reading, t turn) (m measured, ok bool) {
	one, other, ok := r.comparedWays()
	if !ok {
		return m, false
	}
	found := map[string]amount{}
	for at, x := range e.texts {
		way, only := x.onlyWay()
		if !only || e.passages[at].Title != e.passages[0].Title {
			return m, false
		}
		for _, a := range x.amounts {
			if !r.measuredIn(t, a) {
				continue
			}
			if have, told := found[way]; told && (have.value != a.value || have.unit != a.unit) {
				return m, false
			}
			found[way] = a
		}
	}
	a, b := found[one], found[other]
	if a.unit == "" || a.unit != b.unit {
		return m, false
	}
	v, err := strconv.ParseFloat(a.value, 64)
	w, err2 := strconv.ParseFloat(b.value, 64)
	return measured{a.unit, v, w}, err == nil && err2 == nil
}

// compares reports whether the numbers of the passages bear out what a sentence
// compares: it is cheaper online than in person.
func (e *evidence) compares(r *reading, t turn) bool {
	if t.axis != "compare" && t.axis != "change" && t.axis != "bound" {
		return false
	}
	m, ok := e.measures(r, t)
	switch t.pole {
	case "down", "cheap", "short", "less":
		return ok && m.one < m.other
	}
	return ok && m.one > m.other
}

// differs reports whether a number of a sentence is the difference of two that the
// passages tell: 10 days shorter.
func (e *evidence) differs(r *reading, a amount) bool {
	for _, t := range r.turns {
		if away := max(t.first-a.last, a.first-t.last); away > adjacent || !r.unparted(min(t.first, a.first), max(t.last, a.last)) || !e.compares(r, t) {
			continue
		}
		if m, ok := e.measures(r, t); ok && m.unit == a.unit && a.value == strconv.FormatFloat(math.Abs(m.one-m.other), 'f', -1, 64) {
			return true
		}
	}
	return false
}

// measuredIn reports whether a number is of the kind that a word for a comparison
// is about: money or a length of time.
func (r *reading) measuredIn(t turn, a amount) bool {
	money := t.pole == "cheap" || t.pole == "dear" || t.axis != "compare" && r.speaks(freeOf)
	if money {
		return len(a.unit) == 3 && strings.ToUpper(a.unit) == a.unit
	}
	return lengths[a.unit]
}

// comparedWays gives the two ways that a sentence compares: that behind a word
// such as "than", or else the later one, is what the first is compared with.
func (r *reading) comparedWays() (one, other string, ok bool) {
	var ways []turn
	than := -1
	for _, w := range r.turns {
		if w.axis != "way" {
			continue
		}
		if len(ways) > 0 && ways[len(ways)-1].pole == w.pole {
			continue
		}
		for _, m := range r.tongue.than.find(r.words) {
			if last := m.First + m.Len - 1; last < w.first && w.first-last <= adjacent && r.unparted(last, w.first) {
				than = len(ways)
			}
		}
		ways = append(ways, w)
	}
	if len(ways) != 2 || ways[0].pole == ways[1].pole || r.has("not", "") {
		return "", "", false
	}
	if than == 0 {
		return ways[1].pole, ways[0].pole, true
	}
	return ways[0].pole, ways[1].pole, true
}

// onlyWay gives the way that a text tells of, where it is one.
func (r *reading) onlyWay() (way string, ok bool) {
	for _, t := range r.turns {
		if t.axis != "way" {
			continue
		}
		if way != "" && way != t.pole {
			return "", false
		}
		way = t.pole
	}
	return way, way != ""
}

// halves reports whether a text tells that something is a share of what was named
// before, less than all of it: 50% of those.
func (x *reading) halves() bool {
	return slices.ContainsFunc(x.amounts, func(a amount) bool {
		n, err := strconv.ParseFloat(a.value, 64)
		if a.unit != "%" || err != nil || n >= 100 {
			return false
		}
		for j := a.last + 1; j < len(x.words) && j <= a.last+besides && x.unparted(a.last, j); j++ {
			if x.tongue.those[phraseForm(x, j)] {
				return true
			}
		}
		return false
	})
}
