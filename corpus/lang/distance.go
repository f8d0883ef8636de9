package lang

// Distance gives the optimal string alignment distance of two words: letters
// put in, left out, changed, or two neighbours swapped; more than most where
// it is more.
func Distance(a, b []rune, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	before, last, now := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
			least = min(least, now[j])
		}
		if least > most {
			return most + 1
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}

// Spelled reports a language in which a word that differs from another in one
// letter is likely to be meant for it: not where words are as short as
// syllables, or where prefixes and patterns of vowels give each many forms.
func Spelled(tag string) bool { return tag != "vi" && tag != "he" && tag != "ar" }
