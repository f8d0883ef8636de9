package main

import (
	"io"
	"testing"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/ingest"
)

// BenchmarkFind measures what is offered while a person types, over the large
// collection: the first time, when names and duties are read, and then.
func BenchmarkFind(b *testing.B) {
	docs := largeCorpus(b)
	in, err := openInstallation(b.Context(), settings{Data: b.TempDir(), Zone: "Asia/Ho_Chi_Minh"}, writes, io.Discard)
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := in.close(); err != nil {
			b.Error(err)
		}
	}()
	if _, err := in.ingester.Index(b.Context(), []string{docs}, ingest.Options{}); err != nil {
		b.Fatal(err)
	}
	begun := time.Now()
	in.openBook(b.Context())
	b.Logf("made ready in %v", time.Since(begun).Round(time.Millisecond))
	for _, typed := range []string{"l", "bộ", "Bộ Tài ch", "luật đất đ", "57/20", "dang ky khai s"} {
		b.Run(typed, func(b *testing.B) {
			longest := time.Duration(0)
			for b.Loop() {
				begun := time.Now()
				if _, err := in.core.Find(b.Context(), "", typed, "vi", corpus.Viewer{}, 25); err != nil {
					b.Fatal(err)
				}
				longest = max(longest, time.Since(begun))
			}
			b.ReportMetric(millis(longest), "longest-ms")
		})
	}
}
