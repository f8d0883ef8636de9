package grounding

// Checked is what is left of a summary.
type Checked struct {
	Kept      []Sentence
	Dropped   map[Reason]int
	Withdrawn bool // nothing is to be shown of it
}

// Tally takes the verdicts on a summary's sentences one by one, as they come.
type Tally struct {
	kept, all int
	poisoned  bool
	dropped   map[Reason]int
	sentences []Sentence
}

// Add counts a verdict.
func (t *Tally) Add(s Sentence, why Reason) {
	t.all++
	if why == "" {
		t.kept++
		t.sentences = append(t.sentences, s)
		return
	}
	if t.dropped == nil {
		t.dropped = map[Reason]int{}
	}
	t.dropped[why]++
	t.poisoned = t.poisoned || why == Poisoned
}

// Len gives how many verdicts were taken.
func (t *Tally) Len() int { return t.all }

// Shown reports whether what was kept so far may be shown: nothing discredits
// the summary, and no more was dropped than kept.
func (t *Tally) Shown() bool { return !t.poisoned && t.kept > 0 && 2*t.kept >= t.all }

// Checked gives what is left in the end.
func (t *Tally) Checked() Checked {
	out := Checked{Dropped: t.dropped, Withdrawn: !t.Shown()}
	if !out.Withdrawn {
		out.Kept = t.sentences
	}
	return out
}

// Lost counts the sentences that were dropped.
func (c Checked) Lost() int {
	n := 0
	for _, k := range c.Dropped {
		n += k
	}
	return n
}

// Summary checks all sentences of a summary.
func (c *Checker) Summary(sentences []Sentence, tag string, passages []Passage) Checked {
	var t Tally
	for _, s := range sentences {
		t.Add(s, c.Check(s, tag, passages))
	}
	return t.Checked()
}
