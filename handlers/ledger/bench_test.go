package ledger_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"vanthu/corpus"
	"vanthu/handlers/ledger"
)

// many makes n tellings as a country has them: some 400 bodies, half the
// deadlines bare years, a third of the duties told twice or more, in two
// languages.
func many(t testing.TB, n int) []ledger.Telling {
	c := concepts(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	acts := [][2]string{{"ban hành", "issue"}, {"trình", "submit"}, {"rà soát", "review"}, {"xây dựng", "draw up"}, {"báo cáo về", "report on"}, {"công bố", "publish"}, {"kiểm tra", "inspect"}}
	objects := [][2]string{{"kế hoạch", "the plan"}, {"nghị định", "the decree"}, {"thông tư", "the circular"}, {"đề án", "the scheme"}, {"cơ sở dữ liệu", "the database"}, {"chiến lược", "the strategy"}, {"báo cáo", "the report"}, {"nền tảng", "the platform"}}
	var fields [][2]string
	for _, concept := range c.All() {
		if concept.ID[:3] == "fie" {
			fields = append(fields, [2]string{concept.Words["vi"][0], concept.Words["en"][0]})
		}
	}
	due := func() (corpus.Day, corpus.Precision) {
		if rnd.IntN(2) == 0 {
			return corpus.Day(fmt.Sprintf("%d-12-31", 2025+rnd.IntN(3))), corpus.YearPrecision
		}
		return corpus.Day(fmt.Sprintf("2026-%02d-%02d", 1+rnd.IntN(12), 1+rnd.IntN(28))), corpus.DayPrecision
	}
	var out []ledger.Telling
	for len(out) < n {
		a, o, f, g := acts[rnd.IntN(len(acts))], objects[rnd.IntN(len(objects))], fields[rnd.IntN(len(fields))], fields[rnd.IntN(len(fields))]
		day, precision := due()
		lead := fmt.Sprintf("body-%d", rnd.IntN(400))
		where := rnd.IntN(3000)
		for again := range 1 + max(0, rnd.IntN(6)-3) {
			s := scene{Key: fmt.Sprintf("k%06d", len(out)), Document: fmt.Sprintf("doc-%d", (where+again*7919)%20000), Lead: lead, Due: &day, Precision: precision}
			s.In, s.Action = "vi", fmt.Sprintf("%s %s về %s và %s tại khu vực số %d", a[0], o[0], f[0], g[0], where)
			if again%2 == 1 {
				s.In, s.Action = "en", fmt.Sprintf("%s %s on %s and %s in area no. %d", a[1], o[1], f[1], g[1], where)
			}
			out = append(out, s.telling(t, c))
		}
	}
	return out[:n]
}

func country() bodies {
	w := bodies{members: map[string][]string{}}
	for i := range 400 {
		w.members["body-0"] = append(w.members["body-0"], fmt.Sprintf("body-%d", i))
	}
	return w
}

func BenchmarkBuild(b *testing.B) {
	tellings := many(b, 100_000)
	w := country()
	b.ReportAllocs()
	for b.Loop() {
		l := ledger.Build(tellings, nil, now, w)
		b.ReportMetric(float64(len(l.Duties(ledger.Filter{}))), "duties")
	}
}

// BenchmarkChange asks for the duties of one body after one document, one act
// or the day has changed.
func BenchmarkChange(b *testing.B) {
	w := country()
	builder := ledger.NewBuilder(w)
	documents := map[string][]ledger.Telling{}
	var ids []string
	tellings := many(b, 100_000)
	for _, t := range tellings {
		if documents[t.Document] == nil {
			ids = append(ids, t.Document)
		}
		documents[t.Document] = append(documents[t.Document], t)
	}
	for _, id := range ids {
		builder.Put(id, documents[id])
	}
	var acts []ledger.Act
	at, n := now, 0
	ask := func() {
		builder.Ledger(acts, at).Duties(ledger.Filter{Agency: []string{"body-7"}})
	}
	ask()
	b.Run("document", func(b *testing.B) {
		for b.Loop() {
			id := ids[n%len(ids)]
			n++
			edited := slices.Clone(documents[id])
			edited[0].Action += " bổ sung"
			builder.Put(id, edited)
			ask()
		}
	})
	b.Run("act", func(b *testing.B) {
		for b.Loop() {
			n++
			acts = append(acts, ledger.Act{Number: int64(n), At: now, Kind: ledger.Finish, Role: "head", Duty: tellings[n%len(tellings)].Key})
			ask()
		}
	})
	b.Run("day", func(b *testing.B) {
		for b.Loop() {
			at = at.AddDate(0, 0, 1)
			ask()
		}
	})
}

// Every telling has the same lead, day and words but for one: the case in
// which lists of candidates are as long as the ledger.
func BenchmarkBuildAlike(b *testing.B) {
	c := concepts(b)
	day := corpus.Day("2025-12-31")
	var tellings []ledger.Telling
	for i := range 100_000 {
		s := scene{Key: fmt.Sprintf("k%06d", i), Document: fmt.Sprintf("doc-%d", i), Lead: "localities", Due: &day, Precision: corpus.YearPrecision, Action: "báo cáo kết quả thực hiện kế hoạch"}
		if i%2 == 0 {
			s.Action += fmt.Sprintf(" của xã x%d", i)
		}
		tellings = append(tellings, s.telling(b, c))
	}
	for b.Loop() {
		ledger.Build(tellings, nil, now, world())
	}
}

func BenchmarkDutiesOfOneBody(b *testing.B) {
	l := ledger.Build(many(b, 100_000), nil, now, country())
	for b.Loop() {
		if n := len(l.Duties(ledger.Filter{Agency: []string{"body-7"}, Status: []ledger.Status{ledger.Open}})); n < 100 {
			b.Fatalf("%d duties", n)
		}
	}
}

func BenchmarkDutiesOfOneMonth(b *testing.B) {
	l := ledger.Build(many(b, 100_000), nil, now, country())
	for b.Loop() {
		if n := len(l.Duties(ledger.Filter{From: "2026-02-01", To: "2026-02-28"})); n < 100 {
			b.Fatalf("%d duties", n)
		}
	}
}

func BenchmarkDutiesByText(b *testing.B) {
	l := ledger.Build(many(b, 100_000), nil, now, country())
	for b.Loop() {
		l.Duties(ledger.Filter{Text: "nghị định bán dẫn"})
	}
}

// One document says the same ten thousand times over, and a hundred others
// copy it: what a careless upload brings.
func BenchmarkBuildRepeated(b *testing.B) {
	c := concepts(b)
	var tellings []ledger.Telling
	for i := range 20_000 {
		tellings = append(tellings, scene{Key: fmt.Sprintf("k%06d", i), Document: fmt.Sprintf("doc-%d", max(0, i-10_000)/100), Lead: "?Đơn vị", Action: "báo cáo kết quả thực hiện kế hoạch"}.telling(b, c))
	}
	for b.Loop() {
		ledger.Build(tellings, nil, now, world())
	}
}
