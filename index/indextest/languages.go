package indextest

import (
	"fmt"
	"strings"
	"testing"

	"vanthu/index"
)

func languages(t *testing.T, open func(t *testing.T) index.Store) {
	t.Run("Vietnamese, with marks, without, and half", func(t *testing.T) {
		f := start(t, open)
		f.put(entries(
			Document("marked", "vi", "Thủ tục đất đai tại Ủy ban nhân dân"),
			Document("plain", "vi", "Thu tuc dat dai tai Uy ban nhan dan"),
			Document("half", "vi", "Thủ tuc đất dai tai Uy ban nhân dân"),
			Document("other", "vi", "Cấp giấy phép xây dựng"),
		)...)
		for _, text := range []string{"thủ tục đất đai", "thu tuc dat dai", "thu túc đất đai", "THỦ TỤC ĐẤT ĐAI", "thủ tục đất đai"} {
			f.wantSet(index.Query{Text: text, Language: "vi"}, "marked", "plain", "half")
		}
		if got := f.found(index.Query{Text: "thủ tục đất đai", Language: "vi"}); got[0] != "marked" {
			t.Errorf("marks typed are not preferred: %v", got)
		}
	})
	t.Run("words that differ by their marks alone", func(t *testing.T) {
		f := start(t, open)
		f.put(entries(Document("an", "vi", "Hồ sơ án"), Document("ăn", "vi", "Hồ sơ ăn"), Document("ân", "vi", "Hồ sơ ân"))...)
		for _, word := range []string{"án", "ăn", "ân"} {
			want := strings.Replace(word, "án", "an", 1)
			if got := f.found(index.Query{Text: word, Language: "vi"}); len(got) != 3 || got[0] != want {
				t.Errorf("%q: %v, want %q first of three", word, got, want)
			}
		}
	})
	t.Run("neighbouring syllables count more than scattered ones", func(t *testing.T) {
		f := start(t, open)
		f.put(entries(
			Document("scattered", "vi", "sinh viên khai báo tạm trú và giấy tờ"),
			Document("together", "vi", "tờ giấy khai sinh của viên chức báo cáo"),
		)...)
		if got := f.found(index.Query{Text: "giấy khai sinh", Language: "vi"}); len(got) != 2 || got[0] != "together" {
			t.Errorf("%v, want together first", got)
		}
	})
	t.Run("other forms of a word", func(t *testing.T) {
		f := start(t, open)
		for _, c := range []struct{ tag, text, question string }{
			{"ru", "Доклад министерства финансов", "министерств"},
			{"ru", "Сроки выполнения задач", "срок задачи"},
			{"nl", "De ministeries en hun taken", "ministerie taak"},
			{"no", "Departementene skal rapportere", "departement"},
			{"en", "The procedures of the ministries", "procedure ministry"},
			{"ar", "رسوم الخدمات", "خدمة"},
			{"he", "דוח המשרדים", "משרדים"},
			{"he", "משרד הפנים", "למשרד"},
		} {
			d := Document("d", c.tag, c.text)
			f.put(entries(d)...)
			f.wantSet(index.Query{Text: c.question, Language: c.tag}, "d")
			f.wantSet(index.Query{Text: c.question, Language: c.tag, Filter: index.Filter{Languages: []string{c.tag}}}, "d")
		}
	})
	t.Run("names and numbers are found across languages", func(t *testing.T) {
		f := start(t, open)
		f.put(entries(Document("ru", "ru", "Платформа VNeID для граждан"), Document("vi", "vi", "Ứng dụng VNeID"), Document("en", "en", "Form 1234567"))...)
		f.wantSet(index.Query{Text: "vneid", Language: "en"}, "ru", "vi")
		f.wantSet(index.Query{Text: "vneid", Language: "vi"}, "ru", "vi")
		f.wantSet(index.Query{Text: "1234567", Language: "vi"}, "en")
	})
	t.Run("the language codes no and he filter", func(t *testing.T) {
		f := start(t, open)
		tags := []string{"vi", "en", "he", "ru", "nl", "ar", "no"}
		for _, tag := range tags {
			f.put(entries(Document("d-"+tag, tag, "VNeID"))...)
		}
		for _, tag := range tags {
			f.wantSet(index.Query{Text: "VNeID", Language: "en", Filter: index.Filter{Languages: []string{tag}}}, "d-"+tag)
		}
		f.wantSet(index.Query{Text: "VNeID", Language: "en", Filter: index.Filter{Languages: []string{"no", "he"}}}, "d-no", "d-he")
	})
	t.Run("words without meaning are found too", func(t *testing.T) {
		f := start(t, open)
		f.put(entries(Document("a", "en", "to be or not to be"))...)
		f.wantSet(index.Query{Text: "not", Language: "en"}, "a")
	})
	t.Run("the question's words are counted", func(t *testing.T) {
		f := start(t, open)
		f.put(entries(Document("a", "vi", "giấy khai sinh"), Document("b", "vi", "giấy phép"), Document("c", "en", "licence"))...)
		r := f.search(index.Query{Text: "giấy khai tử", Language: "vi"})
		want := "[{giay 2 2} {khai 1 1} {tu 0 0}] [{giay khai 1 0} {khai tu 0 0}] 3"
		if got := fmt.Sprintf("%v %v %d", r.Words, r.Pairs, r.Windows); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
	t.Run("windows of other languages are found by concepts and keys", func(t *testing.T) {
		f := start(t, open)
		f.put(index.Entry{Document: Document("a", "ru", "указ"), Concepts: [][]string{{"object.decree", "act.issue"}}},
			index.Entry{Document: Document("b", "nl", "besluit"), Concepts: [][]string{{"object.decree"}}, Keys: [][]string{{"57|nq|tw"}}},
			index.Entry{Document: Document("c", "vi", "nghị định"), Concepts: [][]string{{"object.decree", "act.issue"}}},
			index.Entry{Document: Document("d", "no", "fisk"), Concepts: [][]string{{"field.fishery"}}})
		q := index.Query{Text: "nghị định ban hành", Language: "vi", Concepts: [][]string{{"object.decree"}, {"act.issue", "act.publish"}, {"field.rice"}}}
		r := f.search(q)
		if got, want := fmt.Sprintf("%v %v", across(r), r.Concepts), "[a b] [3 2 0]"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		q.Keys = []string{"57|nq|tw", "9|nq|tw"}
		r = f.search(q)
		if got, want := fmt.Sprintf("%v %v", across(r), r.Keyed), "[b a] [1 0]"; got != want {
			t.Errorf("with a number: got %s, want %s", got, want)
		}
		q.Limit = 1
		f.remove("b")
		if got, want := fmt.Sprint(across(f.search(q))), "[a]"; got != want {
			t.Errorf("one, after a deletion: got %s, want %s", got, want)
		}
	})
	t.Run("further wordings", func(t *testing.T) {
		f := start(t, open)
		f.put(entries(Document("a", "vi", "Ủy ban nhân dân xã"), Document("b", "vi", "UBND huyện"), Document("c", "vi", "Bộ Công an"))...)
		f.wantSet(index.Query{Text: "UBND", Extra: []string{"Ủy ban nhân dân"}, Language: "vi"}, "a", "b")
	})
	t.Run("words beside the matter count less", func(t *testing.T) {
		f := start(t, open)
		f.put(entries(Document("a", "vi", "Bộ luật Dân sự có hiệu lực"), Document("b", "vi", "nơi cư trú của cá nhân"), Document("c", "vi", "tài sản"))...)
		for _, c := range []struct {
			q    index.Query
			want string
		}{
			{index.Query{Text: "Bộ luật Dân sự quy định thế nào về nơi cư trú", Language: "vi", Limit: 9}, "[a b]"},
			{index.Query{Text: "quy định thế nào về nơi cư trú", Aside: "Bộ luật Dân sự", Language: "vi", Limit: 9}, "[b a]"},
		} {
			var got []string
			for _, x := range f.search(c.q).Found {
				got = append(got, x.Document)
			}
			if fmt.Sprint(got) != c.want {
				t.Errorf("%q beside %q: found %v, want %s", c.q.Text, c.q.Aside, got, c.want)
			}
		}
	})
	t.Run("title and headings are searched with the text below them", func(t *testing.T) {
		f := start(t, open)
		d := Document("a", "en", "Within five days")
		d.Title, d.Passages[0].Section = "Registration of ships", "Chapter 2 › Deadlines"
		f.put(entries(d)...)
		f.wantSet(index.Query{Text: "ship", Language: "en"}, "a")
		f.wantSet(index.Query{Text: "deadline", Language: "en"}, "a")
	})
	t.Run("questions of any size", func(t *testing.T) {
		f := start(t, open)
		f.put(entries(Document("a", "en", "anchor"), Document("b", "vi", "mỏ neo"))...)
		many := make([]string, 3000)
		for i := range many {
			many[i] = fmt.Sprintf("unheard%d", i)
		}
		lost := strings.Join(many, " ")
		f.wantSet(index.Query{Text: lost + " anchor", Language: "en"}, "a") // words that nothing holds take no room
		f.wantSet(index.Query{Text: lost + " mỏ neo", Language: "vi"}, "b")
		for _, text := range []string{"", " \n\t", "!?…", "😀😀", "«»", lost, strings.Repeat("a", 10_000)} {
			for _, tag := range []string{"vi", "en", "he", ""} {
				f.wantSet(index.Query{Text: text, Language: tag, Extra: []string{""}, Keys: nil})
			}
		}
		f.wantSet(index.Query{Text: "", Language: "en", Extra: many, Keys: many})
	})
}

// across gives the documents found across languages, in order.
func across(r index.Result) []string {
	var out []string
	for _, f := range r.Across {
		out = append(out, f.Document)
	}
	return out
}
