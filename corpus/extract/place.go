package extract

import (
	"slices"
	"strings"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// How many passages from the top tell of which province a text is, and how
// often they name it at least: most of the times that they name any.
const (
	placePassages = 10
	leastNamed    = 2
)

// placeOf gives the province that a text is about, where it is of one: that of
// the body which issued it, else the one that its opening names and that it
// names more often than all others together. There "the Department of Health"
// is that of the province.
func (r *dutyReader) placeOf() string {
	for _, line := range []string{r.doc.Issuer, r.doc.Title} {
		found := map[string]bool{}
		for _, m := range r.x.Mentions(line, r.doc.Language, lang.Words(line)) {
			if p := r.placeIn(m); p != "" {
				found[p] = true
			}
		}
		if len(found) == 1 && line == r.doc.Issuer {
			for p := range found {
				return p
			}
		}
		if len(found) > 1 {
			return ""
		}
	}
	counts, total, most := map[string]int{}, 0, ""
	for i := range r.doc.Passages[:min(len(r.doc.Passages), placePassages)] {
		for _, m := range r.namedIn(i) {
			p := r.placeIn(m.Mention)
			if p == "" && m.ID == "" {
				p = r.placeInside(r.doc.PassageText(r.doc.Passages[i])[m.Start:m.End])
			}
			if p == "" {
				continue
			}
			counts[p]++
			total++
			if counts[p] > counts[most] {
				most = p
			}
		}
	}
	for p, n := range counts { // those merged into it are parts of it
		if a, ok := r.x.lexicon.Agency(p); ok && a.Successor == most {
			total -= n
		}
	}
	if most == "" || counts[most] < leastNamed || 3*counts[most] < 2*total {
		return ""
	}
	opening := r.doc.Title
	for i := range r.doc.Passages[:min(len(r.doc.Passages), 2)] {
		opening += "\n" + r.doc.PassageText(r.doc.Passages[i])
	}
	for _, m := range r.x.Mentions(opening, r.doc.Language, lang.Words(opening)) {
		if r.placeIn(m) == most {
			return most
		}
	}
	return ""
}

// provinceOf gives the province of a body, empty where it is of none.
func (r *dutyReader) provinceOf(id string) string {
	province, _, _ := strings.Cut(id, ".")
	if a, ok := r.x.lexicon.Agency(province); ok && a.Province {
		return province
	}
	return ""
}

// placeIn gives the province that the name of a body tells, empty where it
// tells none.
func (r *dutyReader) placeIn(m Mention) string {
	if m.Place != "" {
		return m.Place
	}
	return r.provinceOf(m.ID)
}

// placeInside gives the province that the name of an unknown body holds, whatever stands
// around it: "the steering committee of Bac Ninh province for science".
func (r *dutyReader) placeInside(name string) string {
	for _, w := range lang.Words(name) {
		rest := name[w.Start:]
		for _, m := range r.x.Mentions(rest, r.doc.Language, lang.Words(rest)) {
			if p := r.provinceOf(m.ID); p != "" && m.Start == 0 {
				return p
			}
		}
	}
	return ""
}

// placeOfText gives the province that the text is about, which is looked for once.
func (r *dutyReader) placeOfText() string {
	if !r.sought {
		r.sought = true // by the bodies as they are named
		place := r.placeOf()
		if place != "" {
			clear(r.bodies)
		}
		r.place = place
	}
	return r.place
}

// placed gives bodies named only by kind, and those named as many at once, the
// province that the text is about.
func (r *dutyReader) placed(list []Mention) []Mention {
	if !slices.ContainsFunc(list, func(m Mention) bool { return m.Collective || m.Generic }) || r.placeOfText() == "" {
		return list
	}
	for i, m := range list {
		switch {
		case m.Collective:
			list[i].ID = r.x.lexicon.Within(r.place, m.ID)
		case m.Generic && r.x.lexicon.LocalKind(m.ID) == "province":
			list[i].ID = lexicon.LocalID(r.place, m.ID)
		}
	}
	return list
}

// aside reports a place that only tells of the one named in front of it: "Da
// Nang, which was merged with Quang Nam, the department".
func (r *dutyReader) aside(st *statement, before int, place, body Mention) bool {
	text := r.doc.Text[st.start:st.end]
	return strings.IndexAny(strings.TrimLeft(text[before:place.Start], " "), ",(،") == 0 && strings.ContainsAny(text[place.End:body.Start], ",)،")
}

// ofPlaceBefore gives bodies that are named only by kind the province that the
// sentence names in front of them, or the nearest sentence in front in the same
// passage that names one: "As for Khanh Hoa, … The provincial committee shall".
func (r *dutyReader) ofPlaceBefore(st *statement, list []Mention) {
	for i, m := range list {
		if !m.Generic || m.Collective || r.x.lexicon.LocalKind(m.ID) != "province" {
			continue
		}
		place := ""
		behind := 0
		for _, other := range list[:i] {
			if p := r.placeIn(other); p != "" && !(place != "" && r.aside(st, behind, other, m)) {
				place, behind = p, other.End
			}
		}
		if place == "" {
			a, _ := r.nearestNamed(r.passageAt(st.start), st.start, func(m Mention, _ string) bool { return r.provinceOf(m.ID) != "" })
			place = r.provinceOf(a.ID)
		}
		if place != "" {
			list[i].ID = lexicon.LocalID(place, m.ID)
		}
	}
}
