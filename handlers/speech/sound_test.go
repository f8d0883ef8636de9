package speech_test

import (
	"encoding/binary"
	"strings"
	"testing"
	"time"

	"vanthu/handlers/llm/llmtest"
	"vanthu/handlers/speech"
)

// wave makes a WAVE file: size is what its header says of the sound.
func wave(rate uint32, size uint32, sound int, before string) []byte {
	out := []byte("RIFF\x00\x00\x00\x00WAVE" + before + "fmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00")
	out = binary.LittleEndian.AppendUint32(out, rate)
	out = append(out, "\x02\x00\x10\x00data"...)
	out = binary.LittleEndian.AppendUint32(out, size)
	return append(out, make([]byte, sound)...)
}

// flac makes the beginning of a FLAC file.
func flac(rate, samples uint64) []byte {
	out := []byte("fLaC\x00\x00\x00\x22" + strings.Repeat("\x00", 10))
	return append(binary.BigEndian.AppendUint64(out, rate<<44|samples), make([]byte, 16)...)
}

// vorbis makes an Ogg stream whose packets end after so many samples; -1: on
// no page.
func vorbis(rate uint32, ends ...int64) []byte {
	head := binary.LittleEndian.AppendUint32([]byte("\x01vorbis\x00\x00\x00\x00\x01"), rate)
	var out []byte
	for i, end := range append([]int64{0}, ends...) {
		body := []byte("sound")
		if i == 0 {
			body = head
		}
		out = append(out, "OggS\x00\x00"...)
		out = binary.LittleEndian.AppendUint64(out, uint64(end))
		out = append(out, "\x07\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01"...)
		out = append(append(out, byte(len(body))), body...)
	}
	return out
}

func TestInspect(t *testing.T) {
	opus := llmtest.Opus(90, strings.Repeat("x", 600))
	for name, c := range map[string]struct {
		data   []byte
		name   string // "": no recording
		length time.Duration
	}{
		"a voice message":                {opus, "recording.ogg", 90 * time.Second},
		"cut in its last page":           {opus[:len(opus)-100], "recording.ogg", 90 * time.Second},
		"cut in its first page":          {opus[:40], "recording.ogg", 0},
		"Vorbis":                         {vorbis(44100, 44100, -1, 88200), "recording.ogg", 2 * time.Second},
		"Vorbis without a rate":          {vorbis(0, 44100), "recording.ogg", 0},
		"pages of two streams":           {append(llmtest.Opus(2, "a"), vorbis(8000, 80_000_000)...), "recording.ogg", 2 * time.Second},
		"Ogg of something else":          {append([]byte("OggS"), make([]byte, 100)...), "recording.ogg", 0},
		"WAVE":                           {wave(16000, 32000, 32000, ""), "recording.wav", 2 * time.Second},
		"WAVE that promises more":        {wave(16000, 1<<32-1, 16000, ""), "recording.wav", time.Second},
		"WAVE with another chunk":        {wave(16000, 16000, 16000, "LIST\x03\x00\x00\x00abc\x00"), "recording.wav", time.Second},
		"WAVE with a chunk without end":  {wave(16000, 16000, 16000, "LIST\xff\xff\xff\xffabc"), "recording.wav", 0},
		"WAVE without a rate":            {wave(0, 16000, 16000, ""), "recording.wav", 0},
		"FLAC":                           {flac(48000, 480000), "recording.flac", 10 * time.Second},
		"FLAC of unknown length":         {flac(48000, 0), "recording.flac", 0},
		"cut FLAC":                       {flac(48000, 480000)[:20], "recording.flac", 0},
		"MP3 with a tag":                 {[]byte("ID3\x04\x00"), "recording.mp3", 0},
		"MP3 without":                    {[]byte("\xff\xfb\x90\x64"), "recording.mp3", 0},
		"AAC":                            {[]byte("\xff\xf1\x50\x80"), "recording.aac", 0},
		"MPEG of no version":             {[]byte("\xff\xeb\x90\x64"), "", 0},
		"MPEG of no rate":                {[]byte("\xff\xfb\xf0\x64"), "", 0},
		"UTF-16 text":                    {[]byte("\xff\xfea\x00"), "", 0},
		"M4A":                            {[]byte("\x00\x00\x00\x20ftypM4A \x00"), "recording.m4a", 0},
		"a round video":                  {[]byte("\x00\x00\x00\x20ftypisom\x00"), "recording.mp4", 0},
		"WebM":                           {[]byte("\x1a\x45\xdf\xa3\x01"), "recording.webm", 0},
		"nothing":                        {nil, "", 0},
		"a picture named as a recording": {[]byte("\x89PNG\r\n\x1a\n"), "", 0},
		"a page of somebody on the way":  {[]byte("<html>sign in</html>"), "", 0},
		"a document":                     {[]byte("%PDF-1.7"), "", 0},
	} {
		got, ok := speech.Inspect(c.data)
		if ok != (c.name != "") || got.Name != c.name || got.Length != c.length {
			t.Errorf("%s: %+v %v, want %q %v", name, got, ok, c.name, c.length)
		}
	}
}

func FuzzInspect(f *testing.F) {
	for _, seed := range [][]byte{llmtest.Opus(3, "x"), vorbis(44100, -1, 5), wave(16000, 4, 4, "LIST\x03\x00\x00\x00abc\x00"), flac(48000, 5), []byte("\xff\xfb\x90\x64"), []byte("OggS")} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, ok := speech.Inspect(data)
		if got.Length < 0 || got.Length > 1<<31*time.Second || ok != (got.Name != "") || ok != (got.Type != "") {
			t.Errorf("%+v %v", got, ok)
		}
	})
}
