package lexicon

import (
	"strings"
	"unicode/utf8"

	"vanthu/corpus/lang"
)

// inflected gives further forms, the nearest first, under which a word may be
// found of which no concept is: those that verbs have in dictionaries, where
// what is written onto them in front or inside hides them from a stemmer.
func inflected(tag, folded string) (out []string) {
	add := func(forms ...string) {
		for _, f := range forms {
			if f != folded && utf8.RuneCountInString(f) >= shortVerb {
				out = append(out, stem(tag, f))
			}
		}
	}
	switch tag {
	case "nl":
		add(lang.Participle(tag, folded)...)
	case "ar":
		add(arabicVerbs(folded)...)
	case "he":
		add(hebrewVerbs(folded)...)
	}
	return out
}

// shortVerb is the least number of letters of such a form.
const shortVerb = 3

// arabicVerbs takes off the letter of what will be, the endings of a woman or of
// several in the past and of what is done to, and gives what he does for what
// she does: ستطلق, قدمت, قدموا, اجتماعا.
func arabicVerbs(word string) (out []string) {
	for _, and := range [...]string{"و", "ف", ""} {
		if rest, cut := strings.CutPrefix(word, and+"س"); cut {
			for _, who := range [...]string{"ي", "ت", "ن"} {
				if strings.HasPrefix(rest, who) {
					out = append(out, rest, "ي"+strings.TrimPrefix(rest, who))
				}
			}
		}
	}
	for _, ending := range [...]string{"وا", "ا", "ت"} {
		if rest, cut := strings.CutSuffix(word, ending); cut {
			out = append(out, rest)
		}
	}
	if rest, cut := strings.CutPrefix(word, "ت"); cut {
		out = append(out, "ي"+rest)
	} else if rest, cut := strings.CutPrefix(word, "ي"); cut {
		out = append(out, "ت"+rest)
	}
	return out
}

// hebrewVerbs gives the forms of what is being done for those of what was or will
// be: יקבלו and קיבלו, העבירו, תציג are of מקבל, מעביר, מציג.
func hebrewVerbs(word string) (out []string) {
	bare := word
	for _, ending := range [...]string{"ו", "ה"} {
		if rest, cut := strings.CutSuffix(word, ending); cut {
			bare = rest
			out = append(out, rest)
			break
		}
	}
	for _, front := range [...]string{"י", "ת", "נ", "ה"} {
		if rest, cut := strings.CutPrefix(bare, front); cut {
			out = append(out, "מ"+rest)
		}
	}
	letters := []rune(bare)
	if len(letters) > shortVerb && letters[1] == 'י' {
		out = append(out, "מ"+string(letters[0])+string(letters[2:]))
	}
	return out
}
