-- +goose Up
-- the bodies chosen with /agency, as a JSON list of IDs
alter table conversation add column agencies text not null default '[]';
-- what the next message of a person answers, as JSON
alter table conversation add column awaited text not null default 'null';

-- +goose Down
alter table conversation drop column awaited;
alter table conversation drop column agencies;
