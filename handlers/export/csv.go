// Package export writes for other programs: duties as CSV for spreadsheets
// and as iCalendar for calendars, procedures as linked data.
package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"vanthu/handlers/wire"
)

// byteOrderMark tells Excel that a file is UTF-8.
const byteOrderMark = "\ufeff"

// CSV writes duties as a table (RFC 4180) with a header row, its columns
// named as in JSON. Of several sources it has the best one.
func CSV(w io.Writer, duties []wire.Duty) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	var head []string
	for _, c := range row(wire.Duty{}) {
		head = append(head, c.column)
	}
	err := out.Write(head)
	for _, d := range duties {
		if err != nil {
			break
		}
		var cells []string
		for _, c := range row(d) {
			cells = append(cells, harmless(c.value))
		}
		err = out.Write(cells)
	}
	if out.Flush(); err == nil {
		err = out.Error()
	}
	if err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

// cell is one value of a row.
type cell struct{ column, value string }

func row(d wire.Duty) []cell {
	var l wire.Deadline
	if d.Deadline != nil {
		l = *d.Deadline
	}
	var p wire.Progress
	if d.Progress != nil {
		p = *d.Progress
	}
	var s wire.Source
	if len(d.Sources) > 0 {
		s = d.Sources[0]
	}
	var cooperating, leads []string
	for _, a := range d.Cooperating {
		cooperating = append(cooperating, a.Text)
	}
	for _, a := range d.Leads {
		leads = append(leads, a.Text)
	}
	return []cell{
		{"id", d.ID}, {"status", d.Status},
		{"due", known(l.Due)}, {"start", known(l.Start)}, {"relation", l.Relation}, {"precision", l.Precision}, {"deadline_text", l.Text},
		{"within", l.Within}, {"working_days", strconv.FormatBool(l.WorkingDays)}, {"recurrence", l.Recurrence}, {"basis", l.Basis},
		{"agency", d.Agency.Text}, {"agency_name", d.Agency.Name}, {"agency_id", d.Agency.ID}, {"cooperating", strings.Join(cooperating, "; ")},
		{"action", d.Action}, {"product", d.Product},
		{"progress", p.State}, {"percent", strconv.Itoa(p.Percent)}, {"note", p.Note}, {"result", p.Result},
		{"superseded_by", d.SupersededBy}, {"review", strings.Join(d.Review, "; ")}, {"sources", strconv.Itoa(len(d.Sources))},
		{"path", s.Path}, {"number", s.Number}, {"issued", s.Issued}, {"language", s.Language}, {"standing", s.Standing}, {"quote", s.Quote}, {"url", s.URL},
		{"leads", strings.Join(leads, "; ")}, // all of them; agency is the first
	}
}

func known(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// harmless keeps a spreadsheet from taking a text for a formula: it puts an
// apostrophe before one that opens as a formula does
// (https://owasp.org/www-community/attacks/CSV_Injection).
func harmless(s string) string {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " \u00a0"))
	if s != "" && (strings.ContainsRune("=+-@＝＋－＠", r) || strings.ContainsRune("\t\r\n", rune(s[0]))) {
		return "'" + s
	}
	return s
}
