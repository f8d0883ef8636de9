package ingest_test

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"vanthu/handlers/ingest"
)

// TestCourtesy: work waits for an answer under way, one piece goes on at a
// time while questions are asked, and none waits for ever.
func TestCourtesy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := ingest.NewCourtesy()
		begun := time.Now()
		c.Take(t.Context())()
		c.Take(t.Context()) // nobody asks: nobody has to wait for its end
		c.Take(t.Context())()
		if c.Attended() || time.Since(begun) != 0 {
			t.Errorf("without any question, work waited for %v", time.Since(begun))
		}

		end := c.Answering()
		time.AfterFunc(7*time.Millisecond, end)
		done := c.Take(t.Context())
		if waited := time.Since(begun); waited != 7*time.Millisecond {
			t.Errorf("work waited for %v, the answer took 7ms", waited)
		}
		var second atomic.Bool
		go func() {
			defer c.Take(t.Context())()
			second.Store(true)
		}()
		synctest.Wait()
		if second.Load() {
			t.Error("two pieces of work go on while questions are asked")
		}
		done()
		synctest.Wait()
		if !second.Load() {
			t.Error("the next piece of work does not get its turn")
		}

		first, other := c.Answering(), c.Answering()
		first()
		begun = time.Now()
		c.Take(t.Context())()
		if waited := time.Since(begun); waited <= 0 || waited > time.Second {
			t.Errorf("work waited for %v beside an answer without end", waited)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		begun = time.Now()
		c.Take(ctx)()
		if time.Since(begun) != 0 {
			t.Error("work that was given up waits")
		}
		other()
		if !c.Attended() {
			t.Error("right after an answer nobody seems to ask")
		}
		time.Sleep(time.Minute)
		if c.Attended() {
			t.Error("a minute after the last answer somebody seems to ask")
		}
	})
}

func TestCourtesyToNobody(t *testing.T) {
	var c *ingest.Courtesy
	c.Answering()()
	c.Take(t.Context())()
	if c.Attended() {
		t.Error("nobody can ask")
	}
}
