// Command vanthu answers questions from official documents, word for word.
//
// This package is wiring: flags and settings (cli.go), the parts of an
// installation (installation.go), one file for each command, and serve.go,
// which runs every front end that has a token.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones on machines without them
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// Exit statuses of the contract.
const (
	statusDone   = 0
	statusFailed = 1
	statusUsage  = 2
)

// usageError is a command line that makes no sense.
type usageError struct{ error }

// run is the whole program.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	dir, err := os.Getwd()
	if err != nil {
		return report(stderr, fmt.Errorf("find the working folder: %w", err))
	}
	p, err := parse(args, stdout, stderr, dir)
	if err != nil {
		return report(stderr, err)
	}
	if p == nil { // help was shown
		return statusDone
	}
	if how := p.cmd.needs(); how != serves && how != beside {
		status, err := forward(ctx, p, args, stdin, stdout, stderr)
		if !errors.Is(err, errNotServing) {
			if err != nil {
				return report(stderr, err)
			}
			return status
		}
	}
	return report(stderr, p.alone(ctx, streams{stdin, stdout, stderr}))
}

// report writes an error as one line and gives the exit status.
func report(stderr io.Writer, err error) int {
	var usage usageError
	switch {
	case err == nil:
		return statusDone
	case errors.As(err, &usage):
		fmt.Fprintln(stderr, "vanthu:", usage.Error())
		return statusUsage
	}
	fmt.Fprintln(stderr, "vanthu:", oneLine(explain(err)))
	return statusFailed
}
