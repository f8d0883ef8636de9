package answer

import (
	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// Want is what a question about duties asks to hear.
type Want string

// The wants.
const (
	WantList  Want = "list"  // the duties
	WantWhen  Want = "when"  // by when one has to be done
	WantWho   Want = "who"   // whose one is
	WantCount Want = "count" // how many
	WantMost  Want = "most"  // which bodies have them, the most first
)

// How duties stand, as people ask for it.
const (
	AskedOverdue  = "overdue"
	AskedSoon     = "soon" // due in the days to come
	AskedOpen     = "open" // not done yet, late or not
	AskedDone     = "done"
	AskedReported = "reported"
	AskedProposed = "proposed"
	AskedUndated  = "undated"
)

// DutyQuestion is what a question about duties asks for. A conversation keeps
// it, so that the next question and the buttons can go on from it.
type DutyQuestion struct {
	Want        Want     `json:"want"`
	Agencies    []string `json:"agencies,omitempty"` // IDs, any of them
	Mine        bool     `json:"mine,omitempty"`     // the asking person's own body
	Own         bool     `json:"own,omitempty"`      // Agencies are the asking person's own, as no other was named
	Cooperating bool     `json:"cooperating,omitempty"`
	Period      *Period  `json:"period,omitempty"`
	Status      string   `json:"status,omitempty"`    // one of Asked…; empty is any
	Documents   []string `json:"documents,omitempty"` // keys of numbers
	Number      string   `json:"number,omitempty"`    // of the document, as typed
	Subject     string   `json:"subject,omitempty"`   // the words that say which duty, in order; empty where only filters are named
	Language    string   `json:"language,omitempty"`  // of Subject
}

// Period is a time that duties are due in, inclusive; an empty end is open.
type Period struct {
	From      corpus.Day       `json:"from,omitempty"`
	To        corpus.Day       `json:"to,omitempty"`
	Precision corpus.Precision `json:"precision,omitempty"`
	Relation  corpus.Relation  `json:"relation,omitempty"`
}

// SoonDays is how many days ahead "soon" looks.
const SoonDays = 30

// dutyWords is the wordings of questions about duties in one language.
type dutyWords struct {
	*wordings
	documents *wordings       // words beside the number of a document
	mine      *wordings       // words for the own body within others: "what must we do"
	place     map[string]bool // words around the name of a province, folded: "the province of"
}

func newDutyWords(l *lexicon.Language) dutyWords {
	q := l.DutyQuestions
	some := func() *wordings { return newWordings(l.Tag, l.Duties.Clitics) }
	w := dutyWords{some(), some(), some(), map[string]bool{}}
	for _, word := range l.AgencyWords.Place {
		w.place[lang.Fold(word)] = true
	}
	w.mine.add(q.Mine, "mine")
	for _, kind := range []struct {
		value   string
		phrases []string
	}{{"mine", q.Mine}, {"when", q.When}, {"who", q.Who}, {"most", q.Most}, {"count", q.Count}, {"noun", q.Nouns}, {"ask", q.Asks}, {"does", q.Does},
		{"lead", q.Lead}, {"cooperate", q.Cooperate}, {"frame", q.Frame}} {
		w.add(kind.phrases, kind.value)
	}
	for status, phrases := range q.Status {
		w.add(phrases, "status "+status)
	}
	w.documents.add(q.Document, "document")
	return w
}

// dutyReading is a question on its way to a DutyQuestion.
type dutyReading struct {
	DutyQuestion
	text  string
	words []lang.Word
	taken []bool // words that are read
	body  []bool // words of bodies named
	cues  map[string]bool
}

// DutyQuestion reads a question about duties or deadlines; ok is false for
// any other question. A question of a conversation may go on from the one
// before.
func (u *Understander) DutyQuestion(q Question) (asked DutyQuestion, ok bool) {
	text := lang.Clean(q.Text)
	if len([]rune(text)) > QuestionRunes {
		return asked, false
	}
	und := u.Understand(q)
	if und.Intent == Smalltalk || len(und.tokens) == 0 {
		return asked, false
	}
	if und.Going != "" {
		if und.Going != GoingWhen || q.Follows.Duties == nil {
			return asked, false
		}
		asked = *q.Follows.Duties
		if asked.Subject != "" {
			asked.Want = WantWhen
		}
		return asked, true
	}
	if asked, ok = u.readDuties(q, und, und.Language); !ok && q.Prior != "" && q.Prior != und.Language && len(und.tokens) <= fewWords {
		return u.readDuties(q, und, q.Prior) // so few words do not tell their language
	}
	return asked, ok
}

// fewWords is up to how many words a message may be in another language than
// it seems.
const fewWords = 4

// readDuties reads a question as one in the language tag.
func (u *Understander) readDuties(q Question, und Understood, tag string) (asked DutyQuestion, ok bool) {
	r := &dutyReading{text: und.Text, words: lang.Words(und.Text), cues: map[string]bool{}}
	r.taken, r.body = make([]bool, len(r.words)), make([]bool, len(r.words))
	r.Language = tag
	if u.duties[tag].wordings == nil {
		return asked, false
	}
	if q.Follows != nil && q.Follows.Duties != nil {
		n, _ := u.goings[tag].opened(r.text, r.words)
		for i := range n {
			r.taken[i] = true
		}
	}
	u.readNumbers(r, und)
	u.readBodies(r)
	u.readTimes(r, q.Now)
	if q.Follows != nil && q.Follows.Duties != nil {
		r.readYear()
	}
	u.readCues(r)
	u.readSubject(r)
	if und.Intent == Document && !r.cues["ask"] && !r.cues["when"] && r.Status == "" {
		return asked, false
	}
	if und.Intent == Procedure && r.Subject != "" && !r.cues["noun"] && !r.cues["ask"] && !r.cues["when"] && !(r.cues["who"] && r.cues["lead"]) {
		return asked, false
	}
	follow := q.Follows != nil && q.Follows.Duties != nil
	if r.about() {
		r.want()
		if follow && u.opensFollowing(r) {
			r.inherit(*q.Follows.Duties)
		}
		return r.DutyQuestion, true
	}
	if follow && r.Subject == "" && r.filters() {
		r.Want = q.Follows.Duties.Want
		r.inherit(*q.Follows.Duties)
		return r.DutyQuestion, true
	}
	return asked, false
}

// filters reports whether the question names anything that duties are chosen
// by.
func (r *dutyReading) filters() bool {
	return len(r.Agencies) > 0 || r.Mine || r.cues["mine"] || r.Period != nil || r.Status != "" || len(r.Documents) > 0
}

// about reports whether the question is about duties.
func (r *dutyReading) about() bool {
	named := r.cues["noun"] || r.cues["ask"] || r.Status == AskedOverdue
	if r.Subject != "" {
		return named || r.cues["when"] || r.cues["who"] && r.cues["lead"] || r.cues["does"] && r.cues["lead"] && len(r.Agencies) > 0
	}
	bodies := len(r.Agencies) > 0 || r.cues["mine"]
	switch {
	case r.cues["noun"], r.Status == AskedOverdue, r.cues["ask"] && r.filters(), r.cues["when"] && r.filters():
		return true
	case r.Status != "" && (bodies || r.Period != nil), r.cues["lead"] && bodies, r.cues["cooperate"] && bodies:
		return true
	}
	return false
}

// want tells what is asked to be heard.
func (r *dutyReading) want() {
	r.Mine = r.cues["mine"] && len(r.Agencies) == 0
	r.Cooperating = r.cues["cooperate"]
	switch {
	case r.cues["who"] && r.Subject == "" || r.cues["most"] && r.cues["who"]:
		r.Want = WantMost
	case r.cues["count"]:
		r.Want = WantCount
	case r.Subject == "":
		r.Want = WantList
	case r.cues["who"] && !r.cues["when"]:
		r.Want = WantWho
	case r.cues["when"] && !((r.cues["ask"] || r.cues["does"]) && len(r.Agencies) > 0): // what a body has to do about something, and by when, are all of it
		r.Want = WantWhen
	default:
		r.Want = WantList
	}
}

// opensFollowing reports whether the question opens as one that goes on from
// the last: "and the overdue ones?"
func (u *Understander) opensFollowing(r *dutyReading) bool {
	n, joined := u.goings[r.Language].opened(r.text, r.words)
	return (n > 0 || joined) && r.Subject == ""
}

// inherit takes over from the question before what this one does not name.
func (r *dutyReading) inherit(before DutyQuestion) {
	if len(r.Agencies) == 0 && !r.cues["mine"] {
		r.Agencies, r.Mine, r.Own = before.Agencies, before.Mine, before.Own
	} else {
		r.Mine = r.cues["mine"] && len(r.Agencies) == 0
	}
	if r.Period == nil && r.Status == "" {
		r.Period, r.Status = before.Period, before.Status
	}
	if len(r.Documents) == 0 {
		r.Documents, r.Number = before.Documents, before.Number
	}
	if r.Subject == "" {
		r.Subject, r.Language = before.Subject, before.Language
	}
	r.Cooperating = r.Cooperating || before.Cooperating
}
