import type { Telephony } from './telephony.ts';

/** Hands everything on to another telephony: for one that does some of it in its own way. */
export const forward = (telephony: Telephony): Telephony => ({
  perform: (command, media) => telephony.perform(command, media),
  provision: (plan) => telephony.provision(plan),
  start: (listener) => telephony.start(listener),
  stop: () => telephony.stop(),
  survey: (questions) => telephony.survey(questions),
  servedMeanwhile: (known) => telephony.servedMeanwhile(known),
  dialFrom: (phone, to, ticket) => telephony.dialFrom(phone, to, ticket),
  dialFromOutside: (number, trunk, to) => telephony.dialFromOutside(number, trunk, to),
  noteForSafetyNet: (facts) => telephony.noteForSafetyNet(facts),
});
