-- +goose Up
-- where conversations stand on the way through procedures
create table walk (
  conversation text not null,
  document text not null,
  updated bigint not null,
  body text not null, -- walk.Walk
  primary key (conversation, document)
);
create index walk_updated on walk (updated);

-- what a person has told and wants remembered, as JSON
alter table conversation add column facts text not null default 'null';

-- +goose Down
alter table conversation drop column facts;
drop table walk;
