package format

import (
	"fmt"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"

	"vanthu/corpus"
)

// maxFront is how many bytes front matter may have; what is longer is text.
const maxFront = 64 << 10

// cutFront splits YAML front matter between lines of three dashes from the
// text behind it. Text that merely opens with a line of dashes stays text.
func cutFront(s string) (Meta, string, error) {
	first, rest, found := strings.Cut(s, "\n")
	if !found || strings.TrimRight(first, " \t\r") != "---" {
		return Meta{}, s, nil
	}
	end, after := -1, 0
	for at := 0; at < len(rest) && at < maxFront; {
		line, _, _ := strings.Cut(rest[at:], "\n")
		if mark := strings.TrimRight(line, " \t\r"); mark == "---" || mark == "..." {
			end, after = at, min(at+len(line)+1, len(rest))
			break
		}
		at += len(line) + 1
	}
	if end < 0 {
		return Meta{}, s, nil
	}
	meta, isFront, err := parseFront(rest[:end])
	if err != nil || !isFront {
		return Meta{}, s, err
	}
	return meta, rest[after:], nil
}

// knownKey finds a line that sets one of Meta's names.
var knownKey = regexp.MustCompile(`(?m)^(id|title|number|issued|issuer|place|language|url|kind|standing|visibility)[ \t]*:`)

// parseFront reads front matter; isFront is false where the lines are prose.
// "date", which most writers of Markdown set, is the day of issue where it is a
// day and "issued" is not set.
func parseFront(s string) (meta Meta, isFront bool, err error) {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(s), &doc); err != nil {
		if !knownKey.MatchString(s) {
			return Meta{}, false, nil
		}
		return Meta{}, true, &Error{Reason: BadFront, Detail: fmt.Sprintf("the front matter is no YAML: %v", err), Mend: `put values with a colon or a quotation mark into quotation marks`}
	}
	if len(doc.Content) == 0 {
		return Meta{}, true, nil // nothing between the lines
	}
	top := doc.Content[0]
	if top.Kind != yaml.MappingNode {
		return Meta{}, false, nil
	}
	fields, dated := meta.fields(), ""
	for i := 0; i+1 < len(top.Content); i += 2 {
		key, value := top.Content[i].Value, top.Content[i+1]
		if value.Kind == yaml.AliasNode && value.Alias != nil {
			value = value.Alias
		}
		if key == "visibility" {
			var v corpus.Visibility
			if err := value.Decode(&v); err != nil {
				return Meta{}, true, badFront(key, `write "public", "agency" or a list of names`)
			}
			meta.Visibility = &v
			continue
		}
		if key == "date" && value.Kind == yaml.ScalarNode {
			dated = value.Value
			continue
		}
		field, known := fields[key]
		if !known || value.Tag == "!!null" {
			continue
		}
		if value.Kind != yaml.ScalarNode {
			return Meta{}, true, badFront(key, "write one value in quotation marks behind the colon")
		}
		*field = value.Value
	}
	if day := corpus.Day(dated[:min(len(dated), len("2006-01-02"))]); meta.Issued == "" {
		if _, ok := day.Time(); ok {
			meta.Issued = string(day)
		}
	}
	if key, mend := meta.tidy(); key != "" {
		return Meta{}, true, badFront(key, mend)
	}
	return meta, true, nil
}

func badFront(key, mend string) *Error {
	return &Error{Reason: BadFront, Detail: fmt.Sprintf("%q in the front matter is wrong", key), Mend: mend}
}

// fields gives the text fields by their names.
func (m *Meta) fields() map[string]*string {
	return map[string]*string{
		"id": &m.ID, "title": &m.Title, "number": &m.Number, "issued": &m.Issued, "issuer": &m.Issuer, "place": &m.Place,
		"language": &m.Language, "url": &m.URL, "kind": &m.Kind, "standing": &m.Standing,
	}
}

// tidy cleans the fields; where one has a value that it can't have, it gives
// the field's name and what to write.
func (m *Meta) tidy() (key, mend string) {
	for _, f := range []*string{&m.ID, &m.Title, &m.Number, &m.Issued, &m.Issuer, &m.Place, &m.Language, &m.URL, &m.Kind, &m.Standing} {
		*f = clean(*f)
	}
	if _, ok := corpus.Day(m.Issued).Time(); m.Issued != "" && !ok {
		return "issued", "write the day as 2024-12-22"
	}
	switch corpus.Kind(m.Kind) {
	case "", corpus.KindDocument, corpus.KindProcedure:
	default:
		return "kind", `write "document" or "procedure"`
	}
	switch corpus.Standing(m.Standing) {
	case "", corpus.Official, corpus.Translation, corpus.Report:
	default:
		return "standing", `write "official", "translation" or "report"`
	}
	return "", ""
}
