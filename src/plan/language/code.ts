/** What agents dial on their own phones. */
import { phrase } from '../../shared/findings/said.ts';
import { minutes, seconds } from '../../shared/time.ts';
import { kinds } from '../form/choices.ts';
import { optional, required } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { duration, reference, text } from '../form/scalars.ts';

const aSchedule = reference(phrase('a_schedule'));
export const code = kinds(
  phrase('a_code'),
  {
    pause: { pause: required(text(phrase('a_reason'), 80), 'Pause the agent, with this reason.') },
    'wrap-up': {
      'wrap-up': required(
        duration(seconds(10), minutes(60)),
        'Extend the wrap-up by this time, if the agent is in wrap-up.',
      ),
    },
    result: {
      result: required(
        reference(phrase('a_result')),
        'Give this result for the call that the agent is in, or wraps up.',
      ),
      detail: optional(text(phrase('the_key_of_a_detail'), 40), 'With this detail.'),
    },
    greeting: {
      greeting: required(
        reference(phrase('a_voicemail')),
        'Record the greeting of this voicemail. Its agent and the agents of its queue may.',
      ),
    },
    open: { open: required(aSchedule, 'Open the schedule from now on, whatever its hours say.') },
    close: { close: required(aSchedule, 'Close the schedule from now on, whatever its hours say.') },
    'on call': {
      'on call': required(
        reference(phrase('an_on_call_rota')),
        'The agent takes over the rota until the week ends. The agent in the plan ends a swap.',
      ),
    },
    'as planned': { 'as planned': required(aSchedule, 'Return the schedule to its planned hours.') },
  },
  ['log in', 'log in here', 'log out', 'pause', 'resume', 'pick up', 'messages', 'greeting'],
  () => phrase('use_a_code'),
);

export type CodeSource = ReadBy<typeof code>;
