package calendar

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"vanthu/corpus"
)

//go:embed data/*.yaml
var embedded embed.FS

// Holidays is the calendar of working days of a country: its weekly days of
// rest, its holidays, and the days on which rest and work are exchanged.
type Holidays struct {
	rest  map[time.Weekday]bool
	off   map[corpus.Day]string // holidays and days given off → name
	on    map[corpus.Day]bool   // days of rest that are worked instead
	years map[int]string        // years that the files tell → how certain they are
}

// HolidayFile is one file of holidays. What a later file says of a day, a year
// or the week wins over what an earlier one says.
type HolidayFile struct {
	Country string            `yaml:"country"`
	Rest    []string          `yaml:"rest"` // weekly days of rest: sat, sun
	Years   map[int]YearDays  `yaml:"years"`
	Sources map[string]string `yaml:"sources"` // name → address
}

// YearDays is the holidays of one year.
type YearDays struct {
	Status   string    `yaml:"status"` // the least certain one of its days
	Holidays []Holiday `yaml:"holidays"`
	Swaps    []Swap    `yaml:"swaps"`
}

// Holiday is a holiday of one or several days.
type Holiday struct {
	Name   string     `yaml:"name"`
	Day    corpus.Day `yaml:"day"`
	To     corpus.Day `yaml:"to"`     // the last one, where there are several
	Status string     `yaml:"status"` // announced, statutory, estimated; unconfirmed and withdrawn days are worked
	Source string     `yaml:"source"`
	Note   string     `yaml:"note"`
}

// Swap is a working day given off for a day of rest that is worked.
type Swap struct {
	Off    corpus.Day `yaml:"off_day"`
	Worked corpus.Day `yaml:"worked"`
	Source string     `yaml:"source"`
}

// LoadHolidays reads the embedded calendar of Viet Nam and lays the files
// holidays*.yaml of overlay, which may be nil, over it.
func LoadHolidays(overlay fs.FS) (*Holidays, error) {
	h := &Holidays{rest: map[time.Weekday]bool{}, off: map[corpus.Day]string{}, on: map[corpus.Day]bool{}, years: map[int]string{}}
	if err := h.read(embedded, "data/vn.yaml"); err != nil {
		return nil, err
	}
	if overlay == nil {
		return h, nil
	}
	names, err := fs.Glob(overlay, "holidays*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list files of holidays: %w", err)
	}
	slices.Sort(names)
	for _, name := range names {
		if err := h.read(overlay, name); err != nil {
			return nil, err
		}
	}
	return h, nil
}

func (h *Holidays) read(f fs.FS, name string) error {
	data, err := fs.ReadFile(f, name)
	if err != nil {
		return fmt.Errorf("read holidays: %w", err)
	}
	if err := h.lay(data); err != nil {
		return fmt.Errorf("holidays of %s: %w", path.Base(name), err)
	}
	return nil
}

var weekdayNames = map[string]time.Weekday{"sun": time.Sunday, "mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday, "thu": time.Thursday, "fri": time.Friday, "sat": time.Saturday}

// longestHoliday bounds the days of one holiday.
const longestHoliday = 31

// lay lays a file over what is known.
func (h *Holidays) lay(data []byte) error {
	var file HolidayFile
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(&file); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if len(file.Rest) > 0 {
		if len(file.Rest) > 6 {
			return errors.New("no day of the week is left for work")
		}
		rest := map[time.Weekday]bool{}
		for _, name := range file.Rest {
			wd, ok := weekdayNames[strings.ToLower(name)]
			if !ok {
				return fmt.Errorf("rest: %q is none of mon tue wed thu fri sat sun", name)
			}
			rest[wd] = true
		}
		h.rest = rest
	}
	for year, y := range file.Years {
		if year < 1900 || year > 2200 {
			return fmt.Errorf("year %d", year)
		}
		h.years[year] = y.Status
		for _, holiday := range y.Holidays {
			if err := h.holiday(year, holiday); err != nil {
				return err
			}
		}
		for _, s := range y.Swaps {
			_, off := s.Off.Time()
			_, worked := s.Worked.Time()
			if !off || !worked {
				return fmt.Errorf("year %d: a swap of %q and %q", year, s.Off, s.Worked)
			}
			h.off[s.Off], h.on[s.Worked] = "swap", true
			delete(h.on, s.Off)
			delete(h.off, s.Worked)
		}
	}
	return nil
}

func (h *Holidays) holiday(year int, d Holiday) error {
	first, ok := d.Day.Time()
	if !ok || first.Year() != year {
		return fmt.Errorf("year %d: %s on %q", year, d.Name, d.Day)
	}
	last := first
	if d.To != "" {
		if last, ok = d.To.Time(); !ok || last.Before(first) || last.Sub(first) > longestHoliday*24*time.Hour {
			return fmt.Errorf("year %d: %s from %s to %q", year, d.Name, d.Day, d.To)
		}
	}
	for t := first; !t.After(last); t = t.AddDate(0, 0, 1) {
		day := corpus.DayOf(t)
		switch d.Status {
		case "announced", "statutory", "estimated":
			h.off[day] = d.Name
			delete(h.on, day)
		case "unconfirmed", "withdrawn":
			delete(h.off, day)
		default:
			return fmt.Errorf("year %d: %s has the status %q, which is none of announced statutory estimated unconfirmed withdrawn", year, d.Name, d.Status)
		}
	}
	return nil
}

// Known reports whether the files tell the holidays of a day's year. Beyond
// them only the weekly days of rest count.
func (h *Holidays) Known(day corpus.Day) bool {
	t, ok := day.Time()
	if !ok {
		return false
	}
	_, known := h.years[t.Year()]
	return known
}

// Certain reports whether the holidays of a day's year are announced or set
// by law, none of them estimated.
func (h *Holidays) Certain(day corpus.Day) bool {
	t, ok := day.Time()
	return ok && (h.years[t.Year()] == "announced" || h.years[t.Year()] == "statutory")
}

// Working reports whether people work on a day.
func (h *Holidays) Working(day corpus.Day) bool {
	t, ok := day.Time()
	return ok && h.working(t)
}

func (h *Holidays) working(t time.Time) bool {
	if h == nil {
		return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday
	}
	day := corpus.DayOf(t)
	if h.on[day] {
		return true
	}
	return h.off[day] == "" && !h.rest[t.Weekday()]
}
