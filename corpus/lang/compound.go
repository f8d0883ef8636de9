package lang

// CompoundLinks gives the letters that a language puts between the parts of a
// compound written as one word: gjennomføring-s-planen, ziekenhuis-en-… None
// for a language that does not write compounds so. Longer ones come first.
func CompoundLinks(tag string) []string {
	switch tag {
	case "nl":
		return []string{"en", "s", "e", "n", ""}
	case "no":
		return []string{"s", "e", ""}
	}
	return nil
}
