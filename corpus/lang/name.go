package lang

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Name is a name as it may sound, by which it is compared across scripts and
// spellings: Pasteur, Пастер, פסטר and باستور are one, as are Liên Chiểu and
// Льен Тьеу.
//
// A name is its consonants in order, each any of several where a letter does
// not tell (Vietnamese d is д or з in Russian), with the vowels between them.
// Hebrew and Arabic leave vowels out; those that they write have to agree.
// Words are read one behind the other, as people join them: Нячанг is Nha
// Trang. Letters are read by what the transcriptions of Vietnamese into
// Russian, Hebrew and Arabic in use have for them, and by those of Western
// names. The way of comparing is that of phonetic keys: R. Russell, US patent
// 1261167 (Soundex), L. Philips, Hanging on the Metaphone, 1990.
type Name struct {
	readings []reading
	words    int
	exact    bool // h is not kh, uo not u
}

// Exact gives a name that is the same as another only where what alphabets tell apart, and a
// careless ear does not, agrees: Хай is Hải, and not Khải, which is Кхай.
func (n Name) Exact() Name {
	n.exact = true
	return n
}

// reading is one way of reading a name.
type reading struct {
	sounds   []sound
	last     vowels // behind the last consonant
	unspoken bool   // its script leaves vowels out
}

// sound is a consonant with the vowels in front of it.
type sound struct {
	vowels vowels
	consonants
	optional bool // some spellings leave it out
}

// vowels is a set of kinds of vowels; none where none is written.
type vowels uint8

const (
	open      vowels = 1 << iota // a
	front                        // e, i
	back                         // o, u
	muffled                      // one between them, or of two ways of speaking
	unwritten                    // by itself: any or none; beside others: they may be silent
	gliding                      // beside others: u that glides into o
)

// consonants is a set of consonants.
type consonants uint32

const (
	sB consonants = 1 << iota
	sP
	sF
	sV
	sT
	sC // ch, tr
	sD
	sZ
	sK
	sH
	sG
	sJ
	sS
	sL
	sM
	sN
	sR
)

// keyLetters are the letters of keys, by consonant: those that scripts do not
// tell apart share one.
const keyLetters = "pppp" + "tt" + "dd" + "k" + "h" + "gg" + "s" + "l" + "m" + "n" + "r"

// readings that a name has at most, and keys.
const (
	mostReadings = 12
	mostKeys     = 12
)

// ReadName reads the words of a name.
func ReadName(words ...string) Name {
	n := Name{words: len(words)}
	for i, w := range words {
		if i == 0 {
			n.readings = readWord(w, true, len(words) == 1)
			continue
		}
		var more []reading
		for _, next := range readWord(w, false, i == len(words)-1) {
			for _, r := range n.readings {
				if len(more) < mostReadings {
					more = append(more, r.with(next))
				}
			}
		}
		n.readings = more
	}
	n.readings = slices.DeleteFunc(n.readings, func(r reading) bool { return len(r.sounds) == 0 })
	return n
}

// with gives a reading with another one behind it.
func (r reading) with(next reading) reading {
	out := reading{sounds: slices.Concat(r.sounds, next.sounds), last: next.last, unspoken: r.unspoken || next.unspoken}
	if at := len(r.sounds); len(next.sounds) > 0 {
		out.sounds[at].vowels |= r.last
	} else {
		out.last |= r.last
	}
	return out
}

// Consonants gives how many consonants a name has at most.
func (n Name) Consonants() int {
	most := 0
	for _, r := range n.readings {
		most = max(most, len(r.sounds))
	}
	return most
}

// Keys gives what a name is found by: each two names that are the same share
// one. least is the least number of consonants of a key.
func (n Name) Keys(least int) []string {
	var out []string
	for _, r := range n.readings {
		if len(r.sounds) < least {
			continue
		}
		if key, ok := r.key(); ok {
			out = append(out, key)
			continue
		}
		keys := []string{""}
		for _, s := range r.sounds {
			letters := s.letters()
			var more []string
			for i := range len(letters) {
				for _, k := range keys {
					if len(more) < mostKeys {
						more = append(more, k+letters[i:i+1])
					}
				}
			}
			keys = more
		}
		out = append(out, keys...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// key gives the only key of a reading; ok is false where there are several.
func (r reading) key() (key string, ok bool) {
	letters := make([]byte, 0, len(r.sounds))
	for _, s := range r.sounds {
		first := keyLetters[bits.TrailingZeros32(uint32(s.consonants))]
		if first != keyLetters[bits.Len32(uint32(s.consonants))-1] {
			return "", false
		}
		letters = append(letters, first)
	}
	return string(letters), true
}

// letters gives the letters of keys that a consonant may be.
func (c consonants) letters() string {
	out := ""
	for c != 0 {
		at := bits.TrailingZeros32(uint32(c))
		if c &= c - 1; !strings.Contains(out, keyLetters[at:at+1]) {
			out += keyLetters[at : at+1]
		}
	}
	return out
}

// Same reports names that sound alike.
func (n Name) Same(o Name) bool {
	for _, a := range n.readings {
		for _, b := range o.readings {
			strays := 0
			if n.words == 1 && o.words == 1 && len(a.sounds) >= longWord && a.unspoken != b.unspoken {
				strays = 1
			}
			if a.same(b, strays) && !((n.exact || o.exact) && a.strays(b)) {
				return true
			}
		}
	}
	return false
}

// longWord is the least number of consonants of a single word that is the same
// with one e or i for o or u, where a script leaves vowels out: the last one of
// Pasteur is heard in several ways.
const longWord = 4

// same reports readings that sound alike but for so many vowels inside them.
func (r reading) same(o reading, strays int) bool {
	if len(r.sounds) != len(o.sounds) {
		return false
	}
	for i, s := range r.sounds {
		t := o.sounds[i]
		if s.consonants&t.consonants == 0 {
			return false
		}
		if !s.vowels.meets(t.vowels) {
			if strays--; strays < 0 || (s.vowels|t.vowels)&open != 0 {
				return false
			}
		}
	}
	return r.last.meets(o.last)
}

// strays reports whether one of two readings that sound alike has an h where the other has a
// kh, or u where it has uo.
func (r reading) strays(o reading) bool {
	for i, s := range r.sounds {
		t := o.sounds[i]
		if one, other := s.consonants, t.consonants; one|other == sK|sH && one != other && one != sK && other != sK {
			return true
		}
		if (s.vowels^t.vowels)&gliding != 0 && !r.unspoken && !o.unspoken {
			return true
		}
	}
	return false
}

// meets reports vowels that may be the same: o and u are told from the others.
func (v vowels) meets(o vowels) bool {
	written, other := v&^unwritten, o&^unwritten
	if written != 0 && other != 0 {
		return written&other != 0 && ((written|other)&muffled != 0 || written&back == other&back)
	}
	return written == other || (v|o)&unwritten != 0
}

// NameWord is a word that may be part of a name.
type NameWord struct {
	Start, End int  // bytes of the text
	Capital    bool // its first letter is
	Cased      bool // its script has capitals
	Opens      bool // it has a capital, and may begin a sentence
	Follows    bool // only a space or hyphen stands between it and the word in front
}

// NameWords gives the words of a text as those of names: with apostrophes
// inside, and with the geresh of Hebrew letters.
func NameWords(text string) []NameWord {
	out := make([]NameWord, 0, len(text)/6+1)
	for at := 0; at < len(text); {
		if c := text[at]; c < utf8.RuneSelf && (asciiWord[c] == 0 || digit(c)) {
			at++
			continue
		}
		first, size := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsLetter(first) {
			at += size
			continue
		}
		w := NameWord{Start: at, Capital: unicode.IsUpper(first)}
		w.Cased = w.Capital || unicode.IsLower(first)
		w.Opens = w.Capital && opensSentence(text[:at])
		digits := false
		for at < len(text) {
			if c := text[at]; c < utf8.RuneSelf && asciiWord[c] != 0 && !digit(c) {
				at++
				continue
			}
			r, size := utf8.DecodeRuneInString(text[at:])
			if r == '\'' || r == '’' || r == '׳' || r == '`' {
				next, _ := utf8.DecodeRuneInString(text[at+size:])
				if !unicode.IsLetter(next) && !(!w.Cased && hasGeresh(text[w.Start:at])) {
					break
				}
			} else if digits = digits || unicode.IsDigit(r); !wordRune(r) {
				break
			}
			at += size
		}
		w.End = at
		if len(out) > 0 {
			switch between := text[out[len(out)-1].End:w.Start]; between {
			case " ", "-", "‑", "־", "\u00a0":
				w.Follows = true
			}
		}
		if !digits {
			out = append(out, w)
		}
	}
	return out
}

// opensSentence reports that nothing of a sentence stands at the end of a text.
func opensSentence(before string) bool {
	before = strings.TrimRight(before, " \"'«“‘(¿-—–\u00a0")
	return before == "" || strings.ContainsAny(before[len(before)-1:], ".?!:;\n")
}

// hasGeresh reports a word that ends in a Hebrew letter which a geresh may
// follow.
func hasGeresh(word string) bool {
	r, _ := utf8.DecodeLastRuneInString(word)
	return strings.ContainsRune("גזצץתדט", r)
}

// In gives where a text has a name: words that sound like it, in capitals
// where their script has them.
func (n Name) In(text string) []Word {
	var out []Word
	words := NameWords(text)
	for i, w := range words {
		if w.Cased && !w.Capital || !n.opens(readWord(text[w.Start:w.End], true, true)) {
			continue
		}
		written := make([]string, 0, mostNameWords)
		for j := i; j < len(words) && j < i+mostNameWords; j++ {
			if j > i && (!words[j].Follows || words[j].Cased && !words[j].Capital) {
				break
			}
			written = append(written, text[words[j].Start:words[j].End])
			if n.words > 1 && j == i && w.Cased && w.Opens { // it would have a capital anyway
				continue
			}
			if n.Same(ReadName(written...)) {
				out = append(out, Word{Start: w.Start, End: words[j].End})
				break
			}
		}
	}
	return out
}

// mostNameWords is how many words of a text are read as one name at most.
const mostNameWords = 4

// opens reports ways of reading a word one of which may begin a name.
func (n Name) opens(first []reading) bool {
	return slices.ContainsFunc(first, func(a reading) bool {
		return len(a.sounds) == 0 || slices.ContainsFunc(n.readings, func(b reading) bool { return a.sounds[0].consonants&b.sounds[0].consonants != 0 })
	})
}

// Capitals reports a language whose script has capital letters.
func Capitals(tag string) bool { return tag != "he" && tag != "ar" }

// NameRuns gives the runs of words of a text that may be names together: of
// those that counts, which stand next to each other.
func NameRuns(words []NameWord, counts func(NameWord) bool) [][]NameWord {
	var out [][]NameWord
	begin := 0
	for i, w := range words {
		if !counts(w) {
			if i > begin {
				out = append(out, words[begin:i])
			}
			begin = i + 1
			continue
		}
		if i > begin && !w.Follows {
			out = append(out, words[begin:i])
			begin = i
		}
	}
	if begin < len(words) {
		out = append(out, words[begin:])
	}
	return out
}

// The endings of short Russian names in their cases, hard and soft: Шона is of Шон, Аня of
// Ань.
var hardEndings, softEndings = []string{"ом", "ой", "а", "у", "е", "ы"}, []string{"ем", "ей", "ь", "й", "я", "ю", "е", "и"}

// SameDeclined reports whether two folded words of a language, too short for its stemmer, may
// be cases of one name.
func SameDeclined(tag, a, b string) bool {
	if tag != "ru" {
		return false
	}
	if soft := bareName(a, softEndings); soft != "" && soft == bareName(b, softEndings) {
		return true
	}
	hard, other := bareName(a, hardEndings), bareName(b, hardEndings)
	return hard == b && hard != "" || other == a && other != ""
}

// bareName takes the ending of a case away; it is empty where a word has none or nothing is
// left of it.
func bareName(word string, endings []string) string {
	for _, end := range endings {
		if rest, cut := strings.CutSuffix(word, end); cut && utf8.RuneCountInString(rest) > 1 {
			return rest
		}
	}
	return ""
}
