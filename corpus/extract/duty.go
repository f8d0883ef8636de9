package extract

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/format"
	"vanthu/corpus/lang"
)

// How duties are read. A document is gone through passage by passage. A line
// that names who has to do what follows ("The ministries shall:") opens a
// frame, which gives its agencies and its deadline to the lines under it.
// Every other passage is taken apart into sentences, and a sentence at its
// semicolons; the words of the language tell what stands in it (cue.go), the
// calendar its dates, the lexicon its agencies. A date that can only be a
// deadline makes a duty; so does an agency that is told to do something. Who
// has to do it is chosen by where each agency stands (bearer.go, role.go, lead.go;
// subjectname.go for whom no rule for names knows), which of
// several dates binds in dutydate.go. Rows of tables go by their columns
// (dutytable.go).

// quoteRunes bounds the quote of a duty, in characters.
const quoteRunes = 700

// Duties reads what a document tells agencies to do, in order.
func (x *Extractor) Duties(d *corpus.Document, blocks []format.Block) []corpus.Duty {
	return x.read(d, blocks).duties
}

// read reads the duties of a document.
func (x *Extractor) read(d *corpus.Document, blocks []format.Block) *dutyReader {
	if d.Kind == corpus.KindProcedure {
		return &dutyReader{} // what an office does for each dossier is no duty given once
	}
	r := &dutyReader{x: x, doc: d, words: x.of(d.Language), finder: x.finders[d.Language], used: map[string]int{}, short: map[string]Mention{}, bodies: map[int][]named{}}
	if r.finder == nil {
		r.finder = x.finders["en"]
	}
	if r.general = x.generalRules(d); r.general && !hasYearFrom(d.Text, "2000") {
		return r
	}
	r.own = sync.OnceFunc(func() { r.ref, r.since = r.reference(blocks) })
	if r.general {
		if r.own(); r.since == "" || !hasYearFrom(d.Text, string(r.since[:4])) {
			return r // no duty would be given once
		}
	}
	r.finder = r.finder.FromForce(sync.OnceValue(func() corpus.Day { return r.effective(blocks) }))
	r.finder = r.finder.AfterMeeting(sync.OnceValue(func() corpus.Day { return r.meeting(blocks) }))
	acts := sync.OnceValue(func() map[string]corpus.Day { return r.actDays(blocks) })
	r.finder = r.finder.AfterAct(func(words []lang.Word, i int) (corpus.Day, int, bool) { return r.actAt(words, i, acts) })
	rows := map[int]*format.Block{}
	for i := range blocks {
		if blocks[i].Kind == format.RowBlock {
			rows[blocks[i].Start] = &blocks[i]
		}
	}
	for i := range d.Passages {
		p := &d.Passages[i]
		if b := rows[p.Start]; b != nil && p.Kind == corpus.Row {
			r.closeForm()
			r.row(p, b, rows)
			continue
		}
		r.table = nil
		r.passage(i)
	}
	r.closeForm()
	r.settle()
	return r
}

// dutyReader reads the duties of one document.
type dutyReader struct {
	x           *Extractor
	doc         *corpus.Document
	words       *words
	finder      *calendar.Finder
	own         func()     // sets ref, day and since, once
	ref         corpus.Day // from which years that are not written are told
	day         corpus.Day // the day of the event that a report without a day of its own tells of
	since       corpus.Day // the text is from this day or later; empty where nothing tells
	frames      []frame
	lineMarks   []lineMark      // of the lines that the text stands under, outermost first
	mark        lineMark        // of the line we are at
	headed      int             // the last passage with a mark that heads others
	above       int             // how many of them stand above the line that has the last one
	table       *dutyTable      // the table we are in
	form        *form           // the labelled fields we are in
	begun       bool            // the text has come, behind the lines of its title
	last        *statement      // the sentence that ends the passage before, where it tells of a duty
	latest      []corpus.Agency // of the last duty with any that the lexicon knows
	duties      []corpus.Duty
	used        map[string]int     // IDs given
	short       map[string]Mention // by the short names that the text gives bodies
	general     bool               // the document makes general rules
	place       string             // the province that the text is about, once it was looked for
	sought      bool               // it was
	shared      *bool              // the text calls departments of its province as ministries are called, once it was looked for
	bodies      map[int][]named    // by passage, where looked for
	said        []corpus.Span      // the sentences read, in order
	maybe       []between          // of them, those that may tell of a duty
	tasksBeside []int              // of them, those that ask people to do something or tell of the next meeting, beside tasks
}

// frame is what a line gives to the lines under it.
type frame struct {
	section  string    // the headings of the line
	inner    string    // the headings of what is under it; section where it is no heading itself
	next     string    // the passage straight behind, where that goes on with it: "The following is to be done:"
	level    listLevel // of the first line under it, where it ends in a colon
	colon    bool
	labelled bool // it begins with a number written out: "Thirdly:"
	items    bool // it reaches only over list items, clauses and points
	wide     bool // "the following": it reaches over headings too
	leads    []corpus.Agency
	deadline *corpus.Deadline
	binding  bool     // it says that what follows has to be done
	told     bool     // it says so in words, and not by naming bodies alone
	asks     bool     // somebody asks there, and the lines under it tell whom
	many     bool     // its agencies are named together only: "the localities"
	item     bool     // a line with a mark of a list has come under it
	mark     lineMark // with which its line begins
	above    int      // how many marks stand above that one
	same     bool     // the line straight behind begins with the same mark: "-"
	small    bool     // a paragraph that opens in small letters has come under it
}

// datelineBytes is how far into a report its own day, or that of what it
// reports, is looked for.
const datelineBytes = 1500

// reportedDays is how many days before its papers a meeting may lie that a
// text reports.
const reportedDays = 45

// plannedDays is how many days behind a text's own day what it plans may lie and
// be named first.
const plannedDays = 183

// aheadYears is how many years ahead a text gives days or months at most, as a
// rule.
const aheadYears = 3

// publishedDays is how many days behind a meeting its papers may come out.
const publishedDays = 14

// headPassages is how many passages at the top of a text may be lines of its
// title: they end without a mark and tell nobody to do anything.
const headPassages = 8

// headWords is how many words a sentence has at least that ends the title; the
// line of place and day has fewer.
const headWords = 8

// passage reads one passage that is no row.
func (r *dutyReader) passage(i int) {
	p := &r.doc.Passages[i]
	r.leaveFrames(i)
	text := r.doc.PassageText(*p)
	r.begun = r.begun || r.mark.letters() && r.leadsItems(i) && r.namesOnly(text)
	if p.Kind == corpus.Heading && (r.begun || !capitalLine(text)) { // not the letterhead
		r.openFrame(i, p.Start, nil)
		return
	}
	if capitalLine(text) {
		return // a title
	}
	if r.fill(i) {
		return
	}
	r.closeForm()
	if r.underPhoto(text) || r.linksOn(text) {
		return
	}
	if !r.begun {
		words := lang.Words(text)
		ends := len(words) >= headWords && strings.ContainsAny(text[len(text)-1:], ".;:!?")
		if len(words) < headWords+4 && r.placeAndDay(text) {
			return
		}
		if r.begun = i >= headPassages || ends || p.Kind != corpus.Paragraph || i+1 == len(r.doc.Passages); !r.begun && !hasCue(r.words.cues.find(words), 0, len(words), binding) {
			return // a line of the title
		}
		if i == 0 && !ends && i+1 < len(r.doc.Passages) && strings.Contains(text, ": ") && text == r.doc.Title {
			return // of a report, with what somebody said
		}
	}
	begin := markEnd(text) // "3. March 2027" is item 3, not 3 March
	sentences := lang.Sentences(text[begin:], r.words.abbreviated)
	heads := strings.HasSuffix(strings.TrimRight(text, " "), ":") || r.leadsItems(i) && (r.namesOnly(text) || r.mark.kind != "" && r.title(text)) || r.namedLike(i)
	from := len(r.duties)
	before := r.brokenOff(i, text) // the sentence before
	above := corpus.Span{}
	for k, s := range sentences {
		in := corpus.Span{Start: p.Start + begin + s.Start, End: p.Start + begin + s.End}
		if heads && k == len(sentences)-1 {
			at := p.Start
			if k > 0 {
				at += begin + s.Start
			}
			if r.openFrame(i, at, before) {
				return
			}
		}
		st := r.statement(in.Start, in.End, before)
		if st == nil {
			above = in
			r.noteTold(p, in, r.spare(in, before))
			continue
		}
		st.above, above = above, in
		r.read(p, st)
		r.noteTold(p, in, st)
		before = st
	}
	if len(r.duties) == from {
		r.framed(p, text)
	}
	r.last = before
}

// underPhoto reports the line under a photo, which tells nobody to do anything: "(Photo: …)".
func (r *dutyReader) underPhoto(text string) bool {
	if !r.words.caption(text) || len(lang.Sentences(text, r.words.abbreviated)) > captionSentences {
		return false
	}
	words := lang.Words(text)
	return r.words.credited(text) || strings.HasSuffix(strings.TrimRight(text, ". "), ")") || strings.HasPrefix(text[words[0].End:], ":")
}

// linksOn reports a line that leads to another text, whose tasks are told there: "Read also:
// the ministry to open its portal in May".
func (r *dutyReader) linksOn(text string) bool {
	if strings.HasPrefix(text, ">>") || strings.HasPrefix(text, "»") || strings.HasPrefix(text, "►") {
		return true
	}
	words := lang.Words(text)
	opens := r.words.idle.elsewhere.find(words[:min(len(words), nearWords+2)])
	return len(opens) > 0 && opens[0].first == 0 && opens[0].end() < len(words) && strings.HasPrefix(strings.TrimSpace(text[words[opens[0].end()-1].End:]), ":")
}

// captionSentences is the most sentences of such a line.
const captionSentences = 2

// placeAndDay reports the line "Hanoi, 11 February 2026".
func (r *dutyReader) placeAndDay(text string) bool {
	for _, d := range r.finder.Find(text, "") {
		return placeBefore(text[:d.Start]) != ""
	}
	return false
}

// brokenOff gives the sentence that ends the passage before, where that one
// breaks off and this one goes on in small letters, as pages cut them.
func (r *dutyReader) brokenOff(i int, text string) *statement {
	if i == 0 || r.last == nil {
		return nil
	}
	first, _ := utf8.DecodeRuneInString(text)
	above := strings.TrimRight(r.doc.PassageText(r.doc.Passages[i-1]), " ")
	if !unicode.IsLower(first) || above == "" || strings.ContainsAny(above[len(above)-1:], ".;:!?") || r.last.end != r.doc.Passages[i-1].End {
		return nil
	}
	return r.last
}

// statement is one sentence, taken apart.
type statement struct {
	start, end int // bytes of the document
	words      []lang.Word
	cues       []cue
	groups     []group
	dates      []date
	segments   []segment
	parts      []segment       // the segments, taken apart at their colons
	before     *statement      // of the same passage
	leads      []corpus.Agency // who has what it tells
	own        bool            // it names them itself
	above      corpus.Span     // the sentence in front of it, of the same passage
	asked      bool            // it is taken apart for the sake of the next one
	meant      map[int]again   // by where a word begins that stands for bodies named before
}

// segment is a part of a sentence between semicolons, in words.
type segment struct{ first, end int }

// statement takes a sentence behind another one apart, or gives nil where
// nothing in it can tell of a duty.
func (r *dutyReader) statement(start, end int, before *statement) *statement {
	text := r.doc.Text[start:end]
	if r.general && !hasYear(text) {
		return nil
	}
	st := &statement{start: start, end: end, before: before, words: lang.Words(text)}
	if len(st.words) < 3 {
		return nil
	}
	st.cues = r.words.cues.find(st.words)
	strong := false
	for _, c := range st.cues {
		strong = strong || c.kind&(binding|acting|moved|ended|expected|aim) != 0 || r.opensAgent(st.words, c)
	}
	if !strong && r.frame() == nil && !hasDigit(text) && !r.timed(text, st.words) {
		return nil
	}
	r.take(text, st)
	return st
}

// timed reports words for a recurrence, or a limit or month without digits: "once a
// week the office reports" needs no other that tells of a duty.
func (r *dutyReader) timed(text string, words []lang.Word) bool {
	return len(r.words.inYear.find(words)) > 0 || len(r.words.inMonth.find(words)) > 0 || slices.ContainsFunc(r.finder.DeadlinesFrom(text, words, r.ownDay), func(d calendar.Date) bool {
		return d.Relation == corpus.Every || d.Within != "" || d.Last != "" && (d.Relation == corpus.Within || d.Relation == corpus.By || d.Relation == corpus.Before || d.Basis == corpus.Relative || d.Relation == corpus.In && r.nextYear(d) == d && d.Last > r.since)
	})
}

// take finds the agencies and times of a sentence and tells what each is there
// for.
func (r *dutyReader) take(text string, st *statement) {
	st.segments = segments(text, st.words)
	if st.dates = r.dates(text, st.words); len(st.dates) == 0 {
		st.dates = r.sameDate(st)
	}
	if !slices.ContainsFunc(st.dates, func(d date) bool { return d.Within == "" || d.Last != "" }) {
		if year := r.ownYear(text, st); year != nil {
			st.dates = year
		}
	}
	st.segments = st.atColons(text)
	st.parts = atEveryColon(text, st.words, st.segments)
	st.cues = slices.DeleteFunc(st.cues, func(c cue) bool { // the month of May permits nothing, "already in May" tells nothing done
		return c.kind&(may|met) != 0 && c.kind&(binding|acting) == 0 && slices.ContainsFunc(st.dates, func(d date) bool { return d.first <= c.first && c.end() <= d.end })
	})
	st.cues = slices.DeleteFunc(st.cues, func(c cue) bool { // 'the "no smoke" zones' are denied nothing
		return c.kind&(negation|not) != 0 && c.kind&binding == 0 && inQuotes(text, st, c)
	})
	st.cues = slices.DeleteFunc(st.cues, func(c cue) bool { // "once a week" is nobody's week
		return c.kind&^(of|and|indefinite|toward) == 0 && slices.ContainsFunc(st.dates, func(d date) bool { return d.Relation == corpus.Every && d.first <= c.first && c.end() <= d.end })
	})
	for i, c := range st.cues { // "has until 1 May": the last word belongs to the date
		for _, d := range st.dates {
			if c.first < d.first && d.first < c.end() {
				st.cues[i].len = d.first - c.first
			}
		}
	}
	for i, c := range st.cues { // "was given the first quarter to": only with a time is that a duty
		if c.kind&has != 0 && slices.ContainsFunc(st.dates, func(d date) bool { return d.Relation == corpus.Within && d.first >= c.end() && d.first-c.end() <= 1 }) {
			st.cues[i].kind |= ordered
		}
		if c.kind&given != 0 && slices.ContainsFunc(st.dates, func(d date) bool {
			return d.first >= c.end() && d.first-c.end() <= 1 && (d.Precision != corpus.DayPrecision || d.Relation == corpus.Within || d.first > c.end() && hasCue(st.cues, c.end(), d.first, toward)) && d.Relation != corpus.Every && d.Relation != corpus.From
		}) {
			st.cues[i].kind |= ordered
		}
	}
	for i, c := range st.cues {
		if c.kind&(moved|not|met) != 0 && c.kind&binding == 0 && r.toldAside(st, c) {
			st.cues[i].kind &^= moved | not | met
		}
		if c.kind&(moved|not|met|negation) != 0 && c.kind&binding == 0 && r.toldOfObject(st, c) {
			st.cues[i].kind &^= moved | not | met | negation
		}
	}
	r.presentVerb(text, st)
	r.findsOut(st)
	r.outlasted(st)
	r.handed(st)
	st.agreed()
	st.groups = r.groups(text, st)
	r.visits(st)
	r.nowMust(text, st)
	st.dates = slices.DeleteFunc(st.dates, func(d date) bool { // "Dagelijks Bestuur" comes not every day
		return d.Relation == corpus.Every && (slices.ContainsFunc(st.groups, func(g group) bool { return g.first <= d.first && d.end <= g.end }) || r.dailyPaper(text, st, d))
	})
	for i, c := range st.cues { // what means "on" wherever it puts no duty on somebody
		if c.kind&upon != 0 && !hasCue(st.cues, c.end(), c.end()+nearWords, citizen) && !slices.ContainsFunc(st.groups, func(g group) bool {
			return g.first >= c.end() && (g.first-c.end() <= 1 || g.first-c.end() <= nearWords && g.role == told)
		}) {
			st.cues[i].kind &^= upon
		}
	}
	for i := range st.dates {
		st.dates[i].use = r.use(text, st, st.dates, i)
	}
	r.weigh(st)
	for i := range st.dates {
		if d := &st.dates[i]; d.use == deadline && d.Relation == corpus.From && (r.doneFrom(st, *d) || r.starts(st, *d) || i > 0 && r.firstOfMany(st, st.dates, i, 0)) {
			d.Last, d.Relation = d.First, ""
		}
	}
	st.nearNew()
}

// add keeps a duty, with an ID of its words.
func (r *dutyReader) add(p *corpus.Passage, d corpus.Duty) {
	if r.general && !r.givenOnce(d) {
		return
	}
	d.Passage = p.ID
	d.Quote = r.fit(d.Quote, d)
	if d.Action.Empty() {
		d.Action = d.Quote
	}
	if d.Force == "" {
		d.Force = corpus.Ordered
	}
	for i, a := range d.Leads {
		if a.ID == "" {
			d.Leads[i].Name = r.withoutLetters(a.Name)
		}
	}
	d.ID = r.id(d)
	if len(d.Leads) > 0 && d.Leads[0].ID != "" && !r.vague(d.Leads[0]) {
		r.latest = d.Leads
	}
	r.duties = append(r.duties, d)
}

// id gives a duty's ID: a hash of who has to do what, so that it stays when the
// text around it changes, with a count where a document says the same twice.
func (r *dutyReader) id(d corpus.Duty) string {
	h := sha256.New()
	for _, w := range lang.Words(d.Action.In(r.doc.Text)) {
		io.WriteString(h, w.Folded+" ")
	}
	for _, a := range d.Leads {
		io.WriteString(h, "|"+first(a.ID, foldedWords(a.Name.In(r.doc.Text))))
	}
	id := hex.EncodeToString(h.Sum(nil)[:8])
	r.used[id]++
	if n := r.used[id]; n > 1 {
		id = fmt.Sprintf("%s~%d", id, n)
	}
	return id
}

// inTable reports that a row is being read.
func (r *dutyReader) inTable() bool { return r.table != nil }

// fit cuts a quote to quoteRunes, at words: around the end of its deadline;
// of a row, which begins with what is to be done, the beginning.
func (r *dutyReader) fit(q corpus.Span, d corpus.Duty) corpus.Span {
	text := r.doc.Text
	for q.Start < q.End && text[q.Start] == ' ' {
		q.Start++
	}
	for q.End > q.Start && text[q.End-1] == ' ' {
		q.End--
	}
	if utf8.RuneCountInString(q.In(text)) <= quoteRunes {
		return q
	}
	end := q.Start
	if !r.inTable() && d.Deadline != nil && d.Deadline.Text.Start >= q.Start && d.Deadline.Text.End <= q.End {
		end = d.Deadline.Text.End
	}
	for n := utf8.RuneCountInString(text[q.Start:end]); n > quoteRunes; { // the beginning is too far away
		at := strings.IndexByte(text[q.Start:end], ' ')
		if at < 0 {
			break
		}
		n -= utf8.RuneCountInString(text[q.Start : q.Start+at+1])
		q.Start += at + 1
	}
	n, last := 0, q.Start
	for at, c := range text[q.Start:q.End] {
		if n++; n > quoteRunes {
			break
		}
		if c == ' ' {
			last = q.Start + at
		}
	}
	q.End = max(last, end)
	return q
}
