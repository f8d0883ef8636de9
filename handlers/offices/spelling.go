package offices

import (
	"slices"

	"vanthu/corpus/lang"
)

// spellings is the names of places by their keys, each with how it is spelled:
// "Đan Phượng" is not meant by "dân phường".
type spellings map[string][][]lang.Word

// add adds a name and gives its key.
func (s spellings) add(name []lang.Word) string {
	k := key(name)
	if k != "" && !slices.ContainsFunc(s[k], func(have []lang.Word) bool { return slices.EqualFunc(have, name, alike) }) {
		s[k] = append(s[k], name)
	}
	return k
}

func alike(a, b lang.Word) bool { return a.Folded == b.Folded && a.Marked == b.Marked }

// has reports whether words that were typed are one of the names.
func (s spellings) has(k string, typed []lang.Word) bool {
	return slices.ContainsFunc(s[k], func(have []lang.Word) bool { return spells(have, typed) })
}

// spells reports whether words that were typed, in whole or in part without
// marks, may be a name. Where they are parted otherwise ("HaNoi"), or are a
// number ("05"), their marks are not compared.
func spells(name, typed []lang.Word) bool {
	return isNumber(key(typed)) || len(name) != len(typed) || slices.EqualFunc(name, typed, sameWord)
}
