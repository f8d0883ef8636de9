package export

import (
	"bytes"
	"time"

	"vanthu/handlers/i18n"
	"vanthu/handlers/ledger"
	"vanthu/handlers/wire"
)

// fileAlarms is how many days before a deadline the calendars that chats give
// out remind of it.
var fileAlarms = []int{7, 1}

// Files writes duties as files for chats; it is a handlers.Export.
type Files struct{ Catalog *i18n.Catalog }

// Calendar gives duties as iCalendar, in the language tag.
func (f Files) Calendar(duties []ledger.Duty, tag string, now time.Time) ([]byte, error) {
	var b bytes.Buffer
	err := Calendar{Catalog: f.Catalog, Language: tag, Now: now, Alarms: fileAlarms}.Write(&b, duties)
	return b.Bytes(), err
}

// Table gives duties as CSV.
func (Files) Table(duties []wire.Duty) ([]byte, error) {
	var b bytes.Buffer
	err := CSV(&b, duties)
	return b.Bytes(), err
}
