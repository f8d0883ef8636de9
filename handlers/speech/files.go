package speech

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
)

// Files is where a platform keeps the files of messages, where they have
// addresses.
type Files struct {
	Name      string // in errors
	Transport http.RoundTripper
	Gone      []int                      // statuses of the answer that say that a file is gone: ErrGone
	Refused   func(*http.Response) error // what another status than 200 means
}

// Fetch fetches a file, at most so many bytes, else it fails with ErrLarge. It
// does not say who asks, and is led nowhere else; its errors do not tell the
// address, which anybody can open.
func (f Files) Fetch(ctx context.Context, address string, most int64) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: the address cannot be used", f.Name)
	}
	straight := http.Client{Transport: f.Transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := straight.Do(req)
	if err != nil {
		var wrapped *url.Error
		if errors.As(err, &wrapped) {
			err = wrapped.Err
		}
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	defer resp.Body.Close()
	switch {
	case slices.Contains(f.Gone, resp.StatusCode):
		return nil, fmt.Errorf("%s: %w", f.Name, ErrGone)
	case resp.StatusCode != http.StatusOK:
		return nil, f.Refused(resp)
	case resp.ContentLength > most:
		return nil, fmt.Errorf("%s: %w", f.Name, ErrLarge)
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, most+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: read the file: %w", f.Name, err)
	case int64(len(data)) > most:
		return nil, fmt.Errorf("%s: %w", f.Name, ErrLarge)
	}
	return data, nil
}
