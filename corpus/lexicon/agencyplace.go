package lexicon

import (
	"slices"
	"strings"

	"vanthu/corpus/lang"
)

// place takes the ID of a local body apart: "vn-68.pc" is pc of vn-68.
func place(id string) (province, kind string) {
	province, kind, _ = strings.Cut(id, ".")
	return province, kind
}

// LocalID gives the ID of the local body of a kind in a province.
func LocalID(province, kind string) string { return province + "." + kind }

// entry gives the entry of an ID, without those of local bodies.
func (lx *Lexicon) entry(id string) *Agency {
	if i, ok := lx.byID[id]; ok {
		return &lx.Agencies[i]
	}
	return nil
}

// Agency gives a body by its ID. A local body of a province, or the part of a
// collective that belongs to it, has the groups of its kind and names made of
// both.
func (lx *Lexicon) Agency(id string) (Agency, bool) {
	if a := lx.entry(id); a != nil {
		return *a, true
	}
	province, kind := place(id)
	p, k := lx.entry(province), lx.entry(kind)
	if p == nil || k == nil || !p.Province || k.Local == "" && !lx.hasPart(k) {
		return Agency{}, false
	}
	a := Agency{ID: id, Names: map[string][]string{}, Parent: province, Since: p.Since, Until: p.Until, Groups: k.Groups, Members: membersIn(k), Generic: k.Generic}
	for tag, names := range k.Names {
		if name := k.InCity[tag]; p.City && name != "" {
			names = []string{name}
		}
		a.Names[tag] = []string{ofPlace(names, lx.AgencyName(province, tag), p.City, lx.Language(tag).AgencyWords)}
	}
	return a, true
}

// hasPart reports whether a province has bodies of a collective.
func (lx *Lexicon) hasPart(a *Agency) bool { return len(a.Members) > 0 && !a.National }

// communes is the group of the bodies of communes: a province's localities.
const communes = "communes"

// membersIn gives the groups that a collective takes together in one province.
func membersIn(a *Agency) []string {
	if slices.Contains(a.Members, ProvincesPart) {
		return []string{communes}
	}
	return a.Members
}

// Within gives the ID of the part of a collective that belongs to a province;
// that of the collective itself where no province has a part of it.
func (lx *Lexicon) Within(province, id string) string {
	if a := lx.entry(id); a != nil && lx.hasPart(a) {
		return LocalID(province, id)
	}
	return id
}

// LocalKind gives the level of a kind of local bodies, province, district or
// commune; empty for every other ID.
func (lx *Lexicon) LocalKind(id string) string {
	if a := lx.entry(id); a != nil {
		return a.Local
	}
	return ""
}

// InPlace gives the kind of local bodies that the name of a national body and a place behind it
// mean: "the Fatherland Front of Da Nang"; empty where they mean none.
func (lx *Lexicon) InPlace(id string) string {
	if a := lx.entry(id); a != nil {
		return a.InPlace
	}
	return ""
}

// Department gives the kind of the provinces' bodies that do in them what a ministry does in
// the country; empty where there is none.
func (lx *Lexicon) Department(ministry string) string {
	if ministry == "" || !lx.Ministry(ministry) {
		return ""
	}
	for i := range lx.Agencies {
		if a := &lx.Agencies[i]; a.Local == "province" && a.Parent == ministry && a.Until == "" && slices.Contains(a.Groups, "departments") {
			return a.ID
		}
	}
	return ""
}

// All gives the collective of all bodies of a kind of local bodies, the kind
// itself where there is none.
func (lx *Lexicon) All(kind string) string {
	if a := lx.entry(kind); a != nil && a.All != "" {
		return a.All
	}
	return kind
}

// KindOf gives the kind of local bodies of provinces that a collective takes
// together; empty where it takes none, or others too.
func (lx *Lexicon) KindOf(collective string) string {
	c := lx.entry(collective)
	if c == nil || len(c.Members) != 1 {
		return ""
	}
	for i := range lx.Agencies {
		k := &lx.Agencies[i]
		if k.Local == "province" && (k.All == collective || c.Members[0] != ProvincesPart && slices.Contains(k.Groups, c.Members[0])) {
			return k.ID
		}
	}
	return ""
}

// Places reports a collective of bodies of places, which the names of those may
// narrow down.
func (lx *Lexicon) Places(id string) bool {
	a := lx.entry(id)
	return a != nil && len(a.Members) > 0 && !a.National && !a.Generic && slices.ContainsFunc(a.Members, func(group string) bool {
		return slices.ContainsFunc(lx.Agencies, func(b Agency) bool { return b.Local == "commune" && slices.Contains(b.Groups, group) })
	})
}

// Governs reports whether a body is a province or city, or what governs one.
func (lx *Lexicon) Governs(id string) bool {
	province, kind := place(id)
	a, k := lx.entry(province), lx.entry(kind)
	return a != nil && a.Province && (kind == "" || k != nil && k.Executive)
}

// Ministry reports whether a body is one of the ministries or of their rank.
func (lx *Lexicon) Ministry(id string) bool {
	a := lx.entry(id)
	return a != nil && slices.Contains(a.Groups, Ministries)
}

// ruling are the groups of the bodies that rule the country, its provinces and communes.
var ruling = []string{Ministries, "central", "party", "government-agencies", "departments", "people-committees"}

// Rules reports whether a body is one of those by which the State rules, and no company,
// school or union.
func (lx *Lexicon) Rules(id string) bool {
	if lx.Governs(id) {
		return true
	}
	a := lx.entry(id)
	return a != nil && slices.ContainsFunc(a.Groups, func(group string) bool { return slices.Contains(ruling, group) })
}

// ofPlace gives the name of a local body with its place: in front where the
// language says so when it names a body, else behind. A word for the kind of place, which the
// place's name opens with, stands once: "Ủy ban nhân dân tỉnh" and "Tỉnh Lâm
// Đồng" share it, and of several names of the body that one counts which has
// the place's.
func ofPlace(names []string, place string, city bool, w AgencyWords) string {
	at := w.AtProvince
	if city {
		at = w.AtCity
	}
	switch {
	case at != "" && strings.HasSuffix(names[0], " "+at):
		return names[0] + " " + place
	case at != "":
		return names[0] + " " + at + " " + place
	case w.PlaceFirst:
		kind := place[strings.LastIndexByte(place, ' ')+1:]
		return place + " " + strings.TrimPrefix(names[0], kind+" ")
	}
	for _, kind := range w.Place {
		if len(place) <= len(kind) || place[len(kind)] != ' ' || !strings.EqualFold(place[:len(kind)], kind) {
			continue
		}
		for _, n := range names {
			if strings.HasSuffix(n, " "+kind) {
				return n + place[len(kind):]
			}
		}
		first, _, _ := strings.Cut(kind, " ")
		for _, n := range names {
			if len(n) > len(first) && n[len(first)] == ' ' && strings.EqualFold(n[:len(first)], first) {
				return n + place[len(kind):]
			}
		}
		return names[0] + " " + kind + place[len(kind):]
	}
	return names[0] + ", " + place
}

// Names gives all names of a body in all languages, those of the languages
// in the order of lang.Tags, the usual one of each first.
func (lx *Lexicon) Names(id string) []string {
	a, ok := lx.Agency(id)
	if !ok {
		return nil
	}
	var out []string
	for _, tag := range lang.Tags() {
		out = append(out, a.Names[tag]...)
	}
	return append(out, a.Abbreviations...)
}

// AgencyName gives the name by which a language calls a body, else the
// English one, else the Vietnamese; empty for an unknown ID.
func (lx *Lexicon) AgencyName(id, tag string) string {
	a, ok := lx.Agency(id)
	if !ok {
		return ""
	}
	for _, t := range [...]string{tag, "en", "vi"} {
		if names := a.Names[t]; len(names) > 0 {
			return names[0]
		}
	}
	return ""
}
