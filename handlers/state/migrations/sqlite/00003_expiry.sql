-- +goose Up
-- what is forgotten after a while is looked for at every write
create index conversation_updated on conversation (updated);
create index answer_made on answer (made);

-- +goose Down
drop index answer_made;
drop index conversation_updated;
