package ledger

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
)

// Tell gives the tellings of a document's duties, recorded at the given time.
func Tell(d *corpus.Document, recorded time.Time, concepts Concepts) []Telling {
	sections := make(map[string]string, len(d.Passages))
	for _, p := range d.Passages {
		sections[p.ID] = p.Section
	}
	held, marks := marked(d)
	out := make([]Telling, 0, len(d.Duties))
	for _, duty := range d.Duties {
		t := Telling{
			Key: d.ID + "#" + duty.ID, Document: d.ID, Path: d.Path, Number: d.Number, NumberKey: extract.NumberKey(d.Number), Title: d.Title, Issued: d.Issued,
			Language: d.Language, Standing: d.Standing, URL: d.URL, Visibility: d.Visibility, Section: sections[duty.Passage],
			Quote: cut(d, duty.Quote), Start: duty.Quote.Start, End: duty.Quote.End, Action: cut(d, duty.Action), Product: cut(d, duty.Product),
			Leads: agencies(d, duty.Leads), LeadText: leadText(d, duty), Cooperating: agencies(d, duty.Cooperating),
			Force: duty.Force, Amends: slices.Clone(duty.Amends), Review: slices.Clone(duty.Review), Recorded: recorded,
			Held: held, Marks: marks,
		}
		if duty.Deadline != nil {
			deadline := *duty.Deadline
			t.Deadline, t.DeadlineText = &deadline, cut(d, deadline.Text)
		}
		t.Compare(concepts)
		out = append(out, t)
	}
	return out
}

// Compare fills in what a telling is compared by with those in other words.
// Tell does it; a telling that is made otherwise needs it. Without concepts
// only words of one language are compared.
func (t *Telling) Compare(concepts Concepts) {
	if concepts == nil {
		return
	}
	t.Concepts, t.Rest = concepts.Read(t.Subject(), t.Language)
	around, rest := concepts.Read(t.without(t.Quote), t.Language)
	t.Names = soundKeys(rest, t.Language)
	if !slices.ContainsFunc(t.Concepts, tells) && slices.ContainsFunc(around, tells) { // "this has to be done too"
		t.Concepts, t.Rest = slices.Clone(around), rest
	}
	if heading := lastHeading(t.Section); heading != "" {
		above, _ := concepts.Read(heading, t.Language)
		around = append(around, above...)
	}
	t.Called = nil
	if !slices.ContainsFunc(t.Leads, func(a Agency) bool { return a.ID != "" }) {
		for _, a := range t.Leads {
			called, _ := concepts.Read(a.Text, t.Language)
			t.Called = append(t.Called, called...)
		}
	}
	t.Home = nil
	for _, name := range [...]string{t.Title, t.Section} {
		spoken, _ := concepts.Read(name, t.Language)
		t.Home = append(t.Home, slices.DeleteFunc(spoken, func(c string) bool { return !strings.HasPrefix(c, placeKind) })...)
	}
	t.Around = nil
	if around = slices.DeleteFunc(sorted(around), func(c string) bool { return kindOf(c) != field || slices.Contains(t.Concepts, c) }); len(around) > 0 {
		t.Around = around
	}
}

// How many consonants a name has at least that is compared by its sound, one of
// two words and one of a single word.
const (
	pairConsonants = 3
	wordConsonants = 4
)

// soundKeys gives the keys of the names among words that no concept explains:
// two in a row, or a long one; with capitals where their script has them.
func soundKeys(rest []string, tag string) []string {
	var out []string
	before := ""
	for _, word := range rest {
		if first, _ := utf8.DecodeRuneInString(word); lang.Capitals(tag) && !unicode.IsUpper(first) {
			before = ""
			continue
		}
		out = append(out, lang.ReadName(word).Keys(wordConsonants)...)
		if before != "" {
			out = append(out, lang.ReadName(before, word).Keys(pairConsonants)...)
		}
		before = word
	}
	return sorted(out)
}

// tells reports whether a concept says what a duty is about.
func tells(concept string) bool {
	k := kindOf(concept)
	return k == object || k == field
}

// placeKind opens the concepts that stand for provinces.
const placeKind = "place."

// namedKind opens those that stand for bodies.
const namedKind = "named."

// lastHeading gives the heading next above, without the head of a table.
func lastHeading(section string) string {
	parts := strings.Split(section, corpus.SectionMark)
	for i := len(parts) - 1; i > 0; i-- { // the first is the document's own
		if !strings.Contains(parts[i], " | ") {
			return parts[i]
		}
	}
	return ""
}

// leadLetters is from how many bytes on the name of a lead is told apart from
// other words.
const leadLetters = 6

// Subject gives the words that say what is to be done: the action and what it
// results in, without its deadline and its lead; the quote where there is no
// action.
func (t *Telling) Subject() string {
	s := t.Action
	if s == "" {
		s = t.Quote
	}
	if t.Product != "" && !strings.Contains(s, t.Product) {
		s += "\n" + t.Product
	}
	return t.without(s)
}

// without leaves out the deadline and a lead that the lexicon knows: what it
// does not know may be a thing.
func (t *Telling) without(s string) string {
	if t.DeadlineText != "" {
		s = strings.ReplaceAll(s, t.DeadlineText, " ")
	}
	if len(t.LeadText) >= leadLetters && slices.ContainsFunc(t.Leads, func(a Agency) bool { return a.ID != "" }) {
		s = strings.ReplaceAll(s, t.LeadText, " ")
	}
	return s
}

// cut gives the words of a span; none for one that lies outside the text.
func cut(d *corpus.Document, s corpus.Span) string {
	if s.Start < 0 || s.End > len(d.Text) || s.Start >= s.End {
		return ""
	}
	return d.Text[s.Start:s.End]
}

func agencies(d *corpus.Document, list []corpus.Agency) []Agency {
	out := make([]Agency, 0, len(list))
	for _, a := range list {
		out = append(out, Agency{ID: a.ID, Text: cut(d, a.Name)})
	}
	return out
}

// nearLeads is how far apart, in bytes, two leads may stand to be quoted with
// the words between them.
const nearLeads = 80

// leadText gives the leads as the document names them: with what stands
// between them where they stand together in the quote, else one by one.
func leadText(d *corpus.Document, duty corpus.Duty) string {
	var parts []string
	for i := 0; i < len(duty.Leads); {
		span := duty.Leads[i].Name
		for i++; i < len(duty.Leads); i++ {
			next := duty.Leads[i].Name
			if next.Start < span.End || next.Start-span.End > nearLeads || strings.Contains(cut(d, corpus.Span{Start: span.End, End: next.Start}), "\n") {
				break
			}
			span.End = next.End
		}
		if text := cut(d, span); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, ", ")
}
