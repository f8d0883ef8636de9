package handlers_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vanthu/corpus"
	"vanthu/handlers"
	"vanthu/handlers/answer"
	"vanthu/handlers/answercache"
	"vanthu/handlers/offices"
)

// kept gives everything in the files of an installation.
func (c *counter) kept() string {
	c.t.Helper()
	var b strings.Builder
	if err := filepath.WalkDir(c.dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		b.Write(data)
		return err
	}); err != nil {
		c.t.Fatal(err)
	}
	return b.String()
}

// TestNothingKept: neither a location nor the number of a file is written
// down, and what was asked of offices is not remembered either.
func TestNothingKept(t *testing.T) {
	c := newCounter(t)
	c.storeSample()
	answers := answercache.Default(c.state, c.state)
	c.core.Answers = answers
	for i, m := range []string{"@16.0712345,108.2298765", "H17.16-251122-9876", "hồ sơ 000.00.00.H17-251122-9876 của tôi đến đâu rồi", "Where is my file H17.16-251122-9876, I live in Hai Chau ward?",
		"/office phường Hải Châu H17.16-251122-9876", "h17.16 – 251122 – 9876", "PAKN.20251122.9876", "Tôi ở phường Thạc Gián thì nộp ở đâu"} {
		for _, r := range c.talk(fmt.Sprint(i), "", corpus.Viewer{}, m) {
			if s := shown(r); strings.Contains(s, "9876") || strings.Contains(s, "108.2298") {
				t.Errorf("%s: the reply says it again:\n%s", m, s)
			}
		}
		past, err := c.state.Conversation(t.Context(), fmt.Sprintf("test:%d", i), c.now)
		if err != nil || past.Last != nil {
			t.Errorf("%s: the conversation keeps %+v, %v", m, past.Last, err)
		}
	}
	if n := answers.Count().Answers; n != 0 {
		t.Errorf("%d answers are kept", n)
	}
	everything := c.kept() + c.log.String()
	for _, s := range []string{"9876", "16.0712345", "108.2298765", "Thạc Gián thì"} {
		if strings.Contains(everything, s) {
			t.Errorf("%q is kept", s)
		}
	}
	a, err := c.core.Ask(t.Context(), answer.Question{Text: "tra cứu hồ sơ H17.16-251122-9876"})
	if err != nil || a.Office == nil || strings.Contains(a.Question, "9876") {
		t.Errorf("the answer holds %q, %v", a.Question, err)
	}
}

// TestNumbersOfFiles: numbers of documents and procedures are no numbers of
// files.
func TestNumbersOfFiles(t *testing.T) {
	for text, is := range map[string]bool{
		"000.00.16.H29-251122-0001": true, "000.00.00.H37-251122-0001": true, "H29.16-251122-0001": true, "h29.16.3-251122-00123": true, "PAKN.20200812.0012": true,
		"mã G22.99 - 251122 - 000012 nhé": true, "000.00.12.H40-20251122-0001": true,
		"57-NQ/TW": false, "1.004222": false, "thủ tục 1.004222.000.00.00.H37": false, "71/NQ-CP ngày 1/4/2025": false, "QCVN 01-2021": false, "A4": false,
		"2025-11-22": false, "H29-16": false, "+84 24 3825 0000": false,
	} {
		if _, found := answer.WithoutFileNumbers(text); found != is {
			t.Errorf("%q: %v, want %v", text, found, is)
		}
	}
	if rest, _ := answer.WithoutFileNumbers("hồ sơ H29.16-251122-0001 đâu?"); rest != "hồ sơ … đâu?" {
		t.Errorf("%q", rest)
	}
}

// TestOfficesFollowDocuments: what is found follows the registers as they are
// added, changed and dropped.
func TestOfficesFollowDocuments(t *testing.T) {
	c := newCounter(t)
	find := func(place string, v corpus.Viewer) string {
		t.Helper()
		list, err := c.core.OfficeFor(t.Context(), place, "Cấp xã", v)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, o := range list {
			names = append(names, o.Name)
		}
		return strings.Join(names, "; ")
	}
	everybody, staff := corpus.Viewer{}, corpus.Viewer{Agency: true}
	if got := find("phường Mẫu", everybody); got != "" {
		t.Errorf("without registers: %s", got)
	}
	c.store("a.csv", "Name,Ward,Former wards,Phone\nA,Phường Mẫu,Phường Xưa,1\n")
	c.store("b.jsonl", `{"name": "B", "ward": "Xã Hai", "phone": "2", "visibility": "agency"}`)
	if got := find("phường Mẫu", everybody) + find("phuong xua", everybody) + find("xã Hai", everybody) + find("xã Hai", staff); got != "AAB" {
		t.Errorf("found %s", got)
	}
	c.store("a.csv", "Name,Ward,Former wards,Phone\nA2,Phường Khác,Phường Xưa,1\n")
	if got := find("phường Mẫu", everybody) + find("phuong xua", everybody) + find("xã Hai", staff); got != "A2B" {
		t.Errorf("after a change: %s", got)
	}
	c.store("a.csv", "")
	if got := find("phuong xua", everybody) + find("xã Hai", staff); got != "B" {
		t.Errorf("after it was dropped: %s", got)
	}
	c.store("a.csv", "Name,Ward,Phone\nA3,Phường Xưa,1\n")
	if got := find("phuong xua", everybody) + find("xã Hai", staff); got != "A3B" {
		t.Errorf("after it came back: %s", got)
	}
}

// TestOfficeFor: for the level of a procedure and the place a person told.
func TestOfficeFor(t *testing.T) {
	c := newCounter(t)
	c.storeSample()
	for _, x := range []struct {
		place, level string
		want         int
		first        string
	}{
		{"phường Hàng Bạc", "Cấp Xã", 1, "Trung tâm Phục vụ hành chính công phường Hoàn Kiếm"},
		{"hang bac", "", 1, "Trung tâm Phục vụ hành chính công phường Hoàn Kiếm"},
		{"hang bac", "Cấp Tỉnh", 1, "Trung tâm Phục vụ hành chính công thành phố Hà Nội - Chi nhánh số 1"},
		{"xã Tân Lập", "Cấp xã", 2, ""},
		{"phường Tân Bình Thạnh", "Cấp xã", 0, ""},
		{"phường Mường Thanh", "Cấp xã", 0, ""},
		{"", "", 0, ""},
	} {
		got, err := c.core.OfficeFor(t.Context(), x.place, x.level, corpus.Viewer{})
		if err != nil || len(got) != x.want || x.first != "" && got[0].Name != x.first {
			t.Errorf("%s, %s: %v, %v", x.place, x.level, got, err)
		}
	}
}

// TestLocations: where there are no points, and where none can be.
func TestLocations(t *testing.T) {
	c := newCounter(t)
	c.store("a.csv", "Name,Ward,Phone\nA,Phường Mẫu,1\n")
	says := func(p handlers.SharedPoint, want string) {
		t.Helper()
		var out screen
		r := handlers.Request{Conversation: handlers.Conversation{Platform: "test", ID: "1"}, Language: "en", Point: &p}
		if err := c.core.Handle(t.Context(), r, &out); err != nil || len(out.replies) != 1 || !strings.Contains(shown(out.replies[0]), want) {
			t.Errorf("%v: %v, %v", p, out.replies, err)
		}
	}
	says(handlers.SharedPoint{Lat: 16, Lon: 108}, "give no map points")
	c.store("b.csv", "Name,Phone,Lat,Lon,Visibility\nHidden,1,16,108,agency\n")
	says(handlers.SharedPoint{Lat: 16, Lon: 108}, "give no map points")
	c.store("c.csv", "Name,Phone,Lat,Lon\nSeen,1,16.01,108\n")
	says(handlers.SharedPoint{Lat: 16, Lon: 108}, "Seen · 1.1 km")
	says(handlers.SharedPoint{Lat: 116, Lon: 108}, "give no map points")
	says(handlers.SharedPoint{Lost: true}, "Share it again")
}

// TestGoneOffice: a button of an office that is not in a register any more.
func TestGoneOffice(t *testing.T) {
	c := newCounter(t)
	c.store("a.csv", "Name,Ward,Phone,Province\nA,Phường Mẫu,1,Hà Nội\nB,Phường Mẫu,2,Huế\n")
	replies := c.talk("1", "en", corpus.Viewer{}, "/office phường Mẫu")
	if len(replies[0].Buttons) != 2 {
		t.Fatalf("%s", shown(replies[0]))
	}
	for _, b := range replies[0].Buttons {
		if len(b.Action) > 64 {
			t.Errorf("an action of %d bytes: %s", len(b.Action), b.Action)
		}
	}
	c.store("a.csv", "Name,Ward,Phone\nA,Phường Mẫu,1\n")
	var out screen
	for _, action := range []string{replies[0].Buttons[1].Action, "office:", "office:x:row_1"} {
		r := handlers.Request{Conversation: handlers.Conversation{Platform: "test", ID: "1"}, Language: "en", Action: action}
		if err := c.core.Handle(t.Context(), r, &out); err != nil || !strings.Contains(shown(out.replies[len(out.replies)-1]), "no longer in the register") {
			t.Errorf("%s: %v %v", action, out.replies, err)
		}
	}
}

// TestManyOffices: 20,000 rows are read, and answered from, in no time that
// people notice. Only what is found is checked.
func TestManyOffices(t *testing.T) {
	c := newCounter(t)
	var b strings.Builder
	b.WriteString("Tên cơ quan,Phường xã,Xã cũ,Tỉnh,Điện thoại,Tọa độ\n")
	for i := range 20_000 {
		fmt.Fprintf(&b, "Một cửa xã Mẫu %[1]s,Xã Mẫu %[1]s,Xã Trước %[1]s; Xã Xưa %[1]s,Hà Nội,%[2]d,\"%.4[3]f, %.4[4]f\"\n", letters(i), i, 10+float64(i%1000)/100, 102+float64(i/1000)/10)
	}
	begun := time.Now()
	c.store("a.csv", b.String())
	stored := time.Since(begun)
	begun = time.Now()
	list, err := c.core.OfficeFor(t.Context(), "xã Xưa "+letters(12_345), "", corpus.Viewer{})
	if err != nil || len(list) != 1 || list[0].Phone != "12345" {
		t.Fatalf("%v, %v", list, err)
	}
	first := time.Since(begun)
	begun = time.Now()
	found, err := c.core.Offices(t.Context(), offices.Query{Text: "xã Mâuu " + letters(77), Told: true})
	if err != nil || len(found.Offices) == 0 {
		t.Errorf("misspelled: %v, %v", found, err)
	}
	misspelled := time.Since(begun)
	begun = time.Now()
	near, err := c.core.NearestOffices(t.Context(), corpus.MapPoint{Lat: 15.5, Lon: 103}, corpus.Viewer{})
	if err != nil || len(near) != 3 || near[0].Metres > near[1].Metres || near[1].Metres > near[2].Metres {
		t.Errorf("%v, %v", near, err)
	}
	t.Logf("stored in %v, first answer in %v, misspelled in %v, nearest in %v", stored, first, misspelled, time.Since(begun))
}

// letters writes a number as a name.
func letters(n int) string {
	s := ""
	for range 4 {
		s += string([]string{"a", "o", "i", "u", "e", "an", "on", "in", "un", "en", "am", "om"}[n%12]) + string("bcdghklmntvx"[n%12])
		n /= 12
	}
	return s
}
