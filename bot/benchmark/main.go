// Command benchmark measures how searching grows with the number of passages,
// writes larger sets of documents for other measurements, and has the product
// and plain bleve answer the same questions over the same documents:
//
//	benchmark -shared DIR [-sizes 10000,100000,1000000]
//	benchmark -shared DIR -write 1000000 > passages.jsonl
//	benchmark -plain DOCS -questions FILE [-bin bin/vanthu] [-now DAY] [-sample N]
//
// Passages are cut from the large set of laws in DIR and repeated; in every
// repetition another fifth of the syllables is replaced by ones drawn from
// the whole set. The same seed gives the same passages.
//
// Plain bleve gets the documents as the product has read them, cut into its
// passages, and again into the windows that it searches; its answer is the one
// that matches best. Both are judged as the product's eval judges.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "benchmark:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("benchmark", flag.ContinueOnError)
	flags.SetOutput(stderr)
	shared := flags.String("shared", "../shared", "folder with data/law")
	sizes := flags.String("sizes", "10000,100000", "numbers of passages to measure with")
	write := flags.Int("write", 0, "write so many passages instead, one a line")
	seed := flags.Uint64("seed", 1, "of what is replaced")
	ask := flags.String("ask", "", "ask the index in this folder instead, and print what was measured")
	var beside comparison
	flags.StringVar(&beside.docs, "plain", "", "compare with plain bleve over these documents instead")
	flags.StringVar(&beside.questions, "questions", "", "of the comparison: lines as vanthu eval reads them, or with question and gold")
	flags.StringVar(&beside.binary, "bin", "bin/vanthu", "the product, for the comparison")
	flags.StringVar(&beside.now, "now", "", "the product's clock in the comparison")
	flags.IntVar(&beside.sample, "sample", 0, "compare by so many of the questions, evenly; 0 for all")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if beside.docs != "" {
		return beside.compare(ctx, stdout)
	}
	law := filepath.Join(*shared, "data", "law")
	if _, err := os.Stat(law); err != nil {
		_, err = fmt.Fprintf(stdout, "no %s: nothing is measured\n", law)
		return err
	}
	questions, err := readQuestions(filepath.Join(law, "questions_large.jsonl"))
	if err != nil {
		return err
	}
	if *ask != "" {
		a, err := measureAsking(ctx, *ask, questions)
		if err != nil {
			return err
		}
		return json.NewEncoder(stdout).Encode(a)
	}
	set, err := readSet(filepath.Join(law, "large.jsonl.gz"))
	if err != nil {
		return err
	}
	if *write > 0 {
		out := bufio.NewWriter(stdout)
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		for p := range set.passages(*write, *seed) {
			if err := encoder.Encode(p); err != nil {
				return err
			}
		}
		return out.Flush()
	}
	for _, s := range strings.Split(*sizes, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil {
			return fmt.Errorf("-sizes: %w", err)
		}
		g, err := measure(ctx, set, n, *seed, *shared)
		if err != nil {
			return fmt.Errorf("%d passages: %w", n, err)
		}
		if _, err := fmt.Fprintln(stdout, g); err != nil {
			return err
		}
	}
	return nil
}
