-- +goose Up
-- the language that was chosen, beside the one last used; '' follows the person's words
alter table conversation add column chosen text not null default '';
-- 1: replies are read by a screen reader
alter table conversation add column reader bigint not null default 0;

-- +goose Down
alter table conversation drop column reader;
alter table conversation drop column chosen;
