package speech

import (
	"bytes"
	"encoding/binary"
	"math"
	"time"
)

// Sound is what the bytes of a recording tell of it.
type Sound struct {
	Name   string        // of a file of its kind: endpoints go by the ending, and know "ogg" but not Telegram's "oga"
	Type   string        // MIME
	Length time.Duration // 0: they do not tell
}

// Inspect reads what kind of recording some bytes are; false: none that an
// endpoint knows. Names and types that people's devices give are not trusted:
// nothing but sound is to be sent on.
func Inspect(data []byte) (Sound, bool) {
	has := func(at int, magic string) bool {
		return len(data) >= at+len(magic) && string(data[at:at+len(magic)]) == magic
	}
	switch {
	case has(0, "OggS"):
		return Sound{"recording.ogg", "audio/ogg", oggLength(data)}, true
	case has(0, "RIFF") && has(8, "WAVE"):
		return Sound{"recording.wav", "audio/wav", waveLength(data)}, true
	case has(0, "fLaC"):
		return Sound{"recording.flac", "audio/flac", flacLength(data)}, true
	case has(4, "ftypM4A"):
		return Sound{"recording.m4a", "audio/mp4", 0}, true
	case has(4, "ftyp"):
		return Sound{"recording.mp4", "video/mp4", 0}, true
	case has(0, "\x1a\x45\xdf\xa3"):
		return Sound{"recording.webm", "audio/webm", 0}, true
	case has(0, "ID3"):
		return Sound{"recording.mp3", "audio/mpeg", 0}, true
	case len(data) >= 4 && data[0] == 0xff && data[1]&0xe0 == 0xe0:
		return elementary(data)
	}
	return Sound{}, false
}

// elementary tells frames of MPEG audio without a container apart: their header
// begins with eleven set bits, a version, a layer, and further on a rate, each
// of which has a value that is none (ISO/IEC 11172-3, 2.4.1.3; layer 0 is of
// ISO/IEC 14496-3, 1.A.2.2). Layer I, coded as 3, is not used for speech, and
// looks like the mark of UTF-16.
func elementary(data []byte) (Sound, bool) {
	version, layer := data[1]>>3&3, data[1]>>1&3
	switch {
	case layer == 0 && data[1]&0xf0 == 0xf0:
		return Sound{"recording.aac", "audio/aac", 0}, true
	case (layer == 1 || layer == 2) && version != 1 && data[2]>>4 != 15 && data[2]>>2&3 != 3:
		return Sound{"recording.mp3", "audio/mpeg", 0}, true
	}
	return Sound{}, false
}

// span gives how long some samples last at a rate a second.
func span(samples, rate float64) time.Duration {
	if !(rate > 0) || !(samples > 0) {
		return 0
	}
	return time.Duration(min(samples/rate, math.MaxInt32) * float64(time.Second))
}

// oggLength reads the position that the pages of the first stream end at
// (RFC 3533, 6), in samples of its codec: Opus counts 48,000 a second whatever
// its own rate, the first of which are not heard (RFC 7845, 4); Vorbis tells
// its rate (Vorbis I, 4.2.2).
func oggLength(data []byte) time.Duration {
	const header = 27
	var rate, skip, last float64
	var stream uint32
	for first := true; len(data) > header && bytes.HasPrefix(data, []byte("OggS")); first = false {
		segments := int(data[header-1])
		if len(data) < header+segments {
			break
		}
		size := 0
		for _, n := range data[header : header+segments] {
			size += int(n)
		}
		at, of := int64(binary.LittleEndian.Uint64(data[6:])), binary.LittleEndian.Uint32(data[14:])
		body := data[header+segments:]
		body, data = body[:min(size, len(body))], body[min(size, len(body)):]
		switch {
		case first && len(body) >= 12 && bytes.HasPrefix(body, []byte("OpusHead")):
			stream, rate, skip = of, 48000, float64(binary.LittleEndian.Uint16(body[10:]))
		case first && len(body) >= 16 && bytes.HasPrefix(body, []byte("\x01vorbis")):
			stream, rate = of, float64(binary.LittleEndian.Uint32(body[12:]))
		case first:
			return 0
		case of == stream:
			last = max(last, float64(at)) // -1: no packet ends on the page
		}
	}
	return span(last-skip, rate)
}

// waveLength reads the bytes a second and the bytes of sound of a WAVE file,
// whose chunks have a name and a size, and even lengths. What a size promises
// beyond the end is not there.
func waveLength(data []byte) time.Duration {
	var rate uint32
	for data = data[12:]; len(data) >= 8; {
		name, size := string(data[:4]), uint64(binary.LittleEndian.Uint32(data[4:]))
		data = data[8:]
		switch {
		case name == "fmt " && size >= 12 && len(data) >= 12:
			rate = binary.LittleEndian.Uint32(data[8:])
		case name == "data":
			return span(float64(min(size, uint64(len(data)))), float64(rate))
		}
		data = data[min(size+size%2, uint64(len(data))):]
	}
	return 0
}

// flacLength reads the rate and the number of samples of the first block
// (RFC 9639, 8.2).
func flacLength(data []byte) time.Duration {
	const block = 8 // behind the name and the block's header
	if len(data) < block+18 || data[4]&0x7f != 0 {
		return 0
	}
	packed := binary.BigEndian.Uint64(data[block+10:])
	return span(float64(packed&(1<<36-1)), float64(packed>>44))
}
