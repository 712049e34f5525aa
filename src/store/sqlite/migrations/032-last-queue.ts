/** The queue in which a contact found whom they talked with last. */
export const lastQueue = `
  alter table contact add column last_queue text;
`;
