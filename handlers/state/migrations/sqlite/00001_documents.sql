-- +goose Up
create table counter (name text primary key, value bigint not null);
insert into counter (name, value) values ('generation', 0);

-- a collection is a folder or file given to the index command
create table collection (
  name text primary key,
  root text not null unique,
  added bigint not null
);

-- the files of a collection, as last read
create table source_file (
  collection text not null,
  path text not null,
  hash text not null,
  size bigint not null,
  modified bigint not null,
  records bigint not null,
  reason text not null,
  detail text not null,
  primary key (collection, path)
);

-- the newest state of every document; a vanished one stays as deleted
create table document (
  id text primary key,
  collection text not null,
  file text not null,
  path text not null,
  hash text not null,
  version bigint not null,
  generation bigint not null,
  deleted bigint not null
);
create index document_file on document (collection, file);
create index document_generation on document (generation);
create index document_path on document (path);

create table document_version (
  id text not null,
  version bigint not null,
  created bigint not null,
  meta text not null,
  passages text not null,
  procedure text not null,
  body text not null,
  primary key (id, version)
);

-- +goose Down
drop table document_version;
drop table document;
drop table source_file;
drop table collection;
drop table counter;
