-- +goose Up
-- meta, compressed
alter table document_version add column head blob;
-- passages, duties, procedure and body, compressed; where these are null, they
-- stand in their own columns, as older programs wrote them
alter table document_version add column packed blob;
-- body, compressed; where it is null, body has it
alter table telling add column packed blob;

-- +goose Down
alter table telling drop column packed;
alter table document_version drop column packed;
alter table document_version drop column head;
