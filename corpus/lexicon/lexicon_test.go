package lexicon_test

import (
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// The digest is the same for the same words, and another one for whatever an
// installation lays over them or changes there.
func TestDigest(t *testing.T) {
	digest := func(name, text string) string {
		t.Helper()
		lx, err := lexicon.Load(fstest.MapFS{name: {Data: []byte(text)}})
		if err != nil {
			t.Fatal(err)
		}
		return lx.Digest()
	}
	plain := load(t).Digest()
	if digest("notes.txt", "nothing to read") != plain || load(t).Digest() != plain {
		t.Error("the same words have several digests")
	}
	seen := map[string]string{plain: "no overlay"}
	for _, file := range [][2]string{
		{"en.yaml", "stop: [harbour]"},
		{"nl.yaml", "stop: [harbour]"},
		{"en.yaml", "stop: [quay]"},
		{"abbreviations.yaml", "abbreviations: [{short: [HQ], long: [head quay]}]"},
		{"duties/en.yaml", "{}"},
		{"concepts.csv", "id,en\nobject.quay,quay"},
		{"concepts.csv", "id,en\nobject.quay,quay;wharf"},
		{"concepts/harbour.csv", "id,en\nobject.berth,berth"},
	} {
		d := digest(file[0], file[1])
		if before, ok := seen[d]; ok {
			t.Errorf("%v has the digest of %s", file, before)
		}
		seen[d] = strings.Join(file[:], ": ")
	}
}

func load(t testing.TB) *lexicon.Lexicon {
	t.Helper()
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return lx
}

// mayBeEmpty names the lists that a language may lack, and why.
var mayBeEmpty = map[string]map[string]bool{
	"Common":            {"ru": true, "he": true, "ar": true},                                     // their script tells them
	"Months":            {"vi": true},                                                             // they are numbered
	"MonthsOther":       {"vi": true, "nl": true, "no": true},                                     // one form each
	"MonthPrefix":       {"vi": true, "en": true, "ru": true, "nl": true, "no": true, "ar": true}, // nothing is written onto them
	"MeaningTold":       {"en": true, "ru": true, "nl": true, "he": true, "ar": true, "no": true}, // their pairs of words are not searched
	"Ordinals":          {"vi": true},                                                             // quarters have numbers
	"DaySuffix":         {"vi": true, "he": true, "ar": true, "no": true},                         // days are bare numbers
	"MonthCapital":      {"vi": true, "ru": true, "nl": true, "no": true, "he": true, "ar": true}, // English writes them so
	"MonthFirst":        {"vi": true, "ru": true, "nl": true, "no": true, "he": true, "ar": true}, // March 31 is English
	"Link":              {"ru": true},                                                             // cases do it
	"Skip":              {"ru": true, "he": true, "ar": true},                                     // no article stands alone
	"Spent":             {"vi": true},                                                             // verbs have no tenses
	"PlaceLetters":      {"vi": true, "en": true, "ru": true, "nl": true, "no": true, "ar": true}, // a word does it
	"Futures":           {"he": true},                                                             // the form of the verb tells
	"MustPast":          {"vi": true},                                                             // verbs have no tenses
	"Upon":              {"vi": true, "en": true, "ru": true, "nl": true, "no": true},             // verbs do it
	"Articles":          {"vi": true, "ru": true, "he": true, "ar": true},                         // no articles, or none that stands alone
	"RelativeLetters":   {"vi": true, "en": true, "ru": true, "nl": true, "no": true, "ar": true}, // a word does it
	"Asked":             {"vi": true},                                                             // nouns do it
	"Present":           {"vi": true},                                                             // verbs have no forms
	"BeforeObject":      {"vi": true, "ru": true, "ar": true},                                     // the form of the verb is enough
	"UponThen":          {"vi": true, "en": true, "ru": true, "nl": true, "no": true},
	"Infinitive":        {"vi": true, "ru": true, "he": true, "ar": true},                         // the form of the verb tells, or a word in front of the body
	"Shared":            {"vi": true, "en": true, "ru": true, "nl": true, "he": true, "ar": true}, // other words name the departments of provinces
	"Clitics":           {"vi": true, "en": true, "ru": true, "nl": true, "no": true},             // words stand apart
	"DirectReceivers":   {"nl": true, "no": true, "he": true, "ar": true},                         // a preposition stands in front
	"TowardPrefixes":    {"vi": true, "en": true, "ru": true, "nl": true, "no": true, "ar": true},
	"Passive":           {"vi": true, "ru": true, "he": true, "ar": true}, // the verb stands in front
	"Relative":          {"vi": true},
	"GenitiveEndings":   {"vi": true, "en": true, "ru": true, "nl": true, "he": true, "ar": true}, // words of their own tell
	"Impersonal":        {"vi": true, "en": true, "nl": true, "no": true, "he": true, "ar": true}, // a word in front of who is told does it
	"Fronts":            {"vi": true, "he": true, "ar": true},                                     // adjectives stand behind
	"InfinitiveMarks":   {"vi": true, "en": true, "ru": true, "he": true, "ar": true},             // no word in front tells a verb there
	"InfinitiveEndings": {"vi": true, "en": true, "ru": true, "he": true, "ar": true},
	"ActEndings":        {"vi": true, "en": true, "nl": true, "no": true, "he": true, "ar": true}, // verbs do not end in a way of their own
	"About":             {"vi": true, "ru": true, "nl": true, "no": true},                         // Links are theirs, or capitals tell
	"For":               {"vi": true, "en": true, "ru": true, "nl": true, "no": true},             // words stand apart
	"Fields":            {"vi": true},                                                             // capitals tell
	"Qualifiers":        {"vi": true, "en": true, "nl": true, "no": true, "he": true, "ar": true}, // adjectives stand behind, or belong to the name as written
	"AgentEndings":      {"vi": true, "en": true, "nl": true, "no": true, "he": true, "ar": true}, // a word does it
	"GeneralRules":      {"en": true, "ru": true, "nl": true, "no": true, "he": true, "ar": true}, // numbers are Vietnamese in every language
	"TowardEndings":     {"vi": true, "en": true, "nl": true, "no": true, "he": true, "ar": true}, // no cases
	"VerbBehind":        {"vi": true, "en": true},                                                 // verbs look like nouns
	"VerbInFront":       {"vi": true, "en": true},
	"Front":             {"vi": true, "ru": true, "he": true, "ar": true, "no": true},             // no article in front
	"OpenPrefixes":      {"vi": true, "en": true, "ru": true, "nl": true, "no": true},             // words stand apart
	"Exact":             {"vi": true, "ru": true, "he": true, "ar": true},                         // the form does not tell
	"Acting":            {"en": true, "nl": true, "he": true, "ar": true, "no": true},             // an article tells
	"Pronouns":          {"vi": true, "no": true},                                                 // nouns do it, or letters on another word
	"UntilIsBefore":     {"vi": true, "en": true, "nl": true, "no": true, "he": true, "ar": true}, // they have a word of its own for until
	"Tenses":            {"vi": true},                                                             // verbs have none
	"VerbLast":          {"vi": true, "en": true, "ru": true, "no": true, "he": true, "ar": true}, // other verbs stand in front
	"FormerBehind":      {"en": true, "ru": true, "nl": true, "no": true},
	"VerbFirst":         {"vi": true, "en": true, "ru": true, "nl": true, "no": true, "he": true}, // the verb opens an Arabic sentence
	"Achieved":          {"en": true, "ru": true, "nl": true, "he": true, "ar": true, "no": true}, // tenses do it
	"AtProvince":        {"vi": true, "en": true},                                                 // the place goes on the name, or stands in front
	"AtCity":            {"vi": true, "en": true},
	"PlaceFirst":        {"vi": true, "ru": true, "nl": true, "he": true, "ar": true},             // it stands behind
	"Cases":             {"vi": true, "en": true, "nl": true, "he": true, "ar": true, "no": true}, // no cases
	"Objects":           {"vi": true, "en": true, "ru": true, "nl": true, "no": true, "ar": true}, // order or cases do it
	"Links":             {"en": true, "ar": true},
	"PastEndings":       {"vi": true, "he": true, "ar": true},                                     // tenses stand elsewhere, or none
	"Owners":            {"vi": true, "he": true, "ar": true},                                     // letters behind a noun do it, or a phrase
	"Doers":             {"vi": true},                                                             // nouns do it
	"PassiveEndings":    {"vi": true, "en": true, "nl": true, "he": true, "ar": true},             // words in front of the verb do it, or its whole form
	"Kinds":             {"vi": true},                                                             // there they are the names
	"Of":                {"ru": true},                                                             // cases do it
	"Compounds":         {"vi": true, "en": true, "ru": true, "he": true, "ar": true},             // words stand apart
	"UnitsAfter":        {"vi": true, "ru": true, "nl": true, "he": true, "ar": true},             // units stand before names
	"OfPlaces":          {"vi": true, "he": true, "ar": true},                                     // names stand behind
	"MonthFronts":       {"vi": true, "en": true, "he": true, "ar": true, "no": true},             // months have no adjectives
	"WhoDid":            {"vi": true, "en": true, "ru": true, "nl": true, "he": true, "no": true}, // who is no other word
	"Surnames":          {"ru": true, "he": true, "ar": true},                                     // names of persons and places do not look alike there
}

// Every file has every key filled.
func TestEveryKeyIsFilled(t *testing.T) {
	lx := load(t)
	for _, tag := range lang.Tags() {
		var walk func(v reflect.Value, name string)
		walk = func(v reflect.Value, name string) {
			if name == "Times" {
				return // languages differ in what they need of it
			}
			if v.Kind() == reflect.Struct && name != "Goes" {
				for i := range v.NumField() {
					walk(v.Field(i), v.Type().Field(i).Name)
				}
				return
			}
			if v.IsZero() || v.Kind() != reflect.String && v.Kind() != reflect.Bool && v.Kind() != reflect.Struct && v.Len() == 0 {
				if !mayBeEmpty[name][tag] {
					t.Errorf("%s has no %s", tag, name)
				}
			}
		}
		walk(reflect.ValueOf(*lx.Languages[tag]), "")
		for field := range lx.Language("vi").Fields {
			if f := lx.Language(tag).Fields[field]; len(f.Headings) == 0 || len(f.Asked) == 0 {
				t.Errorf("%s: the field %s has no headings or is never asked for", tag, field)
			}
		}
		for _, intent := range []string{"deadline", "duty", "procedure", "document"} {
			if len(lx.Language(tag).Intents[intent]) == 0 {
				t.Errorf("%s: no words of the intent %s", tag, intent)
			}
		}
		for _, part := range []string{"part", "chapter", "section", "article", "annex"} {
			if len(lx.Language(tag).Structure[part]) == 0 {
				t.Errorf("%s: no word for %s", tag, part)
			}
		}
	}
}

func TestMonths(t *testing.T) {
	for tag, l := range load(t).Languages {
		if n := len(l.Months); n != 12 && n != 0 {
			t.Errorf("%s has %d months", tag, n)
		}
		if len(l.MonthsOther)%12 != 0 {
			t.Errorf("%s has %d further months, no run of twelve", tag, len(l.MonthsOther))
		}
		seen := map[string]int{}
		for i, m := range append(append([]string(nil), l.Months...), l.MonthsOther...) {
			if have, ok := seen[lang.Fold(m)]; ok && have != i%12 {
				t.Errorf("%s: %s is month %d and %d", tag, m, have+1, i%12+1)
			}
			seen[lang.Fold(m)] = i % 12
		}
		if n := len(l.Dates.Ordinals); n != 0 && n != 4 {
			t.Errorf("%s has %d ordinals", tag, n)
		}
	}
}

// No phrase stands for two values in one group.
func TestNoPhraseTwice(t *testing.T) {
	lx := load(t)
	check := func(where string, groups map[string][]string) {
		seen := map[string]string{}
		for value, phrases := range groups {
			for _, p := range phrases {
				if strings.TrimSpace(p) == "" {
					t.Errorf("%s: an empty phrase for %s", where, value)
				}
				folded := strings.ToLower(p)
				if have, ok := seen[folded]; ok && have != value {
					t.Errorf("%s: %q stands for %s and %s", where, p, have, value)
				}
				seen[folded] = value
			}
		}
	}
	for tag, l := range lx.Languages {
		headings := map[string][]string{}
		for field, f := range l.Fields {
			headings[field] = f.Headings
		}
		check(tag+" headings", headings)
		check(tag+" document types", l.DocumentTypes)
		check(tag+" structure", l.Structure)
		d := l.Dates
		check(tag+" relations", map[string][]string{"before": d.Before, "by": d.By, "in": d.In, "from": d.From})
		check(tag+" date parts", map[string][]string{"day": d.Day, "month": d.Month, "year": d.Year, "quarter": d.Quarter})
	}
	short := map[string][]string{}
	for _, a := range lx.Abbreviations {
		if len(a.Short) == 0 || len(a.Long) == 0 {
			t.Errorf("an abbreviation lacks a side: %+v", a)
		}
		short[strings.Join(a.Long, "|")] = append(short[strings.Join(a.Long, "|")], a.Short...)
	}
	check("abbreviations", short)
}

// An installation's files add to the embedded ones.
func TestOverlay(t *testing.T) {
	base := load(t)
	lx, err := lexicon.Load(fstest.MapFS{
		"vi.yaml":            {Data: []byte("stop: [xyzzy]\nfields: {fee: {headings: [bảng giá]}}\nintents: {deadline: [chốt sổ]}\nchannels: {names: [qua bồ câu]}\nstructure: {article: [khúc]}\ndate_words: {before: [trước lúc]}\n")},
		"everyday/nb.yaml":   {Data: []byte("talk: {greeting: [ohoi]}\n")},
		"agencies.yaml":      {Data: []byte("agencies:\n  - {id: my-office, names: {vi: [Phòng Một cửa Xã Tôi]}}\n")},
		"abbreviations.yaml": {Data: []byte("abbreviations:\n  - {short: [pmc], long: [phòng một cửa]}\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if !lx.Stop("vi", "xyzzy") || !lx.Stop("vi", "và") && !lx.Stop("vi", "va") {
		t.Error("stop words are not added")
	}
	vi, was := lx.Language("vi"), base.Language("vi")
	for name, n := range map[string][2]int{
		"headings": {len(vi.Fields["fee"].Headings), len(was.Fields["fee"].Headings)}, "asked": {len(vi.Fields["fee"].Asked) + 1, len(was.Fields["fee"].Asked)},
		"intents": {len(vi.Intents["deadline"]), len(was.Intents["deadline"])}, "channels": {len(vi.Channels.Names), len(was.Channels.Names)}, "structure": {len(vi.Structure["article"]), len(was.Structure["article"])},
		"before": {len(vi.Dates.Before), len(was.Dates.Before)}, "greetings": {len(lx.Language("no").Everyday.Talk["greeting"]), len(base.Language("no").Everyday.Talk["greeting"])},
		"agencies": {len(lx.Agencies), len(base.Agencies)}, "abbreviations": {len(lx.Abbreviations), len(base.Abbreviations)},
	} {
		if n[0] != n[1]+1 {
			t.Errorf("%s: %d entries, %d embedded", name, n[0], n[1])
		}
	}
	if ids := lx.ResolveAgency("hỏi Phòng Một cửa Xã Tôi", "vi"); len(ids) != 1 || ids[0] != "my-office" {
		t.Errorf("the added agency is not found: %v", ids)
	}
	for name, bad := range map[string]fstest.MapFS{
		"another language": {"fr.yaml": {Data: []byte("name: Français\n")}}, "no YAML": {"vi.yaml": {Data: []byte("stop: [")}}, "wrong form": {"vi.yaml": {Data: []byte("stop: 5\n")}},
		"misspelt key": {"vi.yaml": {Data: []byte("stopp: [a]\n")}},
	} {
		if _, err := lexicon.Load(bad); err == nil {
			t.Errorf("%s was read", name)
		} else if !strings.Contains(err.Error(), "lexicon file") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPhrases(t *testing.T) {
	p := lexicon.NewPhrases()
	p.Add("Chính phủ", "gov")
	p.Add("Văn phòng Chính phủ", "office")
	p.Add("Văn phòng", "an office")
	p.Add("Правительство", "gov-ru")
	p.Add("الحكومة", "gov-ar")
	p.Add("ma", "plain")
	p.Add("...", "nothing")
	for _, c := range []struct{ text, want string }{
		{"Văn phòng Chính phủ và Chính phủ", "office gov"}, // the longest first, no overlap
		{"văn phòng nhà nước", "an office"},
		{"VĂN PHÒNG CHÍNH PHỦ", "office"},
		{"van phong chinh phu", "office"}, // typed without marks
		{"chính phú", ""},                 // other marks
		{"chính phu", "gov"},              // some marks
		{"mã", ""},                        // a plain phrase is no marked word
		{"ma", "plain"},
		{"Văn phòng, Chính phủ", "office"}, // marks between words do not count
		{"правительство", "gov-ru"},
		{"الحكومه", "gov-ar"}, // as people type it
		{"", ""},
	} {
		var got []string
		for _, m := range p.Find(lang.Words(c.text)) {
			got = append(got, m.Value)
			if m.End > len(c.text) || m.Start >= m.End {
				t.Errorf("%q: %+v", c.text, m)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q gives %q, want %q", c.text, got, c.want)
		}
	}
}

func TestExpansions(t *testing.T) {
	p := load(t).Expansions()
	for text, want := range map[string]string{"cấp CCCD ở đâu": "căn cước công dân, thẻ căn cước", "UBND xã": "ủy ban nhân dân", "cc": "", "GPLX": "giấy phép lái xe"} {
		got := ""
		if m := p.Find(lang.Words(text)); len(m) > 0 {
			got = m[0].Value
		}
		if got != want {
			t.Errorf("%q stands for %q, want %q", text, got, want)
		}
	}
}
