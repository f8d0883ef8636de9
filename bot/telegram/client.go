package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
	"time"

	"vanthu/handlers"
)

// maxAnswer bounds the body of an answer of the Bot API, in bytes. A hundred
// updates of the longest messages are far below it.
const maxAnswer = 16 << 20

// client calls methods of the Bot API with JSON bodies, and uploads files.
type client struct {
	http   *http.Client
	base   string // ends in "/bot<token>/"
	secret string // kept out of every error
}

// Error is what the Bot API answered instead of a result.
type Error struct {
	Method      string
	Status      int           // error_code; 502 where the body is no answer of the Bot API but a proxy's page or half an answer
	Description string        // Telegram's words
	RetryAfter  time.Duration // how long to wait; 0 if not told
	MigratedTo  int64         // the new ID of a group that became a supergroup; 0 if it did not
}

func (e *Error) Error() string {
	return fmt.Sprintf("telegram %s: %d %s", e.Method, e.Status, e.Description)
}

// answer is the envelope of every answer of the Bot API.
type answer struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	ErrorCode   int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter      int   `json:"retry_after"`
		MigrateToChatID int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// call calls a method once and decodes its result, where result is not nil.
// An answer other than success is an *Error.
func (c client) call(ctx context.Context, limit time.Duration, method string, params, result any) error {
	body, err := json.Marshal(params)
	if err != nil {
		return fmt.Errorf("telegram %s: %w", method, err)
	}
	return c.post(ctx, limit, method, "application/json", body, result)
}

// upload calls a method with a file in the part called field; the parameters
// are its other parts, strings as they are and everything else as JSON.
func (c client) upload(ctx context.Context, limit time.Duration, method, field string, f handlers.File, params map[string]string, result any) error {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, value := range params {
		if err := w.WriteField(name, value); err != nil {
			return fmt.Errorf("telegram %s: write the form: %w", method, err)
		}
	}
	header := textproto.MIMEHeader{}
	header.Set("Content-Disposition", multipart.FileContentDisposition(field, f.Name))
	if f.Type != "" {
		header.Set("Content-Type", f.Type)
	}
	part, err := w.CreatePart(header)
	if err == nil {
		_, err = part.Write(f.Data)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		return fmt.Errorf("telegram %s: write the form: %w", method, err)
	}
	return c.post(ctx, limit, method, w.FormDataContentType(), body.Bytes(), result)
}

func (c client) post(ctx context.Context, limit time.Duration, method, kind string, body []byte, result any) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+method, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("telegram %s: the address cannot be used", method)
	}
	req.Header.Set("Content-Type", kind)
	resp, err := c.http.Do(req)
	if err != nil {
		return fmt.Errorf("telegram %s: %w", method, c.redact(err))
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err != nil {
		return fmt.Errorf("telegram %s: read the answer: %w", method, c.redact(err))
	}
	if len(data) > maxAnswer {
		return fmt.Errorf("telegram %s: the answer is longer than %d bytes", method, maxAnswer)
	}
	var a answer
	if err := json.Unmarshal(data, &a); err != nil || !a.OK && a.ErrorCode == 0 {
		return &Error{Method: method, Status: http.StatusBadGateway,
			Description: fmt.Sprintf("not an answer of the Bot API (HTTP status %d)", resp.StatusCode)}
	}
	if !a.OK {
		return &Error{Method: method, Status: a.ErrorCode, Description: a.Description,
			RetryAfter: time.Duration(a.Parameters.RetryAfter) * time.Second, MigratedTo: a.Parameters.MigrateToChatID}
	}
	if result == nil {
		return nil
	}
	if err := json.Unmarshal(a.Result, result); err != nil {
		return fmt.Errorf("telegram %s: understand the result: %w", method, err)
	}
	return nil
}

// redact takes the token out of a transport error, whose text holds the URL.
func (c client) redact(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	if strings.Contains(err.Error(), c.secret) {
		return errors.New("the request failed")
	}
	return err
}

// status gives the Bot API's error code, or 0 for an error of the way there.
func status(err error) int {
	var e *Error
	if errors.As(err, &e) {
		return e.Status
	}
	return 0
}
