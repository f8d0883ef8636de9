package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vanthu/corpus"
	"vanthu/corpus/calendar"
	"vanthu/corpus/format"
	"vanthu/corpus/lang"
)

// headBlocks is how many blocks from the top may carry the number, place and
// date of a document.
const headBlocks = 12

// headRunes is the longest block, in characters, that may be a line of the
// head; longer ones are text.
const headRunes = 250

// headBytes is how much of a block of the head is looked at.
const headBytes = 2000

// headLines gives the blocks at the top of a text, long ones cut; below tells
// from which of them on the headings of its parts have begun.
func headLines(t format.Text) (lines []string, below int) {
	below = headBlocks
	for _, b := range t.Blocks {
		s := strings.TrimSpace(t.Body[b.Start:b.End])
		if len(s) > headBytes {
			s = strings.ToValidUTF8(s[:headBytes], "")
		}
		if s != "" {
			if b.Kind == format.HeadingBlock && b.Level > 1 {
				below = min(below, len(lines))
			}
			lines = append(lines, s)
		}
		if len(lines) == headBlocks {
			break
		}
	}
	return lines, min(below, len(lines))
}

// titleLine is how many lines of names of bodies may stand above the line that
// names the text itself.
const titleLine = 5

// ownNumber finds the number that a text carries itself: alone behind "Số:"
// at the top, or in a title that is no more than the type, the number and the
// day. A title that says more is about the document: "Resolution 57-NQ/TW, a
// new impulse".
func (d *Describer) ownNumber(t format.Text, tag string, head []string) Number {
	for i, s := range head {
		if !atMost(s, headRunes) || len(fullNumbers(s)) == 0 {
			continue
		}
		numbers := d.x.Numbers(s, tag)
		if len(numbers) == 0 || numbers[0].Form == "" {
			continue
		}
		n := numbers[0]
		before := lang.Words(s[:n.Start])
		switch {
		case len(before) == 0 && d.endsBehind(s[n.End:], tag), len(before) == 1 && d.x.of(tag).numberWords[before[0].Folded]:
			return n // "Số: 118/2025/NĐ-CP   Hà Nội, ngày …"
		case i < titleLine && d.namesItself(s, n, tag):
			return n
		}
	}
	if n := d.x.Numbers(t.Meta.Title, tag); len(n) > 0 && n[0].Form != "" && d.namesItself(t.Meta.Title, n[0], tag) {
		return n[0]
	}
	return Number{}
}

// namesItself reports a title such as "Nghị quyết số 57-NQ/TW" or "Nghị quyết
// số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về …".
func (d *Describer) namesItself(title string, n Number, tag string) bool {
	before := lang.Words(title[:n.Start])
	return len(before) > 0 && len(before) <= 5 && d.x.of(tag).opensWithType(title[:n.Start], tag) && d.endsBehind(title[n.End:], tag)
}

// endsBehind reports whether nothing but a day or place and day follows.
func (d *Describer) endsBehind(rest, tag string) bool {
	words := lang.Words(rest)
	if len(words) == 0 {
		return true
	}
	for _, date := range d.x.finders[tag].Find(rest, "") {
		between := lang.Words(rest[:date.Start])
		return len(between) == 0 || len(between) <= 2 && d.issuedWords(between, tag) || placeBefore(rest[:date.Start]) != ""
	}
	return false
}

func (d *Describer) issuedWords(between []lang.Word, tag string) bool {
	for _, w := range between {
		if !d.x.of(tag).issued[w.Folded] {
			return false
		}
	}
	return true
}

// opensStory is what stands between a report's place and day and its first sentence:
// "HANOI, 5 March 2026 – The ministry", "(VNA) – ".
var opensStory = regexp.MustCompile(`^\s*(?:\([^()]{1,40}\)\s*)?[-–—:]\s`)

// gluedDay is a day at the end of a line without a space in front, as pages print
// the source and the day of an article: "Báo Nhân Dân15/10/2025".
var gluedDay = regexp.MustCompile(`(\p{L})(\d{1,2}/\d{1,2}/\d{4})$`)

// issued finds the place and day of issue at the top of a text: a line of
// place and day, or a report's first that they open; else a day behind the document's own number; else a day in a
// short line near the top.
func (d *Describer) issued(head []string, tag string, own Number) (place string, day corpus.Day) {
	var behind, short corpus.Day
	for i, s := range head {
		if i > 2 && !atMost(s, headRunes) {
			continue
		}
		s = gluedDay.ReplaceAllString(s, "$1 $2")
		dates := d.x.finders[tag].Find(s, "")
		if len(dates) == 0 {
			continue
		}
		runes := utf8.RuneCountInString(s)
		numbers := d.x.Numbers(s, tag)
		for _, date := range dates {
			if date.Precision != corpus.DayPrecision {
				continue
			}
			from := 0 // the number may stand on the same line
			for _, n := range numbers {
				if n.End > date.Start {
					break
				}
				from = n.End
				if gap := s[n.End:date.Start]; n.Key == own.Key && behind == "" && len(gap) < 40 && d.issuedWords(lang.Words(gap), tag) {
					behind = date.First
				}
			}
			if p := placeBefore(s[from:date.Start]); p != "" && (runes <= headRunes || opensStory.MatchString(s[date.End:])) {
				return p, date.First
			}
			if short == "" && runes <= 90 && i < 8 && (len(numbers) == 0 && dateline(s, date) || d.labelled(s[:date.Start], tag)) {
				short = date.First
			}
		}
	}
	if behind != "" {
		return "", behind
	}
	return "", short
}

// enclosedWith gives the day of the document that a text is an annex of, as a line of
// its own in brackets tells under the title: "(issued with Decision No. 512/QĐ-TTg of
// 20 March 2026)".
func (d *Describer) enclosedWith(head []string, tag string) corpus.Day {
	for _, s := range head {
		if !strings.HasPrefix(s, "(") || !strings.HasSuffix(s, ")") || !atMost(s, headRunes) {
			continue
		}
		numbers := d.x.Numbers(s, tag)
		for _, date := range d.x.finders[tag].Find(s, "") {
			if len(numbers) == 1 && date.Precision == corpus.DayPrecision && date.Start > numbers[0].End && d.issuedWords(lang.Words(s[numbers[0].End:date.Start]), tag) {
				return date.First
			}
		}
	}
	return ""
}

// labelled reports a word for the day of issue and a colon in front of a day:
// "Date: ".
func (d *Describer) labelled(before, tag string) bool {
	words := lang.Words(before)
	return len(words) > 0 && d.issuedWords(words[len(words)-1:], tag) && strings.Contains(before[words[len(words)-1].End:], ":")
}

// dateline reports a line that a day opens or ends and that is no sentence,
// list item or table row: "Báo Nhân Dân 15/10/2025".
func dateline(s string, date calendar.Date) bool {
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "|") || strings.ContainsRune(".;:", lastRune(s)) {
		return false
	}
	return strings.TrimSpace(s[:date.Start]) == "" || strings.Trim(s[date.End:], " )|") == ""
}

var placeName = regexp.MustCompile(`(?:\p{Ll}{1,3}\.\s+)?(\p{Lu}[\p{L}.]*(?:(?:\s|\s-\s)\p{Lu}\p{L}*){0,3}),\s*$`)

// placeBefore reads the place in front of a day, "Hà Nội, " (Decree
// 30/2020/NĐ-CP, annex I); nothing else may stand in front of it.
func placeBefore(s string) string {
	m := placeName.FindStringSubmatchIndex(s)
	if m == nil || strings.TrimFunc(s[:m[0]], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) != "" {
		return ""
	}
	return s[m[2]:m[3]]
}

// letterhead reports a line of the head that only texts as issued carry: the
// name of the State or the Party in capitals, alone or beside the issuer's.
func (w *words) letterhead(s string) bool {
	capitals := capitalLine(s)
	if !capitals && !w.opensMark(s) {
		return false
	}
	folded := foldedWords(s)
	for _, mark := range w.marks {
		if folded == mark || strings.HasPrefix(folded, mark+" ") && endsInMotto(s) || capitals && strings.Contains(folded, mark) {
			return true
		}
	}
	return false
}

// mottoWords is how many words the name of the State and its motto have at most.
const mottoWords = 16

// endsInMotto reports a line of few words that ends in three parted by dashes:
// "Independence - Freedom - Happiness".
func endsInMotto(s string) bool {
	return strings.Count(s, " - ")+strings.Count(s, " – ") == 2 && !strings.ContainsAny(s, ".,;:،؛") && len(lang.Words(s)) <= mottoWords
}

// opensMark reports a line that begins with the first word of a mark.
func (w *words) opensMark(s string) bool {
	start, end, _ := lang.NextWord(s, 0)
	first := lang.Fold(s[start:end])
	return slices.ContainsFunc(w.marks, func(mark string) bool { return strings.HasPrefix(mark, first) })
}

// issuer gives the agency of the letterhead: the first one named in the lines
// of capitals that stand above the text, with what it is part of in front
// ("ỦY BAN NHÂN DÂN" above "TỈNH LÂM ĐỒNG").
func (d *Describer) issuer(head []string, tag string) string {
	var lines []string
	for i, s := range head {
		if i >= 4 || utf8.RuneCountInString(s) > 120 || !capitalLine(s) {
			break
		}
		lines = append(lines, s)
	}
	text := strings.Join(lines, " ")
	words := lang.Words(text)
	var named []Mention
	for _, t := range [...]string{tag, "vi"} {
		for _, m := range d.x.Mentions(text, t, words) {
			if m.ID != "" {
				named = append(named, m)
			}
		}
	}
	if len(named) == 0 {
		return ""
	}
	name := d.x.lexicon.AgencyName(named[0].ID, "vi")
	front := strings.Trim(text[:named[0].Start], " -–*")
	if words := foldedWords(front); words == "" || d.x.lexicon.Stop(tag, words) || strings.Contains(foldedWords(name), words) || d.x.of("vi").letterhead(front) {
		return name
	}
	return sentenceCase(front) + " " + lowerFirst(name)
}

// sentenceCase gives words in capitals as they stand in a sentence; short
// abbreviations stay.
func sentenceCase(s string) string {
	if utf8.RuneCountInString(s) <= 5 && !strings.Contains(s, " ") {
		return s
	}
	lower := strings.ToLower(s)
	r, size := utf8.DecodeRuneInString(lower)
	return string(unicode.ToUpper(r)) + lower[size:]
}

func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[size:]
}
