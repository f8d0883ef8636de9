package ledger

import "maps"

// directory finds entries by name. It does not change; a new one shares with
// the one before what both have.
type directory struct{ parts []map[string]*entry }

// directoryParts is in how many parts a directory is: a change of a few names
// copies as many of them.
const directoryParts = 1024

func (d directory) entry(name string) *entry {
	if d.parts == nil {
		return nil
	}
	return d.parts[part(name)][name]
}

func part(name string) uint64 { return fnvString(fnvOffset, name) % directoryParts }

// directoryChange is a directory that is being made out of another.
type directoryChange struct {
	directory
	own [directoryParts]bool // parts that are not shared
}

func (d directory) begin() *directoryChange {
	c := &directoryChange{directory: directory{make([]map[string]*entry, directoryParts)}}
	copy(c.parts, d.parts)
	return c
}

// set gives a name to an entry, or takes it away.
func (c *directoryChange) set(name string, e *entry) {
	n := part(name)
	if !c.own[n] {
		if c.parts[n] = maps.Clone(c.parts[n]); c.parts[n] == nil {
			c.parts[n] = map[string]*entry{}
		}
		c.own[n] = true
	}
	if e == nil {
		delete(c.parts[n], name)
	} else {
		c.parts[n][name] = e
	}
}
