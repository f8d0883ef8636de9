-- +goose Up
-- what language models were used for in a day: who is a number that is another
-- one every day, or empty for the whole installation
create table summary_spent (
  day text not null,
  who text not null,
  calls bigint not null,
  tokens bigint not null,
  primary key (day, who)
);

-- checked summaries, by all that they depend on
create table summary_kept (
  key text primary key,
  until bigint not null,
  body text not null
);
create index summary_kept_until on summary_kept (until);

-- +goose Down
drop table summary_kept;
drop table summary_spent;
