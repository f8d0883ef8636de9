package grounding

import "strings"

// Asked is what kind of thing a question asks for, where that can be told.
type Asked string

// What is asked for.
const (
	AskedTime  Asked = "time"  // a day, or how long it takes
	AskedMoney Asked = "money" // a sum, or that nothing is to be paid
)

// Tells reports whether a sentence in the language tag tells such a thing; of
// nothing asked, every sentence does.
func (c *Checker) Tells(text, tag string, what Asked) bool {
	if what == "" {
		return true
	}
	r := c.read(text, tag, "2000-01-01") // a day without a year tells a day too
	for _, a := range r.amounts {
		switch {
		case what == AskedTime && lengths[a.unit], what == AskedMoney && len(a.unit) == 3 && strings.ToUpper(a.unit) == a.unit:
			return true
		}
	}
	if what == AskedMoney {
		return r.has("price", "") || r.has("not", "") && r.speaks(freeOf)
	}
	return len(r.days) > 0 || r.has("delay", "")
}
