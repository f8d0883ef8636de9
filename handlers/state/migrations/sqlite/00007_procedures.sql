-- +goose Up
-- whether the document describes a procedure, so that they are found among many others
alter table document add column procedure bigint not null default 0;
update document set procedure = coalesce((select json_extract(v.meta, '$.kind') = 'procedure'
  from document_version v where v.id = document.id and v.version = document.version), 0);
create index document_procedure on document (generation) where procedure = 1;

-- +goose Down
drop index document_procedure;
alter table document drop column procedure;
