package ledger_test

import (
	"testing"
	"time"

	"vanthu/corpus"
	"vanthu/handlers/ledger"
)

func TestSmoke(t *testing.T) {
	now := time.Date(2025, 10, 20, 0, 0, 0, 0, time.UTC)
	tell := func(key, tag, lead, action string, due corpus.Day, concepts ...string) ledger.Telling {
		return ledger.Telling{Key: key, Document: key[:1], Language: tag, Standing: corpus.Report, Issued: "2025-10-15", Action: action, Quote: action, Leads: []ledger.Agency{{ID: lead, Text: lead}},
			Deadline: &corpus.Deadline{Due: due, Relation: corpus.Before, Precision: corpus.DayPrecision}, Concepts: concepts, Recorded: now}
	}
	l := ledger.Build([]ledger.Telling{
		tell("a#1", "ru", "gpc", "100% указов и циркуляров", "2026-03-31", "object.decree", "object.circular", "act.issue"),
		tell("b#1", "nl", "gpc", "100% van de decreten en circulaires", "2026-03-31", "object.decree", "object.circular", "act.in-force"),
		tell("b#2", "nl", "gpc", "het plan", "2025-10-18", "object.plan", "act.submit"),
	}, nil, now, bodies{})
	ds := l.Duties(ledger.Filter{})
	if len(ds) != 2 || ds[0].Status != ledger.Overdue || len(ds[1].Tellings) != 2 {
		t.Fatalf("%+v", ds)
	}
}
