-- +goose Up
-- who gives feedback: the one place that joins a conversation to its random number
create table feedback_giver (
  conversation text primary key,
  giver bigint not null unique -- random
);

-- what people say of answers, of services, and of documents
create table feedback (
  id text primary key, -- random
  giver bigint not null,
  kind text not null, -- rating, mistake
  day text not null,
  made bigint not null,
  document text not null,
  version bigint not null, -- of the document then
  hash text not null, -- likewise
  title text not null, -- likewise
  path text not null, -- likewise
  language text not null, -- of the interface
  question text not null,
  answer bigint not null, -- 1 to 5; 0: not rated
  service bigint not null, -- likewise
  words text not null
);
create index feedback_day on feedback (giver, day);
create index feedback_made on feedback (made);
create index feedback_document on feedback (document) where kind = 'mistake';

-- +goose Down
drop table feedback;
drop table feedback_giver;
