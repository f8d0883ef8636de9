-- +goose Up
create table conversation (
  key text primary key,
  language text not null,
  turns text not null,
  updated bigint not null
);

-- answers shown, so that their buttons work and they can be checked again
create table answer (
  id text primary key,
  made bigint not null,
  body text not null
);

-- what platforms delivered and nobody has answered yet; the text goes when it is answered
create table inbox (
  id text primary key,
  conversation text not null,
  received bigint not null,
  payload blob,
  done bigint not null
);
create index inbox_open on inbox (done, received);

-- +goose Down
drop table inbox;
drop table answer;
drop table conversation;
