-- +goose Up
-- what is on its way to people; the message goes when it was delivered
create table outbox (
  id text primary key,
  conversation text not null,
  made bigint not null,
  payload blob,
  sent text not null, -- the platform's ID of it
  done bigint not null -- 0: not delivered yet
);
create index outbox_open on outbox (done);
create index outbox_conversation on outbox (conversation);

-- random keys of this installation, by what they are for
create table secret (
  name text primary key,
  value blob not null
);

-- the last message taken from each channel, where a platform delivers nothing
-- again by itself
create table seen (
  platform text not null,
  channel text not null,
  message text not null,
  primary key (platform, channel)
);

-- +goose Down
drop table seen;
drop table secret;
drop table outbox;
