/** The e-mail address of a contact, whether they refuse surveys by e-mail, and when they were sent the last one. */
export const eMail = `
  alter table contact add column email text;
  alter table contact add column no_surveys integer not null default 0;
  alter table contact add column surveyed_at integer;
`;
