package export

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/i18n"
	"vanthu/handlers/ledger"
)

// Calendar writes duties as iCalendar (RFC 5545).
//
// A deadline on a day is an all-day event. So is that of a week, month,
// quarter, half or range, on its last day, which its summary says. A duty
// that recurs is an event that recurs, from its first day on; every month
// without a day is on its last. What has no day, a bare year among it, is a
// to-do without a due date: no day is invented.
// Events of open duties have alarms. Duties that are done or superseded stay
// under their old UID, without alarms, as done or cancelled.
type Calendar struct {
	Catalog  *i18n.Catalog
	Language string
	Now      time.Time // for DTSTAMP
	Alarms   []int     // days before the day
}

// Write writes the duties.
func (c Calendar) Write(w io.Writer, duties []ledger.Duty) error {
	b := &lines{}
	b.add("BEGIN", "VCALENDAR")
	b.add("VERSION", "2.0")
	b.add("PRODID", "-//Vanthu//Duties//"+strings.ToUpper(c.Language))
	b.add("CALSCALE", "GREGORIAN")
	b.text("X-WR-CALNAME", c.Catalog.Say(c.Language, "calendar_name", nil))
	for _, d := range duties {
		c.duty(b, d)
	}
	b.add("END", "VCALENDAR")
	if _, err := io.WriteString(w, b.b.String()); err != nil {
		return fmt.Errorf("write the calendar: %w", err)
	}
	return nil
}

func (c Calendar) duty(b *lines, d ledger.Duty) {
	at := c.occurrence(d)
	kind := "VEVENT"
	if at.first == "" {
		kind = "VTODO"
	}
	b.add("BEGIN", kind)
	b.add("UID", d.ID+"@vanthu")
	b.add("DTSTAMP", c.Now.UTC().Format("20060102T150405Z"))
	if at.first != "" {
		t, _ := at.first.Time()
		b.add("DTSTART;VALUE=DATE", t.Format("20060102"))
		b.add("DTEND;VALUE=DATE", t.AddDate(0, 0, 1).Format("20060102"))
		b.add("TRANSP", "TRANSPARENT") // a deadline takes no time of the day
		if at.rule != "" {
			b.add("RRULE", at.rule)
		}
	}
	b.text("SUMMARY", c.summary(d, at))
	b.text("DESCRIPTION", c.description(d))
	if len(d.Leads) > 0 {
		b.text("CATEGORIES", d.Leads[0].Text)
	}
	if len(d.Tellings) > 0 && d.Tellings[0].URL != "" {
		b.add("URL", strings.Map(printable, d.Tellings[0].URL))
	}
	b.add("STATUS", status(d, kind))
	if d.Status == ledger.Proposed || d.Status == ledger.Superseded {
		b.add("X-VANTHU-STATUS", strings.ToUpper(string(d.Status)))
	}
	if kind == "VTODO" && d.Progress != nil {
		b.add("PERCENT-COMPLETE", strconv.Itoa(min(max(d.Progress.Percent, 0), 100)))
	}
	if kind == "VEVENT" && (d.Status == ledger.Open || d.Status == ledger.Overdue) {
		for _, days := range c.Alarms {
			b.add("BEGIN", "VALARM")
			b.add("ACTION", "DISPLAY")
			b.text("DESCRIPTION", c.summary(d, at))
			b.add("TRIGGER", "-P"+strconv.Itoa(days)+"D")
			b.add("END", "VALARM")
		}
	}
	b.add("END", kind)
}

// status gives the STATUS of a component (RFC 5545, 3.8.1.11).
func status(d ledger.Duty, kind string) string {
	switch event := kind == "VEVENT"; {
	case d.Status == ledger.Superseded:
		return "CANCELLED"
	case event && d.Status == ledger.Proposed:
		return "TENTATIVE"
	case event:
		return "CONFIRMED"
	case d.Status == ledger.Done:
		return "COMPLETED"
	case d.Progress != nil && d.Progress.Percent > 0:
		return "IN-PROCESS"
	}
	return "NEEDS-ACTION"
}

// occurrence is when a duty's event is.
type occurrence struct {
	first corpus.Day // empty where no day is told
	rule  string     // by which it recurs
	atEnd bool       // the day is only the last one of the time named
}

func (c Calendar) occurrence(d ledger.Duty) (o occurrence) {
	l := d.Deadline
	if l == nil || l.Continuous {
		return o
	}
	if l.Recurrence != "" {
		told := corpus.DayOf(c.Now)
		if len(d.Tellings) > 0 && d.Tellings[0].Issued != "" {
			told = d.Tellings[0].Issued
		}
		o.first, o.rule, o.atEnd = recurring(*l, told)
		return o
	}
	if _, ok := l.Due.Time(); !ok || l.Precision == corpus.YearPrecision {
		return o
	}
	return occurrence{first: l.Due, atEnd: l.Precision != corpus.DayPrecision && l.Precision != ""}
}

// summary is what a calendar shows of a duty: its action and its lead, and
// what the day alone does not tell.
func (c Calendar) summary(d ledger.Duty, at occurrence) string {
	s := oneLine(d.Action)
	if s == "" && len(d.Tellings) > 0 {
		s = oneLine(d.Tellings[0].Quote)
	}
	if len(d.Leads) > 0 {
		s += " · " + oneLine(d.Leads[0].Text)
	}
	switch d.Status {
	case ledger.Done, ledger.Superseded, ledger.Proposed:
		s = c.Catalog.Say(c.Language, "status_"+string(d.Status), nil) + ": " + s
	}
	said := c.deadline(d)
	if said == "" {
		return s
	}
	switch {
	case at.first == "":
		return c.Catalog.Say(c.Language, "calendar_no_day", i18n.Args{"Duty": s, "Period": said})
	case at.atEnd:
		return c.Catalog.Say(c.Language, "calendar_period", i18n.Args{"Duty": s, "Period": said})
	case d.Deadline.Relation == corpus.Before, at.rule != "":
		return s + " (" + said + ")"
	}
	return s
}

// deadline says by when a duty has to be done, in the document's words where
// there are no others.
func (c Calendar) deadline(d ledger.Duty) string {
	if d.Deadline == nil {
		return ""
	}
	if said := c.Catalog.Deadline(c.Language, *d.Deadline); said != "" {
		return said
	}
	return oneLine(d.DeadlineText)
}

// description quotes the sources of a duty.
func (c Calendar) description(d ledger.Duty) string {
	var parts []string
	if said := c.deadline(d); said != "" {
		parts = append(parts, said)
	}
	if len(d.Cooperating) > 0 {
		var names []string
		for _, a := range d.Cooperating {
			names = append(names, oneLine(a.Text))
		}
		parts = append(parts, c.Catalog.Say(c.Language, "calendar_cooperating", i18n.Args{"Agencies": strings.Join(names, ", ")}))
	}
	for _, t := range d.Tellings {
		source := []string{t.Title}
		if t.Number != "" && t.Standing != corpus.Report && !strings.Contains(t.Title, t.Number) {
			source = slices.Insert(source, 0, t.Number)
		}
		if t.Standing == corpus.Report || t.Standing == corpus.Translation {
			source = append(source, c.Catalog.Say(c.Language, "standing_"+string(t.Standing), nil))
		}
		if t.Issued != "" {
			source = append(source, c.Catalog.Day(c.Language, t.Issued))
		}
		parts = append(parts, oneLine(t.Quote)+"\n"+c.Catalog.Say(c.Language, "source", i18n.Args{"Source": oneLine(strings.Join(source, " · "))}))
	}
	return strings.Join(parts, "\n\n")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// lines are content lines (RFC 5545, 3.1).
type lines struct{ b strings.Builder }

// escape writes a text value (RFC 5545, 3.3.11).
var escape = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// text adds a property whose value is text.
func (l *lines) text(name, value string) {
	l.add(name, escape.Replace(strings.Map(printable, strings.ToValidUTF8(value, "\ufffd"))))
}

// printable drops control characters, which no value may have.
func printable(r rune) rune {
	if r < ' ' && r != '\n' || r == 0x7f {
		return -1
	}
	return r
}

// lineBytes is how long a line may be, without its end.
const lineBytes = 75

// add adds a line, folded between characters.
func (l *lines) add(name, value string) {
	line := name + ":" + value
	room := lineBytes
	for len(line) > room {
		n := room
		for n > 0 && line[n]&0xc0 == 0x80 { // inside of a character
			n--
		}
		l.b.WriteString(line[:n] + "\r\n ")
		line, room = line[n:], lineBytes-1
	}
	l.b.WriteString(line + "\r\n")
}
