package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"time"

	"vanthu/corpus/extract"
	"vanthu/corpus/format"
	"vanthu/corpus/lexicon"
	"vanthu/handlers/ingest"
	"vanthu/handlers/state"
	"vanthu/index"
	"vanthu/index/bleveindex"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func main() {
	ctx := context.Background()
	dir := os.Args[1]
	lx := must(lexicon.Load(nil))
	x := extract.New(lx)
	st := must(state.Open(ctx, dir))
	store := must(bleveindex.New(dir+"/index", bleveindex.Options{}))
	n := lx.NoiseWords()
	g := must(ingest.New(ctx, ingest.Deps{State: st, Store: store, Reader: &format.Reader{Limits: format.DefaultLimits(), Noise: format.Noise(n), Tools: format.Tools{PDFToText: "/usr/bin/pdftotext"}}, Extractor: x, Describer: extract.NewDescriber(x), Log: slog.Default(), Now: time.Now}))
	switch os.Args[2] {
	case "index":
		r := must(g.Index(ctx, os.Args[3:], ingest.Options{Progress: func(p ingest.Progress) { fmt.Fprintln(os.Stderr, p) }}))
		fmt.Println(r)
	case "eval":
		e := must(store.Open(ctx))
		f := must(os.Open(os.Args[3]))
		sc := bufio.NewScanner(f)
		sc.Buffer(nil, 1<<20)
		nq, h10, mrr := 0, 0.0, 0.0
		t := time.Now()
		for sc.Scan() {
			var q struct {
				Question string
				Gold     []string
			}
			json.Unmarshal(sc.Bytes(), &q)
			res := must(e.Search(ctx, index.Query{Text: q.Question, Language: "vi", Limit: 30}))
			seen := map[string]bool{}
			rank := 0
			for _, h := range res.Found {
				if seen[h.Document] {
					continue
				}
				seen[h.Document] = true
				d := must(st.Document(ctx, h.Document))
				for _, gd := range q.Gold {
					if len(d.Path) > len(gd) && d.Path[len(d.Path)-len(gd):] == gd && rank == 0 {
						rank = len(seen)
					}
				}
			}
			nq++
			if rank > 0 && rank <= 10 {
				h10++
				mrr += 1 / float64(rank)
			}
		}
		fmt.Println(nq, h10/float64(nq), mrr/float64(nq), time.Since(t)/time.Duration(nq))
	}
}
