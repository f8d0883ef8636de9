// Package control is the socket through which commands reach a running
// serve: the client sends its arguments and standard input, the server sends
// back what the command writes, and its exit status.
//
// A message is a kind (one byte), a length (four bytes, big-endian) and so
// many bytes. The client's first message is the call, as JSON; then follow
// standard input and its end. The server answers with output, errors and at
// last the status. Closing the connection cancels the command.
package control

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// socketName is the socket's name in the data folder.
const socketName = "control.sock"

// maxMessage bounds one message, in bytes.
const maxMessage = 1 << 20

// The kinds of messages.
const (
	kindCall   = 'c'
	kindInput  = 'i'
	kindEnd    = 'e' // of standard input
	kindOutput = 'o'
	kindError  = 'x'
	kindStatus = 's'
)

// Call is one command to carry out.
type Call struct {
	Args     []string
	Dir      string // the client's working folder: relative paths count from it
	Terminal bool   // the client's standard output is a terminal
}

// Handler carries out a call and gives its exit status.
type Handler func(ctx context.Context, call Call, stdin io.Reader, stdout, stderr io.Writer) int

// Listen makes the socket in a data folder, with permissions for its owner
// only. A socket that a killed process left behind is replaced. The caller
// must hold the folder's lock.
func Listen(dir string) (net.Listener, error) {
	path, done, err := shortPath(dir)
	if err != nil {
		return nil, err
	}
	defer done()
	if err := os.Remove(filepath.Join(dir, socketName)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("make the control socket: %w", err)
	}
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return nil, fmt.Errorf("make the control socket: %w", err)
	}
	l.SetUnlinkOnClose(false) // the short path is gone by then
	if err := os.Chmod(filepath.Join(dir, socketName), 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("make the control socket: %w", err), l.Close())
	}
	return l, nil
}

// shortPath names the socket through an open folder: the name of a Unix
// socket holds only some hundred bytes, which folders of tests exceed.
func shortPath(dir string) (path string, done func(), err error) {
	if path = filepath.Join(dir, socketName); len(path) < 100 {
		return path, func() {}, nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return "", nil, fmt.Errorf("open the data folder: %w", err)
	}
	return fmt.Sprintf("/proc/self/fd/%d/%s", f.Fd(), socketName), func() { f.Close() }, nil
}

// Serve carries out calls until the context ends, and waits for those under
// way.
func Serve(ctx context.Context, l net.Listener, dir string, h Handler) error {
	var wg sync.WaitGroup
	defer wg.Wait()
	stop := context.AfterFunc(ctx, func() {
		l.Close()
		os.Remove(filepath.Join(dir, socketName))
	})
	defer stop()
	for {
		conn, err := l.Accept()
		if err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return fmt.Errorf("take a command: %w", err)
		}
		wg.Go(func() {
			defer conn.Close()
			serveOne(ctx, conn, h)
		})
	}
}

func serveOne(ctx context.Context, conn net.Conn, h Handler) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return
	}
	in := bufio.NewReader(conn)
	kind, body, err := read(in)
	var call Call
	if err != nil || kind != kindCall || json.Unmarshal(body, &call) != nil {
		return
	}
	if err := conn.SetReadDeadline(time.Time{}); err != nil {
		return
	}
	out := &sender{conn: conn}
	stdin, feed := io.Pipe()
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			kind, body, err := read(in)
			switch {
			case err != nil: // the client is gone
				feed.CloseWithError(io.ErrUnexpectedEOF)
				cancel()
				return
			case kind == kindInput:
				if _, err := feed.Write(body); err != nil {
					continue // the command reads no more
				}
			case kind == kindEnd:
				feed.Close()
			}
		}
	})
	status := h(ctx, call, stdin, out.writer(kindOutput), out.writer(kindError))
	stdin.Close()
	_ = out.send(kindStatus, []byte{byte(status)}) // a client that is gone hears nothing
	conn.Close()
	wg.Wait()
}

// sender writes messages, one at a time.
type sender struct {
	mu   sync.Mutex
	conn net.Conn
}

func (s *sender) send(kind byte, body []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return write(s.conn, kind, body)
}

func (s *sender) writer(kind byte) io.Writer { return messageWriter{s, kind} }

type messageWriter struct {
	s    *sender
	kind byte
}

func (w messageWriter) Write(p []byte) (int, error) {
	n := 0
	for len(p) > 0 {
		part := p[:min(len(p), maxMessage)]
		if err := w.s.send(w.kind, part); err != nil {
			return n, err
		}
		n += len(part)
		p = p[len(part):]
	}
	return n, nil
}

func write(w io.Writer, kind byte, body []byte) error {
	head := make([]byte, 5, 5+len(body))
	head[0] = kind
	binary.BigEndian.PutUint32(head[1:], uint32(len(body)))
	_, err := w.Write(append(head, body...))
	return err
}

func read(r io.Reader) (kind byte, body []byte, err error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	n := binary.BigEndian.Uint32(head[1:])
	if n > maxMessage {
		return 0, nil, fmt.Errorf("a message of %d bytes, the limit is %d", n, maxMessage)
	}
	body = make([]byte, n)
	_, err = io.ReadFull(r, body)
	return head[0], body, err
}

// ErrNotServing says that no serve runs on the data folder.
var ErrNotServing = errors.New("no serve runs on this data folder")

// Run has a running serve carry out a call, and gives its exit status.
func Run(ctx context.Context, dir string, call Call, stdin io.Reader, stdout, stderr io.Writer) (int, error) {
	path, done, err := shortPath(dir)
	if err != nil {
		return 1, ErrNotServing
	}
	defer done()
	conn, err := (&net.Dialer{}).DialContext(ctx, "unix", path)
	if err != nil {
		return 1, ErrNotServing
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	body, err := json.Marshal(call)
	if err != nil {
		return 1, err
	}
	out := &sender{conn: conn}
	if err := out.send(kindCall, body); err != nil {
		return 1, fmt.Errorf("send the command to the running serve: %w", err)
	}
	go func() { // ends with the connection, or with the program: a terminal's read cannot be broken off
		buf := make([]byte, 64<<10)
		for {
			n, err := stdin.Read(buf)
			if n > 0 && out.send(kindInput, buf[:n]) != nil {
				return
			}
			if err != nil {
				_ = out.send(kindEnd, nil)
				return
			}
		}
	}()
	in := bufio.NewReader(conn)
	for {
		kind, body, err := read(in)
		if err != nil {
			return 1, fmt.Errorf("the running serve ended before the command did: %w", err)
		}
		switch kind {
		case kindOutput:
			_, err = stdout.Write(body)
		case kindError:
			_, err = stderr.Write(body)
		case kindStatus:
			if len(body) == 1 {
				return int(body[0]), nil
			}
		}
		if err != nil {
			return 1, err
		}
	}
}
