/** What the core was told, turn by turn (`src/recorded`): one row for each commit, by the number of its first turn. */
export const recorded = `
  create table recorded_turn (
    turn integer primary key,
    at integer not null,
    -- The number that the next journal entry has after the turn before.
    seq integer not null,
    data text not null
  );
  create table recorded_checkpoint (
    turn integer not null,
    seq integer not null,
    at integer not null,
    kind text not null,
    build text not null,
    data text not null,
    primary key (turn, at)
  );
`;
