package state

import (
	"context"
	"fmt"

	"vanthu/corpus"
)

// Registers gives the registers of offices that were stored after a
// generation, and the IDs of all documents changed or dropped since: what was
// read of those before holds no more. The documents are not to be changed.
func (s *State) Registers(ctx context.Context, generation int64) (registers []*corpus.Document, changed []string, err error) {
	if generation > 0 { // else nobody knows any that could have gone
		rows, err := s.db.QueryContext(ctx, `select id from document where generation > $1`, generation)
		if err := eachID(rows, err, func(id string) { changed = append(changed, id) }); err != nil {
			return nil, nil, fmt.Errorf("list the documents changed after generation %d: %w", generation, err)
		}
	}
	// The kind stands in the document's JSON, where quotes within values are escaped.
	rows, err := s.db.QueryContext(ctx, newest+` where d.generation > $1 and d.deleted = 0 and v.meta like '%"kind":"office"%' order by d.collection, d.path`, generation)
	if err != nil {
		return nil, nil, fmt.Errorf("read the registers of offices: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var row encoded
		if err := row.scan(&s.packer, rows); err != nil {
			return nil, nil, fmt.Errorf("read the registers of offices: %w", err)
		}
		d, err := row.decode()
		if err != nil {
			return nil, nil, fmt.Errorf("read the registers of offices: %w", err)
		}
		registers = append(registers, d)
	}
	return registers, changed, rows.Err()
}
