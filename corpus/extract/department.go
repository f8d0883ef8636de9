package extract

import (
	"slices"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// Some languages call the ministries and the departments of provinces by one word:
// "helsedepartementet i provinsen" is no ministry.

// bodiesIn gives the namings of bodies in a part of the text, those of its province by its
// bodies.
func (r *dutyReader) bodiesIn(text string, words []lang.Word) []Mention {
	return r.placed(r.departments(text, words, r.x.Mentions(text, r.doc.Language, words)))
}

// departments takes ministries for the departments of a province where the text tells that
// they are: by words beside them, or, in a text of a province that calls one of them so,
// where a body of the State is told to do something. One that somebody reports to, asks or
// works with stays a ministry, and so does each in a sentence that a body of the State opens.
func (r *dutyReader) departments(text string, words []lang.Word, list []Mention) []Mention {
	shared := r.x.lexicon.Language(r.doc.Language).AgencyWords.Shared
	if len(shared) == 0 {
		return list
	}
	central := false
	for i, m := range list {
		kind := r.x.lexicon.Department(m.ID)
		name := lang.Fold(text[m.Start:m.End])
		if kind == "" || !slices.ContainsFunc(shared, func(s string) bool { return strings.Contains(name, s) }) {
			central = central || m.ID != "" && !m.Generic && !m.Collective && m.Place == "" && r.x.lexicon.LocalKind(m.ID) == "" && r.provinceOf(m.ID) == ""
			continue
		}
		if end, ok := r.ofAnyProvince(words, m); ok {
			list[i].ID, list[i].Generic, list[i].End = kind, true, end
		} else if !central && r.sharesNames() && r.actsThere(words, m) {
			list[i].ID, list[i].Generic = kind, true
		}
	}
	return list
}

// ofAnyProvince reports words beside a name that say it is the province's: "i provinsen",
// "provinsens"; and gives where the name ends with them. One whose name follows is left out.
func (r *dutyReader) ofAnyProvince(words []lang.Word, m Mention) (int, bool) {
	s := r.x.spoken(r.doc.Language)
	kind := func(w lang.Word) bool {
		form := markedForm(w)
		return s.place[form] && !s.of[form] && !s.where[form]
	}
	at := slices.IndexFunc(words, func(w lang.Word) bool { return w.Start >= m.Start })
	behind := slices.IndexFunc(words, func(w lang.Word) bool { return w.Start >= m.End })
	if behind > 0 && behind+1 < len(words) && (s.of[markedForm(words[behind])] || s.where[markedForm(words[behind])]) && kind(words[behind+1]) {
		return words[behind+1].End, true
	}
	for k := max(0, at-1); k >= 0 && k < len(words) && words[k].Start < m.End; k++ {
		if kind(words[k]) || slices.ContainsFunc(s.goes.Owners, func(o string) bool {
			w, ok := strings.CutSuffix(words[k].Folded, o)
			return ok && s.place[w] && !s.of[w]
		}) {
			return m.End, true
		}
	}
	return m.End, false
}

// actsThere reports that a body is named where who is told to do something stands: no word
// such as "to", "from" or "with" in front, and nobody proposes what it should do.
func (r *dutyReader) actsThere(words []lang.Word, m Mention) bool {
	at := slices.IndexFunc(words, func(w lang.Word) bool { return w.Start >= m.Start })
	if at <= 0 {
		return at == 0
	}
	before := words[:at]
	if c, gap := lastCue(r.words.cues.find(before), 0, at, toward|cooperate|agent|of); c.len > 0 && gap == 0 {
		return false
	}
	return len(r.words.idle.suggests.find(before)) == 0
}

// sharesNames reports a text of a province that calls one of its departments as ministries are
// called.
func (r *dutyReader) sharesNames() bool {
	if r.shared != nil {
		return *r.shared
	}
	found := false
	r.shared = &found
	found = r.placeOfText() != "" && slices.ContainsFunc(r.doc.Passages, func(p corpus.Passage) bool {
		text := r.doc.PassageText(p)
		words := lang.Words(text)
		return slices.ContainsFunc(r.x.Mentions(text, r.doc.Language, words), func(m Mention) bool {
			if k := r.x.lexicon.LocalKind(m.ID); k == "province" && m.Generic {
				return slices.ContainsFunc(r.x.lexicon.Language(r.doc.Language).AgencyWords.Shared, func(s string) bool { return strings.Contains(lang.Fold(text[m.Start:m.End]), s) })
			}
			_, ok := r.ofAnyProvince(words, m)
			return ok && r.x.lexicon.Department(m.ID) != ""
		})
	})
	return found
}
