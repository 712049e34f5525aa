/** What agents dial on their own phones. */
import { minutes, seconds } from '../../shared/time.ts';
import { kinds } from '../form/choices.ts';
import { required } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { duration, reference, text } from '../form/scalars.ts';

const aSchedule = reference('a schedule');
export const code = kinds(
  'a code',
  {
    pause: { pause: required(text('a reason', 80), 'No calls for a while, for this reason.') },
    'wrap-up': {
      'wrap-up': required(duration(seconds(10), minutes(60)), 'So much longer a wrap-up, for who is in one.'),
    },
    open: { open: required(aSchedule, 'The schedule is open from now on, whatever its hours say.') },
    close: { close: required(aSchedule, 'The schedule is closed from now on, whatever its hours say.') },
    'as planned': { 'as planned': required(aSchedule, "The schedule's hours count again.") },
  },
  ['log in', 'log in here', 'log out', 'pause', 'resume'],
  () => 'there is: log in, log in here, log out, pause, resume, { pause: lunch }, { close: office }',
);

export type CodeSource = ReadBy<typeof code>;
