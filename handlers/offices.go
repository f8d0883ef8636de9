package handlers

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/offices"
)

// nationalPortal is where people look up their files if no register names
// another page: the national public service portal.
const nationalPortal = "https://dichvucong.gov.vn"

// Bounds of answers about offices.
const (
	offeredOffices = 5   // that a question which one is meant offers
	nearestOffices = 3   // that are told for a point
	officeWords    = 2   // that a question for an office may say besides, and
	officeWordsOf  = 8   // where the person tells where they live: what they come for
	fileWords      = 4   // that a question for one's own file may say of it
	rowRunes       = 600 // characters of a register's row that are cited
)

// Offices finds the offices that words name. Where Found is not Sure, or has
// several, the person has to say which one is meant.
func (c *Core) Offices(ctx context.Context, q offices.Query) (offices.Found, error) {
	if c.OfficeBook == nil {
		return offices.Found{}, nil
	}
	register, err := c.OfficeBook.Now(ctx)
	if err != nil {
		return offices.Found{}, fmt.Errorf("find an office: %w", err)
	}
	return register.Find(q), nil
}

// OfficeFor gives the offices that take papers for the people of a place:
// place is what a person told, "phường Hàng Bạc, Hoàn Kiếm" or only "hang
// bac"; level is that of the authority as a procedure words it ("Cấp xã",
// "Cấp Tỉnh"), or empty: the commune's. Several offices are for the person to
// choose from; none means that no register knows the place for sure, and then
// nothing is to be said of it.
func (c *Core) OfficeFor(ctx context.Context, place, level string, viewer corpus.Viewer) ([]offices.Office, error) {
	if c.OfficeBook == nil {
		return nil, nil
	}
	found, err := c.Offices(ctx, offices.Query{Text: place, Told: true, Level: c.OfficeBook.LevelOf(level), Viewer: viewer})
	if err != nil || !found.Sure && len(found.Offices) < 2 {
		return nil, err
	}
	return found.Offices, nil
}

// NearestOffices gives the offices nearest to a point, the nearest first.
func (c *Core) NearestOffices(ctx context.Context, p corpus.MapPoint, viewer corpus.Viewer) ([]offices.Neighbour, error) {
	if c.OfficeBook == nil || !p.OnEarth() {
		return nil, nil
	}
	register, err := c.OfficeBook.Now(ctx)
	if err != nil {
		return nil, fmt.Errorf("find the nearest offices: %w", err)
	}
	return register.Near(p, nearestOffices, viewer), nil
}

// askOffice answers a question for an office or for the person's own file; ok
// is false for any other question. Such answers are not kept: they tell where
// somebody lives.
func (c *Core) askOffice(ctx context.Context, q answer.Question, begun time.Time) (a answer.Answer, ok bool, err error) {
	asked, may := c.Answerer.OfficeQuestion(q)
	if !may {
		return a, false, nil
	}
	register := offices.NewRegister(nil, nil)
	if c.OfficeBook != nil {
		if register, err = c.OfficeBook.Now(ctx); err != nil {
			return a, false, fmt.Errorf("find an office: %w", err)
		}
	}
	view := answer.OfficeView{Asked: asked, Any: register.Any(q.Viewer)}
	if view.Any {
		view.Found = register.Find(offices.Query{Text: asked.Text, Frame: asked.Frame, Told: asked.Self, Viewer: q.Viewer})
	} else if asked.Want != answer.WantFile && !asked.Coded {
		return a, false, nil
	}
	switch {
	case asked.Coded, asked.Want == answer.WantFile && view.Found.Left <= fileWords:
		c.fileView(&view, register, q.Viewer)
	case !asksOffice(asked, view.Found):
		return a, false, nil
	default:
		view.Choose = len(view.Found.Offices) > 1 || len(view.Found.Offices) == 1 && !view.Found.Sure
		view.Unknown = len(view.Found.Offices) == 0
	}
	a = answer.Answer{ID: c.Answerer.NewID(), Question: asked.Text, Language: asked.Language, Intent: answer.General, Office: &view}
	if !view.Choose {
		if err := citeOffices(&a, view.Found.Offices); err != nil {
			return a, false, err
		}
	}
	if a.Answered = len(a.Citations) > 0; a.Answered {
		a.Confidence = 1
	} else {
		a.Reason = answer.NotFound
	}
	a.Took = time.Since(begun)
	return a, true, nil
}

// fileView says where people look up a file, and keeps the office that was
// named for sure.
func (c *Core) fileView(view *answer.OfficeView, register *offices.Register, v corpus.Viewer) {
	view.Asked.Want = answer.WantFile
	if f := &view.Found; len(f.Offices) != 1 || !f.Sure {
		f.Offices = nil
		view.Lookup = register.Lookup(nil, v)
	} else {
		view.Lookup = register.Lookup(&f.Offices[0], v)
	}
	if view.Lookup == "" {
		view.Lookup, view.Portal = nationalPortal, true
	}
}

// asksOffice reports whether a question is for an office: it asks for one and
// names its place, and says nothing else; or it is such a name alone.
func asksOffice(asked answer.OfficeQuestion, f offices.Found) bool {
	if len(f.Offices) > 0 || f.NoKind {
		switch {
		case asked.Want == "" && !asked.Self:
			return (f.Unit || len(f.Kinds) > 0 && f.Typed != "") && f.Sure && f.Left == 0 && len(asked.Frame) == 0
		case asked.Self:
			return f.Left == 0 || asked.Want != "" && f.Left <= officeWordsOf
		case f.Unit || len(f.Kinds) > 0, f.Sure && asked.Want != answer.WantOffice:
			return f.Left <= officeWords
		}
		return f.Sure && f.Left == 0
	}
	if asked.Want == "" {
		return false
	}
	switch {
	case f.Wide:
		return f.Left <= officeWords
	case f.Typed != "" && f.Unit:
		return f.Left <= officeWords+wordsOf(f.Typed)
	case f.Typed != "" && asked.Self:
		first, _ := utf8.DecodeRuneInString(f.Typed)
		return unicode.IsUpper(first) && f.Left <= officeWords+wordsOf(f.Typed)
	case f.Typed == "" && len(f.Kinds) > 0: // "UBND ở đâu?": of which ward
		for _, k := range f.Kinds {
			if k != "one_stop" && k != "committee" {
				return false
			}
		}
		return f.Left == 0
	}
	return false
}

func wordsOf(s string) int { return len(strings.Fields(s)) }

// citeOffices cites the rows of offices, each cut at the end of a cell where
// it is too long.
func citeOffices(a *answer.Answer, list []offices.Office) error {
	for _, o := range list[:min(len(list), offeredOffices)] {
		ct, err := citeOffice(o)
		if err != nil {
			return err
		}
		a.Citations = append(a.Citations, answer.Citation{Citation: ct, Score: 1})
	}
	return nil
}

func citeOffice(o offices.Office) (corpus.Citation, error) {
	row := o.Document.PassageText(o.Passage)
	end := o.Passage.End
	if utf8.RuneCountInString(row) > rowRunes {
		n := 0
		for i := range row {
			if n++; n > rowRunes {
				end = o.Passage.Start + i
				if cell := strings.LastIndex(row[:i], " |"); cell > 0 {
					end = o.Passage.Start + cell + len(" |")
				}
				break
			}
		}
	}
	ct, err := corpus.Cite(o.Document, o.Passage, o.Passage.Start, end)
	if err != nil {
		return ct, fmt.Errorf("cite an office: %w", err)
	}
	return ct, nil
}
