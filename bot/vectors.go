package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/schollz/progressbar/v3"

	"vanthu/corpus"
	"vanthu/corpus/extract"
	"vanthu/handlers/llm"
	"vanthu/handlers/personal"
	"vanthu/handlers/vectors"
	"vanthu/handlers/wire"
)

// embedSettings say by which model passages are found whose meaning lies near
// a question's, and what it is sent.
type embedSettings struct {
	URL      string        `help:"Base address of an OpenAI-compatible endpoint for embeddings; passages are then found by their meaning too." env:"VANTHU_EMBED_URL" placeholder:"URL"`
	Key      string        `env:"VANTHU_EMBED_KEY" hidden:""`
	Model    string        `help:"Model to ask there." env:"VANTHU_EMBED_MODEL" placeholder:"NAME"`
	Send     string        `help:"What it is sent, beside masked questions: public (public documents) or all (every document)." enum:"public,all" default:"public" env:"VANTHU_EMBED_SEND"`
	Patience time.Duration `help:"How long a question waits for it." default:"400ms" env:"VANTHU_EMBED_PATIENCE" placeholder:"TIME"`
}

// on reports whether a model is set.
func (e embedSettings) on() bool { return e.URL != "" && e.Model != "" }

// openVectors makes ready the model for embeddings that is set, if one is.
func (in *installation) openVectors(s settings, d *extract.Describer) (err error) {
	e := s.Embed
	if !e.on() {
		return nil
	}
	if u, err := url.Parse(e.URL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return fmt.Errorf("--embed-url %q is no address such as https://api.example.com/v1", e.URL)
	}
	in.embedder = llm.NewEmbedder(llm.Endpoint{URL: e.URL, Key: e.Key, Model: e.Model}, llm.EmbedTimes{}, time.Now, in.log)
	in.space, err = vectors.New(vectors.Deps{Embedder: in.embedder, Store: in.state, Detect: d.Detect, Private: e.Send == "all", Patience: e.Patience,
		Mask: func(text string) string { return personal.Masked(in.secrets.Masked(text)) }})
	return err
}

func (in *installation) closeVectors() {
	if in.embedder != nil {
		in.embedder.Close()
	}
	in.embedder, in.space = nil, nil
}

// embed gives vectors to what was indexed. Where the endpoint fails, that is
// told, and the documents are found by their words until the next time.
func (c *call) embed(ctx context.Context, anew bool) error {
	if c.space == nil {
		return nil
	}
	if anew {
		if err := c.space.Forget(ctx); err != nil {
			return err
		}
	}
	var shown *progressbar.ProgressBar
	progress := func(done, of int) {
		if !c.terminal || c.settings.JSON {
			return
		}
		if shown == nil {
			shown = progressbar.NewOptions(of, progressbar.OptionSetWriter(c.err), progressbar.OptionSetDescription("embedding"),
				progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
		}
		_ = shown.Set(done) // a bar that can't be drawn stops nothing
	}
	_, err := c.space.Refresh(ctx, progress)
	if shown != nil {
		_ = shown.Finish()
	}
	if err == nil || ctx.Err() != nil {
		return ctx.Err()
	}
	_, err = fmt.Fprintf(c.err, "not embedded: %v; the documents are found by their words, and embedded by the next index or serve\n", err)
	return err
}

// nearEvery is how long after the last look documents are looked for that have
// no vectors.
const nearEvery = 10 * time.Second

// keepNear gives vectors to documents that have none, as they come.
func (in *installation) keepNear(ctx context.Context, warm <-chan struct{}) error {
	if in.space == nil {
		return nil
	}
	select {
	case <-warm:
	case <-ctx.Done():
		return nil
	}
	tick := time.NewTicker(nearEvery)
	defer tick.Stop()
	told := false
	at := int64(-1) // revision of the documents that all have their vectors
	for {
		now, err := in.state.Revision(ctx)
		if err == nil && now != at {
			var r vectors.Report
			if r, err = in.space.Refresh(ctx, nil); err == nil {
				at, told = now, false
				if r.Embedded > 0 {
					in.log.Info("documents embedded", "documents", r.Documents, "passages", r.Embedded)
				}
			}
		}
		if err != nil && ctx.Err() == nil && !told {
			told = true // again and again: once is enough
			in.log.Warn("documents are not embedded; they are found by their words", "why", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil
		}
	}
}

// checkVectors says which model finds passages by their meaning, what it is
// sent, where to, and how far it is.
func checkVectors(ctx context.Context, c *call) wire.Check {
	k := wire.Check{Name: "embeddings", State: "ok"}
	e := c.settings.Embed
	if c.space == nil {
		k.Said = "no model for embeddings set; documents are found by words and concepts, and nothing is sent anywhere"
		if e.URL != "" && e.Model == "" {
			k.State, k.Mend = "warning", "set VANTHU_EMBED_MODEL to the model to ask there"
		}
		return k
	}
	u, err := url.Parse(e.URL)
	local := err == nil && loopback(u.Hostname())
	where := "elsewhere, at " + e.URL
	if local {
		where = "on this machine, at " + e.URL
	}
	what := "public documents"
	if e.Send == "all" {
		what = "all documents, those for some people too,"
	}
	k.Said = fmt.Sprintf("%s %s; it is sent %s and questions without personal data", e.Model, where, what)
	runs, documents, bytes, unplaced, err := c.space.Size(ctx)
	if err != nil && !errors.Is(err, vectors.ErrNotReady) {
		k.State, k.Said, k.Mend = "error", k.Said+"; "+err.Error(), "vanthu index --rebuild FOLDER"
		return k
	}
	if err == nil {
		k.Said += fmt.Sprintf("; %d runs of passages of %d documents, %.1f MB", runs, documents, float64(bytes)/1e6)
	}
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	began := time.Now()
	_, err = c.embedder.Questions(ctx, []string{e.Model})
	took := time.Since(began)
	if err == nil && runs > 0 {
		if _, _, err := c.space.Near(ctx, e.Model, "en", corpus.Viewer{}, 1); errors.Is(err, vectors.ErrSize) {
			k.State, k.Said, k.Mend = "warning", k.Said+"; "+err.Error(), "vanthu index --rebuild FOLDER; until then documents are found by words and concepts"
			return k
		}
	}
	switch {
	case err != nil:
		k.State, k.Said, k.Mend = "warning", k.Said+"; it does not answer: "+llm.Why(err), "check VANTHU_EMBED_URL, VANTHU_EMBED_KEY and VANTHU_EMBED_MODEL; until then documents are found by words and concepts"
	case took > e.Patience:
		k.State, k.Said, k.Mend = "warning", k.Said+fmt.Sprintf("; it took %d ms, and questions wait %d", took.Milliseconds(), e.Patience.Milliseconds()), "give it a faster machine, or raise VANTHU_EMBED_PATIENCE"
	case unplaced > 0:
		k.State, k.Said, k.Mend = "warning", k.Said+fmt.Sprintf("; %d documents are not embedded yet", unplaced), "serve does so in the background; or: vanthu index FOLDER"
	case u.Scheme == "http" && !local:
		k.State, k.Mend = "warning", "what is sent can be read on the way: use an https address"
	}
	return k
}
