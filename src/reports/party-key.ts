/**
 * By what a party of a talk is known while they are in it: their name, or, for a number that was called a second time into the
 * same talk, the leg of that call. `there`: the keys of those who are in the talk.
 */
interface Keys {
  has(key: string): boolean;
}

/** Of someone who joins now. */
export const joiningKey = (there: Keys, who: string, leg: string): string => (there.has(who) ? leg : who);

/** Of someone who is in the talk. */
export const partyKey = (
  there: Keys,
  { who, leg }: { readonly who: string; readonly leg: string },
): string => (there.has(leg) ? leg : who);
