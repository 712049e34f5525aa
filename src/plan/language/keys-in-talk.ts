/** What an agent's keys do while they talk with a caller. */
import { kinds } from '../form/choices.ts';
import { type KeyForm, required } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { reference } from '../form/scalars.ts';

/** All have the same length, so that none is the beginning of another. */
export const talkKey: KeyForm = {
  kind: 'key in talk',
  is: 'a star and a digit',
  pattern: '^\\*[0-9]$',
  quoted: true,
  fault: (key) => (/^\*[0-9]$/.test(key) ? undefined : 'use a star and a digit, such as "*1"'),
};

const somebody = reference('an agent, a team or a queue');
export const keyInTalk = kinds(
  'a key in talk',
  {
    consult: { consult: required(somebody, 'Consult them while the caller hears music.') },
    fetch: { fetch: required(somebody, 'Fetch them into the call while the agent goes on talking.') },
    'hand over': {
      'hand over': required(
        somebody,
        'Fetch them while the agent goes on talking. Who answers has the call, and the agent leaves.',
      ),
    },
  },
  ['hold', 'transfer', 'consult', 'swap', 'complete', 'merge', 'cancel', 'park', 'pause recording'],
  () =>
    'use: hold, transfer, consult, swap, complete, merge, cancel, park, pause recording, { consult: leads }, { fetch: leads }, { hand over: complaints }',
);

export type KeyInTalkSource = ReadBy<typeof keyInTalk>;
