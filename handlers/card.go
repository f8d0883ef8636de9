package handlers

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/handlers/i18n"
	"vanthu/handlers/ledger"
)

// Sizes of the cards of duties.
const (
	shownCards  = 3   // of a list, before "more"
	pageCards   = 12  // of a list, with "more"
	cardAction  = 160 // characters of an action in a list
	cardTitle   = 60  // characters of a document's title in a list
	cardLeads   = 2   // bodies named on a card
	cardSources = 5   // further sources quoted behind "more"
)

// deadlineDay says a deadline; a day as people name one: "ngày 31/3/2026".
func (c *Core) deadlineDay(d corpus.Deadline, tag string) string {
	if d.Precision != corpus.DayPrecision || d.Due == "" {
		return c.Catalog.Deadline(tag, d)
	}
	day := c.say(tag, "the_day", i18n.Args{"Day": c.Catalog.Day(tag, d.Due)})
	if key := map[corpus.Relation]string{corpus.Before: "before_day", corpus.By: "by_day"}[d.Relation]; key != "" {
		return c.say(tag, key, i18n.Args{"Day": day})
	}
	return c.say(tag, "on_day", i18n.Args{"Day": upperFirst(day)})
}

func upperFirst(s string) string {
	if s == "" {
		return ""
	}
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// deadlineLine is the first line of a card: by when, how far that is, whose.
func (c *Core) deadlineLine(d ledger.Duty, tag string) string {
	return c.deadlineSaid(d, tag) + " · " + c.leads(d, tag)
}

// deadlineSaid says by when and how far that is.
func (c *Core) deadlineSaid(d ledger.Duty, tag string) string {
	s := c.byWhen(d, tag)
	if len(d.Tellings) > 0 {
		switch d.Tellings[0].Force {
		case corpus.Expected, corpus.Aim:
			s += c.comma(tag) + c.say(tag, "force_"+string(d.Tellings[0].Force), nil)
		}
	}
	if far := c.standing(d, tag); far != "" {
		s += " (" + far + ")"
	}
	return s
}

// byWhen says a duty's deadline as exactly as its documents do.
func (c *Core) byWhen(d ledger.Duty, tag string) string {
	if d.Deadline == nil {
		return upperFirst(c.say(tag, "no_deadline", nil))
	}
	said := ""
	if d.Deadline.Recurrence == "" {
		said = upperFirst(c.deadlineDay(*d.Deadline, tag))
	}
	if said == "" && d.DeadlineText != "" {
		said = c.foreign(upperFirst(strings.Join(strings.Fields(d.DeadlineText), " ")), c.toldIn(d), tag)
	}
	if said == "" {
		said = upperFirst(c.say(tag, "no_deadline", nil))
	}
	if next, ok := ledger.Next(d, c.Now().In(c.Zone)); ok && strings.Contains(d.Deadline.Recurrence, "DAY=") { // "yearly" names no day
		said += c.comma(tag) + c.say(tag, "next_time", i18n.Args{"Day": c.Catalog.Day(tag, next)})
	}
	return said
}

// toldIn gives the language of a duty's best telling.
func (c *Core) toldIn(d ledger.Duty) string {
	if len(d.Tellings) == 0 {
		return ""
	}
	return d.Tellings[0].Language
}

// standing says how far away a duty's day is, or how it stands.
func (c *Core) standing(d ledger.Duty, tag string) string {
	exact := false
	days := 0
	if l := d.Deadline; l != nil && l.Due != "" && l.Recurrence == "" {
		switch l.Precision {
		case corpus.DayPrecision, corpus.WeekPrecision, "":
			due, ok := l.Due.Time()
			today, ok2 := c.today().Time()
			exact, days = ok && ok2, int(due.Sub(today)/(24*time.Hour))
		}
	}
	switch {
	case d.Status == ledger.Overdue && exact:
		return c.Catalog.SayN(tag, "days_late", -days, nil)
	case d.Status == ledger.Open && exact:
		return c.Catalog.Distance(tag, d.Deadline.Due, c.today())
	case d.Status == ledger.Open:
		return ""
	}
	return c.say(tag, "status_"+string(d.Status), nil)
}

// leads names the bodies that lead a duty: in the reader's language where
// their names are known, else as the document does.
func (c *Core) leads(d ledger.Duty, tag string) string {
	var names []string
	leads, told := c.leadsToldIn(d, tag)
	for _, a := range leads[:min(len(leads), cardLeads)] {
		names = append(names, c.agencyName(a, told, tag))
	}
	if len(leads) > cardLeads {
		names = append(names, "…")
	}
	if len(names) == 0 {
		return c.say(tag, "no_lead", nil)
	}
	return strings.Join(names, c.comma(tag))
}

// leadsToldIn gives the leads of a duty and the language that they are named in: the
// reader's, where its best telling names some that are not known by name and another
// telling is in that language.
func (c *Core) leadsToldIn(d ledger.Duty, tag string) ([]ledger.Agency, string) {
	unknown := slices.ContainsFunc(d.Leads, func(a ledger.Agency) bool { return a.ID == "" })
	if told := c.toldIn(d); told == tag || !unknown || d.Correction != nil {
		return d.Leads, told
	}
	for _, t := range d.Tellings {
		if t.Language == tag && !t.Former && len(t.Leads) > 0 {
			return t.Leads, tag
		}
	}
	return d.Leads, c.toldIn(d)
}

func (c *Core) agencyName(a ledger.Agency, told, tag string) string {
	if a.ID != "" {
		if name := c.Agencies.AgencyName(a.ID, tag); name != "" {
			return c.withHolder(c.apart(name, tag), a.ID, tag)
		}
	}
	return c.foreign(strings.Join(strings.Fields(a.Text), " "), told, tag)
}

// comma parts the entries of a list.
func (c *Core) comma(tag string) string { return c.say(tag, "comma", nil) + " " }

func (c *Core) semicolon(tag string) string { return c.say(tag, "semicolon", nil) + " " }

// withHolder adds to the name of a body that is no more the one that has its
// duties now.
func (c *Core) withHolder(name, id, tag string) string {
	holder := c.Agencies.Holder(id, c.today())
	if holder == id {
		return name
	}
	now := c.Agencies.AgencyName(holder, tag)
	if now == "" || c.apart(now, tag) == name {
		return name
	}
	return c.say(tag, "agency_now", i18n.Args{"Agency": name, "Now": c.apart(now, tag)})
}

// apart isolates what may be written in the other direction than the reply.
func (c *Core) apart(s, tag string) string {
	if !lang.RightToLeft(tag) || !strings.ContainsFunc(s, func(r rune) bool { return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }) {
		return s
	}
	return i18n.Isolate(s)
}

// foreign isolates words of a document that runs in the other direction.
func (c *Core) foreign(s, of, tag string) string {
	if s != "" && lang.RightToLeft(of) != lang.RightToLeft(tag) {
		return i18n.Isolate(s)
	}
	return s
}

// cardBlocks shows one duty of a list: its deadline and its action in the
// document's words.
func (c *Core) cardBlocks(d ledger.Duty, number int, tag string) []Block {
	head := Block{Kind: Para, Text: strconv.Itoa(number) + ". " + c.deadlineLine(d, tag)}
	if d.Correction != nil {
		head.Text += " · " + c.say(tag, "corrected", nil)
	}
	tellings := told(d, tag)
	if len(tellings) == 0 {
		return []Block{head, {Kind: Para, Text: shorten(d.Action, cardAction)}}
	}
	card := c.tellingBlock(tellings[0], len(tellings)-1, cardAction, tag)
	card.Source.Line = c.shortSource(tellings[0], len(tellings)-1, tag)
	return []Block{head, card}
}

// shortSource names a telling's document in one short line, for lists: by its
// number where it has one, else by its title.
func (c *Core) shortSource(t ledger.Telling, others int, tag string) string {
	name := t.Number
	if name == "" || t.Standing == corpus.Report {
		name = shorten(t.Title, cardTitle)
	}
	line := c.say(tag, "source", i18n.Args{"Source": strings.Join(c.sourceParts(name, c.documentOf(t), tag), " · ")})
	if others > 0 {
		line += " · " + c.Catalog.SayN(tag, "other_sources", others, nil)
	}
	return line
}

// documentOf is what a telling says of its document.
func (*Core) documentOf(t ledger.Telling) *corpus.Document {
	return &corpus.Document{Path: t.Path, Title: t.Title, Number: t.Number, Issued: t.Issued, Language: t.Language, Standing: t.Standing, URL: t.URL}
}

// tellingBlock quotes a telling: its action where it is cut to so many
// characters, else all it says.
func (c *Core) tellingBlock(t ledger.Telling, others, runes int, tag string) Block {
	text := strings.Trim(t.Quote, "| \n")
	if runes > 0 {
		text = shorten(strings.TrimSpace(first(t.Action, text)), runes)
	} else {
		text = shorten(rowAction(t, text), citedRunes)
	}
	text = unmarked(text)
	d := c.documentOf(t)
	line := c.sourceLine(d, t.Section, tag)
	if others > 0 {
		line += " · " + c.Catalog.SayN(tag, "other_sources", others, nil)
	}
	return Block{Kind: Quote, Text: text, Lang: t.Language, Source: &Source{Line: line, URL: t.URL, Link: c.link(d, t.Start, t.End), Title: t.Title}}
}

// rowAction gives, for a telling that is a row of a table, the cell that says
// what is to be done: the others name the lead, the product and the deadline,
// which are told beside the quote. Any other telling is quoted as it is.
func rowAction(t ledger.Telling, quote string) string {
	if !strings.Contains(quote, " | ") || t.Action == "" {
		return quote
	}
	for cell := range strings.SplitSeq(quote, "|") {
		if cell = strings.TrimSpace(cell); strings.Contains(cell, t.Action) {
			return cell
		}
	}
	return quote
}

// dutyBlocks shows one duty with all there is to say of it; its further
// sources stand behind "more".
func (c *Core) dutyBlocks(d ledger.Duty, related []ledger.Duty, tag string) (shown, rest []Block) {
	shown = []Block{{Kind: Lead, Text: c.deadlineLine(d, tag)}}
	tellings := told(d, tag)
	if len(tellings) == 0 {
		shown = append(shown, Block{Kind: Para, Text: d.Action})
	}
	for i, t := range tellings[:min(len(tellings), 1+cardSources)] {
		if i == 0 {
			shown = append(shown, c.tellingBlock(t, len(tellings)-1, 0, tag))
		} else {
			rest = append(rest, c.tellingBlock(t, 0, 0, tag))
		}
	}
	shown = append(shown, c.remarks(d, tag)...)
	shown = append(shown, c.related(d, related, tag)...)
	return shown, rest
}

// remarks says what else is known of a duty: what replaced it, who helps,
// what people did about it.
func (c *Core) remarks(d ledger.Duty, tag string) []Block {
	var out []Block
	add := func(key string, args i18n.Args) {
		out = append(out, Block{Kind: Notice, Text: c.say(tag, key, args)})
	}
	if d.Status == ledger.Superseded && d.SupersededBy == "" {
		add("duty_ended", nil)
	}
	if d.Status == ledger.Proposed {
		add("duty_proposed", nil)
	}
	if a := d.Correction; a != nil {
		key := "duty_corrected"
		if c.sourceDeadline(d) == "" {
			key = "duty_corrected_new"
		}
		add(key, i18n.Args{"Role": c.say(tag, "role_"+a.Role, nil), "Day": c.Catalog.Day(tag, corpus.DayOf(a.At.In(c.Zone))),
			"Words": c.foreign(c.sourceDeadline(d), c.toldIn(d), tag)})
	}
	if p := d.Progress; p != nil && p.State != "" && p.State != "none" {
		add("duty_progress", i18n.Args{"Percent": strconv.Itoa(p.Percent), "State": c.say(tag, "progress_"+p.State, nil), "Day": c.Catalog.Day(tag, corpus.DayOf(p.At.In(c.Zone)))})
		if p.Note != "" {
			add("duty_note", i18n.Args{"Note": c.apart(shorten(p.Note, 200), tag)})
		}
	}
	if d.Product != "" {
		add("duty_product", i18n.Args{"Product": c.foreign(shorten(strings.Join(strings.Fields(d.Product), " "), 160), c.toldIn(d), tag)})
	}
	if len(d.Cooperating) > 0 {
		var names []string
		for _, a := range d.Cooperating[:min(len(d.Cooperating), 4)] {
			names = append(names, c.agencyName(a, c.toldIn(d), tag))
		}
		if len(d.Cooperating) > 4 {
			names = append(names, "…")
		}
		add("calendar_cooperating", i18n.Args{"Agencies": strings.Join(names, c.comma(tag))})
	}
	return out
}

// sourceDeadline gives the deadline's words in a duty's best document.
func (c *Core) sourceDeadline(d ledger.Duty) string {
	for _, t := range d.Tellings {
		if t.DeadlineText != "" {
			return t.DeadlineText
		}
	}
	return ""
}

// related shows the duties that replaced one or contradict it, each with its
// quote.
func (c *Core) related(d ledger.Duty, others []ledger.Duty, tag string) []Block {
	var out []Block
	say := func(key, id string) {
		i := slices.IndexFunc(others, func(o ledger.Duty) bool { return o.ID == id })
		if i < 0 {
			return
		}
		other := others[i]
		out = append(out, Block{Kind: Notice, Text: c.say(tag, key, i18n.Args{"Deadline": c.deadlineLine(other, tag)})})
		if t := told(other, tag); len(t) > 0 {
			out = append(out, c.tellingBlock(t[0], 0, cardAction, tag))
		}
	}
	if d.SupersededBy != "" {
		say("duty_replaced", d.SupersededBy)
	}
	for _, id := range d.Conflicts[:min(len(d.Conflicts), 2)] {
		say("duty_conflict", id)
	}
	return out
}
