package extract

import (
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/lang"
)

// Whom a text means by "we": in a letter, a notice or a plan the body whose text it is,
// in what somebody is quoted with the body that the quoted person is of.

// speaker gives the body that says what is told at word i of a statement.
func (r *dutyReader) speaker(st *statement, i int) []corpus.Agency {
	at := st.start + st.words[i].Start
	p := r.passageAt(at)
	if r.quotedAt(p, at) {
		if a, ok := r.speaksIn(p, at); ok {
			return []corpus.Agency{a}
		}
	}
	if a, ok := r.ownBody(); ok {
		return []corpus.Agency{a}
	}
	return nil
}

// quotedAt reports that a quotation was opened in a passage in front of a byte of the
// document.
func (r *dutyReader) quotedAt(p, at int) bool {
	before := r.doc.Text[r.doc.Passages[p].Start:at]
	for _, marks := range spokenMarks {
		if marks[0] == marks[1] && strings.Count(before, marks[0])%2 == 1 || marks[0] != marks[1] && strings.Count(before, marks[0]) > strings.Count(before, marks[1]) {
			return true
		}
	}
	for _, opens := range [...]string{"'", "– ", "— ", "- "} { // a passage of a quotation, or of a dialogue
		if strings.HasPrefix(before, opens) {
			return true
		}
	}
	return false
}

// spokenMarks is the marks around what is quoted.
var spokenMarks = append([][2]string{{"‘", "’"}, {"״", "״"}, {" '", "' "}}, quotation...)

// speaksIn gives the body of who is quoted in a passage: the one named behind the
// quotation with a person, "said the director of the office", else the one named last in
// front of it, there or in the passages before.
func (r *dutyReader) speaksIn(p, at int) (corpus.Agency, bool) {
	spoken := r.x.spoken(r.doc.Language)
	for i := p; i >= 0; i-- {
		if i < p-referencePassages && i > ownPassages {
			i = ownPassages // whom the text introduces
		}
		start := r.doc.Passages[i].Start
		text := r.doc.PassageText(r.doc.Passages[i])
		words := lang.Words(text)
		list := r.namedIn(i)
		best := -1
		for k, n := range list {
			is, _ := spoken.tree.find(text, r.doc.Language, words, wordAt(words, n.Start))
			if r.givesDuties(text[n.Start:n.End]) || n.Collective {
				continue
			}
			if is.role == isTitle && (best < 0 || start+n.Start < at) {
				best = k
			}
		}
		if best >= 0 {
			n := list[best]
			return corpus.Agency{Name: corpus.Span{Start: start + n.Start, End: start + n.End}, ID: n.ID}, true
		}
	}
	return corpus.Agency{}, false
}

// ownBody gives the body whose text the document is: that of its letterhead.
func (r *dutyReader) ownBody() (corpus.Agency, bool) {
	for i := 0; i < len(r.doc.Passages) && i < ownPassages; i++ {
		p := r.doc.Passages[i]
		text := r.doc.PassageText(p)
		if r.words.letterhead(text) {
			continue
		}
		list := r.namedIn(i)
		capitals := capitalLine(text)
		if len(list) > 0 && !list[0].Collective && (capitals || r.namesOnly(text)) {
			return corpus.Agency{Name: corpus.Span{Start: p.Start + list[0].Start, End: p.Start + list[0].End}, ID: list[0].ID}, true
		}
		if words := lang.Words(text); capitals && i == 0 && len(words) > 1 && len(words) <= subjectWords && !hasDigit(text) {
			return corpus.Agency{Name: corpus.Span{Start: p.Start + words[0].Start, End: p.Start + words[len(words)-1].End}}, true
		}
	}
	return corpus.Agency{}, false
}
