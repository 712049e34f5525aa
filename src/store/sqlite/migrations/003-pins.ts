/** PINs of agents: what scrypt makes of them with a salt of their own. */
export const pins = `
  create table agent_pin (
    agent text primary key,
    salt blob not null,
    hash blob not null,
    set_at integer not null
  ) without rowid;
`;
