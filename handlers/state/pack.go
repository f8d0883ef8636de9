package state

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
)

// Texts are stored compressed: one byte that names the way, the length of each
// part as an unsigned varint, and all parts together as DEFLATE (RFC 1951).
const deflated = 1

// packLevel is little work: the compressor of every other level clears more
// memory for each text than a text has, to save a tenth of the bytes.
const packLevel = flate.BestSpeed

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
	b.WriteByte(deflated)
	for _, s := range parts {
		b.Write(binary.AppendUvarint(nil, uint64(len(s))))
	}
	w, ok := p.writers.Get().(*flate.Writer)
	if ok {
		w.Reset(&b)
	} else {
		var err error
		if w, err = flate.NewWriter(&b, packLevel); err != nil {
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
	if len(packed) == 0 || packed[0] != deflated {
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
		if err := r.(flate.Resetter).Reset(bytes.NewReader(packed), nil); err != nil {
			return err
		}
	} else {
		r = flate.NewReader(bytes.NewReader(packed))
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
