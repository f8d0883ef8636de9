-- +goose Up
-- passages, duties, procedure and body, compressed; where it is null, they
-- stand in their own columns, as older programs wrote them
alter table document_version add column packed blob;
-- in the first row of a document: the bodies of all its rows, compressed;
-- where it is null there, they have them
alter table telling add column packed blob;

-- +goose Down
alter table telling drop column packed;
alter table document_version drop column packed;
