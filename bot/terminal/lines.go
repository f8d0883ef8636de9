package terminal

import (
	"bufio"
	"context"
	"errors"
	"io"
	"time"
)

// errTooLong is the error of a line longer than maxLine. The rest of it has
// been skipped.
var errTooLong = errors.New("the line is too long")

// lines reads an input a line at a time, and only when asked to, in a
// goroutine, so that waiting for a line can end before the line does.
type lines struct {
	in   io.Reader
	want chan struct{}
	got  chan line
	done chan struct{}
	busy bool // a line was asked for and has not come
}

type line struct {
	text []byte
	err  error
}

func newLines(in io.Reader) *lines {
	l := &lines{in: in, want: make(chan struct{}), got: make(chan line, 1), done: make(chan struct{})}
	go l.read()
	return l
}

func (l *lines) read() {
	defer close(l.done)
	r := bufio.NewReaderSize(l.in, 4096)
	for range l.want {
		text, err := readLine(r)
		l.got <- line{text, err}
	}
}

// next gives the next line without its end. At the end of the input the error
// is io.EOF, or that of ctx when it is done first.
func (l *lines) next(ctx context.Context) ([]byte, error) {
	l.want <- struct{}{}
	l.busy = true
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case got := <-l.got:
		l.busy = false
		return got.text, got.err
	}
}

// stop ends the reading. It waits for a read that is under way where that can
// be broken off.
func (l *lines) stop() {
	close(l.want)
	if l.busy {
		d, ok := l.in.(interface{ SetReadDeadline(time.Time) error })
		if !ok || d.SetReadDeadline(time.Unix(1, 0)) != nil {
			return
		}
		defer d.SetReadDeadline(time.Time{})
	}
	<-l.done
}

// readLine reads a line. It holds no more than maxLine bytes of it.
func readLine(r *bufio.Reader) ([]byte, error) {
	var text []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		ended := err == nil
		if ended {
			part = part[:len(part)-1]
		}
		if long = long || len(text)+len(part) > maxLine; !long {
			text = append(text, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err != nil && (err != io.EOF || len(text) == 0 && !long):
			return nil, err
		case long:
			return nil, errTooLong
		}
		return text, nil
	}
}
