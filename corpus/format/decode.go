package format

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"

	textunicode "golang.org/x/text/encoding/unicode"
)

// decode gives text as UTF-8 without its byte order mark, and what to warn of.
// Bytes that are no text are Binary. The result may still hold U+FFFD in
// place of broken bytes.
func decode(data []byte) (s, warning string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe\x00\x00")):
		return decodeWith(utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewDecoder(), data)
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decodeWith(textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM).NewDecoder(), data)
	}
	if isBinary(data) {
		return "", "", binaryError()
	}
	if utf8.Valid(data) {
		return string(data), "", nil
	}
	if name, s := legacy(data); name != "" {
		return s, fmt.Sprintf("the file is not UTF-8; it was read as %s", name), nil
	}
	bad := invalidBytes(data)
	if bad*3 > len(data) {
		return "", "", binaryError()
	}
	return strings.ToValidUTF8(string(data), "\ufffd"), fmt.Sprintf("%d bytes are not UTF-8 and stand as \ufffd; save the file as UTF-8", bad), nil
}

func decodeWith(t transform.Transformer, data []byte) (s, warning string, err error) {
	out, _, err := transform.Bytes(t, data)
	if err != nil {
		return "", "", &Error{Reason: Damaged, Detail: fmt.Sprintf("the text can't be decoded: %v", err), Mend: "save the file as UTF-8"}
	}
	if isBinary(out) || bytes.Count(out, []byte("\ufffd"))*9 > len(out) {
		return "", "", binaryError()
	}
	return string(out), "", nil
}

// isBinary reports whether bytes hold what no text holds: zero bytes, or
// control characters in number.
func isBinary(data []byte) bool {
	control := 0
	for _, c := range data {
		switch {
		case c == 0:
			// A UTF-16 or UTF-32 mark explains zero bytes.
			return !bytes.HasPrefix(data, []byte("\xff\xfe")) && !bytes.HasPrefix(data, []byte("\xfe\xff"))
		case c < ' ' && (c < '\t' || c > '\r') && c != 0x1b, c == 0x7f:
			control++
		}
	}
	return control*50 > len(data)+400 // a few strays do not make a text binary
}

// invalidBytes counts the bytes that are no part of valid UTF-8.
func invalidBytes(data []byte) int {
	bad := 0
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			bad++
		}
		data = data[size:]
	}
	return bad
}

// legacy tries the encodings that old Vietnamese and Russian texts have, and
// gives the name of the one in which the bytes read like words, or "".
func legacy(data []byte) (name, s string) {
	for _, try := range []struct {
		name      string
		encoding  encoding.Encoding
		plausible func(string) bool
	}{
		{"windows-1251", charmap.Windows1251, isCyrillic},
		{"windows-1258", charmap.Windows1258, isVietnamese},
	} {
		if out, err := try.encoding.NewDecoder().Bytes(data); err == nil && try.plausible(string(out)) {
			return try.name, string(out)
		}
	}
	return "", ""
}

// isCyrillic reports whether most letters are Cyrillic ones, in words of small
// letters, and nearly nothing else is beyond ASCII.
func isCyrillic(s string) bool {
	letters, cyrillic, small, other := 0, 0, 0, 0
	for _, r := range s {
		switch {
		case r >= 'А' && r <= 'я' || r == 'ё' || r == 'Ё':
			letters++
			cyrillic++
			if unicode.IsLower(r) {
				small++
			}
		case r < utf8.RuneSelf:
			if unicode.IsLetter(r) {
				letters++
			}
		case unicode.IsLetter(r) || r == utf8.RuneError:
			other++
		}
	}
	return cyrillic >= 8 && cyrillic*10 > letters*7 && other*50 < cyrillic && small*2 > cyrillic
}

// isVietnamese reports whether the letters beyond ASCII are those that
// windows-1258 writes Vietnamese with: base letters, and tone marks that
// follow a vowel, some of which no other language has.
func isVietnamese(s string) bool {
	beyond, fit, own, letters := 0, 0, 0, 0
	var last rune
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if unicode.IsLetter(r) {
				letters++
			}
		case strings.ContainsRune("\u0300\u0309\u0303\u0301\u0323", r):
			beyond++
			if strings.ContainsRune("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY", last) {
				fit++
				own++
			}
		case strings.ContainsRune("ăđơưĂĐƠƯ", r):
			beyond, fit, own, letters = beyond+1, fit+1, own+1, letters+1
		case strings.ContainsRune("âêôÂÊÔáàéèíóúùÁÀÉÈÍÓÚÙ", r):
			beyond, fit, letters = beyond+1, fit+1, letters+1
		case unicode.IsLetter(r) || r == utf8.RuneError:
			beyond++
		}
		last = r
	}
	return own >= 4 && own*4 > beyond && fit*100 >= beyond*97 && beyond < letters
}
