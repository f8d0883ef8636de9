package ingest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"

	"vanthu/index"
)

// Child has new indexes built by a child process, of the lowest priority, so
// that those who ask need not share the processors with the building. It reads
// the state, which the run under way keeps as it is, and builds a candidate in
// a folder of its own; this process publishes it.
//
// Into the child's standard output go JSON objects, one a line (told). Its
// standard input is never written to: it ends with this process, and the child
// then has to end, too.
type Child struct {
	Begin   func(ctx context.Context) (index.Apart, error)
	Command func(folder string) (*exec.Cmd, error) // a process that calls Tell
}

// told is a line of what the child tells: how far it is, or why it failed.
type told struct {
	Progress
	Failed string `json:",omitempty"`
}

// Tell writes how a child's work goes on, and in the end why it failed, for
// the process that started it.
func Tell(out io.Writer, work func(progress func(Progress)) error) error {
	lines := json.NewEncoder(out)
	err := work(func(p Progress) { _ = lines.Encode(told{Progress: p}) }) // who does not listen is gone, and this process soon, too
	if err != nil {
		_ = lines.Encode(told{Failed: err.Error()})
	}
	return err
}

// rebuild has a new index built that has caught up to a generation of the
// state, and publishes it.
func (c *Child) rebuild(ctx context.Context, generation int64, progress func(Progress)) error {
	a, err := c.Begin(ctx)
	if err != nil {
		return fmt.Errorf("begin a new index: %w", err)
	}
	if err := c.run(ctx, a.Folder(), progress); err != nil {
		return errors.Join(fmt.Errorf("build a new index: %w", err), a.Discard())
	}
	if err := a.Publish(ctx, generation); err != nil {
		return errors.Join(fmt.Errorf("publish the new index: %w", err), a.Discard())
	}
	return nil
}

// run starts the child and waits for its end.
func (c *Child) run(ctx context.Context, folder string, progress func(Progress)) error {
	cmd, err := c.Command(folder)
	if err != nil {
		return err
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	alive, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	defer alive.Close()
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start a process for it: %w", err)
	}
	yieldMemory(cmd.Process.Pid)
	stop := context.AfterFunc(ctx, func() { _ = cmd.Process.Kill() }) // one that has ended needs no more
	defer stop()
	failed := ""
	lines := json.NewDecoder(out)
	for {
		standBack(cmd.Process.Pid)
		var line told
		if err := lines.Decode(&line); err != nil {
			break // the process has ended, or its status tells what is wrong
		}
		if failed = line.Failed; failed == "" && progress != nil {
			progress(line.Progress)
		}
	}
	_, _ = io.Copy(io.Discard, out)
	err = cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case failed != "":
		return fmt.Errorf("the process that builds it: %s", failed)
	case err != nil:
		return fmt.Errorf("the process that builds it ended early: %w; the index in use stays; see that there is memory for both, and rebuild again", err)
	}
	return nil
}

// yieldMemory has Linux end the child, and not this process, where memory runs
// out. Elsewhere it does nothing.
func yieldMemory(pid int) {
	_ = os.WriteFile(fmt.Sprintf("/proc/%d/oom_score_adj", pid), []byte("1000"), 0o600)
}

// lowest is the priority of processes that work when no other one wants to.
const lowest = 19

// standBack gives the threads of a child, which is a process group, the lowest
// priority. A thread may begin at that very moment with the priority of the
// one that begins it, so it is done again from time to time.
func standBack(pid int) {
	_ = unix.Setpriority(unix.PRIO_PGRP, pid, lowest) // without it, the child is only less polite
}
