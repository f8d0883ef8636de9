package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/rogpeppe/go-internal/testscript"
)

// ready waits until a serve started in the background has noted its address
// in the data folder's lock. The address then stands in $ADDRESS.
func ready(ts *testscript.TestScript, _ bool, _ []string) {
	for range 600 {
		data, err := os.ReadFile(ts.Getenv("VANTHU_DATA") + "/lock")
		if at := strings.Index(string(data), "http://"); err == nil && at >= 0 {
			if _, err := os.Stat(ts.Getenv("VANTHU_DATA") + "/control.sock"); err == nil {
				ts.Setenv("ADDRESS", strings.TrimRight(string(data[at:]), ")\n"))
				return
			}
		}
		time.Sleep(50 * time.Millisecond) // another process: there is no clock to fake
	}
	ts.Fatalf("serve noted no address")
}

// quotes checks that every citation in a file of answers or hits (JSON lines)
// stands byte for byte at its place in the document: quotes FILE.
func quotes(ts *testscript.TestScript, _ bool, args []string) {
	texts := map[string]string{}
	checked := 0
	for line := range strings.SplitSeq(strings.TrimSpace(ts.ReadFile(args[0])), "\n") {
		var a struct {
			Citations, Hits []struct {
				Path, Quote string
				Start, End  int
			}
		}
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			ts.Fatalf("%v in %s", err, line)
		}
		for _, c := range append(a.Citations, a.Hits...) {
			if _, ok := texts[c.Path]; !ok {
				cmd := exec.Command(os.Args[0])
				cmd.Args = []string{"vanthu", "documents", "--text", c.Path}
				cmd.Path = lookPath(ts, "vanthu")
				cmd.Env = append(os.Environ(), "VANTHU_DATA="+ts.Getenv("VANTHU_DATA"))
				out, err := cmd.Output()
				if err != nil {
					ts.Fatalf("text of %s: %v", c.Path, err)
				}
				texts[c.Path] = string(out)
			}
			text := texts[c.Path]
			if c.Start < 0 || c.End > len(text) || text[c.Start:c.End] != c.Quote || c.Quote == "" {
				ts.Fatalf("%s: %q does not stand at %d to %d", c.Path, c.Quote, c.Start, c.End)
			}
			checked++
		}
	}
	if checked == 0 {
		ts.Fatalf("no citation to check")
	}
}

func lookPath(ts *testscript.TestScript, name string) string {
	for dir := range strings.SplitSeq(ts.Getenv("PATH"), string(os.PathListSeparator)) {
		if _, err := os.Stat(dir + "/" + name); err == nil {
			return dir + "/" + name
		}
	}
	ts.Fatalf("%s is not on the path", name)
	return ""
}

// atLeast checks a share that eval --json printed: at-least GROUP SHARE.
func atLeast(ts *testscript.TestScript, _ bool, args []string) {
	var report evalReport
	if err := json.Unmarshal([]byte(ts.ReadFile("stdout")), &report); err != nil {
		ts.Fatalf("%v", err)
	}
	want, err := strconv.ParseFloat(args[1], 64)
	if err != nil {
		ts.Fatalf("%v", err)
	}
	if g := report.Groups[args[0]]; g == nil || g.Share < want {
		ts.Fatalf("%s: %+v, want at least %v", args[0], g, want)
	}
}

// duty puts the ID of the one duty due on a day, of those that duties --json
// printed, into a variable: duty NAME DAY.
func duty(ts *testscript.TestScript, _ bool, args []string) {
	var duties []struct {
		ID       string
		Deadline struct{ Due string }
	}
	if err := json.Unmarshal([]byte(ts.ReadFile("stdout")), &duties); err != nil {
		ts.Fatalf("%v", err)
	}
	found := 0
	for _, d := range duties {
		if d.Deadline.Due == args[1] {
			ts.Setenv(args[0], d.ID)
			found++
		}
	}
	if found != 1 {
		ts.Fatalf("%d of %d duties are due on %s", found, len(duties), args[1])
	}
}

// calendarHas checks how many events, to-dos and alarms the calendar printed
// has, in another program's eyes: calendar EVENTS TODOS ALARMS.
func calendarHas(ts *testscript.TestScript, _ bool, args []string) {
	c, err := ics.ParseCalendar(strings.NewReader(ts.ReadFile("stdout")))
	if err != nil {
		ts.Fatalf("%v", err)
	}
	alarms := 0
	for _, e := range c.Events() {
		alarms += len(e.Alarms())
	}
	if got, want := fmt.Sprint(len(c.Events()), len(c.Todos()), alarms), strings.Join(args, " "); got != want {
		ts.Fatalf("events, to-dos and alarms: %s, want %s", got, want)
	}
}

// wrong runs a command that must end with an exit status and say why in one
// line: wrong STATUS ARGUMENTS.
func wrong(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec("vanthu", args[1:]...)
	var exit *exec.ExitError
	if !errors.As(err, &exit) || strconv.Itoa(exit.ExitCode()) != args[0] {
		ts.Fatalf("%v, want exit status %s", err, args[0])
	}
	if said := ts.ReadFile("stderr"); strings.Count(said, "\n") != 1 {
		ts.Fatalf("not one line: %q", said)
	}
}
