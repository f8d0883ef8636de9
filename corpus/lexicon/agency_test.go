package lexicon_test

import (
	"slices"
	"strings"
	"testing"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/corpus/lexicon"
)

// The data of agencies agrees with itself.
func TestAgencyData(t *testing.T) {
	lx := load(t)
	ids := map[string]bool{}
	for _, a := range lx.Agencies {
		if a.ID == "" || ids[a.ID] || strings.Contains(a.ID, ".") {
			t.Errorf("agency ID %q is empty, twice there or that of a local body", a.ID)
		}
		ids[a.ID] = true
	}
	names := map[string]string{}
	now, before := 0, 0
	groups := map[string]bool{"all": true, "missions": true} // missions have no entries of their own
	for _, a := range lx.Agencies {
		for _, g := range a.Groups {
			groups[g] = true
		}
	}
	for _, a := range lx.Agencies {
		if a.Province && a.Until == "" {
			now++
		} else if a.Province {
			before++
		}
		if (a.Until == "") != (a.Successor == "") || (a.Until == "") != (a.Source == "") {
			t.Errorf("%s: until, successor and source come together", a.ID)
		}
		for _, id := range []string{a.Successor, a.Parent} {
			if id != "" && (!ids[id] || id == a.ID) {
				t.Errorf("%s: there is no body %q to follow it or hold it", a.ID, id)
			}
		}
		for _, d := range []corpus.Day{a.Since, a.Until} {
			if _, ok := d.Time(); d != "" && !ok {
				t.Errorf("%s: %q is no day", a.ID, d)
			}
		}
		if last, _ := lx.Agency(lx.Holder(a.ID, "")); last.Until != "" {
			t.Errorf("%s: its successions do not end", a.ID)
		}
		for _, m := range a.Members {
			if !groups[m] {
				t.Errorf("%s: nobody is in the group %q", a.ID, m)
			}
		}
		for _, tag := range lang.Tags() {
			if len(a.Names[tag]) == 0 {
				t.Errorf("%s has no name in %s", a.ID, tag)
			}
			for _, n := range a.Names[tag] {
				key := tag + " " + strings.ToLower(n)
				if have, ok := names[key]; ok && have != a.ID {
					t.Errorf("%q is %s and %s", key, have, a.ID)
				}
				names[key] = a.ID
			}
		}
		for tag := range a.Names {
			if _, ok := lang.Tag(tag); !ok {
				t.Errorf("%s has names in %q", a.ID, tag)
			}
		}
		for _, list := range [][]string{a.Short, a.Capital} {
			for _, n := range list {
				if !slices.Contains(lx.Names(a.ID), n) {
					t.Errorf("%s: %q is none of its names", a.ID, n)
				}
			}
		}
	}
	if now != 34 || before != 29 {
		t.Errorf("%d provinces and %d former ones, want 34 and 29 (63 less 34)", now, before)
	}
	parts := map[string]bool{}
	for _, a := range lx.Agencies {
		for _, p := range a.Parts {
			parts[p] = true
		}
	}
	for tag, l := range lx.Languages {
		for p := range l.AgencyWords.Parts {
			if !parts[p] && p != lexicon.KindsPart {
				t.Errorf("%s: no collective has the part %q", tag, p)
			}
		}
		for p := range parts {
			if _, ok := l.AgencyWords.Parts[p]; !ok {
				t.Errorf("%s: no words for the part %q", tag, p)
			}
		}
	}
}

func TestHolder(t *testing.T) {
	lx := load(t)
	for _, c := range []struct {
		id   string
		at   corpus.Day
		want string
	}{
		{"mic", "2025-01-09", "mic"}, {"mic", "2025-02-28", "mic"}, {"mic", "2025-03-01", "most"}, {"mic", "", "most"},
		{"most", "2025-03-01", "most"}, {"gov-caucus", "2025-02-03", "party-government"},
		{"vn-dak-nong", "2025-06-30", "vn-dak-nong"}, {"vn-dak-nong", "2025-07-01", "vn-68"},
		{"vn-dak-nong.pc", "2025-07-01", "vn-68.pc"},
		{"vn-dak-nong.dept-information", "2025-04-01", "vn-dak-nong.dept-science-technology"},
		{"vn-dak-nong.dept-information", "2026-01-01", "vn-68.dept-science-technology"},
		{"nobody", "2026-01-01", "nobody"},
	} {
		if got := lx.Holder(c.id, c.at); got != c.want {
			t.Errorf("on %s the duties of %s are with %s, want %s", c.at, c.id, got, c.want)
		}
	}
}

func TestCovers(t *testing.T) {
	lx := load(t)
	for _, c := range []struct {
		holder, id string
		want       bool
	}{
		{"most", "most", true}, {"most", "mic", true}, {"mof", "mic", false}, {"mic", "most", true},
		{"most", "ministries", true}, {"most", "ministries-localities", true}, {"most", "localities", false}, {"most", "all-bodies", true},
		{"mic", "ministries", true}, {"ministries", "ministries-localities", false}, {"ministries", "ministries", true},
		{"vn-68", "localities", true}, {"vn-68", "provincial-pcs", true}, {"vn-68.pc", "provincial-pcs", true}, {"vn-68.pc", "ministries-localities", true},
		{"vn-68.pc", "vn-68", true}, {"vn-68", "vn-68.pc", true}, {"vn-68", "vn-dak-nong.pc", true}, {"vn-68.pc", "vn-dak-nong", true},
		{"vn-68", "vn-68.dept-finance", true}, {"vn-68.dept-finance", "vn-68", false}, {"vn-68", "dept-finance", false}, {"vn-68.dept-finance", "localities", false},
		{"vn-68.dept-finance", "departments", true}, {"vn-68", "vn-75.pc", false}, {"vn-68", "vn-75", false},
		{"party-government", "gov-caucus", true}, {"party-government", "party-agencies", true}, {"mof", "party-agencies", false},
		{"vn-68.party-committee", "provincial-party-committees", true}, {"vn-68.party-committee", "vn-68", false},
		{"vn-68.dept-finance", "vn-68.departments", true}, {"vn-75.dept-finance", "vn-68.departments", false}, {"most", "vn-68.all-bodies", false},
		{"vn-68.dept-finance", "vn-68.all-bodies", true}, {"dept-finance", "vn-68.dept-finance", true}, {"dept-health", "vn-68.dept-finance", false},
		{"commune-pc", "vn-68.localities", true}, {"vn-68", "vn-68.communes", true},
		{"nobody", "all-bodies", false}, {"nobody", "nobody", true}, {"most", "", false},
	} {
		if got := lx.Covers(c.holder, c.id); got != c.want {
			t.Errorf("what is asked of %s is asked of %s: %v, want %v", c.id, c.holder, got, c.want)
		}
	}
	if !lx.Same("mic", "most") || !lx.Same("most", "mic") || lx.Same("most", "mof") || !lx.Same("vn-68", "vn-dak-nong") {
		t.Error("bodies are the same where one followed the other")
	}
}

func TestAgencyOfPlace(t *testing.T) {
	lx := load(t)
	for _, c := range []struct{ id, tag, want string }{
		{"vn-48.police", "en", "Da Nang City Police"}, {"vn-79.police", "en", "Ho Chi Minh City Police"}, {"vn-48.police", "ru", "полиция города Дананг"}, {"vn-48.party-committee", "vi", "Thành ủy Đà Nẵng"}, {"vn-48.party-committee", "en", "Da Nang City Party Committee"}, {"vn-68.police", "en", "Lam Dong Provincial Police"},
		{"vn-68.pc", "vi", "Ủy ban nhân dân tỉnh Lâm Đồng"}, {"vn-75.pc", "vi", "Ủy ban nhân dân thành phố Đồng Nai"},
		{"vn-68.party-committee", "vi", "Tỉnh ủy Lâm Đồng"}, {"vn-75.party-committee", "vi", "Thành ủy Đồng Nai"}, {"vn-79.pc", "vi", "Ủy ban nhân dân thành phố Hồ Chí Minh"},
		{"vn-68.dept-finance", "vi", "Sở Tài chính tỉnh Lâm Đồng"}, {"vn-68.pc", "en", "Lam Dong Provincial People's Committee"},
		{"most", "ru", "Министерство науки и технологий"}, {"most", "xx", "Ministry of Science and Technology"}, {"nobody", "vi", ""}, {"vn-68.mof", "vi", ""},
	} {
		if got := lx.AgencyName(c.id, c.tag); got != c.want {
			t.Errorf("%s in %s is %q, want %q", c.id, c.tag, got, c.want)
		}
	}
	if names := lx.Names("most"); !slices.Contains(names, "Bộ KHCN") || !slices.Contains(names, "משרד המדע והטכנולוגיה") {
		t.Errorf("names: %v", names)
	}
}

func TestResolveAgency(t *testing.T) {
	lx := load(t)
	for _, c := range []struct{ text, tag, want string }{
		{"Bộ Khoa học và Công nghệ", "vi", "most"}, {"bo khoa hoc va cong nghe", "vi", "most"}, {"Bộ KHCN", "vi", "most"}, {"bkhcn", "vi", "most"}, {"Bộ KH&CN", "vi", "most"},
		{"Bộ TTTT", "vi", "mic"}, {"bo tttt", "vi", "mic"}, {"MoST", "en", "most"}, {"MOST", "vi", "most"}, {"Ministry of Information and Communications", "en", "mic"},
		{"UBND tỉnh Lâm Đồng", "vi", "vn-68.pc"}, {"ubnd tinh lam dong", "vi", "vn-68.pc"}, {"Sở Tài chính Đồng Nai", "vi", "vn-75.dept-finance"}, {"so tai chinh tinh dong nai", "vi", "vn-75.dept-finance"},
		{"Sở KHCN Hà Nội", "vi", "vn-01.dept-science-technology"}, {"Lam Dong Department of Finance", "en", "vn-68.dept-finance"}, {"People's Committee of Lam Dong Province", "en", "vn-68.pc"},
		{"Tỉnh ủy Lâm Đồng", "vi", "vn-68.party-committee"}, {"UBND tỉnh Đắk Nông", "vi", "vn-dak-nong.pc"},
		{"BCT", "vi", "politburo moit"}, {"BCT công thương", "vi", "moit"}, {"CP", "vi", "government"}, {"QH", "vi", "na"},
		{"Lâm Đồng", "vi", "vn-68"}, {"Dak Nong", "en", "vn-dak-nong"}, {"tài chính", "vi", "mof"},
		{"tôi làm ở Bộ Công an", "vi", "mps"}, {"I work for the Ministry of Health", "en", "moh"},
		{"Министерство финансов", "ru", "mof"}, {"משרד האוצר", "he", "mof"}, {"وزارة المالية", "ar", "mof"}, {"finansdepartementet", "no", "mof"}, {"Ministerie van Financiën", "nl", "mof"},
		{"", "vi", ""}, {"công ty tôi", "vi", ""},
	} {
		if got := strings.Join(lx.ResolveAgency(c.text, c.tag), " "); got != c.want {
			t.Errorf("%q is %q, want %q", c.text, got, c.want)
		}
	}
}
