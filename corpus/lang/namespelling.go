package lang

import (
	"slices"
	"strings"
	"unicode"
)

// spelled is what letters stand for in names.
type spelled struct {
	letters    string
	runes      []rune // of letters
	consonants consonants
	vowels     vowels
	second     consonants // a further consonant behind it: x is ks
	optional   bool       // that one may be left out
	where      place
}

// place tells where in a word letters are read so.
type place uint8

const (
	anywhere    place = iota
	initial           // at its beginning
	closing           // at its end
	beforeFront       // in front of e, i or a soft sign
	beforeVowel
)

// Letters of the Latin script: of Vietnamese without the marks of its vowels,
// and of Western names. The first that fits counts, so longer ones come first.
var latinNames = []spelled{
	{letters: "ngh", consonants: sN}, {letters: "ng", consonants: sN}, {letters: "nh", consonants: sN},
	{letters: "tr", consonants: sT | sC, second: sR, optional: true, where: initial},
	{letters: "tch", consonants: sC}, {letters: "tsch", consonants: sC},
	{letters: "sch", consonants: sS}, {letters: "sh", consonants: sS},
	{letters: "ch", consonants: sC, where: initial}, {letters: "ch", consonants: sC | sK | sH},
	{letters: "th", consonants: sT}, {letters: "ts", consonants: sT | sC}, {letters: "tz", consonants: sT | sC},
	{letters: "ph", consonants: sF}, {letters: "kh", consonants: sK | sH}, {letters: "gh", consonants: sG}, {letters: "rh", consonants: sR},
	{letters: "zh", consonants: sJ}, {letters: "dj", consonants: sJ},
	{letters: "gi", consonants: sG | sJ | sZ | sD, vowels: front, where: initial},
	{letters: "quo", consonants: sK, vowels: back | gliding}, {letters: "qu", consonants: sK, vowels: back}, {letters: "ck", consonants: sK},
	{letters: "b", consonants: sB}, {letters: "p", consonants: sP}, {letters: "f", consonants: sF}, {letters: "v", consonants: sV},
	{letters: "w", consonants: sV, where: beforeVowel}, {letters: "w", vowels: back},
	{letters: "t", consonants: sT}, {letters: "đ", consonants: sD}, {letters: "d", consonants: sD | sZ}, {letters: "z", consonants: sZ},
	{letters: "c", consonants: sS | sK, where: beforeFront}, {letters: "c", consonants: sK}, {letters: "k", consonants: sK}, {letters: "q", consonants: sK},
	{letters: "x", consonants: sS, where: initial}, {letters: "x", consonants: sK, second: sS},
	{letters: "s", consonants: sS}, {letters: "h", vowels: unwritten, where: closing}, {letters: "h", consonants: sH},
	{letters: "g", consonants: sG | sJ}, {letters: "j", consonants: sJ},
	{letters: "l", consonants: sL}, {letters: "m", consonants: sM}, {letters: "n", consonants: sN}, {letters: "r", consonants: sR},
	{letters: "eu", vowels: front | back | muffled}, {letters: "uo", vowels: back | gliding}, {letters: "a", vowels: open}, {letters: "å", vowels: back}, {letters: "æ", vowels: open | front}, {letters: "ø", vowels: back | front | muffled},
	{letters: "e", vowels: front | unwritten, where: closing}, {letters: "e", vowels: front}, {letters: "i", vowels: front}, {letters: "y", vowels: front},
	{letters: "o", vowels: back}, {letters: "u", vowels: back},
}

// Letters of the Cyrillic script: Vietnamese by the practical transcription
// (ch is т in front of a soft sign or front vowel, tr is ч, d and gi are з, x
// is с, s is ш), and by ear.
var cyrillicNames = []spelled{
	{letters: "нг", consonants: sN}, {letters: "нх", consonants: sN}, {letters: "тх", consonants: sT}, {letters: "пх", consonants: sF}, {letters: "кх", consonants: sK | sH}, {letters: "гх", consonants: sG},
	{letters: "тр", consonants: sT | sC, second: sR, optional: true, where: initial},
	{letters: "дж", consonants: sJ}, {letters: "зя", consonants: sZ | sJ | sG, vowels: open | front}, {letters: "дз", consonants: sZ}, {letters: "тш", consonants: sC}, {letters: "тс", consonants: sT | sC},
	{letters: "кв", consonants: sK, second: sV, optional: true},
	{letters: "б", consonants: sB}, {letters: "п", consonants: sP}, {letters: "ф", consonants: sF}, {letters: "в", consonants: sV},
	{letters: "т", consonants: sT | sC, where: beforeFront}, {letters: "т", consonants: sT}, {letters: "ч", consonants: sC}, {letters: "ц", consonants: sT | sC | sS},
	{letters: "д", consonants: sD}, {letters: "з", consonants: sZ}, {letters: "ж", consonants: sJ | sZ},
	{letters: "к", consonants: sK}, {letters: "х", consonants: sH},
	{letters: "г", consonants: sG | sH | sJ, where: initial}, {letters: "г", consonants: sG | sJ},
	{letters: "с", consonants: sS}, {letters: "ш", consonants: sS}, {letters: "щ", consonants: sS},
	{letters: "л", consonants: sL}, {letters: "м", consonants: sM}, {letters: "н", consonants: sN}, {letters: "р", consonants: sR},
	{letters: "ыо", vowels: front | back | open | muffled | gliding}, {letters: "уо", vowels: back | gliding}, {letters: "ио", vowels: front | back | gliding},
	{letters: "а", vowels: open}, {letters: "я", vowels: open | front}, {letters: "э", vowels: front}, {letters: "е", vowels: front}, {letters: "и", vowels: front}, {letters: "й", vowels: front},
	{letters: "ы", vowels: front | back | open | muffled}, {letters: "о", vowels: back}, {letters: "у", vowels: back}, {letters: "ю", vowels: back | front}, {letters: "ь"}, {letters: "ъ"},
}

// Letters of the Hebrew script.
var hebrewNames = []spelled{
	{letters: "נג'", consonants: sN, second: sJ}, {letters: "נג", consonants: sN}, {letters: "נה", consonants: sN}, {letters: "קה", consonants: sK | sH},
	{letters: "תה", consonants: sT}, {letters: "טה", consonants: sT}, {letters: "פה", consonants: sF | sP},
	{letters: "טר", consonants: sT | sC, second: sR, optional: true, where: initial}, {letters: "תר", consonants: sT | sC, second: sR, optional: true, where: initial},
	{letters: "צ'", consonants: sC}, {letters: "ץ'", consonants: sC}, {letters: "ג'", consonants: sJ}, {letters: "ז'", consonants: sJ | sZ}, {letters: "ת'", consonants: sT}, {letters: "ד'", consonants: sD}, {letters: "ט'", consonants: sT}, {letters: "טש", consonants: sC},
	{letters: "קוו", consonants: sK, vowels: back},
	{letters: "וו", consonants: sV}, {letters: "ו", consonants: sV, where: initial}, {letters: "ו", vowels: back},
	{letters: "ב", consonants: sB | sV}, {letters: "פ", consonants: sP | sF}, {letters: "ף", consonants: sF | sP},
	{letters: "ט", consonants: sT}, {letters: "ת", consonants: sT}, {letters: "צ", consonants: sC | sT}, {letters: "ץ", consonants: sC | sT},
	{letters: "ד", consonants: sD | sZ}, {letters: "ז", consonants: sZ}, {letters: "ק", consonants: sK}, {letters: "כ", consonants: sK | sH}, {letters: "ך", consonants: sK | sH},
	{letters: "ה", vowels: open | front | unwritten, where: closing}, {letters: "ה", consonants: sH}, {letters: "ח", consonants: sH | sK}, {letters: "ג", consonants: sG},
	{letters: "ס", consonants: sS}, {letters: "ש", consonants: sS}, {letters: "ל", consonants: sL}, {letters: "מ", consonants: sM}, {letters: "ם", consonants: sM}, {letters: "נ", consonants: sN}, {letters: "ן", consonants: sN}, {letters: "ר", consonants: sR},
	{letters: "א", vowels: open}, {letters: "ע", vowels: open | unwritten}, {letters: "י", vowels: front},
}

// Letters of the Arabic script, folded.
var arabicNames = []spelled{
	{letters: "نغ", consonants: sN}, {letters: "نج", consonants: sN}, {letters: "نق", consonants: sN}, {letters: "نه", consonants: sN}, {letters: "ته", consonants: sT}, {letters: "كه", consonants: sK | sH},
	{letters: "تر", consonants: sT | sC, second: sR, optional: true, where: initial},
	{letters: "تش", consonants: sC}, {letters: "تس", consonants: sT | sC}, {letters: "دج", consonants: sJ},
	{letters: "و", consonants: sV, where: initial}, {letters: "و", vowels: back}, {letters: "ا", vowels: open}, {letters: "ي", vowels: front}, {letters: "ع", vowels: open | unwritten}, {letters: "ء", vowels: unwritten},
	{letters: "ب", consonants: sB | sP | sV}, {letters: "پ", consonants: sP}, {letters: "ف", consonants: sF | sV | sP}, {letters: "ڤ", consonants: sV},
	{letters: "ت", consonants: sT}, {letters: "ط", consonants: sT}, {letters: "ث", consonants: sT}, {letters: "چ", consonants: sC},
	{letters: "د", consonants: sD | sZ}, {letters: "ض", consonants: sD}, {letters: "ذ", consonants: sD | sZ}, {letters: "ز", consonants: sZ}, {letters: "ظ", consonants: sZ},
	{letters: "ك", consonants: sK}, {letters: "ق", consonants: sK}, {letters: "خ", consonants: sK | sH}, {letters: "ح", consonants: sH},
	{letters: "ه", vowels: unwritten, where: closing}, {letters: "ه", consonants: sH},
	{letters: "ج", consonants: sG | sJ}, {letters: "غ", consonants: sG}, {letters: "گ", consonants: sG},
	{letters: "س", consonants: sS}, {letters: "ص", consonants: sS}, {letters: "ش", consonants: sS},
	{letters: "ل", consonants: sL}, {letters: "م", consonants: sM}, {letters: "ن", consonants: sN}, {letters: "ر", consonants: sR},
}

// unspelled is a letter that stands for nothing.
var unspelled spelled

// nameScript is how a script writes names.
type nameScript struct {
	spelled  map[rune][]spelled // by the first letter
	unspoken bool               // vowels are left out
	prefixes []string           // letters in front that belong to no name
	endings  []string           // letters behind, where a consonant is left in front of them
}

// prefixed and ended are the least numbers of letters of a word that are left
// without its prefix or ending.
const (
	prefixed = 2
	ended    = 3
)

// mostLetters is the greatest number of letters of a word of a name.
const mostLetters = 32

func newNameScript(list []spelled, unspoken bool, prefixes, endings []string) nameScript {
	s := nameScript{spelled: map[rune][]spelled{}, unspoken: unspoken, prefixes: prefixes, endings: endings}
	for _, l := range list {
		l.runes = []rune(l.letters)
		s.spelled[l.runes[0]] = append(s.spelled[l.runes[0]], l)
	}
	for _, l := range s.spelled {
		slices.SortStableFunc(l, func(a, b spelled) int { return len(b.letters) - len(a.letters) })
	}
	return s
}

var (
	latinScript    = newNameScript(latinNames, false, nil, []string{"'s", "s"})
	cyrillicScript = newNameScript(cyrillicNames, false, nil, []string{"ом", "ем", "ым", "ого", "ой", "ам", "а", "у", "е", "ы", "и", "ю", "я", "ь"})
	hebrewScript   = newNameScript(hebrewNames, true, []string{"ב", "ה", "ו", "כ", "ל", "מ", "ש"}, nil)
	arabicScript   = newNameScript(arabicNames, true, []string{"وال", "بال", "لل", "ال", "و", "ب", "ل", "ف", "ك"}, nil)
)

// scriptOf gives how the script of a letter writes names; nil for any other.
func scriptOf(r rune) *nameScript {
	switch {
	case r < 0x0250 || r >= 0x1E00 && r < 0x1F00:
		return &latinScript
	case r >= 0x0400 && r < 0x0530:
		return &cyrillicScript
	case r >= 0x0590 && r < 0x0600:
		return &hebrewScript
	case r >= 0x0600 && r < 0x0700:
		return &arabicScript
	}
	return nil
}

// nameLetters folds a word but for the letters that tell sounds apart.
func nameLetters(word string) []rune {
	out := make([]rune, 0, len(word))
	for _, r := range word {
		switch r = unicode.ToLower(r); r {
		case '’', '׳', '`':
			r = '\''
		case 'đ', 'å', 'æ', 'ø':
		default:
			r = FoldRune(r)
		}
		if r >= 0 {
			out = append(out, r)
		}
	}
	return out
}

// readWord gives the ways of reading a word of a name, of which the first may
// have prefixes and the last an ending.
func readWord(word string, first, last bool) []reading {
	letters := nameLetters(word)
	if len(letters) == 0 || len(letters) > mostLetters {
		return nil
	}
	s := scriptOf(letters[0])
	if s == nil {
		return nil
	}
	out := s.read(letters)
	if !first && !last {
		return out
	}
	text := string(letters)
	if first {
		for _, p := range s.prefixes {
			if rest, ok := strings.CutPrefix(text, p); ok {
				if rest := []rune(strings.TrimPrefix(rest, "'")); len(rest) >= prefixed {
					out = append(out, s.read(rest)...)
				}
			}
		}
	}
	if last {
		for _, e := range s.endings {
			if rest, ok := strings.CutSuffix(text, e); ok {
				if rest := []rune(rest); len(rest) >= ended && s.isConsonant(rest[len(rest)-1]) {
					out = append(out, s.read(rest)...)
				}
			}
		}
	}
	return out
}

func (s *nameScript) isConsonant(r rune) bool {
	return slices.ContainsFunc(s.spelled[r], func(l spelled) bool { return l.consonants != 0 })
}

// read gives the ways of reading letters: with what is optional and without.
func (s *nameScript) read(letters []rune) []reading {
	full := s.sounds(letters)
	out := []reading{full}
	if slices.ContainsFunc(full.sounds, func(x sound) bool { return x.optional }) {
		less := reading{unspoken: full.unspoken}
		var kept vowels
		for _, x := range full.sounds {
			if x.optional {
				kept |= x.vowels
				continue
			}
			x.vowels |= kept
			kept = 0
			less.sounds = append(less.sounds, x)
		}
		less.last = full.last | kept
		out = append(out, less)
	}
	return out
}

func (s *nameScript) sounds(letters []rune) reading {
	out := reading{unspoken: s.unspoken, sounds: make([]sound, 0, len(letters))}
	var v vowels
	for i := 0; i < len(letters); {
		l, n := s.at(letters, i)
		if l.consonants == 0 {
			v |= l.vowels
			i += n
			continue
		}
		if n == 1 && i > 0 && letters[i-1] == letters[i] && !s.unspoken { // doubled
			i++
			continue
		}
		if s.unspoken && len(out.sounds) > 0 && v == 0 {
			v = unwritten
		}
		out.sounds = append(out.sounds, sound{vowels: v, consonants: l.consonants})
		if v = l.vowels; l.second != 0 {
			out.sounds = append(out.sounds, sound{consonants: l.second, optional: l.optional, vowels: v})
			v = 0
		}
		i += n
	}
	if out.last = v; s.unspoken && v == 0 {
		out.last = unwritten
	}
	return out
}

// at gives what the letters at a place stand for, and how many they are.
func (s *nameScript) at(letters []rune, i int) (*spelled, int) {
	list := s.spelled[letters[i]]
	for k := range list {
		l := &list[k]
		n := len(l.runes)
		if i+n > len(letters) || !slices.Equal(letters[i:i+n], l.runes) {
			continue
		}
		fits := true
		switch l.where {
		case initial:
			fits = i == 0
		case closing:
			fits = i > 0 && i+n == len(letters)
		case beforeFront:
			fits = i+n < len(letters) && strings.ContainsRune("eiyеиюяьэ", letters[i+n])
		case beforeVowel:
			fits = i+n < len(letters) && strings.ContainsRune("aeiouy", letters[i+n])
		}
		if fits {
			return l, n
		}
	}
	return &unspelled, 1
}
