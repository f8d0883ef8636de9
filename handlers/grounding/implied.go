package grounding

import (
	"slices"

	"vanthu/corpus/extract"
)

// inviting are the concepts of asking others to come, who may not have come, and hosting
// those of who speaks at a meeting.
var inviting = []string{"act.invite", "plain.invite"}

// gathers reports whether a word tells of the meeting where the passages tell who was
// present, or of being present where they tell of the meeting.
func (e *evidence) gathers(r *reading, i int) bool {
	meeting, there := shares(r.at[i], meetings), shares(r.at[i], attending)
	return (meeting || there) && slices.ContainsFunc(e.texts, func(x *reading) bool {
		return !x.speaks(inviting) && (meeting && r.speaks(attending) && x.speaks(attending) || there && x.speaks(gatherings))
	})
}

// issues reports whether a word tells that a document was issued, of which the passages
// tell the date that the sentence tells, and those whom it names beside it.
func (e *evidence) issues(r *reading, i int) bool {
	if !shares(r.at[i], dating) || len(r.docs) != 1 || len(r.days) != 1 {
		return false
	}
	return slices.ContainsFunc(e.texts, func(x *reading) bool {
		return slices.ContainsFunc(x.docs, func(n extract.Number) bool {
			return n.Key == r.docs[0].Key && slices.ContainsFunc(x.days, func(have day) bool { return r.days[0].at(have) && x.dates(n, have) }) &&
				!slices.ContainsFunc(r.bodies, func(m extract.Mention) bool { return m.ID != "" && !x.namesBeside(n, m) })
		})
	})
}

// namesBeside reports whether a body stands near the number of a document, and no other
// document between them.
func (x *reading) namesBeside(n extract.Number, m extract.Mention) bool {
	first, last := x.within(n.Start, n.End)
	return slices.ContainsFunc(x.bodies, func(o extract.Mention) bool {
		from, to := x.within(o.Start, o.End)
		if o.ID != m.ID {
			return false
		}
		if to < first {
			return first-to <= issuingWords && !x.documentBetween(to, first)
		}
		return from-last <= issuingWords && !x.documentBetween(last, from)
	})
}

// heading are the concepts of who is at the head of a committee.
var heading = []string{"field.chair-of-committee", "plain.person-at-head"}

// heads reports whether a word tells who is at the head of a committee, where the passages
// tell who leads or chairs it: its head is the secretary, for headed by the secretary.
func (e *evidence) heads(r *reading, i int) bool {
	return shares(r.at[i], heading) && slices.ContainsFunc(e.texts, func(x *reading) bool { return x.has("lead", "lead") && !x.has("lead", "help") })
}
