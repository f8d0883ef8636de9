package delivery

import (
	"context"
	"time"
)

const (
	firstRetry = 500 * time.Millisecond
	lastRetry  = time.Minute
)

// Backoff gives the pause before another try at a platform after so many
// failures (from 0), half of it by chance; random is in [0,1).
func Backoff(failures int, random float64) time.Duration {
	d := lastRetry
	if failures < 7 {
		d = min(lastRetry, firstRetry<<failures)
	}
	return d/2 + time.Duration(random*float64(d/2))
}

// Wait sleeps for d, or less when ctx ends, which is its error.
func Wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
