package llmtest

import (
	"fmt"
	"io"
	"net/http"
	"path"
	"slices"
	"testing"
)

// HearCall is one recording as the server got it.
type HearCall struct {
	Number int // from 1
	Header http.Header
	Model  string
	Format string // of the answer
	Name   string // of the file
	Type   string
	Sound  []byte
	Fields int // how many there were beside the file
}

// HearAnswer is what the server does with a recording.
type HearAnswer struct {
	Status   int // 0: 200
	Header   http.Header
	Raw      string // the whole body
	Text     string
	Language string
	Seconds  float64
	Silent   bool   // told of every piece
	Looped   bool   // likewise
	Before   func() // called before the answer, where it is set
	Hang     bool   // nothing comes until the client gives up
	Die      bool   // the connection breaks in the middle of the body
}

// Ears is an endpoint that writes recordings down. It refuses what real ones
// do: files whose name does not end as those of a kind that they know.
type Ears struct {
	record[HearCall]
	URL string // base address, ending in /v1

	terse  bool
	script func(HearCall) HearAnswer
}

// NewEars starts a server that the test ends.
func NewEars(t testing.TB, script func(HearCall) HearAnswer) *Ears {
	s := &Ears{script: script}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/audio/transcriptions", s.hear)
	s.URL = start(t, mux)
	return s
}

// Terse makes the server one of those that tell the text alone, and refuse to
// tell more.
func (s *Ears) Terse() *Ears {
	s.terse = true
	return s
}

// kinds are the endings that the server knows.
var kinds = []string{".flac", ".mp3", ".mp4", ".mpeg", ".mpga", ".m4a", ".ogg", ".wav", ".webm"}

func readHearCall(r *http.Request) (HearCall, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return HearCall{}, err
	}
	c := HearCall{Header: r.Header.Clone()}
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return c, nil
		}
		if err != nil {
			return c, err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return c, err
		}
		if part.FormName() == "file" {
			c.Name, c.Type, c.Sound = part.FileName(), part.Header.Get("Content-Type"), data
			continue
		}
		c.Fields++
		switch part.FormName() {
		case "model":
			c.Model = string(data)
		case "response_format":
			c.Format = string(data)
		}
	}
}

func (s *Ears) hear(w http.ResponseWriter, r *http.Request) {
	badly := func(message string) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(w, `{"error":{"message":%q,"type":"invalid_request_error"}}`, message)
	}
	c, err := readHearCall(r)
	if err != nil {
		badly("the form cannot be read")
		return
	}
	s.add(&c, &c.Number)
	switch {
	case c.Model == "" || len(c.Sound) == 0:
		badly("model and file are required")
		return
	case !slices.Contains(kinds, path.Ext(c.Name)):
		badly("Unsupported file format " + path.Ext(c.Name))
		return
	case s.terse && c.Format != "json":
		badly("response_format '" + c.Format + "' is not compatible with model")
		return
	}
	a := s.script(c)
	if a.Before != nil {
		a.Before()
	}
	if a.Hang {
		<-r.Context().Done()
		return
	}
	if refuse(w, a.Header, a.Status, a.Raw) {
		return
	}
	out := map[string]any{"text": a.Text}
	if c.Format == "verbose_json" {
		out["task"], out["language"], out["duration"] = "transcribe", a.Language, a.Seconds
		piece := map[string]any{"id": 0, "text": a.Text, "avg_logprob": -0.2, "no_speech_prob": 0.05, "compression_ratio": 1.2}
		if a.Silent {
			piece["avg_logprob"], piece["no_speech_prob"] = -1.3, 0.9
		}
		if a.Looped {
			piece["compression_ratio"] = 5.1
		}
		out["segments"] = []any{piece}
	}
	tell(w, out, a.Die)
}

// Opus gives a recording as messengers make them: an Ogg stream of Opus that
// lasts so many seconds, and holds some words where its sound would be.
func Opus(seconds float64, words string) []byte {
	page := func(kind byte, number int, samples uint64, body []byte) []byte {
		p := append([]byte("OggS\x00"), kind)
		for shift := 0; shift < 64; shift += 8 {
			p = append(p, byte(samples>>shift))
		}
		p = append(p, 1, 2, 3, 4, byte(number), 0, 0, 0, 0, 0, 0, 0)
		var sizes []byte
		for n := len(body); ; n -= 255 {
			sizes = append(sizes, byte(min(n, 255)))
			if n < 255 {
				break
			}
		}
		return append(append(append(p, byte(len(sizes))), sizes...), body...)
	}
	head := append([]byte("OpusHead\x01\x01\x38\x01"), 0x80, 0xbb, 0, 0, 0, 0, 0)
	out := page(2, 0, 0, head)
	out = append(out, page(0, 1, 0, []byte("OpusTags\x00\x00\x00\x00\x00\x00\x00\x00"))...)
	return append(out, page(4, 2, uint64(seconds*48000)+312, []byte(words))...)
}
