package answer

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
	"vanthu/handlers/procedures"
	"vanthu/index"
)

// Procedures gives the names of procedures; procedures.Register is one.
type Procedures interface {
	Catalogue(ctx context.Context) (*procedures.Catalogue, error)
}

// How well a name has to fit a question that asks for one of its fields, that
// is worded as one about procedures, and any other.
type fitting struct{ share, score float64 }

var (
	fitsField    = fitting{0.8, 0.4}
	shortName    = fitting{0.95, 0.5} // the same without any wording of a question
	holdsAll     = fitting{0.9, 0.25} // of a question for a field that is worded as one about procedures
	fitsIntent   = fitting{0.7, 0.5}
	fitsAnything = fitting{0.85, 0.7}
)

func (f fitting) met(m procedures.Match) bool { return m.Share >= f.share && m.Score >= f.score }

// Bounds of the choices offered where several procedures fit.
const (
	mostChoices = 5
	wholeName   = 0.8   // of a name that the question holds, from which on that one is meant
	nearShare   = 0.95  // of the best share of the question, and
	nearScore   = 0.8   // of the best score, from which others may be meant too
	tiedScore   = 0.995 // likewise, where the best is meant
	mostNear    = 3     // that are named where none fits

	// readersScore is the share of the best score from which on a procedure
	// told of in the reader's language comes before it: pairs of words make
	// names longer in some languages.
	readersScore = 0.6
)

// Procedure answers a question that names a procedure: with the field that it
// asks for, else with what people ask first. ok is false where it names none;
// Choices are then those that come near.
func (a *Answerer) Procedure(ctx context.Context, q Question) (out Answer, ok bool, err error) {
	if a.procedures == nil || len(q.Text) > 4*QuestionRunes {
		return out, false, nil
	}
	begun := a.clock()
	u := a.Understand(q)
	if len(u.tokens) == 0 || u.Intent == Smalltalk {
		return out, false, nil
	}
	out = Answer{ID: a.NewID(), Question: u.Whole, Language: u.Language, Intent: Procedure}
	if u.Follows && len(q.Follows.Documents) > 0 {
		d, err := a.open(ctx, q.Follows.Documents[0], q.Viewer)
		if err != nil {
			return out, false, err
		}
		if d != nil && d.Procedure != nil {
			ok, err := a.goOnProcedure(ctx, q, u, d, &out)
			out.Took = a.clock().Sub(begun)
			if ok || err != nil {
				return out, ok, err
			}
		}
	}
	if u.Follows && !u.adds() {
		return out, false, nil
	}
	catalogue, err := a.procedures.Catalogue(ctx)
	if err != nil || catalogue.Len() == 0 {
		return out, false, err
	}
	found := catalogue.Find(procedures.Query{Text: u.Text, Language: u.Language, Viewer: q.Viewer}, mostChoices+1)
	if len(found) == 0 {
		return out, false, nil
	}
	found = readersFirst(found, u.Language)
	best := found[0]
	asked := a.fieldsBeside(best, u.Language)
	field := ""
	if len(asked) > 0 {
		field = asked[0]
	}
	needed := fitsAnything
	switch {
	case field != "":
		needed = fitsField
	case u.Intent == Procedure:
		needed = fitsIntent
	case u.Intent == Duty && !a.namesBody(u):
		needed = fitsIntent // "con dấu bị mất phải làm gì"
	case u.Intent == Duty || u.Intent == Deadline || u.Intent == Document:
		return out, false, nil
	}
	few := holdsAll.met(best) && (u.Intent == Procedure || u.Intent == General && field != "") || u.Intent == General && shortName.met(best)
	if !needed.met(best) && !few {
		if field != "" || u.Intent == Procedure {
			for _, m := range found {
				if m.Share >= namedShare && m.Score >= nearScore*best.Score && len(out.Choices) < mostNear {
					out.Choices = append(out.Choices, m.Named)
				}
			}
		}
		return out, false, nil
	}
	d, err := a.ranker.Texts.Document(ctx, best.ID)
	if errors.Is(err, index.ErrGone) {
		return out, false, nil
	}
	if err != nil {
		return out, false, fmt.Errorf("answer: %w", err)
	}
	if d.Procedure == nil {
		return out, false, nil
	}
	out.Confidence = min(best.Score, best.Share)
	least := nearScore
	if best.Whole >= wholeName || field != "" && needed.met(best) {
		least = tiedScore
	}
	for _, m := range found[1:] {
		if m.Score >= least*best.Score && m.Share >= nearShare*best.Share && !sameProcedure(m, best) && len(out.Choices) < mostChoices-1 {
			out.Choices = append(out.Choices, m.Named)
		}
	}
	if len(out.Choices) > 0 {
		namesakes := slices.ContainsFunc(out.Choices, func(n procedures.Named) bool { return lang.Fold(n.Title) == lang.Fold(best.Title) })
		out.Choices = append([]procedures.Named{best.Named}, out.Choices...)
		if namesakes { // nothing in the question tells them apart: which one is asked for has to be said first
			out.Choose = field
			field = ""
		}
	}
	if len(asked) > 1 {
		told := slices.IndexFunc(asked, func(f string) bool {
			return slices.ContainsFunc(FieldSpans(d, f), func(s corpus.Span) bool { return !s.Empty() })
		})
		if told > 0 && field != "" { // what it tells comes first
			asked[0], asked[told] = asked[told], asked[0]
			field = asked[0]
		}
		out.Besides = asked[1:]
	}
	out.Case = a.caseOf(u, best, d, field)
	err = a.fillField(d, field, &out)
	out.Took = a.clock().Sub(begun)
	return out, true, err
}

// readersFirst puts the best procedure that is told of in the language of the
// question first, where it fits nearly as well as one that is told of in
// another: the same service stands in several documents.
func readersFirst(found []procedures.Match, tag string) []procedures.Match {
	if len(found) == 0 || found[0].Language == tag {
		return found
	}
	best := found[0]
	i := slices.IndexFunc(found, func(m procedures.Match) bool {
		return m.Language == tag && m.Share >= nearShare*best.Share && (m.Score >= readersScore*best.Score || sameProcedure(m, best))
	})
	if i <= 0 {
		return found
	}
	return slices.Concat(found[i:i+1], found[:i], found[i+1:])
}

// sameProcedure reports whether two documents in different languages tell of
// one procedure: they give it the same code.
func sameProcedure(m, o procedures.Match) bool {
	return m.Code != "" && m.Code == o.Code && m.Language != o.Language
}

// readersOwn puts what the reader's own language tells of a field of a
// procedure in place of what another language does.
func (a *Answerer) readersOwn(ctx context.Context, q Question, u Understood, out *Answer) error {
	if !out.Across || out.Procedure == nil || u.Field == "" || a.procedures == nil {
		return nil
	}
	other := out.Procedure.Document
	if other.Language == u.Language || !slices.ContainsFunc(FieldSpans(other, u.Field), func(s corpus.Span) bool {
		return out.Citations[0].Document.ID == other.ID && out.Citations[0].Start() < s.End && s.Start < out.Citations[0].End()
	}) {
		return nil
	}
	catalogue, err := a.procedures.Catalogue(ctx)
	if err != nil {
		return err
	}
	named, ok := catalogue.Coded(other.Procedure.Code, u.Language, q.Viewer)
	if !ok {
		return nil
	}
	d, err := a.open(ctx, named.ID, q.Viewer)
	if err != nil || d == nil || d.Procedure == nil || !slices.ContainsFunc(FieldSpans(d, u.Field), func(s corpus.Span) bool { return !s.Empty() }) {
		return err
	}
	out.Citations, out.Across = nil, false
	return a.fillField(d, u.Field, out)
}

// namedShare is the least share of a name's words that a procedure has to
// hold to be taken for the one that somebody named.
const namedShare = 0.5

// NamedProcedure gives the procedure that a text names, and others that fit
// nearly as well; a nil document where none fits.
func (a *Answerer) NamedProcedure(ctx context.Context, q Question) (d *corpus.Document, others []procedures.Named, language string, err error) {
	u := a.Understand(q)
	if a.procedures == nil {
		return nil, nil, u.Language, nil
	}
	catalogue, err := a.procedures.Catalogue(ctx)
	if err != nil {
		return nil, nil, u.Language, err
	}
	found := readersFirst(catalogue.Find(procedures.Query{Text: u.Text, Language: u.Language, Viewer: q.Viewer}, mostChoices+1), u.Language)
	for i, m := range found {
		switch {
		case i == 0 && m.Share >= namedShare:
			if d, err = a.ranker.Texts.Document(ctx, m.ID); err != nil && !errors.Is(err, index.ErrGone) {
				return nil, nil, u.Language, fmt.Errorf("open the procedure: %w", err)
			}
		case sameProcedure(m, found[0]):
		case m.Score >= nearScore*found[0].Score || d == nil && len(others) < suggested:
			others = append(others, m.Named)
		}
	}
	return d, others, u.Language, nil
}

// Yielding gives procedures by which one gets a paper that another asks for:
// those whose result the paper's name holds.
func (a *Answerer) Yielding(ctx context.Context, paper, tag string, v corpus.Viewer) ([]procedures.Named, error) {
	if a.procedures == nil {
		return nil, nil
	}
	catalogue, err := a.procedures.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	return catalogue.Yielding(paper, tag, v, mostChoices), nil
}

// namesBody reports whether a question names a body of the State or the Party.
func (a *Answerer) namesBody(u Understood) bool {
	return slices.ContainsFunc(a.describer.Mentions(u.Text, u.Language, lang.Words(u.Text)), func(m extract.Mention) bool { return m.ID != "" })
}

// fieldsBeside gives the fields that a question asks for, outside of the words
// that name the procedure ("kết quả" may be part of a title): the one asked
// for in the most words first, then the others in their order. Where the only
// question words stand in some of the wordings ("nộp hồ sơ khai tử ở đâu",
// "where do I hand in the papers"), those come first: the others name what is
// done there.
func (a *Answerer) fieldsBeside(m procedures.Match, tag string) []string {
	var beside []lexicon.Match
	for _, f := range a.fields[tag].Find(lang.Words(m.Asked)) {
		if !slices.ContainsFunc(m.Within, func(s corpus.Span) bool { return f.Start >= s.Start && f.End <= s.End }) {
			beside = append(beside, f)
		}
	}
	asks := a.asksItself(lang.Words(m.Asked), beside, tag)
	slices.SortStableFunc(beside, func(x, y lexicon.Match) int {
		if asks[x.First] != asks[y.First] {
			if asks[x.First] {
				return -1
			}
			return 1
		}
		return y.Len - x.Len
	})
	var out []string
	for _, f := range beside {
		if !slices.Contains(out, f.Value) {
			out = append(out, f.Value)
		}
	}
	return out
}

// asksItself tells, by first word, which wordings of fields hold a question
// word. It is empty where another question word stands apart from them, which
// may ask for any of them.
func (a *Answerer) asksItself(words []lang.Word, fields []lexicon.Match, tag string) map[int]bool {
	out := map[int]bool{}
	in := make([]bool, len(words))
	questions := a.questions[tag].All(words)
	for _, f := range fields {
		for _, q := range questions {
			if q.First >= f.First && q.First+q.Len <= f.First+f.Len {
				out[f.First] = true
			}
		}
		if out[f.First] { // and the "do" of "where do"
			for i := f.First; i <= min(f.First+f.Len, len(words)-1); i++ {
				in[i] = true
			}
		}
	}
	for _, q := range questions {
		if !in[q.First] {
			return nil
		}
	}
	return out
}

// overview is the fields of a procedure shown where none was asked for.
var overview = [...]string{"time_limit", "fee", "office"}

// ProcedureField answers with a field of a procedure; with what people ask
// first where the field is empty.
func (a *Answerer) ProcedureField(d *corpus.Document, field string) (Answer, error) {
	out := Answer{Language: d.Language, Intent: Procedure, Confidence: 1}
	return out, a.fillField(d, field, &out)
}

// fillField quotes what a procedure's document says of a field; of the first
// things people ask for where the field is empty.
func (a *Answerer) fillField(d *corpus.Document, field string, out *Answer) error {
	out.Procedure, out.Field, out.Whole = &ProcedureView{Document: d, Procedure: d.Procedure}, field, true
	fields := []string{field}
	if field == "" {
		fields = overview[:]
	}
	for _, f := range fields {
		quotes, err := a.Field(d, f)
		if err != nil {
			return err
		}
		if field == "" && len(quotes) > 1 {
			quotes = quotes[:1]
		}
		for _, c := range quotes[:min(len(quotes), fieldCitations)] {
			if slices.ContainsFunc(out.Citations, func(have Citation) bool { return have.Start() == c.Start() }) {
				continue // one line may tell the time limit and the fee
			}
			out.Citations = append(out.Citations, Citation{Citation: c, Score: out.Confidence})
		}
	}
	if len(out.Citations) == 0 && field == "" && len(d.Passages) > 0 { // it says nothing of those: its first words stand for it
		start, end := fit(d.Text, d.Passages[0].Start, d.Passages[0].End)
		c, err := corpus.Cite(d, d.Passages[0], start, end)
		if err != nil {
			return err
		}
		out.Citations = append(out.Citations, Citation{Citation: c, Score: out.Confidence})
	}
	for _, c := range out.Citations {
		out.Bodies = a.appendBodies(out.Bodies, c.Citation)
	}
	out.Answered = len(out.Citations) > 0
	if !out.Answered {
		out.Reason = NoField
	}
	return nil
}

// Bodies gives the bodies that quotes name, each naming once.
func (a *Answerer) Bodies(quotes ...corpus.Citation) []Body {
	var out []Body
	for _, c := range quotes {
		out = a.appendBodies(out, c)
	}
	return out
}

func (a *Answerer) appendBodies(to []Body, c corpus.Citation) []Body {
	quote := c.Quote()
	for _, m := range a.describer.Mentions(quote, c.Document.Language, lang.Words(quote)) {
		if body := (Body{m.ID, quote[m.Start:m.End]}); m.ID != "" && !slices.Contains(to, body) {
			to = append(to, body)
		}
	}
	return to
}
