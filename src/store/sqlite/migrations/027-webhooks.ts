/** Addresses that are told what happens. Secrets are encrypted with a key beside the database. */
export const webhooks = `
create table webhook (name text primary key, facts text not null, secret text not null, old_secret text) without rowid;
`;
