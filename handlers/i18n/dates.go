package i18n

import (
	"fmt"
	"strings"
	"time"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/ar"
	"github.com/go-playground/locales/en"
	"github.com/go-playground/locales/he"
	"github.com/go-playground/locales/nb"
	"github.com/go-playground/locales/nl"
	"github.com/go-playground/locales/ru"
	"github.com/go-playground/locales/vi"

	"vanthu/corpus"
)

func locale(tag string) locales.Translator {
	switch tag {
	case "en":
		return en.New()
	case "he":
		return he.New()
	case "ru":
		return ru.New()
	case "nl":
		return nl.New()
	case "ar":
		return ar.New()
	case "no":
		return nb.New()
	}
	return vi.New()
}

// Day writes a day as people of the language do, without the weekday: 31/3/2026
// in Vietnamese, 31 March 2026 in English. An unknown day gives "".
func (c *Catalog) Day(tag string, d corpus.Day) string {
	t, ok := d.Time()
	switch {
	case !ok:
		return ""
	case tag == "vi":
		return fmt.Sprintf("%d/%d/%d", t.Day(), t.Month(), t.Year())
	case tag == "ar":
		return fmt.Sprintf("%d %s %d", t.Day(), locale(tag).MonthWide(t.Month()), t.Year())
	case tag == "en", tag == "nl", tag == "ru":
		return fmt.Sprintf("%d %s %d", t.Day(), locale(tag).MonthWide(t.Month()), t.Year())
	case tag == "no":
		return fmt.Sprintf("%d. %s %d", t.Day(), locale(tag).MonthWide(t.Month()), t.Year())
	case tag == "he":
		return fmt.Sprintf("%d ב%s %d", t.Day(), locale(tag).MonthWide(t.Month()), t.Year())
	}
	return string(d)
}

// DayOfWeek writes a day with its weekday: "thứ Ba, 31/3/2026".
func (c *Catalog) DayOfWeek(tag string, d corpus.Day) string {
	t, ok := d.Time()
	if !ok {
		return ""
	}
	name := locale(tag).WeekdayWide(t.Weekday())
	if tag == "vi" {
		name = strings.Replace(strings.Replace(name, "Thứ", "thứ", 1), "Chủ Nhật", "Chủ nhật", 1)
	}
	return c.Say(tag, "day_with_weekday", Args{"Weekday": name, "Day": c.Day(tag, d)})
}

// Month writes a month: "tháng 4/2025", "April 2025". In Russian it is in the
// genitive: "апреля 2025".
func (c *Catalog) Month(tag string, d corpus.Day) string {
	t, ok := d.Time()
	if !ok {
		return ""
	}
	if tag == "vi" {
		return fmt.Sprintf("tháng %d/%d", t.Month(), t.Year())
	}
	return fmt.Sprintf("%s %d", locale(tag).MonthWide(t.Month()), t.Year())
}

// Distance says how far a day is from today: "còn 128 ngày", "3 days ago".
func (c *Catalog) Distance(tag string, d, today corpus.Day) string {
	t, ok := d.Time()
	n, ok2 := today.Time()
	if !ok || !ok2 {
		return ""
	}
	switch days := int(t.Sub(n) / (24 * time.Hour)); {
	case days == 0:
		return c.Say(tag, "today", nil)
	case days > 0:
		return c.SayN(tag, "days_left", days, nil)
	default:
		return c.SayN(tag, "days_ago", -days, nil)
	}
}
