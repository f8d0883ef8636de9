package telegram

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/go-telegram/bot/models"
)

// decode reads an update. Where a part of it is not of the form that the
// library knows, that part is left out and named: a new form of something
// beside a question must not cost the question.
func decode(raw json.RawMessage) (u models.Update, left []string, err error) {
	if err = json.Unmarshal(raw, &u); err == nil {
		return u, nil, nil
	}
	var kinds map[string]json.RawMessage
	if json.Unmarshal(raw, &kinds) != nil {
		return models.Update{}, nil, err
	}
	u = models.Update{}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		var parts map[string]json.RawMessage
		if json.Unmarshal(kinds[kind], &parts) != nil || parts == nil {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(parts)) {
			var alone models.Update
			if decodePart(kind, map[string]json.RawMessage{name: parts[name]}, &alone) != nil {
				delete(parts, name)
				left = append(left, kind+"."+name)
			}
		}
		if decodePart(kind, parts, &u) != nil {
			return models.Update{}, nil, err
		}
	}
	if left == nil {
		return models.Update{}, nil, err
	}
	return u, left, nil
}

// decodePart reads some parts of an update of a kind.
func decodePart(kind string, parts map[string]json.RawMessage, u *models.Update) error {
	inner, err := json.Marshal(parts)
	if err != nil {
		return err
	}
	outer, err := json.Marshal(map[string]json.RawMessage{kind: inner})
	return errors.Join(err, json.Unmarshal(outer, u))
}
