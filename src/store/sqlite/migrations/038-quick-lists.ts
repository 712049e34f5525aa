/** Lists read no more than they show, however much is kept: recordings by time, those of a queue, and dead deliveries. */
export const quickLists = `
  create index talk_recording_listed on talk_recording (at) where state in ('kept', 'due', 'open');
  create index talk_recording_of_queue on talk_recording (queue, at) where state in ('kept', 'due', 'open');
  drop index talk_recording_by_time;
  create index delivery_dead on delivery (channel, target) where state = 'dead';
`;
