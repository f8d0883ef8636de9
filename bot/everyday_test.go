package main

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vanthu/corpus"
	"vanthu/handlers"
	"vanthu/handlers/ledger"
)

// says passes a message, or after "!" a pressed button, of one person on and
// gives what is said to it.
func (h *hall) says(message string) string {
	h.t.Helper()
	r := handlers.Request{Conversation: handlers.Conversation{Platform: "telegram", ID: "4711"}, Person: "telegram:4711007", Role: handlers.Citizen, Text: message}
	if action, pressed := strings.CutPrefix(message, "!"); pressed {
		r.Text, r.Action = "", action
	}
	var out []string
	for _, r := range h.tell(r) {
		out = append(out, handlers.Plain(r))
	}
	return strings.Join(out, "\n")
}

func (h *hall) last() handlers.Reply { return h.replies[len(h.replies)-1] }

// button gives the action of the button of the last reply whose label holds
// some words.
func (h *hall) button(words string) string {
	h.t.Helper()
	for _, b := range h.last().Buttons {
		if strings.Contains(b.Label, words) {
			return "!" + b.Action
		}
	}
	h.t.Fatalf("no button %q in %+v", words, h.last().Buttons)
	return ""
}

func holds(t *testing.T, text string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%q is not in:\n%s", w, text)
		}
	}
}

// library is a folder with a procedure, a numbered document with a duty, and
// another one with a similar number.
func library(t *testing.T) string {
	dir := t.TempDir()
	writeFile(t, dir, "dog.md", "---\ntitle: Đăng ký nuôi chó\nkind: procedure\nlanguage: vi\n---\n# Đăng ký nuôi chó\n\n## Thành phần hồ sơ\n- Tờ khai nuôi chó\n\n"+
		"## Thời hạn giải quyết\nThời hạn đăng ký nuôi chó là 02 ngày làm việc.\n\n## Phí, lệ phí\nLệ phí đăng ký nuôi chó là 20.000 đồng.\n")
	writeFile(t, dir, "plan.md", "---\ntitle: Kế hoạch chuyển đổi số năm 2026\nnumber: 12/KH-UBND\nissued: 2026-01-05\nlanguage: vi\n---\nBộ Tài chính chủ trì xây dựng đề án ngân sách số, hoàn thành trước ngày 31/3/2026.\n")
	writeFile(t, dir, "plan2.md", "---\ntitle: Kế hoạch trồng cây\nnumber: 12/KH-BCĐ\nissued: 2026-01-06\nlanguage: vi\n---\nTrồng cây ven đường trong mùa mưa, theo hướng dẫn của các xã.\n")
	return dir
}

func TestStart(t *testing.T) {
	h := newHall(t, library(t))
	said := h.says("/start")
	holds(t, said, "không bao giờ hỏi số căn cước", "/help", "/language")
	first := h.last()
	if len(first.Buttons) != 3 {
		t.Fatalf("%d examples: %+v", len(first.Buttons), first.Buttons)
	}
	for i, want := range []string{"Tờ khai nuôi chó", "ngân sách số", "Kế hoạch trồng cây"} {
		b := first.Buttons[i]
		if b.Action != fmt.Sprintf("example:%d", i+1) {
			t.Errorf("action %q", b.Action)
		}
		holds(t, h.says("!"+b.Action), b.Label, want)
	}
	holds(t, h.says("!example:9"), "đã cũ")
	// A link opens a thing; one that leads nowhere is an ordinary start.
	list, err := h.core.Find(t.Context(), "", "12/KH-UBND", "vi", corpus.Viewer{}, 5)
	if err != nil || len(list) == 0 {
		t.Fatal(list, err)
	}
	payload, ok := h.core.StartPayload(handlers.DocumentChoice, list[0].ID)
	if !ok {
		t.Fatal("no payload for a document")
	}
	holds(t, h.says("/start "+payload), "Kế hoạch chuyển đổi số năm 2026", "số 12/KH-UBND", "5/1/2026")
	holds(t, h.says(h.button("nhiệm vụ")), "ngân sách số")
	dog, err := h.core.Find(t.Context(), handlers.ProcedureChoice, "nuôi ch", "vi", corpus.Viewer{}, 5)
	if err != nil || len(dog) != 1 {
		t.Fatal(dog, err)
	}
	payload, _ = h.core.StartPayload(handlers.ProcedureChoice, dog[0].ID)
	holds(t, h.says("/start "+payload), "Đăng ký nuôi chó", "20.000 đồng")
	payload, _ = h.core.StartPayload(handlers.AgencyChoice, "mof")
	holds(t, h.says("/start "+payload), "Bộ Tài chính", "ngân sách số")
	for _, garbled := range []string{"d_nothing", "p_", "x_1", "a_zoo", "d__zz", "%%%", strings.Repeat("d", 99)} {
		holds(t, h.says("/start "+garbled), "không bao giờ hỏi số căn cước")
	}
}

func TestDocumentsAndProceduresByName(t *testing.T) {
	h := newHall(t, library(t))
	holds(t, h.says("/document 12/KH-UBND"), "Kế hoạch chuyển đổi số")
	h.says(h.button("Tệp gốc"))
	if f := h.last().File; f == nil || f.Name != "plan.md" || !strings.Contains(string(f.Data), "ngân sách số") {
		t.Errorf("the original: %+v", f)
	}
	holds(t, h.says("/document 12/KH"), "nhiều văn bản", "12/KH-BCĐ", "12/KH-UBND")
	holds(t, h.says(h.button("12/KH-BCĐ")), "Kế hoạch trồng cây")
	holds(t, h.says("/document trồng c"), "Kế hoạch trồng cây")
	holds(t, h.says("/document phóng tàu vũ trụ"), "không có văn bản")
	holds(t, h.says("/document"), "Ví dụ")
	holds(t, h.says("/procedure nuôi chó"), "Đăng ký nuôi chó", "20.000 đồng")
	holds(t, h.says("/procedure phóng tàu"), "Không có thủ tục")
	holds(t, h.says("/procedure"), "Ví dụ")
	holds(t, h.says("!document:gone"), "không còn ở đây")
}

func TestFiles(t *testing.T) {
	h := newHall(t, library(t))
	h.says("/duties Bộ Tài chính")
	list := h.last()
	action := func(words string) string {
		for _, b := range list.Buttons {
			if b.Label == words {
				return "!" + b.Action
			}
		}
		t.Fatalf("no button %q in %+v", words, list.Buttons)
		return ""
	}
	h.says(action("Lịch"))
	if f := h.last().File; f == nil || f.Name != "duties.ics" || !strings.Contains(string(f.Data), "BEGIN:VEVENT") {
		t.Errorf("the calendar: %+v", f)
	}
	h.says(action("Bảng CSV"))
	if f := h.last().File; f == nil || f.Name != "duties.csv" || !strings.Contains(string(f.Data), "2026-03-31") {
		t.Errorf("the table: %+v", f)
	}
}

func TestLanguage(t *testing.T) {
	h := newHall(t, library(t))
	holds(t, h.says("/language"), "theo câu bạn viết")
	if n := len(h.last().Buttons); n != 8 {
		t.Errorf("%d languages", n)
	}
	holds(t, h.says(h.button("Русский")), "Язык: Русский")
	// It is used for every reply, in whatever language the question is.
	holds(t, h.says("Lệ phí đăng ký nuôi chó là bao nhiêu?"), "Источник")
	holds(t, h.says("xin chào"), "Здравствуйте")
	holds(t, h.says("/documents"), "документ")
	holds(t, h.says("/language en"), "Language: English")
	holds(t, h.says("/language норвежский"), "Språk: Norsk")
	holds(t, h.says("/language xyzzy"), "kjenner ikke")
	holds(t, h.says("/language auto"), "det du skriver på")
	holds(t, h.says("Lệ phí đăng ký nuôi chó là bao nhiêu?"), "Nguồn")
	holds(t, h.says("!language:xx"), "đã cũ")
}

func TestSettings(t *testing.T) {
	h := newHall(t, library(t))
	holds(t, h.says("/settings"), "Ngôn ngữ: theo câu bạn viết", "chưa chọn", "Dùng trình đọc màn hình: không", "không lưu gì")
	holds(t, h.says(h.button("Bật chế độ đọc")), "Dùng trình đọc màn hình: có")
	for _, message := range []string{"Lệ phí đăng ký nuôi chó là bao nhiêu?", "/help", "xin chào"} {
		h.says(message)
		for _, r := range h.replies {
			if !r.Reader || strings.Contains(handlers.Plain(r), "·") {
				t.Errorf("%s: not for a screen reader: %v %q", message, r.Reader, handlers.Plain(r))
			}
		}
	}
	h.says("/walk")
	h.says("/settings")
	holds(t, h.says(h.button("Tắt chế độ đọc")), "Dùng trình đọc màn hình: không")
	if h.last().Reader {
		t.Error("still for a screen reader")
	}
	h.says("!settings:facts:on")
	holds(t, h.says("/settings"), "sẽ nhớ khi bạn cho biết")
	holds(t, h.says(h.button("Quên điều")), "theo ý bạn")
	h.says("/agency Bộ Tài chính")
	holds(t, h.says("/settings"), "Bộ Tài chính")
	holds(t, h.says("!settings:language"), "ngôn ngữ nào")
	holds(t, h.says("!settings:agency"), "Bộ Tài chính")
	holds(t, h.says("!settings:what"), "đã cũ")
}

// TestForget: what is kept is told, deleted when agreed to, and nothing of it
// is found in any table afterwards; what others have stays.
func TestForget(t *testing.T) {
	h := newHall(t, library(t))
	holds(t, h.says("/forget"), "không lưu gì về bạn")
	h.says("/language vi")
	h.says("/agency Bộ Tài chính")
	dog, err := h.core.Find(t.Context(), handlers.ProcedureChoice, "nuôi chó", "vi", corpus.Viewer{}, 1)
	if err != nil || len(dog) != 1 {
		t.Fatal(dog, err)
	}
	h.says("!walk:" + dog[0].ID)
	h.says("!settings:facts:on")
	h.says("!rate:answer:4:" + dog[0].ID)
	duties := h.duty()
	official := func(text, action string) {
		h.tell(handlers.Request{Conversation: handlers.Conversation{Platform: "telegram", ID: "4711"}, Person: "telegram:4711007", Role: handlers.Head, Text: text, Action: action})
	}
	official("", "duty:done:"+duties)
	other := handlers.Request{Conversation: handlers.Conversation{Platform: "telegram", ID: "99"}, Person: "telegram:99", Role: handlers.Citizen, Text: "/language en"}
	h.tell(other)
	// The same person is waited for in a group.
	group := handlers.Request{Conversation: handlers.Conversation{Platform: "telegram", ID: "-5"}, Person: "telegram:4711007", Role: handlers.Head, Action: "duty:progress:" + duties}
	h.tell(group)

	holds(t, h.says("/forget"), "ngôn ngữ bạn đã chọn: Tiếng Việt", "cơ quan của bạn: Bộ Tài chính", "thủ tục đang làm dở: 1", "đánh giá và báo lỗi: 1", "điều bạn cho biết về mình: 1",
		"tài khoản và mã số ngẫu nhiên của bạn: 1", "1 ghi nhận về nhiệm vụ được giữ lại")
	holds(t, h.says("!forget:no"), "Chưa xóa gì")
	holds(t, h.says("!forget:yes"), "Đã xóa mọi điều", "thủ tục đang làm dở: 1", "không còn gì được lưu", "mã số ngẫu nhiên, không còn dẫn đến ai")
	for _, key := range []string{"telegram:4711", "4711007"} {
		if found := scan(t, h.in.dir, key); len(found) > 0 {
			t.Errorf("%s is still in %v", key, found)
		}
	}
	if found := scan(t, h.in.dir, "telegram:99"); len(found) == 0 {
		t.Error("another conversation was forgotten too")
	}
	holds(t, h.says("!forget:ask"), "không lưu gì về bạn")
}

// duty gives the ID of the only duty.
func (h *hall) duty() string {
	h.t.Helper()
	all, err := h.core.Duties(h.t.Context(), ledger.Filter{}, time.Time{})
	if err != nil || len(all) != 1 {
		h.t.Fatalf("%d duties, %v", len(all), err)
	}
	return all[0].ID
}

// scan gives the tables and columns of the state that hold some text.
func scan(t *testing.T, dir, text string) []string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "state.db")+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	names := func(query string) []string {
		rows, err := db.QueryContext(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		var out []string
		for rows.Next() {
			var s string
			if err := rows.Scan(&s); err != nil {
				t.Fatal(err)
			}
			out = append(out, s)
		}
		return out
	}
	var found []string
	tables := names(`select name from sqlite_master where type = 'table'`)
	if !slices.Contains(tables, "conversation") {
		t.Fatalf("tables: %v", tables)
	}
	for _, table := range tables {
		for _, column := range names(fmt.Sprintf(`select name from pragma_table_info('%s')`, table)) {
			var n int
			if err := db.QueryRowContext(t.Context(), fmt.Sprintf(`select count(*) from "%s" where instr(cast("%s" as text), $1) > 0`, table, column), text).Scan(&n); err != nil {
				t.Fatal(err)
			}
			if n > 0 {
				found = append(found, table+"."+column)
			}
		}
	}
	return found
}

func TestOddMessages(t *testing.T) {
	h := newHall(t, library(t))
	ask := func(r handlers.Request) string {
		r.Conversation, r.Person = handlers.Conversation{Platform: "telegram", ID: "1"}, "telegram:1"
		var out []string
		for _, reply := range h.tell(r) {
			out = append(out, handlers.Plain(reply))
		}
		return strings.Join(out, "\n")
	}
	now := time.Date(2026, 2, 12, 9, 0, 0, 0, h.in.zone)
	holds(t, ask(handlers.Request{Wordless: true, Hint: "en"}), "I read text only")
	const fee = "Lệ phí đăng ký nuôi chó là bao nhiêu?"
	holds(t, ask(handlers.Request{Text: fee, Edited: true}), "Bạn đã sửa câu hỏi", "20.000 đồng")
	holds(t, ask(handlers.Request{Text: fee, Sent: now.Add(-48 * time.Minute).UTC()}), "câu hỏi lúc 08:12 của bạn", "20.000 đồng")
	holds(t, ask(handlers.Request{Text: fee, Sent: now.Add(-24 * time.Hour)}), "09:00, 11/2/2026")
	if said := ask(handlers.Request{Text: fee, Sent: now.Add(-9 * time.Minute)}); strings.Contains(said, "câu hỏi lúc") {
		t.Errorf("nine minutes are late: %s", said)
	}
	for _, secret := range []string{"001099012345", "4111 1111 1111 1111", "B1234567"} {
		said := ask(handlers.Request{Text: "CCCD của tôi " + secret + ". " + fee})
		holds(t, said, "Bạn đừng gửi", "20.000 đồng")
		if found := scan(t, h.in.dir, secret); strings.Contains(said, secret) || len(found) > 0 {
			t.Errorf("%s is kept: %v\n%s", secret, found, said)
		}
	}
	if said := ask(handlers.Request{Text: "Nghị quyết 57-NQ/TW, quyết định 1234/QĐ-TTg, số tiền 1.500.000.000 đồng"}); strings.Contains(said, "Bạn đừng gửi") {
		t.Errorf("taken for a secret: %s", said)
	}
	holds(t, ask(handlers.Request{Text: "nhà tôi đang cháy"}), "Gọi ngay 114", "113", "115")
	holds(t, ask(handlers.Request{Text: "I want to kill myself"}), "Call 115 now", "not alone")
	if said := ask(handlers.Request{Text: "thủ tục cấp giấy chứng nhận phòng cháy chữa cháy"}); strings.Contains(said, "114") {
		t.Errorf("taken for a fire: %s", said)
	}
}

// TestForms: an action that wants words does what they say when they come
// with it.
func TestForms(t *testing.T) {
	h := newHall(t, library(t))
	duty := h.duty()
	form, ok := h.core.Asks("duty:wrong:"+duty, "en")
	if !ok || form.Title == "" || form.Label == "" || form.Limit == 0 || len([]rune(form.Title)) > 45 || len([]rune(form.Label)) > 45 {
		t.Errorf("%+v, %v", form, ok)
	}
	for _, action := range []string{"more:x", "duty:done:" + duty, "walk:x:go:papers", "walk:x:handed:0", "mistake:cancel", ""} {
		if _, ok := h.core.Asks(action, "en"); ok {
			t.Errorf("%q asks for words", action)
		}
	}
	tell := func(role handlers.Role, text string) string {
		return handlers.Plain(h.tell(handlers.Request{Conversation: handlers.Conversation{Platform: "discord", ID: "1"}, Person: "discord:1", Role: role, Language: "en", Text: text, Action: "duty:wrong:" + duty})[0])
	}
	if said := tell(handlers.Citizen, "30/6/2026"); strings.Contains(said, "30 June") {
		t.Errorf("a citizen corrects: %s", said)
	}
	holds(t, tell(handlers.Editor, "30/6/2026"), "30 June 2026")
	holds(t, tell(handlers.Editor, "soon"), "soon")
}

func TestFind(t *testing.T) {
	h := newHall(t, library(t))
	for _, c := range []struct {
		kind        handlers.ChoiceKind
		words, want string
	}{
		{handlers.DocumentChoice, "12/kh", "12/KH-BCĐ 12/KH-UBND"}, {handlers.DocumentChoice, "12khubnd", "12/KH-UBND"}, {handlers.DocumentChoice, "chuyen doi s", "12/KH-UBND"},
		{handlers.DocumentChoice, "tàu", ""}, {handlers.ProcedureChoice, "dang ky nuoi", "Đăng ký nuôi chó"}, {handlers.AgencyChoice, "tài ch", "Bộ Tài chính"},
		{handlers.AgencyChoice, "ministry of fin", "Bộ Tài chính"}, {"", "", ""}, {"", "đăng ký nuôi chó", "Đăng ký nuôi chó"},
	} {
		tag := "vi"
		if strings.HasPrefix(c.words, "ministry") {
			tag, c.want = "en", "Ministry of Finance"
		}
		list, err := h.core.Find(t.Context(), c.kind, c.words, tag, corpus.Viewer{}, 10)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, ch := range list {
			got = append(got, ch.Words)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s %q: %q, want %q", c.kind, c.words, got, c.want)
		}
	}
	found, err := h.core.Inline(t.Context(), "lệ phí đăng ký nuôi chó", "vi", corpus.Viewer{})
	if err != nil || len(found) < 2 || !strings.Contains(handlers.Plain(found[0].Reply), "20.000 đồng") {
		t.Errorf("%+v, %v", found, err)
	}
	for _, f := range found {
		if len(f.Reply.Buttons) > 0 || f.Reply.More != "" {
			t.Errorf("buttons where nobody talks: %+v", f)
		}
	}
}
