/** What has been learnt of a queue while it worked, such as how long its calls take. */
export const queues = `
  create table saved_queue (
    name text primary key,
    data text not null
  ) without rowid;
`;
