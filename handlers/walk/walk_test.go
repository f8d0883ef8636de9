package walk_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"vanthu/corpus"
	"vanthu/handlers/walk"
)

// service makes a procedure's document of its parts: papers as "case/name",
// channels as "name/limit/fee".
func service(papers, channels, steps []string, office string) *corpus.Document {
	d := &corpus.Document{ID: "s", Title: "Cấp thẻ", Language: "vi", Procedure: &corpus.Procedure{}}
	span := func(s string) corpus.Span {
		if s == "" {
			return corpus.Span{}
		}
		start := len(d.Text)
		d.Text += s
		end := len(d.Text)
		d.Text += "\n"
		return corpus.Span{Start: start, End: end}
	}
	for _, p := range papers {
		c, name, _ := strings.Cut(p, "/")
		paper := corpus.Paper{Case: span(c), Name: span(name)}
		paper.Span = paper.Name
		d.Procedure.Papers = append(d.Procedure.Papers, paper)
	}
	for _, c := range channels {
		part := strings.Split(c, "/")
		d.Procedure.Channels = append(d.Procedure.Channels, corpus.Channel{Name: span(part[0]), TimeLimit: span(part[1]), Fee: span(part[2])})
	}
	for _, s := range steps {
		d.Procedure.Steps = append(d.Procedure.Steps, span(s))
	}
	d.Procedure.Office = span(office)
	return d
}

var library = func() *corpus.Document {
	return service([]string{"Bị mất/Đơn báo mất", "Bị mất/Tờ khai", "Bị hỏng/Thẻ cũ", "/Ảnh"}, []string{"Trực tiếp/3 ngày/8.000 đồng", "Trực tuyến/5 ngày/", "Trực tiếp/4 ngày/"}, []string{"Nộp.", "Nhận."}, "Thư viện")
}

// Nothing is asked that the document does not tell apart.
func TestStages(t *testing.T) {
	for _, c := range []struct {
		name string
		d    *corpus.Document
		want string
	}{
		{"everything", library(), "channel case papers cost where steps handed"},
		{"one way, one case", service([]string{"Bị mất/Đơn", "/Ảnh"}, []string{"Trực tiếp/3 ngày/"}, []string{"Nộp."}, "Thư viện"), "papers cost where steps handed"},
		{"hardly anything", service(nil, nil, nil, ""), "cost handed"},
	} {
		var got []string
		for _, s := range walk.Stages(c.d) {
			got = append(got, string(s))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
		for i, s := range walk.Stages(c.d) {
			if next := walk.Next(c.d, s); next != "" && walk.Before(c.d, next) != s || next == "" && i != len(got)-1 {
				t.Errorf("%s: behind %s comes %s", c.name, s, next)
			}
		}
	}
}

// The checklist is that of the chosen case, with what every case needs; ticks
// stay through the form in which a walk is kept.
func TestChecklist(t *testing.T) {
	d := library()
	w := walk.Begin(d)
	names := func() string {
		var out []string
		for _, item := range w.Checklist(d) {
			mark := "-"
			if item.Ticked {
				mark = "+"
			}
			out = append(out, mark+item.Name.In(d.Text))
		}
		return strings.Join(out, " ")
	}
	if got := names(); got != "-Đơn báo mất -Tờ khai -Thẻ cũ -Ảnh" {
		t.Error(got)
	}
	w.Case = "Bị mất"
	w.Tick(w.Checklist(d)[1].Key)
	w.Tick(w.Checklist(d)[2].Key)
	w.Tick(w.Checklist(d)[2].Key)
	body, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	w = walk.Walk{}
	if err := json.Unmarshal(body, &w); err != nil {
		t.Fatal(err)
	}
	if got := names(); got != "-Đơn báo mất +Tờ khai -Ảnh" {
		t.Error(got)
	}
	w.Channel = "Trực tiếp"
	if n := len(w.ChannelsOf(d)); n != 2 {
		t.Errorf("%d lines about the chosen way", n)
	}
	if walk.Key("Tờ  khai ") != walk.Key("tờ khai") || walk.Key("Tờ khai") == walk.Key("Ảnh") {
		t.Error("keys tell papers by their words")
	}
}

// A document that changes in the middle of a walk: what it says otherwise is
// told, what it no longer offers is taken back, and the walk goes on.
func TestCatchUp(t *testing.T) {
	d := library()
	w := walk.Begin(d)
	w.Channel, w.Case, w.Stage, w.Step = "Trực tuyến", "Bị mất", walk.Steps, 1
	key := w.Checklist(d)[1].Key
	w.Tick(key)
	if changed := w.CatchUp(library()); len(changed) > 0 {
		t.Errorf("the same document has changed: %v", changed)
	}
	now := service([]string{"Bị mất/Tờ khai", "Bị hỏng/Thẻ cũ", "/Ảnh 3x4"}, []string{"Trực tiếp/3 ngày/8.000 đồng"}, []string{"Nộp và nhận."}, "Thư viện")
	changed := w.CatchUp(now)
	if want := []string{"papers", "channels", "time_limit", "steps"}; !slices.Equal(changed, want) {
		t.Errorf("changed: %v, want %v", changed, want)
	}
	if w.Channel != "" || w.Case != "Bị mất" || w.Step != 0 || w.Stage != walk.Steps || !slices.Contains(w.Ticked, key) {
		t.Errorf("the walk is %+v", w)
	}
	if again := w.CatchUp(now); len(again) > 0 {
		t.Errorf("told twice: %v", again)
	}
	bare := service(nil, nil, nil, "")
	if w.CatchUp(bare); w.Stage != walk.Cost || w.Step != 0 {
		t.Errorf("at %s, step %d", w.Stage, w.Step)
	}
}
