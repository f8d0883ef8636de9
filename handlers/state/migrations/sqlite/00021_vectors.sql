-- +goose Up
-- vectors of texts by a model, by the hash of the text; body: a scale and one
-- byte a dimension
create table vector (
  model text not null,
  hash text not null,
  body blob not null,
  primary key (model, hash)
);

-- which runs of passages of a document's version have which vectors
create table vector_place (
  model text not null,
  document text not null,
  version bigint not null,
  body text not null,
  primary key (model, document)
);

-- +goose Down
drop table vector_place;
drop table vector;
