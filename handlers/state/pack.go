package state

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
)

// Texts are stored compressed: one byte that names the dictionary, the length
// of each part as an unsigned varint, and all parts together as DEFLATE (RFC
// 1951) with that dictionary in front. A dictionary holds frequent wordings,
// because most texts are too short to repeat them. What was stored with it
// can't be read without it: it never changes, and a better one gets another
// number.
const firstDictionary = 1

//go:embed dictionary/1.txt
var dictionary []byte

// packLevel is little work for most of what can be saved.
const packLevel = 4

// packer compresses texts. It is safe for concurrent use.
type packer struct {
	writers, readers sync.Pool
}

func (p *packer) pack(parts ...string) ([]byte, error) {
	size := 0
	for _, s := range parts {
		size += len(s)
	}
	var b bytes.Buffer
	b.Grow(size/3 + 32)
	b.WriteByte(firstDictionary)
	for _, s := range parts {
		b.Write(binary.AppendUvarint(nil, uint64(len(s))))
	}
	w, ok := p.writers.Get().(*flate.Writer)
	if ok {
		w.Reset(&b)
	} else {
		var err error
		if w, err = flate.NewWriterDict(&b, packLevel, dictionary); err != nil {
			return nil, err
		}
	}
	for _, s := range parts {
		if _, err := io.WriteString(w, s); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	p.writers.Put(w)
	return b.Bytes(), nil
}

// partBytes bounds what one stored part may claim to be long.
const partBytes = 1 << 30

var errPacked = errors.New("the stored text is damaged")

// unpack gives the parts back.
func (p *packer) unpack(packed []byte, parts ...*string) error {
	if len(packed) == 0 || packed[0] != firstDictionary {
		return fmt.Errorf("%w, or was stored by a newer program", errPacked)
	}
	packed = packed[1:]
	sizes := make([]int, len(parts))
	total := 0
	for i := range sizes {
		n, used := binary.Uvarint(packed)
		if used <= 0 || n > partBytes {
			return errPacked
		}
		sizes[i], packed = int(n), packed[used:]
		total += sizes[i]
	}
	r, ok := p.readers.Get().(io.ReadCloser)
	if ok {
		if err := r.(flate.Resetter).Reset(bytes.NewReader(packed), dictionary); err != nil {
			return err
		}
	} else {
		r = flate.NewReaderDict(bytes.NewReader(packed), dictionary)
	}
	var b strings.Builder
	b.Grow(min(total, 64*len(packed)+64))
	n, err := io.Copy(&b, io.LimitReader(r, int64(total)+1))
	if err != nil || n != int64(total) {
		return errors.Join(errPacked, err)
	}
	p.readers.Put(r)
	all := b.String()
	for i, size := range sizes {
		*parts[i], all = all[:size], all[size:]
	}
	return nil
}
