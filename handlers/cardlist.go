package handlers

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
	"vanthu/handlers/ledger"
)

// dutyReply turns an answer of the ledger into what is shown at once and what
// is shown after "more": one duty with all there is to say of it, else a list
// of short cards.
func (c *Core) dutyReply(a answer.Answer, tag string) (shown, rest Reply) {
	shown, rest = Reply{Language: tag, Final: true}, Reply{Language: tag, Final: true}
	if single(a) {
		shown.Blocks, rest.Blocks = c.dutyBlocks(a.Duties[0], a.Related, tag)
		if a.Asked.Want == answer.WantWho {
			shown.Blocks[0].Text = c.leads(a.Duties[0], tag) + " · " + c.deadlineSaid(a.Duties[0], tag)
		}
		for i, d := range a.Duties[1:min(len(a.Duties), shownCards)] {
			rest.Blocks = append(rest.Blocks, c.cardBlocks(d, i+2, tag)...)
		}
		rest.Blocks = append(rest.Blocks, c.besides(a, tag)...)
		return shown, rest
	}
	return c.listReply(a, 0, tag)
}

// single reports whether an answer shows one duty and not a list.
func single(a answer.Answer) bool {
	list := a.Asked.Want == answer.WantList || a.Asked.Want == answer.WantCount
	return a.Asked.Subject != "" && (len(a.Duties) == 1 || !list)
}

// besides gives the quotes of an answer that are no duty's.
func (c *Core) besides(a answer.Answer, tag string) []Block {
	var out []Block
	for _, ct := range a.Citations {
		ofDuty := false
		for _, d := range a.Duties {
			for _, t := range d.Tellings {
				ofDuty = ofDuty || t.Document == ct.Document.ID && t.Start < ct.End() && ct.Start() < t.End
			}
		}
		if !ofDuty {
			out = append(out, c.quote(ct, tag))
		}
	}
	return out
}

// listReply shows a page of duties, counted from 0.
func (c *Core) listReply(a answer.Answer, page int, tag string) (shown, rest Reply) {
	shown, rest = Reply{Language: tag, Final: true}, Reply{Language: tag, Final: true}
	lead := c.listLead(a, tag)
	if most := c.mostLead(a, tag); most != "" {
		lead = most
	}
	from := min(page*pageCards, len(a.Duties))
	to := min(from+pageCards, len(a.Duties))
	if page > 0 {
		lead += " · " + c.say(tag, "list_page", i18n.Args{"From": strconv.Itoa(from + 1), "To": strconv.Itoa(to)})
	}
	shown.Blocks = append(shown.Blocks, Block{Kind: Lead, Text: lead})
	if items := c.countItems(a, tag); len(items) > 0 {
		shown.Blocks = append(shown.Blocks, Block{Kind: List, Items: items})
	}
	if len(a.Duties) == 0 && a.Others > 0 {
		shown.Blocks = append(shown.Blocks, Block{Kind: Para, Text: c.Catalog.SayN(tag, "list_others", a.Others, nil)})
	}
	if a.Beyond > 0 {
		shown.Blocks = append(shown.Blocks, Block{Kind: Para, Text: c.Catalog.SayN(tag, "list_beyond", a.Beyond, nil)})
	}
	for i, d := range a.Duties[from:to] {
		card := c.cardBlocks(d, from+i+1, tag)
		full := len(rest.Blocks) > 0 || i >= shownCards || i > 0 &&
			utf8.RuneCountInString(wording(Reply{Language: tag, Blocks: append(shown.Blocks[:len(shown.Blocks):len(shown.Blocks)], card...)})) > shownRunes
		if full {
			rest.Blocks = append(rest.Blocks, card...)
		} else {
			shown.Blocks = append(shown.Blocks, card...)
		}
	}
	return shown, rest
}

// countedAgencies is how many bodies are listed with their number of duties.
const countedAgencies = 5

// mostLead names the bodies that have the most of what was asked for.
func (c *Core) mostLead(a answer.Answer, tag string) string {
	var names []string
	for _, n := range a.Counts {
		if n.Open == a.Counts[0].Open && len(names) < shownCards {
			names = append(names, c.apart(first(c.Agencies.AgencyName(n.Agency, tag), n.Agency), tag))
		}
	}
	if len(names) == 0 {
		return ""
	}
	asked := *a.Asked
	asked.Agencies = nil
	key := "most_one"
	if len(names) > 1 {
		key = "most_each"
	}
	return upperFirst(c.say(tag, key, i18n.Args{"Agencies": strings.Join(names, c.comma(tag)), "Duties": lowerFirst(c.chosen(asked, a.Counts[0].Open, tag))}))
}

// countItems lists how many duties each body has, where they differ.
func (c *Core) countItems(a answer.Answer, tag string) []string {
	if len(a.Counts) == 0 || a.Counts[0].Open == a.Counts[len(a.Counts)-1].Open {
		return nil
	}
	var items []string
	for _, n := range a.Counts[:min(len(a.Counts), countedAgencies)] {
		items = append(items, c.apart(first(c.Agencies.AgencyName(n.Agency, tag), n.Agency), tag)+": "+c.Catalog.SayN(tag, "duties_count", n.Open, nil))
	}
	return items
}

// listLead says in one line how many duties were found, of what, and how many
// of them are late.
func (c *Core) listLead(a answer.Answer, tag string) string {
	s := c.chosen(*a.Asked, len(a.Duties), tag)
	late := 0
	for _, d := range a.Duties {
		if d.Status == ledger.Overdue {
			late++
		}
	}
	if late > 0 && a.Asked.Status != answer.AskedOverdue {
		s += c.semicolon(tag) + c.Catalog.SayN(tag, "list_late", late, nil)
	}
	return s
}

// chosen says a number of duties with what they were chosen by.
func (c *Core) chosen(asked answer.DutyQuestion, n int, tag string) string {
	s := c.Catalog.SayN(tag, "duties_count", n, nil)
	if n == 0 {
		s = c.say(tag, "duties_zero", nil)
	}
	with := func(key, name, value string) {
		s = c.say(tag, key, i18n.Args{"Duties": s, name: value})
	}
	if len(asked.Agencies) > 0 {
		with("list_of", "Agency", c.agencyNames(asked.Agencies, tag))
	}
	if asked.Subject != "" {
		with("list_about", "Subject", c.foreign(shorten(asked.Subject, 60), asked.Language, tag))
	}
	time := "list_due"
	if asked.Status != "" {
		with("list_"+asked.Status, "N", "")
		time = "list_time"
	}
	if asked.Cooperating {
		with("list_cooperating", "N", "")
	}
	if asked.Period != nil {
		if said := c.period(*asked.Period, tag); said != "" {
			with(time, "Time", said)
		}
	}
	if asked.Number != "" {
		with("list_document", "Number", c.apart(asked.Number, tag))
	}
	return upperFirst(s)
}

func (c *Core) agencyNames(ids []string, tag string) string {
	var names []string
	for _, id := range ids[:min(len(ids), cardLeads)] {
		names = append(names, c.withHolder(c.apart(first(c.Agencies.AgencyName(id, tag), id), tag), id, tag))
	}
	return strings.Join(names, c.comma(tag))
}

// period says when the duties asked for fall due, as it goes on in a sentence.
func (c *Core) period(p answer.Period, tag string) string {
	d := corpus.Deadline{Start: p.From, Due: p.To, Precision: p.Precision, Relation: p.Relation}
	switch {
	case p.To == "" && p.Precision != corpus.YearPrecision:
		d.Precision = corpus.DayPrecision
	case p.From != "" && p.From != p.To && p.Precision == corpus.DayPrecision:
		d.Precision = corpus.RangePrecision
	case p.Precision == corpus.DayPrecision:
		return lowerFirst(c.deadlineDay(d, tag))
	}
	if d.Relation == corpus.By || d.Relation == corpus.Before {
		if p.From != "" {
			d.Relation = corpus.In
		}
	}
	return lowerFirst(c.Catalog.Deadline(tag, d))
}

func lowerFirst(s string) string {
	if s == "" {
		return ""
	}
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[size:]
}
