package ledger

// weights of the parts of a subject, how much it counts that they agree.
var weights = [kinds]float64{object: 4, field: 3, body: 2, act: 2, theme: 1, plain: 0.5}

// evidence is how much one shared concept tells, in units of an object.
var evidence = [kinds]float64{object: 1, field: 1, body: 0.7, act: 0.5, theme: 0.3, plain: 0.1}

// otherObject is what is left of the agreement of two subjects that name
// different results.
const otherObject = 0.7

// otherNumber is what numbers tell against a pair of which each has one that
// the other lacks.
const otherNumber = 1.0

// otherFields is what it tells against a pair that each names fields, and none
// in common.
const otherFields = 1.2

// furtherObject is how much each object in common beside the first tells.
const furtherObject = 0.4

// Words that no concept explains may be what two tellings are about, and
// differ: each takes off so much evidence, but only so many count, as long
// sentences have many.
const (
	otherWords = 0.4
	manyWords  = 3
)

// fullSentence is how many words two subjects must have for their likeness to
// count in full: "report the results" is said of many things.
const fullSentence = 6

// alike is how two subjects agree.
type alike struct {
	score    float64 // 0 to 1
	evidence float64 // how much is shared, in objects
	known    float64 // evidence without what words that nobody knows take off
	against  bool    // one says what the other excludes
	numbers  bool    // each names a number that the other does not
	counts   bool    // a share, a number, a year or a place differs
}

// Of what stands in a telling beside its concepts, so much evidence is in one
// thing that both name.
const (
	sharedBody    = 0.3
	sharedPlace   = 0.7
	sharedSpelled = 0.7
	sharedAround  = 0.25 // of a field that one names, and the other's quote or heading
	mostAround    = 0.5
	sharedCalled  = 0.5 // of what the names of unknown leads speak of
	mostCalled    = 1.5
)

// subjects compares what two tellings order.
//
// Within one language the words decide, weighted by how rare they are, and
// the concepts help; across languages only concepts, numbers, names and places
// can. A share, a number or a place that differs is another duty.
func (b *Builder) subjects(i, j int32) alike {
	x, y := &b.facts[i], &b.facts[j]
	numbers, others := x.numbers, y.numbers
	if x.language != y.language { // 3.900 tỷ is 3.9 trillion
		numbers, others = x.figures, y.figures
	}
	if apart(x.percents, y.percents) || apart(numbers, others) || apart(x.years, y.years) || apart(x.places, y.places) {
		return alike{against: true, counts: true}
	}
	var num, den, shown float64
	for k := range kinds {
		cx, cy := x.concepts[k], y.concepts[k]
		switch shared := common(cx, cy); {
		case len(cx) == 0 && len(cy) == 0:
		case len(cx) == 0 || len(cy) == 0:
			if k < act {
				den += 0.15 * weights[k]
			}
			switch k { // the other may be about anything
			case object:
				shown -= 0.3
			case field:
				shown -= 0.6
			}
		default:
			num += weights[k] * overlap(float64(shared), float64(len(cx)), float64(len(cy)))
			den += weights[k]
			told := b.told(cx, cy)
			if k == object { // a plan is an arrangement too
				told = min(told, 1) + furtherObject*max(0, told-1)
			}
			shown += evidence[k] * told
		}
	}
	otherNumbers := differ(numbers, others) || differ(x.percents, y.percents)
	shares := common(x.percents, y.percents)
	if x.language != y.language { // 70% is "70 prosent"
		if len(y.percents) == 0 {
			shares += common(x.percents, y.numbers)
		}
		if len(x.percents) == 0 {
			shares += common(y.percents, x.numbers)
		}
	}
	for n, shared := range [...]int{shares, common(numbers, others), common(x.places, y.places), common(x.spelled, y.spelled)} {
		if shared > 0 && !(otherNumbers && n < 2) {
			num += 3
			den += 3
			shown += float64(shared) * [...]float64{1.5, 1, sharedPlace, sharedSpelled}[n]
		}
	}
	if x.language != y.language && len(x.called) > 0 && len(y.called) > 0 {
		if n := common(x.called, y.called); n > 0 {
			shown += min(mostCalled, sharedCalled*float64(n))
		} else {
			shown -= sharedCalled
		}
	}
	shown += sharedBody * float64(common(x.bodies, y.bodies))
	shown += min(mostAround, sharedAround*float64(common(x.concepts[field], y.around)+common(x.around, y.concepts[field])))
	concepts := 0.0
	if den > 0 {
		concepts = num / den
	}
	objects, fields := apart(x.concepts[object], y.concepts[object]), apart(x.concepts[field], y.concepts[field])
	doubt := 1.0
	switch {
	case otherNumbers:
		doubt = 0.35
		shown -= otherNumber
	case fields:
		doubt = 0.5
		shown -= otherFields
	case apart(x.concepts[act], y.concepts[act]):
		doubt = 0.8
	}
	unexplained := min(x.unexplained(b.tellings[i].Language == "vi"), y.unexplained(b.tellings[j].Language == "vi"))
	if x.language != y.language {
		out := alike{score: doubt * concepts, evidence: shown - otherWords*min(unexplained, manyWords), known: shown, numbers: otherNumbers}
		switch {
		case objects && (fields || common(x.concepts[field], y.concepts[field]) == 0):
			return alike{against: true}
		case objects:
			out.score *= otherObject
			out.evidence -= 0.5
			out.known -= 0.5
		}
		return out
	}
	words := b.sharedWords(x.words, y.words)
	if x.exact == y.exact {
		words = 1
	}
	if apart(x.names, y.names) || objects && words < 0.6 {
		return alike{against: true}
	}
	length := min(1, float64(min(len(x.words), len(y.words)))/fullSentence)
	told := 3 * words * length * length
	switch {
	case words >= 0.9:
		return alike{score: words, evidence: shown + told}
	case apart(x.rest, y.rest): // what is not explained differs: perhaps it is what they are about
		return alike{score: doubt * (0.55*words + 0.45*concepts), evidence: shown - 1.5*otherWords*min(unexplained, manyWords)}
	case den == 0:
		return alike{score: words, evidence: told}
	}
	return alike{score: doubt * (0.55*words + 0.45*concepts), evidence: shown + told}
}

// A concept tells as much as one that few tellings name, or less; not even one
// in most of them tells nothing.
const (
	fewTell   = 2.5
	leastTold = 0.3
)

// told gives how much the concepts tell that two lists share: each up to 1.
func (b *Builder) told(x, y []int32) float64 {
	sum, i, j := 0.0, 0, 0
	for i < len(x) && j < len(y) {
		switch {
		case x[i] < y[j]:
			i++
		case y[j] < x[i]:
			j++
		default:
			sum += exact(max(leastTold, min(1, b.rarity.weight(x[i])/fewTell)))
			i++
			j++
		}
	}
	return sum
}

// sharedWords gives, from 0 to 1, how far two subjects in one language use
// the same words; a rare word counts for more.
func (b *Builder) sharedWords(x, y []int32) float64 {
	var shared, sx, sy float64
	i, j := 0, 0
	for i < len(x) || j < len(y) {
		switch {
		case j == len(y) || i < len(x) && x[i] < y[j]:
			sx += b.rarity.weight(x[i])
			i++
		case i == len(x) || y[j] < x[i]:
			sy += b.rarity.weight(y[j])
			j++
		default:
			w := b.rarity.weight(x[i])
			shared, sx, sy = shared+w, sx+w, sy+w
			i++
			j++
		}
	}
	if sx == 0 || sy == 0 {
		return 0
	}
	return overlap(shared, sx, sy)
}

// overlap gives, from 0 to 1, how far two sets are the same: the mean of the
// share of the smaller that is common and of Dice's coefficient, so that a
// telling that leaves half out still agrees with the full one.
func overlap(shared, x, y float64) float64 {
	return (shared/min(x, y) + 2*shared/(x+y)) / 2
}

// common counts the entries that two sorted lists share.
func common(x, y []int32) int {
	n, i, j := 0, 0, 0
	for i < len(x) && j < len(y) {
		switch {
		case x[i] < y[j]:
			i++
		case y[j] < x[i]:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return n
}

// differ reports whether each list says something that the other does not.
func differ(x, y []int32) bool {
	n := common(x, y)
	return n < len(x) && n < len(y)
}

// apart reports whether both lists say something, and nothing of it alike.
func apart(x, y []int32) bool { return len(x) > 0 && len(y) > 0 && common(x, y) == 0 }
