package state

import (
	"context"
	"fmt"

	"vanthu/corpus"
)

// Procedures gives the procedures among the documents changed after a
// generation, without their passages and duties, and the IDs of all other
// documents changed or dropped since: what is none any more is among them.
// Procedures(0) gives all procedures.
func (s *State) Procedures(ctx context.Context, generation int64) (stored []*corpus.Document, gone []string, err error) {
	rows, err := s.db.QueryContext(ctx, `select `+columns+` from document d join document_version v on v.id = d.id and v.version = d.version
		where d.procedure = 1 and d.generation > $1 and d.deleted = 0 order by d.id`, generation)
	if err != nil {
		return nil, nil, fmt.Errorf("read the procedures: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var row encoded
		if err := row.scan(&s.packer, rows); err != nil {
			return nil, nil, fmt.Errorf("read the procedures: %w", err)
		}
		d, err := encoded{row.meta, "[]", "null", row.procedure, row.body}.decode() // passages take the most time, and are not asked for
		if err != nil {
			return nil, nil, fmt.Errorf("read the procedures: %w", err)
		}
		if d.Procedure != nil {
			stored = append(stored, d)
		}
	}
	if err := rows.Err(); err != nil || generation == 0 {
		return stored, nil, err
	}
	others, err := s.db.QueryContext(ctx, `select id from document where generation > $1 and (procedure = 0 or deleted = 1)`, generation)
	if err := eachID(others, err, func(id string) { gone = append(gone, id) }); err != nil {
		return nil, nil, fmt.Errorf("list the documents that are no procedures: %w", err)
	}
	return stored, gone, nil
}
