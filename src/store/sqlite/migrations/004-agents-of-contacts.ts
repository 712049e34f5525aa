/** A contact's own agent, and whom they talked with last. */
export const agentsOfContacts = `
  alter table contact add column preferred_agent text;
  alter table contact add column last_agent text;
  alter table contact add column last_agent_at integer;
`;
