package handlers_test

import (
	"fmt"
	"testing"
	"time"

	"vanthu/corpus"
	"vanthu/handlers"
	"vanthu/handlers/ledger"
	"vanthu/handlers/state"
)

// Sizes of the benchmarks: 100,000 tellings.
const (
	benchDocuments = 10_000
	benchTellings  = 10 // a document
)

// tasks are documents with duties, alike only as far as duties are.
func tasks(now time.Time) []state.Change {
	verbs := [...]string{"hoàn thành báo cáo", "trình kế hoạch", "xây dựng cơ sở dữ liệu", "ban hành hướng dẫn", "rà soát quy định"}
	things := [...]string{"tài chính", "tiêm chủng", "đất đai", "giao thông", "giáo dục", "môi trường", "du lịch", "việc làm", "thủy lợi", "năng lượng", "thư viện"}
	var out []state.Change
	for i := range benchDocuments {
		d := &corpus.Document{ID: fmt.Sprintf("d%05d", i), Path: fmt.Sprintf("%05d.txt", i), Collection: "c", Title: fmt.Sprintf("Kế hoạch số %d", i), Number: fmt.Sprintf("%d/KH-UBND", i),
			Issued: corpus.DayOf(now.AddDate(0, 0, -i%700)), Language: "vi", Standing: corpus.Official}
		for j := range benchTellings {
			n := i*benchTellings + j
			start := len(d.Text)
			action := fmt.Sprintf("%s %s đợt %d", verbs[n%len(verbs)], things[n/7%len(things)], n)
			d.Text += "Bộ Tài chính " + action + " trước ngày 31/3/2026.\n"
			due := corpus.DayOf(now.AddDate(0, 0, n%900-300))
			d.Duties = append(d.Duties, corpus.Duty{ID: fmt.Sprintf("t%d", j), Quote: corpus.Span{Start: start, End: len(d.Text) - 1},
				Action: corpus.Span{Start: start + len("Bộ Tài chính "), End: start + len("Bộ Tài chính ") + len(action)}, Force: corpus.Ordered,
				Leads:    []corpus.Agency{{Name: corpus.Span{Start: start, End: start + len("Bộ Tài chính")}, ID: [...]string{"mof", "moh"}[n%2]}},
				Deadline: &corpus.Deadline{Due: due, Relation: corpus.Before, Precision: corpus.DayPrecision, Basis: corpus.Explicit}})
		}
		out = append(out, state.Change{ID: d.ID, Collection: "c", File: d.Path, Hash: d.Path, Document: d, Tellings: ledger.Tell(d, now, nil)})
	}
	return out
}

// BenchmarkDuties lists the duties of one ministry in one month, of 100,000
// tellings: load and build is what the first question after a change costs,
// list what the next ones do.
func BenchmarkDuties(b *testing.B) {
	o := newOffice(b)
	all := tasks(o.now)
	for begin := 0; begin < len(all); begin += 400 {
		if _, err := o.state.SaveDocuments(b.Context(), all[begin:min(begin+400, len(all))], o.now); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			if m, err := o.state.Tellings(b.Context(), 0); err != nil || len(m) != benchDocuments {
				b.Fatal(len(m), err)
			}
		}
	})
	b.Run("build", func(b *testing.B) {
		var tellings []ledger.Telling
		for _, c := range all {
			tellings = append(tellings, c.Tellings...)
		}
		for b.Loop() {
			ledger.Build(tellings, nil, o.now, bodies{})
		}
	})
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			o.core.Book = handlers.NewBook(o.state, bodies{})
			if _, err := o.core.Duties(b.Context(), ledger.Filter{Limit: 1}, time.Time{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("list", func(b *testing.B) {
		f := ledger.Filter{Agency: []string{"mof"}, From: "2026-02-01", To: "2026-02-28"}
		for b.Loop() {
			list, err := o.core.Duties(b.Context(), f, time.Time{})
			if err != nil || len(list) == 0 {
				b.Fatal(len(list), err)
			}
		}
	})
}

// BenchmarkSaveDuties stores documents with their duties, and without, 400 at
// a time.
func BenchmarkSaveDuties(b *testing.B) {
	for _, with := range []bool{false, true} {
		b.Run(fmt.Sprintf("duties=%v", with), func(b *testing.B) {
			o := newOffice(b)
			all := tasks(o.now)[:400]
			n := 0
			for b.Loop() {
				n++
				changes := make([]state.Change, len(all))
				for i, c := range all {
					d := *c.Document
					c.ID = fmt.Sprintf("%s-%d", c.ID, n)
					d.ID = c.ID
					if !with {
						d.Duties, c.Tellings = nil, nil
					}
					c.Document = &d
					changes[i] = c
				}
				if _, err := o.state.SaveDocuments(b.Context(), changes, o.now); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
