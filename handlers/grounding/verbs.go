package grounding

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vanthu/corpus/lang"
)

// verbForms gives for each form of some verbs, folded, the sign of its verb, which no word
// has.
func verbForms(verbs []string) map[string][]string {
	out := map[string][]string{}
	for _, verb := range verbs {
		forms := strings.Fields(verb)
		for _, form := range forms {
			if key := lang.Fold(form); !slices.Contains(out[key], "="+forms[0]) {
				out[key] = append(out[key], "="+forms[0])
			}
		}
	}
	return out
}

// perfectives are the endings of Russian verbs for what was done, by whom and to what: заготовили
// and заготовлено.
var perfectives = [...]string{"лены", "лена", "лено", "лен", "ены", "ена", "ено", "ен", "или", "ила", "ило", "ил"}

// russianRoot gives what stands in front of those endings, behind a sign that no word has.
func russianRoot(word string) []string {
	for _, ending := range perfectives {
		if root, cut := strings.CutSuffix(word, ending); cut && utf8.RuneCountInString(root) > shortWord+1 {
			return []string{"√" + root}
		}
	}
	for _, ending := range [...]string{"аны", "ана", "ано", "ан", "али", "ала", "ало", "ал"} {
		if root, cut := strings.CutSuffix(word, ending); cut && utf8.RuneCountInString(root) > shortWord+1 {
			return []string{"√" + root + "а"}
		}
	}
	return nil
}

// verbRoots gives the three letters that the infinitive and the future of a Hebrew verb
// share, behind a sign that no word has: לפתוח, to open, and יפתחו, they will open.
func verbRoots(tag, word string) []string {
	w := []rune(word)
	if tag != "he" || len(w) < 4 {
		return nil
	}
	if w[0] == 'ש' || w[0] == 'ו' {
		w = w[1:]
	}
	future := w[0] == 'י' || w[0] == 'ת'
	if !future && w[0] != 'ל' {
		return nil
	}
	w = w[1:]
	switch n := len(w); {
	case future && n > 3 && w[n-1] == 'ו':
		w = w[:n-1]
	case !future && n == 5 && w[0] == 'ה':
		w = w[1:]
	}
	if future && len(w) == 4 && w[0] == 'ו' {
		w = w[1:]
	}
	if len(w) == 4 && (w[2] == 'ו' || w[2] == 'י') {
		w = slices.Delete(slices.Clone(w), 2, 3)
	}
	if len(w) != 3 {
		return nil
	}
	return []string{"√" + string(w)}
}
