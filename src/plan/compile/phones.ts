/** The phones of an agent, as written into SIP accounts. */
import type { AgentSource, Entry } from '../language.ts';
import type { Place } from '../source/position.ts';

/** In place of the name of a phone: the agent answers in the web console. */
export const inBrowser = 'browser';

export interface WrittenPhone {
  /** SIP user name. */
  readonly user: string;
  readonly at: Place;
  readonly isBrowser: boolean;
}

/** A browser phone has the name of its agent; with another phone next to it, `anna-web`. */
export function phonesWritten({ name, value, at }: Entry<AgentSource>): readonly WrittenPhone[] {
  const written = value?.phones ?? [value?.phone ?? { value: name, at }];
  const isAlone = written.every((phone) => phone.value === inBrowser);
  return written.map((phone) => {
    const isBrowser = phone.value === inBrowser;
    const user = isBrowser ? (isAlone ? name : `${name}-web`) : phone.value;
    return { user, at: phone.at, isBrowser };
  });
}
