/** Wrong entries for lookups, for the lock. `who` is a keyed hash: no number can be read from it. */
export const wrongEntries = `
create table wrong_entry (who text not null, at integer not null);
create index wrong_entry_who on wrong_entry (who, at);
create index wrong_entry_at on wrong_entry (at);
`;
