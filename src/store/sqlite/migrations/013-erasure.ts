/**
 * What an erasure looks through: booked callbacks, which say whose number a caller keyed in, and alarms, whose sentences may
 * name somebody. Turns recorded before this have the keys of such a number in them; the first erasure forgets these turns.
 */
export const erasure = `
  create index journal_callbacks_booked on journal (seq) where type = 'callbackBooked';
  create index journal_alarms on journal (seq) where type = 'alarmRaised';
  insert into counter select 'plain turns below', coalesce(max(turn), 0) + 1 from recorded_turn;
`;
