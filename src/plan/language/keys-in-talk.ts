/** What an agent's keys do while they talk with a caller. */
import { phrase } from '../../shared/findings/said.ts';
import { kinds } from '../form/choices.ts';
import { type KeyForm, required } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { reference } from '../form/scalars.ts';

/** All have the same length, so that none is the beginning of another. */
export const talkKey: KeyForm = {
  kind: 'key in talk',
  is: phrase('a_star_and_a_digit'),
  pattern: '^\\*[0-9]$',
  quoted: true,
  fault: (key) => (/^\*[0-9]$/.test(key) ? undefined : phrase('use_a_star_and_a_digit')),
};

const somebody = reference(phrase('an_agent_a_team_or_a_queue'));
export const keyInTalk = kinds(
  phrase('a_key_in_talk'),
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
  () => phrase('use_a_key_in_talk'),
);

export type KeyInTalkSource = ReadBy<typeof keyInTalk>;
