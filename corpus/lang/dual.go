package lang

import "strings"

// Duals gives the forms by which a noun of a language names two, in front of
// what they belong to: جامعتا هانوي, the two universities of Hanoi. They are
// those of nouns in ة and ى alone: with another ending the form may be that of
// an adjective. There are none in languages without a dual.
func Duals(tag, noun string) []string {
	if tag != "ar" {
		return nil
	}
	head, rest, _ := strings.Cut(noun, " ")
	if rest != "" {
		rest = " " + rest
	}
	if strings.HasPrefix(head, Article(tag)) {
		return nil
	}
	if stem, ok := strings.CutSuffix(head, "ة"); ok {
		return []string{stem + "تا" + rest, stem + "تي" + rest}
	}
	if stem, ok := strings.CutSuffix(head, "ى"); ok {
		return []string{stem + "يا" + rest, stem + "يي" + rest}
	}
	return nil
}
