-- +goose Up
alter table document_version add column duties text not null default 'null';

-- of which version the rules are that all documents were read with
insert into counter (name, value) values ('rules', 0);

-- what a document tells of duties, and what its older versions told
create table telling (
  document text not null,
  place bigint not null, -- in the document's list
  key text not null,
  version bigint not null, -- of the document that it was stored with
  recorded bigint not null,
  body text not null, -- ledger.Telling
  primary key (document, place)
);
create index telling_key on telling (key);

-- what people did about duties; never changed
create table act (
  number bigint primary key, -- from 1 on, without gaps
  made bigint not null,
  person text not null,
  kind text not null,
  duty text not null,
  body text not null -- ledger.Act
);
create index act_duty on act (duty, number);

-- +goose Down
drop table act;
drop table telling;
delete from counter where name = 'rules';
alter table document_version drop column duties;
