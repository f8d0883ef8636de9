// Package i18n says things to people in their language. What is said is data:
// one file a language and area under messages/, named area.tag.yaml. Quotes
// of documents never pass through here.
package i18n

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"sort"
	"strings"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"gopkg.in/yaml.v3"

	"vanthu/corpus/lang"
)

//go:embed messages/*.yaml
var messages embed.FS

// Args are the values put into a message, by the names it uses.
type Args map[string]string

// Catalog is all messages in all languages. It is safe for concurrent use.
type Catalog struct {
	localizers map[string]*goi18n.Localizer
	keys       map[string][]string // language → its keys, sorted
}

// Load reads the embedded messages.
func Load() (*Catalog, error) {
	bundle := goi18n.NewBundle(language.Vietnamese)
	bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	names, err := fs.Glob(messages, "messages/*.yaml")
	if err != nil {
		return nil, err
	}
	c := &Catalog{localizers: map[string]*goi18n.Localizer{}, keys: map[string][]string{}}
	for _, name := range names {
		data, err := messages.ReadFile(name)
		if err != nil {
			return nil, err
		}
		file, err := bundle.ParseMessageFileBytes(data, name)
		if err != nil {
			return nil, fmt.Errorf("messages %s: %w", name, err)
		}
		tag := nameTag(name)
		for _, m := range file.Messages {
			c.keys[tag] = append(c.keys[tag], m.ID)
		}
	}
	for _, tag := range lang.Tags() {
		// Every language falls back to English, and English to Vietnamese.
		c.localizers[tag] = goi18n.NewLocalizer(bundle, tag, "en", "vi")
		sort.Strings(c.keys[tag])
	}
	return c, nil
}

func nameTag(name string) string {
	parts := strings.Split(strings.TrimSuffix(name, ".yaml"), ".")
	return parts[len(parts)-1]
}

// Keys gives the keys of a language's own messages, sorted.
func (c *Catalog) Keys(tag string) []string { return c.keys[tag] }

// Say gives a message. A key that no language has comes back as itself.
func (c *Catalog) Say(tag, key string, args Args) string {
	return c.say(tag, &goi18n.LocalizeConfig{MessageID: key, TemplateData: args})
}

// SayN gives a message in the plural form for n, which it knows as {{.PluralCount}}.
func (c *Catalog) SayN(tag, key string, n int, args Args) string {
	data := map[string]string{"PluralCount": fmt.Sprint(n)}
	for k, v := range args {
		data[k] = v
	}
	return c.say(tag, &goi18n.LocalizeConfig{MessageID: key, PluralCount: n, TemplateData: data})
}

func (c *Catalog) say(tag string, config *goi18n.LocalizeConfig) string {
	l := c.localizers[tag]
	if l == nil {
		l = c.localizers["en"]
	}
	s, err := l.Localize(config)
	var missing *goi18n.MessageNotFoundErr
	if s == "" || errors.As(err, &missing) {
		return config.MessageID
	}
	return s // with an error too: a plural form that a language has only lately
}
