package answer

import (
	"maps"
	"regexp"
	"slices"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/handlers/offices"
)

// What a question about an office asks for.
const (
	WantOffice  = "where"
	WantAddress = "address"
	WantPhone   = "phone"
	WantHours   = "hours"
	WantEmail   = "email"
	WantRenamed = "renamed" // what a ward is called now
	WantFile    = "file"    // how far the person's own file is
)

// OfficeQuestion is what a question asks about an office. It holds no number
// of a file: those tell whose file it is.
type OfficeQuestion struct {
	Text     string // the question, cleaned, without numbers of files
	Language string
	Want     string        // one of Want…; empty where the words ask for nothing
	Frame    []corpus.Span // words of Text that ask, and name no place unless a place is called so
	Self     bool          // the person tells where they live
	Coded    bool          // the number of a file was written
}

// OfficeView is what an answer says of offices.
type OfficeView struct {
	Asked   OfficeQuestion
	Found   offices.Found
	Any     bool // there are registers
	Choose  bool // several fit, or none for sure: the person has to say which
	Unknown bool // no register knows the place
	Lookup  string
	Portal  bool // Lookup is the national portal's, which no register named
}

// fileNumber is the number of a file, in the forms of the one-stop systems:
// the unit's code by decision 20/2020/QĐ-TTg, the day, and a count
// ("000.00.16.H29-251122-0001"), and of the feedback system
// ("PAKN.20200812.0012").
var fileNumber = regexp.MustCompile(`(?i)\b(?:[0-9]{1,4}\.){0,6}[A-Z][0-9]{2}(?:\.[0-9]{1,4}){0,6}\s?[-–—‑_/]\s?[0-9]{6,8}\s?[-–—‑_/]\s?[0-9]{2,8}\b|\bPAKN[.\-_ ][0-9]{6,8}[.\-_ ][0-9]{2,8}\b`)

// WithoutFileNumbers cuts the numbers of files out of a text, in whose place
// "…" stands, and reports whether there were any.
func WithoutFileNumbers(text string) (rest string, found bool) {
	rest = fileNumber.ReplaceAllString(text, "…")
	return rest, rest != text
}

// officeWords is the wordings of questions about offices in one language.
type officeWords struct {
	asks  *wordings // valued by want
	self  *wordings
	frame *wordings
}

func newOfficeWords(l *lexicon.Language) officeWords {
	some := func() *wordings { return newWordings(l.Tag, nil) }
	w := officeWords{some(), some(), some()}
	for _, want := range slices.Sorted(maps.Keys(l.Offices.Asks)) {
		w.asks.add(l.Offices.Asks[want], want)
	}
	w.self.add(l.Offices.Self, "self")
	w.frame.add(l.Offices.Frame, "frame")
	return w
}

// OfficeQuestion reads a question as one about an office. It is for the
// caller to say whether it is one: by what the registers know of its words.
// may is false for what is none for sure: nothing in it asks for an office.
func (u *Understander) OfficeQuestion(q Question) (asked OfficeQuestion, may bool) {
	asked.Text, asked.Coded = WithoutFileNumbers(lang.Clean(q.Text))
	if len([]rune(asked.Text)) > QuestionRunes {
		return asked, false
	}
	if words := lang.Words(asked.Text); !asked.Coded && (len(words) == 0 || len(words) > nameAlone && len(u.anyOffice.find(words, make([]bool, len(words)))) == 0) {
		return asked, false
	}
	q.Text = asked.Text
	und := u.Understand(q)
	asked.Language = und.Language
	u.readOffice(&asked, und.Language)
	if asked.Want == "" && q.Prior != "" && q.Prior != und.Language && len(und.tokens) <= fewWords+2 {
		u.readOffice(&asked, q.Prior) // so few words, with a Vietnamese name among them, do not tell their language
	}
	return asked, true
}

// nameAlone is the most words of a message that may be nothing but the name
// of an office or a place.
const nameAlone = 10

// newAnyOffice gives the words of all languages that ask for an office.
func newAnyOffice(lx *lexicon.Lexicon) *wordings {
	w := newWordings("", nil) // marks are looked at later
	for _, l := range lx.Languages {
		for _, phrases := range l.Offices.Asks {
			w.add(phrases, "ask")
		}
		w.add(l.Offices.Self, "self")
	}
	return w
}

func (u *Understander) readOffice(asked *OfficeQuestion, tag string) {
	asked.Frame = nil
	w := u.offices[tag]
	if w.asks == nil {
		return
	}
	words := lang.Words(asked.Text)
	taken := make([]bool, len(words))
	cut := func(found []said) {
		for _, s := range found {
			for i := s.first; i < s.first+s.len; i++ {
				taken[i] = true
			}
		}
	}
	self := w.self.find(words, taken)
	asked.Self = len(self) > 0
	cut(self)
	asks := w.asks.find(words, taken)
	asking := map[string]bool{}
	for _, s := range asks {
		asking[s.value] = true
	}
	switch state := asking["file_state"]; {
	case state && asking["file_thing"]:
		asking[WantFile] = true
	case state: // "where is my ward's office"
		asking[WantOffice] = true
	}
	for _, want := range []string{WantFile, WantRenamed, WantPhone, WantHours, WantEmail, WantAddress, WantOffice} {
		if asking[want] {
			asked.Want = want
			break
		}
	}
	cut(asks)
	cut(w.frame.find(words, taken))
	for i, word := range words {
		if taken[i] {
			asked.Frame = append(asked.Frame, corpus.Span{Start: word.Start, End: word.End})
		}
	}
}
