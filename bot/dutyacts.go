package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"vanthu/handlers"
	"vanthu/handlers/ledger"
)

// act keeps what was asked for, and shows the duties as they stand then.
func (d *dutiesCommand) act(ctx context.Context, c *call, core *handlers.Core, by handlers.Person, acts []ledger.Act) error {
	var after []ledger.Duty
	for _, a := range acts {
		if a.Kind == ledger.Correct {
			if err := d.correction(c, core, &a); err != nil {
				return err
			}
		}
		duty, err := core.Act(ctx, by, a)
		if err != nil && len(after) > 0 {
			err = errors.Join(err, d.print(c, core, after)) // what was done before stays done
		}
		if err != nil {
			return err
		}
		after = append(after, duty)
	}
	return d.print(c, core, after)
}

// correction reads what is right.
func (d *dutiesCommand) correction(c *call, core *handlers.Core, a *ledger.Act) error {
	if d.Due != "" {
		due, err := handlers.ReadDeadline(d.Due)
		if err != nil {
			return usageError{fmt.Errorf("--due: %w", err)}
		}
		a.Deadline = &due
	}
	if d.Lead != "" {
		lead := ledger.Agency{Text: d.Lead}
		if ids := core.Agencies.ResolveAgency(d.Lead, c.language()); len(ids) == 1 {
			lead.ID = ids[0]
		}
		a.Lead = &lead
	}
	return nil
}

// proposalBytes bounds a file of proposals.
const proposalBytes = 64 << 20

// propose proposes the duties of a file. A proposal that is refused is told
// with its line, and the others are kept.
func (d *dutiesCommand) propose(ctx context.Context, c *call, core *handlers.Core, by handlers.Person) error {
	in := c.in
	if d.Propose != "-" {
		f, err := os.Open(c.path(d.Propose))
		if err != nil {
			return fmt.Errorf("read the proposals: %w", err)
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, proposalBytes+1))
	if err != nil {
		return fmt.Errorf("read the proposals: %w", err)
	}
	if len(data) > proposalBytes {
		return fmt.Errorf("the proposals are longer than %d MB; split the file", proposalBytes>>20)
	}
	var kept []ledger.Duty
	all, wrong := 0, 0
	err = eachProposal(data, func(line int, p handlers.Proposal, err error) error {
		all++
		if p.Note == "" {
			p.Note = d.Note
		}
		var duty ledger.Duty
		if err == nil {
			duty, err = core.Propose(ctx, by, p)
			if err != nil && !handlers.IsRefused(err) {
				return err
			}
		}
		if err != nil {
			wrong++
			_, err = fmt.Fprintf(c.err, "line %d: refused: %s\n", line, oneLine(err.Error()))
			return err
		}
		kept = append(kept, duty)
		return nil
	})
	if err == nil && all == 0 {
		err = errors.New("there is no proposal in the file")
	}
	if err == nil && wrong > 0 {
		err = fmt.Errorf("%d of %d proposals were refused (listed above); the others are kept", wrong, all)
	}
	if len(kept) > 0 || c.settings.JSON {
		return errors.Join(d.print(c, core, kept), err)
	}
	return err
}

// eachProposal gives the proposals of a file, JSON lines or one JSON list,
// with the line where each begins.
func eachProposal(data []byte, f func(line int, p handlers.Proposal, err error) error) error {
	one := func(line int, raw []byte) error {
		var p handlers.Proposal
		in := json.NewDecoder(bytes.NewReader(raw))
		in.DisallowUnknownFields()
		err := in.Decode(&p)
		if err == nil && in.More() {
			err = errors.New("more than one object")
		}
		if err != nil {
			err = fmt.Errorf("it is no proposal: %w", err)
		}
		return f(line, p, err)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if trimmed := bytes.TrimSpace(data); len(trimmed) > 0 && trimmed[0] == '[' {
		var list []json.RawMessage
		if err := json.Unmarshal(data, &list); err != nil { // all or nothing
			return fmt.Errorf("read the proposals: %w", err)
		}
		in := json.NewDecoder(bytes.NewReader(data))
		if _, err := in.Token(); err != nil {
			return fmt.Errorf("read the proposals: %w", err)
		}
		for in.More() {
			var raw json.RawMessage
			before := int(in.InputOffset())
			if err := in.Decode(&raw); err != nil {
				return fmt.Errorf("read the proposals: %w", err)
			}
			begin := before + bytes.Index(data[before:], raw)
			if err := one(1+bytes.Count(data[:begin], []byte("\n")), raw); err != nil {
				return err
			}
		}
		return nil
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, len(data)+1)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		if err := one(n, lines.Bytes()); err != nil {
			return err
		}
	}
	return lines.Err()
}
