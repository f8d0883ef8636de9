package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"vanthu/corpus"
	"vanthu/corpus/lang"
	"vanthu/handlers"
	"vanthu/handlers/llm"
	"vanthu/handlers/speech"
	"vanthu/handlers/wire"
)

// voiceSettings say who listens to voice messages. They are people's voices:
// that an endpoint is set is what allows to send them there, and nothing else
// does.
type voiceSettings struct {
	URL       string        `help:"Base address of an OpenAI-compatible endpoint that writes down voice messages, which are sent there whole; spoken questions are then answered." env:"VANTHU_TRANSCRIBE_URL" placeholder:"URL"`
	Key       string        `env:"VANTHU_TRANSCRIBE_KEY" hidden:""`
	Model     string        `help:"Model to ask there." env:"VANTHU_TRANSCRIBE_MODEL" placeholder:"NAME"`
	Bytes     int64         `help:"Bytes of a voice message, at most." default:"10000000" env:"VANTHU_TRANSCRIBE_BYTES" placeholder:"N"`
	Length    time.Duration `help:"Length of a voice message, at most." default:"2m" env:"VANTHU_TRANSCRIBE_LENGTH" placeholder:"TIME"`
	Patience  time.Duration `help:"How long a voice message is waited for, fetched and written down." default:"1m" env:"VANTHU_TRANSCRIBE_PATIENCE" placeholder:"TIME"`
	PerPerson int           `help:"Voice messages of one person a day." default:"20" env:"VANTHU_TRANSCRIBE_PER_PERSON" placeholder:"N"`
	PerDay    int           `help:"Voice messages a day." default:"500" env:"VANTHU_TRANSCRIBE_PER_DAY" placeholder:"N"`
	Minutes   int           `help:"Minutes of voice messages a day." default:"300" env:"VANTHU_TRANSCRIBE_MINUTES" placeholder:"N"`
}

// on reports whether somebody listens.
func (v voiceSettings) on() bool { return v.URL != "" && v.Model != "" }

// voices is the account of what was listened to, in seconds.
const voices = "voices"

// openVoice makes ready the endpoint that listens to voice messages, if one is
// set.
func (in *installation) openVoice(ctx context.Context, s settings) error {
	v := s.Transcribe
	if !v.on() {
		return nil
	}
	if u, err := url.Parse(v.URL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return fmt.Errorf("--transcribe-url %q is no address such as https://api.example.com/v1", v.URL)
	}
	key, err := in.state.Secret(ctx, voices)
	if err != nil {
		return err
	}
	in.transcriber = llm.NewTranscriber(llm.ListenDeps{Endpoint: llm.Endpoint{URL: v.URL, Key: v.Key, Model: v.Model}, Budget: in.state.Account(voices), Secret: key,
		Now: func() time.Time { return in.now() }, Zone: in.zone, Log: in.log},
		llm.ListenLimits{PerPerson: v.PerPerson, PerDay: v.PerDay, Seconds: v.Minutes * 60})
	return nil
}

func (in *installation) closeVoice() {
	if in.transcriber != nil {
		in.transcriber.Close()
	}
	in.transcriber = nil
}

// listener gives what answers spoken questions through a handler.
func (in *installation) listener(v voiceSettings, next handlers.Handler, from func(platform string) (speech.Fetcher, bool)) *speech.Listener {
	d := speech.Deps{Next: next, Fetcher: from, Tag: in.languageNamed, Log: in.log}
	if in.transcriber != nil {
		d.Transcriber = in.transcriber
	}
	return speech.New(d, speech.Limits{Bytes: v.Bytes, Length: v.Length, Patience: v.Patience})
}

// listens gives how many bytes of a recording are listened to; 0: none is.
func (in *installation) listens(v voiceSettings) int64 {
	if in.transcriber == nil {
		return 0
	}
	return v.Bytes
}

// languageNamed gives the tag of a language by its English name.
func (in *installation) languageNamed(name string) string {
	for _, tag := range lang.Tags() {
		if strings.EqualFold(in.catalog.Say("en", "language_"+tag, nil), name) {
			return tag
		}
	}
	return ""
}

// checkVoice says who listens to voice messages, what is sent, where to, and
// how it did.
func checkVoice(ctx context.Context, c *call) wire.Check {
	k := wire.Check{Name: "voice", State: "ok"}
	v := c.settings.Transcribe
	if c.transcriber == nil {
		k.Said = "nobody listens to voice messages; people are asked to write, and no recording is fetched or sent anywhere"
		if v.URL != "" && v.Model == "" {
			k.State, k.Mend = "warning", "set VANTHU_TRANSCRIBE_MODEL to the model to ask there"
		}
		return k
	}
	u, err := url.Parse(v.URL)
	local := err == nil && loopback(u.Hostname())
	where := "elsewhere, at " + v.URL
	if local {
		where = "on this machine, at " + v.URL
	}
	k.Said = fmt.Sprintf("%s %s; it is sent voice messages and sound files of people, whole, of at most %v and %.1f MB, and who speaks is not told", v.Model, where, v.Length, float64(v.Bytes)/1e6)
	calls, seconds, err := c.state.Account(voices).Spent(ctx, corpus.DayOf(c.now().In(c.zone)))
	if err != nil {
		k.State, k.Said = "error", k.Said+"; "+err.Error()
		return k
	}
	k.Said += fmt.Sprintf("; today %d of %d, %.1f of %d minutes", calls, v.PerDay, float64(seconds)/60, v.Minutes)
	if n := c.transcriber.Counts(); n.Heard > 0 || len(n.Failed) > 0 {
		k.Said += fmt.Sprintf("; since the start %d heard", n.Heard)
		for _, why := range sortedKeys(n.Failed) {
			k.Said += fmt.Sprintf(", %s %d", why, n.Failed[why])
		}
	}
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	err = c.transcriber.Check(ctx)
	switch {
	case err != nil:
		k.State, k.Said, k.Mend = "warning", k.Said+"; it does not answer: "+llm.Why(errors.Unwrap(err)), "check VANTHU_TRANSCRIBE_URL and VANTHU_TRANSCRIBE_KEY; until then people are asked to write"
	case c.transcriber.Open():
		k.State, k.Mend = "warning", "it failed again and again and is left alone for some minutes; look at its own log"
	case u.Scheme == "http" && !local:
		k.State, k.Mend = "warning", "what is said can be heard on the way: use an https address"
	}
	return k
}
