package handlers

import (
	"fmt"
	"strconv"
	"strings"

	"vanthu/corpus/lang"
	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
	"vanthu/handlers/offices"
)

// officeReply turns an answer about offices into what is shown.
func (c *Core) officeReply(a answer.Answer, tag string) Reply {
	v := a.Office
	f := v.Found
	r := Reply{Language: tag, Final: true}
	switch {
	case v.Asked.Want == answer.WantFile:
		return c.fileReply(v, tag)
	case v.Unknown:
		return c.officeUnknown(v, tag)
	case v.Choose:
		key := "office_which"
		switch {
		case !f.Sure && len(f.Offices) == 1:
			key = "office_meant"
		case f.Former:
			key = "office_which_former"
		}
		r.Blocks = []Block{{Kind: Lead, Text: c.say(tag, key, i18n.Args{"Place": c.name(first(f.Typed, f.Name), tag)})}}
		shown := f.Offices[:min(len(f.Offices), offeredOffices)]
		if rest := len(f.Offices) - len(shown); rest > 0 {
			r.Blocks = append(r.Blocks, Block{Kind: Para, Text: c.Catalog.SayN(tag, "office_more", rest, nil)})
		}
		r.Buttons = c.officeButtons(shown, tag)
		return r
	}
	r.Blocks = c.officeCard(f.Offices[0], f, tag)
	return r
}

// officeCard shows an office: its name, what a ward is called now, its
// address as the register writes it, with its source, and the rest.
func (c *Core) officeCard(o offices.Office, f offices.Found, tag string) []Block {
	out := []Block{{Kind: Lead, Text: c.name(o.Name, tag)}}
	if f.Former && f.Name != "" && o.Ward != "" {
		out = append(out, Block{Kind: Para, Text: c.say(tag, "office_now", i18n.Args{"Old": c.name(f.Name, tag), "New": c.name(placeOf(o), tag)})})
	}
	source := &Source{Line: c.officeSource(o, tag), Link: c.link(o.Document, o.Passage.Start, o.Passage.End), Title: o.Document.Title}
	if o.Address != "" {
		out = append(out, Block{Kind: Quote, Text: o.Address, Lang: o.Document.Language, Source: source})
	}
	var items []string
	add := func(key, value string) {
		if value != "" {
			items = append(items, c.say(tag, key, i18n.Args{"Value": c.name(value, tag)}))
		}
	}
	if o.Address == "" {
		out = append(out, Block{Kind: Notice, Text: c.say(tag, "office_no_address", nil)})
	}
	add("office_hours", o.Hours)
	add("office_phone", o.Phone)
	add("office_email", o.Email)
	add("office_url", o.URL)
	add("office_serves", o.Serves)
	if o.Point != nil {
		add("office_map", mapLink(o))
	}
	if len(items) > 0 {
		out = append(out, Block{Kind: List, Items: items})
	}
	if o.Address == "" {
		out = append(out, Block{Kind: Para, Text: source.Line})
	}
	return out
}

// name isolates a name or number within words of the other direction.
func (c *Core) name(s, tag string) string {
	if lang.RightToLeft(tag) {
		return i18n.Isolate(s)
	}
	return s
}

// placeOf gives the ward of an office with its province.
func placeOf(o offices.Office) string {
	if o.Province == "" || strings.Contains(o.Ward, o.Province) {
		return o.Ward
	}
	return o.Ward + ", " + o.Province
}

// officeSource tells in which line of which register an office stands.
func (c *Core) officeSource(o offices.Office, tag string) string {
	row := c.say(tag, "office_row", i18n.Args{"Row": o.Row()})
	return c.say(tag, "source", i18n.Args{"Source": c.name(o.Document.Path, tag) + " · " + row})
}

// mapLink gives the address of an office's place on OpenStreetMap.
func mapLink(o offices.Office) string {
	degrees := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	lat, lon := degrees(o.Point.Lat), degrees(o.Point.Lon)
	return fmt.Sprintf("https://www.openstreetmap.org/?mlat=%s&mlon=%s#map=17/%s/%s", lat, lon, lat, lon)
}

// officeAction opens the actions of buttons that stand for an office; its ID
// follows.
const officeAction = "office:"

// officeLabelRunes bounds the label of an office's button, in characters.
const officeLabelRunes = 60

// officeButtons gives a button for each office: named by its ward where that
// tells them apart, else by its own name, with what else they differ in.
func (c *Core) officeButtons(list []offices.Office, tag string) []Button {
	name := func(o offices.Office) string { return o.Ward }
	wards := map[[3]string]bool{}
	for _, o := range list {
		place := [3]string{o.Ward, o.District, o.Province}
		if o.Ward == "" || wards[place] {
			name = func(o offices.Office) string { return o.Name }
		}
		wards[place] = true
	}
	parts := []func(offices.Office) string{name, func(o offices.Office) string { return o.District }, func(o offices.Office) string { return o.Province },
		func(o offices.Office) string { return o.Address }}
	labels := make([]string, len(list))
	for _, part := range parts { // more of each, until all differ
		seen := map[string]bool{}
		for i, o := range list {
			if s := part(o); s != "" && labels[i] != "" {
				labels[i] += " · " + s
			} else {
				labels[i] += s
			}
			seen[labels[i]] = true
		}
		if len(seen) == len(list) {
			break
		}
	}
	out := make([]Button, len(list))
	for i, o := range list {
		out[i] = Button{Label: c.name(shorten(labels[i], officeLabelRunes), tag), Action: officeAction + o.ID}
	}
	return out
}

// officeUnknown says what no register tells, and what would help.
func (c *Core) officeUnknown(v *answer.OfficeView, tag string) Reply {
	r := Reply{Language: tag, Final: true}
	f := v.Found
	place := i18n.Args{"Place": c.name(shorten(f.Typed, labelRunes), tag)}
	key, next := "office_unknown", "office_help"
	switch {
	case f.Typed == "":
		key, next = "office_where", "office_share"
	case f.Wide:
		key, next = "office_wide", "office_share"
	case f.NoKind:
		key = "office_no_kind"
	}
	r.Blocks = []Block{{Kind: Lead, Text: c.say(tag, key, place)}, {Kind: Para, Text: c.say(tag, next, nil)}}
	return r
}

// fileReply says where people look up their files. It says nothing of the
// file itself, whose number it does not repeat.
func (c *Core) fileReply(v *answer.OfficeView, tag string) Reply {
	key := "file_lookup"
	if v.Portal {
		key = "file_portal"
	}
	r := Reply{Language: tag, Final: true, Blocks: []Block{{Kind: Lead, Text: c.say(tag, key, i18n.Args{"Address": c.name(v.Lookup, tag)})}}}
	say := func(kind BlockKind, key string, args i18n.Args) {
		r.Blocks = append(r.Blocks, Block{Kind: kind, Text: c.say(tag, key, args)})
	}
	if v.Asked.Coded {
		say(Para, "file_number_known", nil)
	} else {
		say(Para, "file_number_needed", nil)
	}
	if len(v.Found.Offices) == 1 {
		o := v.Found.Offices[0]
		if o.Phone != "" {
			say(Para, "file_phone", i18n.Args{"Office": c.name(o.Name, tag), "Phone": c.name(o.Phone, tag)})
			r.Blocks = append(r.Blocks, Block{Kind: Para, Text: c.officeSource(o, tag)})
		}
	} else if v.Any {
		say(Para, "file_office", nil)
	}
	if v.Asked.Coded {
		say(Notice, "file_private", nil)
	}
	return r
}
