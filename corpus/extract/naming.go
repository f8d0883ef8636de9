package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus/lang"
)

// role is what a phrase of a namings tree does.
type role uint8

const (
	isBody       role = iota + 1 // names a body or a collective
	isPart                       // names a part of a collective
	isLocal                      // names a kind of local bodies
	isProvince                   // names a province
	isTitle                      // a person who stands for the body behind
	isHead                       // opens a name
	isNoBody                     // looks like a name and is none
	isEnd                        // ends a name
	isCollective                 // names a collective, without list
	isInside                     // goes on a name
	isForeign                    // another State
	isReference                  // names a body again
	isPlace                      // names a province or city again
	isPronoun                    // stands for the body that the sentence before is about
	isArticle                    // does where no noun follows
	isUpon                       // puts a duty on that body
	isDoer                       // stands for who does what a passive verb tells
	isAsked                      // stands for the body that is asked
	isSelf                       // stands for the body that speaks: we
	isOwner                      // stands for the body whose something does what is told: its findings
)

// naming is a phrase and what it does.
type naming struct {
	role    role
	id      string   // of an agency; of a part, its name
	marks   []string // folded with Vietnamese marks, nil where it has none
	words   []string // folded
	exact   bool     // the words have to be just these, no other forms of them
	raw     string   // of an abbreviation: as written
	capital bool     // counts only with a capital letter
	short   bool     // other bodies' names begin so
	many    bool     // of a head: names several bodies
	verb    bool     // of an end: one of the words that tell of duties
	alone   bool     // of a part: names bodies outside a list too; of a head of several: heads one name as well
	commas  uint64   // a bit for each word that stands behind a comma
	bare    string   // the last word without its article, where the name has one; it counts only with something in front
}

// namings is a tree of phrases by the roots of their words.
type namings struct {
	next  map[string]*namings
	named []naming
}

// add puts a phrase into the tree.
func (n *namings) add(tag, phrase string, is naming) {
	words := lang.Words(phrase)
	if len(words) == 0 {
		return
	}
	if last := words[len(words)-1].Folded; lang.RightToLeft(tag) && is.role != isPart && lang.Root(tag, last) != last {
		is.bare = lang.Root(tag, last)
	}
	marked := false
	is.words, is.marks = nil, nil
	for k, w := range words {
		if k > 0 && k < 64 && strings.Contains(phrase[words[k-1].End:w.Start], ",") {
			is.commas |= 1 << k
		}
		marked = marked || w.Marked != "" && strings.ContainsFunc(w.Marked, markedLatin)
		is.marks = append(is.marks, markedForm(w))
		is.words = append(is.words, w.Folded)
		key := lang.Root(tag, w.Folded)
		if n.next == nil {
			n.next = map[string]*namings{}
		}
		if n.next[key] == nil {
			n.next[key] = &namings{}
		}
		n = n.next[key]
	}
	if !marked || lang.Stems(tag) && !is.exact { // elsewhere marks change with a word's form
		is.marks = nil
	}
	for _, have := range n.named {
		if have.role == is.role && have.id == is.id && slices.Equal(have.marks, is.marks) && have.raw == is.raw && have.capital == is.capital && have.commas == is.commas && slices.Equal(have.words, is.words) {
			return
		}
	}
	n.named = append(n.named, is)
}

func markedLatin(r rune) bool { return r > 0x7f && r < 0x2000 && lang.FoldRune(r) < 0x80 }

// find gives the longest phrase at word i and how many words it has; of
// several that have the same words, the first added.
func (n *namings) find(text, tag string, words []lang.Word, i int) (naming, int) {
	if i >= len(words) {
		return naming{}, 0
	}
	at := i
	if !lang.Stems(tag) { // the root is the word, and most open nothing
		if n = n.next[words[i].Folded]; n == nil {
			return naming{}, 0
		}
		at++
	}
	if best, length := n.walk(text, tag, words, i, at); length > 0 {
		return *best, length
	}
	return naming{}, 0
}

func (n *namings) walk(text, tag string, words []lang.Word, first, i int) (best *naming, length int) {
	if i < len(words) && n.next != nil && (i == first || !breaks(text[words[i-1].End:words[i].Start])) {
		switch {
		case !lang.Stems(tag): // the root is the word
			if next := n.next[words[i].Folded]; next != nil {
				best, length = next.walk(text, tag, words, first, i+1)
			}
		default:
			var buffer [16]string
			for _, root := range lang.Roots(buffer[:0], tag, words[i].Folded) {
				if next := n.next[root]; next != nil {
					if is, l := next.walk(text, tag, words, first, i+1); l > length {
						best, length = is, l
					}
				}
			}
		}
	}
	if length > 0 || i == first {
		return best, length
	}
	closest := -1
	for k := range n.named {
		is := &n.named[k]
		if same := is.sameForms(words[first:i]); same > closest && is.fits(text, words[first:i]) {
			best, length, closest = is, i-first, same
		}
	}
	return best, length
}

// sameForms tells how many words stand in the form of the phrase: where forms of one
// and of several bodies share their roots, that tells them apart. A form onto whose
// front something is written counts a little, and most the one with the most letters:
// "מהמרכז" is from "המרכז", with its article, and not "מרכז".
func (is *naming) sameForms(words []lang.Word) int {
	n := 0
	for k, w := range words {
		switch form := is.words[k]; {
		case w.Folded == form:
			n += wholeForm
		case strings.HasSuffix(w.Folded, form):
			n += len(form)
		}
	}
	return n
}

// wholeForm is what a word in the form of the phrase counts, more than any part of one.
const wholeForm = 1 << 10

// breaks reports that what stands between two words ends every name.
func breaks(gap string) bool { return strings.ContainsAny(gap, ".;:\n()!?|/") && gap != "." }

// fits reports whether words are those of the phrase in every respect that
// counts for it.
func (is *naming) fits(text string, words []lang.Word) bool {
	if is.raw != "" {
		return text[words[0].Start:words[len(words)-1].End] == is.raw && !joined(text, words)
	}
	if is.bare != "" && words[len(words)-1].Folded == is.bare || is.role == isProvince && len(words) == 1 && !strings.HasSuffix(words[0].Folded, is.words[0]) {
		return false // a place of one word keeps its letters, whatever is written onto it
	}
	if rest := text[words[len(words)-1].End:]; strings.HasPrefix(rest, "- ") && is.role != isEnd {
		return false // the beginning of a compound: "Post- en Telecommunicatiegroep"
	}
	for k, w := range words {
		if k > 0 && k < 64 {
			switch gap := text[words[k-1].End:w.Start]; {
			case gap == "-" && is.marks != nil:
				return false // part of an address
			case is.commas>>k&1 == 0 && strings.ContainsAny(gap, ",،"):
				return false // two names
			}
		}
		if is.exact && w.Folded != is.words[k] {
			return false
		}
		if is.role == isEnd && is.marks != nil && markedForm(w) != is.marks[k] {
			return false // what ends a name is no part of one that looks alike without marks
		}
		if w.Marked == "" || !strings.ContainsFunc(w.Marked, markedLatin) {
			continue
		}
		if is.marks == nil || w.Marked != is.marks[k] {
			if is.marks == nil && !is.exact {
				continue // a foreign letter in a language whose words are kept by their roots
			}
			return false
		}
	}
	if !is.capital || capitalAt(text, words[0]) && (is.role != isProvince || is.marks == nil || capitalAt(text, words[len(words)-1])) {
		return true
	}
	return typedLow(text)
}

// shortText is how many bytes a text has at most that may be typed without
// any capital letter.
const shortText = 300

// typedLow reports a short text without capital letters: a question as people
// type it.
func typedLow(text string) bool {
	return len(text) <= shortText && !strings.ContainsFunc(text, unicode.IsUpper)
}

func markedForm(w lang.Word) string {
	if w.Marked != "" {
		return w.Marked
	}
	return w.Folded
}

// joined reports that words are part of a document's number or another code.
func joined(text string, words []lang.Word) bool {
	start, end := words[0].Start, words[len(words)-1].End
	return start > 0 && strings.IndexByte("/-_@.", text[start-1]) >= 0 || end < len(text) && strings.IndexByte("/_@", text[end]) >= 0
}

func capitalAt(text string, w lang.Word) bool {
	r, _ := utf8.DecodeRuneInString(text[w.Start:])
	return unicode.IsUpper(r)
}
