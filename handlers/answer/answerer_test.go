package answer_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/corpus/format"
	"vanthu/corpus/lexicon"
	"vanthu/handlers/answer"
	"vanthu/index"
	"vanthu/index/bleveindex"
)

// shelf is a few documents in a real engine.
type shelf map[string]*corpus.Document

func (s shelf) Document(_ context.Context, id string) (*corpus.Document, error) {
	if d := s[id]; d != nil {
		return d, nil
	}
	return nil, index.ErrGone
}

// newAnswerer indexes documents, given as path → Markdown.
func newAnswerer(t *testing.T, docs map[string]string) *answer.Answerer {
	t.Helper()
	ctx := t.Context()
	lx, err := lexicon.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	d := extract.NewDescriber(extract.New(lx))
	store, err := bleveindex.New(t.TempDir(), bleveindex.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	engine, err := store.Open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	reader := &format.Reader{Limits: format.DefaultLimits()}
	texts := shelf{}
	concepts := lx.SearchConcepts()
	for path, text := range docs {
		err := reader.Read(ctx, path, []byte(text), func(r format.Record) error {
			doc := d.Describe(r.Text)
			doc.ID, doc.Path = path, path
			texts[path] = doc
			e := index.Entry{Document: doc}
			for _, w := range index.Windows(doc) {
				var keys []string
				for _, n := range d.Named(doc.Text[w.Start:w.End], doc.Language) {
					keys = append(keys, n.Key)
				}
				e.Keys = append(e.Keys, keys)
				e.Concepts = append(e.Concepts, concepts.Indexed(index.WindowText(doc, w), doc.Language))
			}
			return errors.Join(r.Err, engine.Put(ctx, []index.Entry{e}))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return answer.New(answer.Deps{Lexicon: lx, Concepts: concepts, Describer: d, Engine: engine, Texts: texts})
}

var town = map[string]string{
	"plan.md": "---\ntitle: Kế hoạch chuyển đổi số xã An Hòa\nlanguage: vi\n---\n# Kế hoạch chuyển đổi số xã An Hòa\n" +
		"1. Văn phòng xã gửi báo cáo số hóa hồ sơ trước ngày 15 tháng 3 năm 2026.\n\n2. Trạm y tế lắp đặt mạng trong tháng 5/2026.\n\nNguồn: Văn phòng xã An Hòa.\n",
	"dog.md": "---\ntitle: Đăng ký nuôi chó\nkind: procedure\nlanguage: vi\n---\n# Đăng ký nuôi chó\n## Thành phần hồ sơ\n- Đơn đăng ký nuôi chó.\n- Giấy tiêm phòng dại.\n\n" +
		"## Thời hạn giải quyết\nThời hạn đăng ký nuôi chó là 02 ngày làm việc.\n\n## Phí, lệ phí\nLệ phí đăng ký nuôi chó là 20.000 đồng.\n",
	"secret.md": "---\ntitle: Họp nội bộ\nlanguage: vi\nvisibility: agency\n---\nMã khóa kho lưu trữ đổi vào ngày 9 tháng 9 năm 2026.\n",
	"club.md":   "---\ntitle: Opening of the swimming club\nlanguage: en\n---\nThe swimming club opens on 3 June 2026.\n",
}

func TestAsk(t *testing.T) {
	a := newAnswerer(t, town)
	for name, c := range map[string]struct {
		q      answer.Question
		quote  string // of the first citation; empty: no answer
		intent answer.Intent
		reason answer.Reason
	}{
		"with marks":         {answer.Question{Text: "Hạn gửi báo cáo số hóa hồ sơ là ngày nào?"}, "1. Văn phòng xã gửi báo cáo số hóa hồ sơ trước ngày 15 tháng 3 năm 2026.", answer.Deadline, ""},
		"without marks":      {answer.Question{Text: "han gui bao cao so hoa ho so la ngay nao"}, "1. Văn phòng xã gửi báo cáo số hóa hồ sơ trước ngày 15 tháng 3 năm 2026.", answer.Deadline, ""},
		"asked field":        {answer.Question{Text: "lệ phí đăng ký nuôi chó bao nhiêu?"}, "Lệ phí đăng ký nuôi chó là 20.000 đồng.", answer.Procedure, ""},
		"papers as a list":   {answer.Question{Text: "nuôi chó cần giấy tờ gì"}, "- Đơn đăng ký nuôi chó.", answer.Procedure, ""},
		"not the source":     {answer.Question{Text: "Văn phòng xã phải gửi gì?"}, "1. Văn phòng xã gửi báo cáo số hóa hồ sơ trước ngày 15 tháng 3 năm 2026.", answer.General, ""},
		"English":            {answer.Question{Text: "When does the swimming club open?"}, "The swimming club opens on 3 June 2026.", answer.Deadline, ""},
		"invisible letters":  {answer.Question{Text: "lệ phí \u200bđăng ký\u202e nuôi chó?"}, "Lệ phí đăng ký nuôi chó là 20.000 đồng.", answer.Procedure, ""},
		"not there":          {answer.Question{Text: "Ai vô địch giải cờ vua năm nay?"}, "", answer.General, answer.NotFound},
		"near, but not it":   {answer.Question{Text: "lệ phí đăng ký nuôi cá sấu bao nhiêu?"}, "", answer.Procedure, answer.NotFound},
		"emoji only":         {answer.Question{Text: "🙂🙂"}, "", answer.Smalltalk, ""},
		"nothing":            {answer.Question{Text: " \n"}, "", answer.General, answer.Empty},
		"ten thousand":       {answer.Question{Text: strings.Repeat("báo cáo ", 1250)}, "", answer.General, answer.TooLong},
		"greeting":           {answer.Question{Text: "Xin chào!"}, "", answer.Smalltalk, ""},
		"hidden from many":   {answer.Question{Text: "Mã khóa kho lưu trữ đổi vào ngày nào?"}, "", answer.Deadline, answer.NotFound},
		"shown to the house": {answer.Question{Text: "Mã khóa kho lưu trữ đổi vào ngày nào?", Viewer: corpus.Viewer{Agency: true}}, "Mã khóa kho lưu trữ đổi vào ngày 9 tháng 9 năm 2026.", answer.Deadline, ""},
		"follow-up": {answer.Question{Text: "còn lệ phí?", Follows: &answer.Turn{Question: "đăng ký nuôi chó mất bao lâu", Language: "vi", Documents: []string{"dog.md"}}},
			"Lệ phí đăng ký nuôi chó là 20.000 đồng.", answer.Procedure, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := a.Ask(t.Context(), c.q)
			if err != nil {
				t.Fatal(err)
			}
			if got.Answered != (c.quote != "") || got.Intent != c.intent || got.Reason != c.reason {
				t.Fatalf("answered %v (%.2f), intent %s, reason %q", got.Answered, got.Confidence, got.Intent, got.Reason)
			}
			if c.quote != "" && got.Citations[0].Quote() != c.quote {
				t.Errorf("quotes %q", got.Citations[0].Quote())
			}
			for _, ct := range got.Citations {
				if d := ct.Document; d.Text[ct.Start():ct.End()] != ct.Quote() {
					t.Errorf("%s: the quote does not stand at its place", d.Path)
				}
				for _, m := range ct.Marks {
					if m.Start < 0 || m.End > len(ct.Quote()) || m.Start >= m.End {
						t.Errorf("mark %v of %q", m, ct.Quote())
					}
				}
			}
		})
	}
}

func TestSearch(t *testing.T) {
	a := newAnswerer(t, town)
	found, _, err := a.Search(t.Context(), answer.Question{Text: "đăng ký nuôi chó"}, 10)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range found {
		if seen[f.Document.Path] {
			t.Errorf("%s is there twice", f.Document.Path)
		}
		seen[f.Document.Path] = true
	}
	if len(found) == 0 || found[0].Document.Path != "dog.md" || seen["secret.md"] {
		t.Errorf("found %v", seen)
	}
}

func FuzzUnderstand(f *testing.F) {
	for _, s := range []string{"lệ phí?", "Resolution 57", "57-NQ/TW ngày 22/12/2024", "ָ", "UBND cccd", "متى 5/5/2025؟"} {
		f.Add(s)
	}
	u := understander(f)
	f.Fuzz(func(t *testing.T, s string) {
		got := u.Understand(answer.Question{Text: s, Follows: &answer.Turn{Question: "x", Language: "vi"}})
		for _, n := range got.Named {
			if n.Start < 0 || n.End > len(got.Text) || n.Start >= n.End {
				t.Fatalf("%q names %v", s, n)
			}
		}
	})
}
