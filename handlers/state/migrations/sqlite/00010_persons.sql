-- +goose Up
-- who is behind the number that stands in rows which must stay; forgetting a
-- person deletes the row here, and nothing else tells any more
create table person (
  identity text primary key, -- the platform's
  number text not null unique -- random
);
insert into person (identity, number) select person, 'p' || lower(hex(randomblob(8))) from act where person <> '' group by person;
update act set body = json_set(body, '$.Person', (select number from person where identity = act.person)),
  person = (select number from person where identity = act.person) where person <> '';

-- +goose Down
drop table person;
