package grounding

import "slices"

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
