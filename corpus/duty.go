package corpus

// Duty is what one document says that an agency has to do: one telling of it.
// Several documents may tell the same duty; joining them is the ledger's work.
// All spans lie in the document's text.
type Duty struct {
	ID          string    `json:"id"`      // unique in the document, made from its words, so that it survives changes elsewhere in the text
	Passage     string    `json:"passage"` // ID of the passage it stands in
	Quote       Span      `json:"quote"`   // the sentence, list item or table row that says it
	Action      Span      `json:"action"`  // what is to be done
	Product     Span      `json:"product"` // what it results in: a decree, a plan, a database
	Leads       []Agency  `json:"leads,omitempty"`
	Cooperating []Agency  `json:"cooperating,omitempty"`
	Deadline    *Deadline `json:"deadline,omitempty"` // nil where the document sets none
	Force       Force     `json:"force"`
	Amends      []string  `json:"amends,omitempty"` // keys of the documents whose deadline it moves or ends, as extract gives keys of numbers; "*" where it moves one without naming the document
	Review      []Doubt   `json:"review,omitempty"` // what a person should look at
}

// Agency is a body of the Party or the State as a document names it.
type Agency struct {
	Name Span   `json:"name"`
	ID   string `json:"id,omitempty"` // of the lexicon; empty for a body that it does not know
}

// Force tells what a telling does to its duty.
type Force string

// The forces.
const (
	Ordered    Force = "ordered"    // it has to be done
	Expected   Force = "expected"   // it is expected or planned, not ordered
	Aim        Force = "aim"        // it is striven for
	Superseded Force = "superseded" // it no longer holds: an old deadline, quoted beside the new one
	Ended      Force = "ended"      // it need not be done any more
)

// Deadline is by when a duty has to be done: the words as written and what
// they mean.
type Deadline struct {
	Text        Span      `json:"text"`            // the words as written
	Start       Day       `json:"start,omitempty"` // the first day of a range or of an open end
	Due         Day       `json:"due,omitempty"`   // the day named; of a month, quarter, half or year its last day; empty where there is none to tell
	Relation    Relation  `json:"relation,omitempty"`
	Precision   Precision `json:"precision,omitempty"`
	AtEnd       bool      `json:"at_end,omitempty"` // the words say the end of the month, quarter, half or year: "before the end of April"
	Within      string    `json:"within,omitempty"` // a period after an event, as an ISO 8601 duration: P10D
	WorkingDays bool      `json:"working_days,omitempty"`
	Recurrence  string    `json:"recurrence,omitempty"` // RFC 5545: "RRULE:FREQ=MONTHLY;INTERVAL=6"
	Continuous  bool      `json:"continuous,omitempty"` // "regularly": all the time, without any date
	Basis       Basis     `json:"basis,omitempty"`
}

// Precision is how exactly a time expression names a time.
type Precision string

// The precisions.
const (
	DayPrecision     Precision = "day"
	WeekPrecision    Precision = "week"
	MonthPrecision   Precision = "month"
	QuarterPrecision Precision = "quarter"
	HalfPrecision    Precision = "half" // of a year
	YearPrecision    Precision = "year"
	RangePrecision   Precision = "range"
)

// Relation is how the time meant lies to the time named.
type Relation string

// The relations.
const (
	Before Relation = "before" // ahead of the day named
	By     Relation = "by"     // on the day named at the latest
	In     Relation = "in"     // during the time named
	Within Relation = "within" // a period after an event
	Every  Relation = "every"  // again and again
	From   Relation = "from"   // from the time named on
)

// Basis tells how a date was come by.
type Basis string

// The bases.
const (
	Explicit     Basis = "explicit"      // written out
	YearInferred Basis = "year-inferred" // the year is the document's
	Relative     Basis = "relative"      // reckoned from the document's day or another day it names
)

// Doubt is why a person should look at a duty before relying on it.
type Doubt string

// The doubts.
const (
	ImpossibleDay  Doubt = "impossible-day"  // 31 February
	ImplausibleDay Doubt = "implausible-day" // the year 3025, or a day before the document's own
	SeveralDates   Doubt = "several-dates"   // more than one date could be the deadline
	NoHeader       Doubt = "no-header"       // a table whose columns were guessed
	NoYear         Doubt = "no-year"         // neither the text nor the document tells the year
)
