package indextest

import (
	"strings"
	"testing"

	"vanthu/corpus"
	"vanthu/index"
)

func keys(t *testing.T, open func(t *testing.T) index.Store) {
	f := start(t, open)
	own := Document("own", "vi", "Nghị quyết về đột phá")
	cites := Document("cites", "vi", strings.Repeat("Mở đầu. ", 250), "Theo Nghị quyết số 57 đến ngày 31/3/2026")
	f.put(
		index.Entry{Document: own, Numbers: []string{"57|nq|tw", "57"}},
		index.Entry{Document: cites, Keys: [][]string{nil, {"57|nq|tw", "day:2026-03-31", "agency:moh"}}},
		index.Entry{Document: Document("neither", "vi", "57 trang"), Keys: nil},
	)
	if n := f.stats().Windows; n != 4 {
		t.Fatalf("%d windows, want 4", n)
	}
	for _, c := range []struct {
		key  string
		want []string
	}{
		{"57|nq|tw", []string{"own", "cites"}}, // the document itself first
		{"57", []string{"own"}},
		{"day:2026-03-31", []string{"cites"}},
		{"agency:moh", []string{"cites"}},
		{"agency:mo", nil},
		{"58|nq|tw", nil},
		{"57|NQ|TW", nil}, // keys are compared as they are
	} {
		got := f.found(index.Query{Language: "vi", Keys: []string{c.key}})
		if strings.Join(got, " ") != strings.Join(c.want, " ") {
			t.Errorf("%s: %v, want %v", c.key, got, c.want)
		}
	}
	r := f.search(index.Query{Language: "vi", Keys: []string{"day:2026-03-31"}})
	if len(r.Found) != 1 || r.Found[0].Window != 1 {
		t.Errorf("the key's window: %+v, want window 1 alone", r.Found)
	}
	f.wantSet(index.Query{Text: "nghị quyết", Language: "vi", Filter: index.Filter{Agencies: []string{"moh", "unknown"}}}, "cites")
	f.wantSet(index.Query{Text: "nghị quyết", Language: "vi", Filter: index.Filter{Agencies: []string{"unknown"}}})
}

func filters(t *testing.T, open func(t *testing.T) index.Store) {
	f := start(t, open)
	make := func(id, tag string, kind corpus.Kind, issued corpus.Day) *corpus.Document {
		d := Document(id, tag, "VNeID")
		d.Kind, d.Issued = kind, issued
		return d
	}
	f.put(entries(
		make("law", "vi", corpus.KindDocument, "2024-12-22"),
		make("plan", "en", corpus.KindDocument, "2025-04-01"),
		make("service", "vi", corpus.KindProcedure, "2025-04-02"),
		make("undated", "ru", corpus.KindDocument, ""),
	)...)
	for _, c := range []struct {
		filter index.Filter
		want   string
	}{
		{index.Filter{}, "law plan service undated"},
		{index.Filter{Languages: []string{"vi"}}, "law service"},
		{index.Filter{Languages: []string{"vi", "ru"}}, "law service undated"},
		{index.Filter{Languages: []string{"xx"}}, ""},
		{index.Filter{Kinds: []corpus.Kind{corpus.KindProcedure}}, "service"},
		{index.Filter{Kinds: []corpus.Kind{corpus.KindProcedure, corpus.KindDocument}}, "law plan service undated"},
		{index.Filter{Documents: []string{"plan"}}, "plan"},
		{index.Filter{Documents: []string{"plan", "law", "unknown"}}, "law plan"},
		{index.Filter{From: "2025-04-01"}, "plan service"},
		{index.Filter{To: "2025-04-01"}, "law plan"},
		{index.Filter{From: "2025-04-01", To: "2025-04-01"}, "plan"},
		{index.Filter{From: "2026-01-01"}, ""},
		{index.Filter{From: "2025-04-02", To: "2025-04-01"}, ""},
		{index.Filter{Languages: []string{"vi"}, Kinds: []corpus.Kind{corpus.KindDocument}, From: "2024-01-01"}, "law"},
		{index.Filter{Languages: []string{"vi"}, Documents: []string{"plan"}}, ""},
	} {
		f.wantSet(index.Query{Text: "VNeID", Language: "en", Filter: c.filter}, strings.Fields(c.want)...)
	}
}

func visibility(t *testing.T, open func(t *testing.T) index.Store) {
	f := start(t, open)
	make := func(id string, v corpus.Visibility) index.Entry {
		d := Document(id, "vi", "Kế hoạch mật về thuế", "agency public person:an")
		d.Visibility = v
		return index.Entry{Document: d, Numbers: []string{"5|kh"}, Keys: [][]string{{"agency:mof", "day:2026-03-31"}}}
	}
	all := map[string]corpus.Visibility{
		"public": {}, "agency": corpus.AgencyOnly(), "an": corpus.Named("an"), "an-binh": corpus.Named("an", "binh"),
	}
	for id, v := range all {
		f.put(make(id, v))
	}
	shapes := map[string]index.Query{
		"text":          {Text: "kế hoạch", Language: "vi"},
		"another tag":   {Text: "ke hoach", Language: "en"},
		"no tag":        {Text: "ke hoach"},
		"extra":         {Language: "vi", Extra: []string{"kế hoạch mật"}},
		"own number":    {Language: "vi", Keys: []string{"5|kh"}},
		"day":           {Language: "vi", Keys: []string{"day:2026-03-31"}},
		"agency":        {Language: "vi", Keys: []string{"agency:mof"}},
		"everything":    {Text: "kế hoạch", Language: "vi", Extra: []string{"thuế"}, Keys: []string{"5|kh", "agency:mof"}},
		"by document":   {Text: "kế hoạch", Language: "vi", Filter: index.Filter{Documents: []string{"public", "agency", "an", "an-binh"}}},
		"one document":  {Text: "kế hoạch", Language: "vi", Filter: index.Filter{Documents: []string{"an"}}},
		"by agency":     {Text: "kế hoạch", Language: "vi", Filter: index.Filter{Agencies: []string{"mof"}}},
		"all filters":   {Text: "kế hoạch", Language: "vi", Filter: index.Filter{Languages: []string{"vi"}, Kinds: []corpus.Kind{corpus.KindDocument}, To: "9999-12-31"}},
		"term as words": {Text: "agency public person:an", Language: "vi"},
		"term as key":   {Text: "kế hoạch", Language: "vi", Keys: []string{"agency", "public", "person:an"}},
		"many":          {Text: strings.Repeat("kế hoạch mật ", 300), Language: "vi"},
	}
	viewers := []corpus.Viewer{{}, {Agency: true}, {Person: "an"}, {Person: "binh"}, {Person: "an", Agency: true}, {Person: "chi"}, {Person: "*"}, {Person: " "}}
	seen := map[string]bool{}
	for name, q := range shapes {
		for _, v := range viewers {
			q.Filter.Viewer = v
			r := f.search(q)
			for _, id := range ids(r) {
				if !v.Sees(all[id]) {
					t.Errorf("%s: viewer %+v found %s", name, v, id)
				}
				seen[id+"/"+v.Person] = true
			}
			if r.Viewer != v {
				t.Errorf("%s: the result names viewer %+v, want %+v", name, r.Viewer, v)
			}
		}
	}
	for _, want := range []string{"public/", "agency/", "agency/an", "an/an", "an-binh/an", "an-binh/binh"} {
		if !seen[want] {
			t.Errorf("nobody found %s, who may", want)
		}
	}
	t.Run("a document that is no longer public is not found", func(t *testing.T) {
		f.put(make("public", corpus.AgencyOnly()))
		f.wantSet(shapes["everything"])
		f.put(make("public", corpus.Visibility{}))
		f.wantSet(shapes["everything"], "public")
	})
}
