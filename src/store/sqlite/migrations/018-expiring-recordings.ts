/** Recordings by the moment when their time is over: each rule keeps them for another time. */
export const expiringRecordings = `
  create index talk_recording_by_expiry on talk_recording (ended + keep_for)
    where state = 'kept' and held_by is null;
`;
