package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"vanthu/corpus/calendar"
)

// Length gives the length of time that a text is and says nothing beside:
// "5 Ngày", as an ISO 8601 duration. ok is false for anything else, and for
// working days, of which ISO 8601 knows none.
func (d *Describer) Length(text, tag string) (iso string, ok bool) {
	p, ok := d.WholePeriod(text, tag)
	if !ok || p.Working {
		return "", false
	}
	return p.ISO, true
}

// WholePeriod gives the length of time that a text is and says nothing
// beside: "10 Ngày làm việc".
func (d *Describer) WholePeriod(text, tag string) (p calendar.Period, ok bool) {
	text = strings.Trim(text, edges)
	p, ok = d.finder(tag).Period(text)
	return p, ok && p.Words.Start == 0 && p.Words.End == len(text)
}

// edges is what may stand around a value that a field holds.
const edges = " \t\n.;:,-–|"

// Price is a sum of money.
type Price struct {
	Amount   string // digits alone; "0": nothing is to be paid
	Currency string // ISO 4217; empty where nothing is to be paid
}

// writtenPrice is digits, whole or in groups of three, before or behind words.
var writtenPrice = regexp.MustCompile(`^(\D*?)\s*(\d{1,3}(?:[., \x{a0}\x{202f}]\d{3})+|\d+)\s*(\D*)$`)

// Price gives the sum of money that a text is and says nothing beside:
// "500,000 Việt Nam Đồng", "10 USD", "Miễn phí". ok is false for anything
// else: for a range, a sum for each piece, a sum with a remark.
func (d *Describer) Price(text, tag string) (p Price, ok bool) {
	text = strings.Trim(text, edges)
	w := d.x.of(tag)
	if n := w.opensWith(w.free, text); n > 0 && n == len(text) {
		return Price{Amount: "0"}, true
	}
	m := writtenPrice.FindStringSubmatch(text)
	if m == nil || m[1] != "" && m[3] != "" {
		return p, false
	}
	if p.Currency = w.currencies[foldedWords(m[1]+m[3])]; p.Currency == "" {
		return p, false
	}
	p.Amount = strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, m[2])
	if p.Amount = strings.TrimLeft(p.Amount, "0"); p.Amount == "" {
		p.Amount = "0"
	}
	return p, true
}

// readCurrencies takes the names of currencies, by their codes.
func (w *words) readCurrencies(named map[string][]string) {
	w.currencies = map[string]string{}
	for code, names := range named {
		for _, n := range names {
			if words := foldedWords(n); words != "" { // a sign alone is no word
				w.currencies[words] = code
			}
			if utf8.RuneCountInString(n) == 1 {
				w.signs = append(w.signs, n)
			}
		}
	}
}

// Number gives the first document number with a symbol that a text names.
func (d *Describer) Number(text, tag string) (n Number, ok bool) {
	for _, n := range d.x.Numbers(text, tag) {
		if n.Form != "" {
			return n, true
		}
	}
	return Number{}, false
}
