package i18n_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"vanthu/corpus/lang"
	"vanthu/handlers/i18n"
)

// forms is a message as its file writes it: plural form → text; a message
// without plural forms has "other" alone.
type forms map[string]string

func (f *forms) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*f = forms{"other": n.Value}
		return nil
	}
	var m map[string]string
	if err := n.Decode(&m); err != nil {
		return err
	}
	*f = m
	return nil
}

// files reads the messages as written: area → language → key.
func files(t *testing.T) map[string]map[string]map[string]forms {
	t.Helper()
	names, err := filepath.Glob("messages/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal("no messages", err)
	}
	out := map[string]map[string]map[string]forms{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var m map[string]forms
		if err := yaml.Unmarshal(data, &m); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		area, tag, ok := strings.Cut(strings.TrimSuffix(filepath.Base(name), ".yaml"), ".")
		if !ok || !slices.Contains(lang.Tags(), tag) {
			t.Fatalf("%s is not named area.tag.yaml with a tag of %v", name, lang.Tags())
		}
		if out[area] == nil {
			out[area] = map[string]map[string]forms{}
		}
		out[area][tag] = m
	}
	return out
}

func load(t testing.TB) *i18n.Catalog {
	t.Helper()
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// TestEveryLanguageHasEveryKey compares the keys of each area with the
// Vietnamese ones.
func TestEveryLanguageHasEveryKey(t *testing.T) {
	all := map[string]string{}
	for area, languages := range files(t) {
		want := languages["vi"]
		for key := range want {
			if other, twice := all[key]; twice {
				t.Errorf("%s is in %s and in %s", key, area, other)
			}
			all[key] = area
		}
		for _, tag := range lang.Tags() {
			for key := range want {
				if _, ok := languages[tag][key]; !ok {
					t.Errorf("%s.%s has no %s", area, tag, key)
				}
			}
			for key := range languages[tag] {
				if _, ok := want[key]; !ok {
					t.Errorf("%s.%s has %s, which %s.vi has not", area, tag, key, area)
				}
			}
		}
	}
	c := load(t)
	for _, tag := range lang.Tags() {
		if got := c.Keys(tag); !slices.Equal(got, sorted(all)) {
			t.Errorf("%s: the catalog has %d keys, the files have %d", tag, len(got), len(all))
		}
	}
}

var placeholder = regexp.MustCompile(`\{\{.*?\}\}`)

// TestMessages checks each message by itself and against the Vietnamese one.
func TestMessages(t *testing.T) {
	const longest = 400 // characters
	used := func(f forms) []string {
		seen := map[string]bool{}
		for _, text := range f {
			for _, p := range placeholder.FindAllString(text, -1) {
				seen[p] = true
			}
		}
		return sorted(seen)
	}
	for area, languages := range files(t) {
		for tag, messages := range languages {
			for key, f := range messages {
				at := fmt.Sprintf("%s.%s %s", area, tag, key)
				for form, text := range f {
					if text != strings.TrimSpace(text) || text == "" {
						t.Errorf("%s %s: %q is empty or has space around it", at, form, text)
					}
					if n := utf8.RuneCountInString(text); n > longest {
						t.Errorf("%s %s has %d characters, more than %d", at, form, n, longest)
					}
					if strings.Count(text, "{{") != len(placeholder.FindAllString(text, -1)) {
						t.Errorf("%s %s: a placeholder is not closed: %q", at, form, text)
					}
					if open := strings.Count(text, "\u2066") + strings.Count(text, "\u2067") + strings.Count(text, "\u2068"); open != strings.Count(text, "\u2069") {
						t.Errorf("%s %s: an isolate is not closed: %q", at, form, text)
					}
				}
				if got, want := used(f), used(languages["vi"][key]); !slices.Equal(got, want) {
					t.Errorf("%s uses %v, the Vietnamese one %v", at, got, want)
				}
				if (len(f) > 1) != (len(languages["vi"][key]) > 1) {
					t.Errorf("%s: only one of it and the Vietnamese one has plural forms", at)
				}
			}
		}
	}
}

// pluralForms are those of CLDR, https://cldr.unicode.org/index/cldr-spec/plural-rules.
var pluralForms = map[string][]string{
	"vi": {"one", "other"}, "en": {"one", "other"}, "nl": {"one", "other"}, "no": {"one", "other"},
	"he": {"one", "other", "two"}, "ru": {"few", "many", "one", "other"}, "ar": {"few", "many", "one", "other", "two", "zero"},
}

// TestPluralForms renders every message that has plural forms for numbers of
// every kind: what comes out must be one of the language's own forms.
func TestPluralForms(t *testing.T) {
	c := load(t)
	plurals := 0
	for area, languages := range files(t) {
		for tag, messages := range languages {
			for key, f := range messages {
				if len(f) == 1 {
					continue
				}
				plurals++
				if got := sorted(f); !slices.Equal(got, pluralForms[tag]) {
					t.Errorf("%s.%s %s has the forms %v, not %v", area, tag, key, got, pluralForms[tag])
				}
				if tag == "vi" && f["one"] != f["other"] {
					t.Errorf("%s: Vietnamese knows no plural, yet %q is not %q", key, f["one"], f["other"])
				}
				for _, n := range []int{0, 1, 2, 3, 5, 11, 21, 100} {
					var own []string
					for _, text := range f {
						own = append(own, strings.ReplaceAll(text, "{{.PluralCount}}", fmt.Sprint(n)))
					}
					if got := c.SayN(tag, key, n, nil); !slices.Contains(own, got) {
						t.Errorf("%s %s for %d: %q is none of %q", tag, key, n, got, own)
					}
				}
			}
		}
	}
	if plurals == 0 {
		t.Error("no message has plural forms")
	}
}

// TestEveryMessageIsSaid says every message with all its values.
func TestEveryMessageIsSaid(t *testing.T) {
	c := load(t)
	for area, languages := range files(t) {
		for tag, messages := range languages {
			for key, f := range messages {
				if len(f) > 1 {
					continue
				}
				args, want := i18n.Args{}, f["other"]
				for _, p := range placeholder.FindAllString(want, -1) {
					name := strings.Trim(p, "{}. ")
					args[name] = "<" + name + ">"
					want = strings.ReplaceAll(want, p, args[name])
				}
				if got := c.Say(tag, key, args); got != want {
					t.Errorf("%s.%s %s: said %q, want %q", area, tag, key, got, want)
				}
			}
		}
	}
}

// TestUnknown: what no language has is said as its key; an unknown language
// speaks English.
func TestUnknown(t *testing.T) {
	c := load(t)
	if got := c.Say("vi", "no_such_key", nil); got != "no_such_key" {
		t.Errorf("unknown key: %q", got)
	}
	if got := c.SayN("ar", "no_such_key", 3, nil); got != "no_such_key" {
		t.Errorf("unknown key with a number: %q", got)
	}
	if got, want := c.Say("fr", "today", nil), c.Say("en", "today", nil); got != want {
		t.Errorf("unknown language: %q, want %q", got, want)
	}
}

// TestCommandNames: what Discord asks of names and descriptions of commands,
// https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming
func TestCommandNames(t *testing.T) {
	name := regexp.MustCompile(`^[-_\p{L}\p{N}]{1,32}$`)
	names, descriptions := 0, 0
	c := load(t)
	for _, tag := range lang.Tags() {
		for _, key := range c.Keys(tag) {
			if !strings.HasPrefix(key, "command_") {
				continue
			}
			said := c.Say(tag, key, nil)
			if strings.HasSuffix(key, "_name") {
				names++
				if !name.MatchString(said) || said != strings.ToLower(said) {
					t.Errorf("%s %s: %q is no name of a command", tag, key, said)
				}
				continue
			}
			descriptions++
			if n := utf8.RuneCountInString(said); n > 100 {
				t.Errorf("%s %s: a description of %d characters", tag, key, n)
			}
		}
	}
	if names == 0 || descriptions == 0 {
		t.Errorf("%d names, %d descriptions", names, descriptions)
	}
}

// TestScripts: the words of a language are in its own letters.
func TestScripts(t *testing.T) {
	letters := map[string]*regexp.Regexp{
		"ru": regexp.MustCompile(`\p{Cyrillic}`), "he": regexp.MustCompile(`\p{Hebrew}`), "ar": regexp.MustCompile(`\p{Arabic}`),
	}
	foreign := map[string]*regexp.Regexp{
		"vi": regexp.MustCompile(`[\p{Cyrillic}\p{Hebrew}\p{Arabic}]`), "ru": regexp.MustCompile(`[\p{Hebrew}\p{Arabic}]`),
		"he": regexp.MustCompile(`[\p{Cyrillic}\p{Arabic}]`), "ar": regexp.MustCompile(`[\p{Cyrillic}\p{Hebrew}]`),
	}
	for area, languages := range files(t) {
		for tag, messages := range languages {
			var keys []string
			for key, f := range messages {
				for _, text := range f {
					words := placeholder.ReplaceAllString(text, "")
					own := letters[tag]
					if own != nil && strings.ContainsFunc(words, unicode.IsLetter) && !own.MatchString(words) ||
						foreign[tag] != nil && foreign[tag].MatchString(words) {
						keys = append(keys, key)
					}
				}
			}
			sort.Strings(keys)
			if len(keys) > 0 {
				t.Errorf("%s.%s: not in the letters of the language: %v", area, tag, keys)
			}
		}
	}
}
