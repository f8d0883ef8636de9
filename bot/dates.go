package main

import (
	"bufio"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/handlers/wire"
)

// datesCommand reads the time expressions of texts.
type datesCommand struct {
	Text         string `arg:"" optional:"" help:"The text."`
	File         string `help:"One text a line; - is standard input." placeholder:"F"`
	TextLanguage string `name:"text-language" help:"The text's language; told from the text if not given." placeholder:"TAG"`
}

func (datesCommand) needs() access { return nothing }

func (d *datesCommand) run(_ context.Context, c *call) error {
	tag := ""
	if d.TextLanguage != "" {
		var ok bool
		if tag, ok = lang.Tag(d.TextLanguage); !ok {
			return usageError{fmt.Errorf("--text-language %q is none of %s", d.TextLanguage, strings.Join(lang.Tags(), " "))}
		}
	}
	words, err := lexicon.Load(overlay(filepath.Join(c.installation.dir, "lexicon")))
	if err != nil {
		return fmt.Errorf("read the lexicon: %w", err)
	}
	holidays, err := calendar.LoadHolidays(overlay(c.installation.dir))
	if err != nil {
		return err
	}
	finders := map[string]*calendar.Finder{}
	detector := lang.NewDetector(words.Common())
	out := bufio.NewWriter(c.out)
	return eachQuestion(c, d.Text, d.File, func(text string) error {
		tag := tag
		if tag == "" {
			tag = detector.Detect(text, "")
		}
		if finders[tag] == nil {
			finders[tag] = calendar.NewFinder(words.Language(tag)).WithHolidays(holidays)
		}
		found := finders[tag].Said(text, c.now())
		if c.settings.JSON {
			if err := writeJSON(out, wireDates(text, found)); err != nil {
				return err
			}
			return out.Flush()
		}
		for _, date := range found {
			if _, err := fmt.Fprintln(out, dateLine(text, date)); err != nil {
				return err
			}
		}
		if d.File != "" {
			fmt.Fprintln(out)
		}
		return out.Flush()
	})
}

// wireDates gives what was found in a text as other programs read it.
func wireDates(text string, found []calendar.Date) wire.Dates {
	w := wire.Dates{Text: text, Dates: []wire.Date{}}
	for _, d := range found {
		w.Dates = append(w.Dates, wire.Date{Words: text[d.Start:d.End], Start: d.Start, End: d.End, From: dayOrNull(d.First), To: dayOrNull(d.Last), Relation: string(d.Relation),
			Precision: string(d.Precision), Recurrence: d.Recurrence, Within: d.Within, WorkingDays: d.WorkingDays, Continuous: d.Continuous, Problem: string(d.Problem)})
	}
	return w
}

func dayOrNull(d corpus.Day) *string {
	if d == "" {
		return nil
	}
	s := string(d)
	return &s
}

// dateLine writes one time expression for a person: its words, its days, and
// what else is known of it.
func dateLine(text string, d calendar.Date) string {
	parts := []string{text[d.Lead:d.End]}
	switch {
	case d.First != "" && d.First == d.Last:
		parts = append(parts, string(d.First))
	case d.First != "" || d.Last != "":
		parts = append(parts, string(d.First)+" … "+string(d.Last))
	}
	for _, s := range []string{string(d.Relation), string(d.Precision), d.Within, strings.ReplaceAll(d.Recurrence, "\n", " "), string(d.Problem)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if d.WorkingDays {
		parts = append(parts, "working days")
	}
	if d.Continuous {
		parts = append(parts, "continuous")
	}
	return strings.Join(parts, "\t")
}
