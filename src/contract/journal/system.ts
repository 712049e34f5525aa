/** Journal entries about the plan, the engine and Asterisk. */
import { z } from 'zod';
import { failureCode } from '../failures.ts';
import { alarmKind, scheduleSetting } from '../values.ts';
import { at, because, by, lasted } from './parts.ts';

const entry = <Type extends string, Fields extends z.ZodRawShape>(
  type: Type,
  about: string,
  fields: Fields,
) => z.object({ type: z.literal(type), ...fields }).describe(about);

export const systemEntries = [
  entry('planActivated', 'A version of the plan was activated.', {
    version: z.number(),
    by,
    changes: z.array(z.string()).exactOptional().describe('What changed, in words; the first hundred.'),
  }),
  entry(
    'phoneMoved',
    'An account registered from another address: the phone that had it before gets no more calls.',
    {
      phone: z.string().describe('SIP user name.'),
      from: z.string().describe('Address and port of the phone that was pushed out.'),
      to: z.string().describe('Address and port of the phone that has the account now.'),
    },
  ),
  entry('scheduleSet', 'A schedule was opened or closed by hand, or its hours count again.', {
    schedule: z.string(),
    to: scheduleSetting,
    by,
  }),
  entry(
    'contactErased',
    'Everything stored about a contact was erased. The entry does not identify the contact.',
    {
      contact: z.string().exactOptional().describe('Its id, which remains in earlier entries.'),
      by,
      calls: z.number().describe('Number of their calls, which now show placeholders.'),
      messages: z.number().describe('Number of their messages that were deleted.'),
    },
  ),
  entry('trunkChanged', 'A trunk can carry calls, or can no longer.', {
    trunk: z.string(),
    code: failureCode.exactOptional().describe('Why it cannot. If omitted: it can.'),
  }),
  entry('onCallChanged', 'Another agent took over an on-call rota, or the plan counts again.', {
    rota: z.string().describe('Name of the on-call rota.'),
    agent: z.string().exactOptional().describe('If omitted: as planned again.'),
    until: at.exactOptional(),
    by,
  }),
  entry('announcementSet', 'An announcement was put in front of a number or queue, or taken away.', {
    where: z.string().describe('Such as `number 101` or `queue sales`.'),
    words: z.string().exactOptional().describe('What callers hear. If omitted: it was taken away.'),
    until: at.exactOptional().describe('When it ends by itself.'),
    by,
  }),
  entry('engineStarted', 'The engine started.', {}),
  entry('engineStopped', 'The engine stopped.', {}),
  entry('exchangeLost', 'The connection to Asterisk was lost.', {
    code: failureCode.exactOptional().describe('Why. docs/failures.md explains each code.'),
    because,
  }),
  entry('exchangeBack', 'The connection to Asterisk is back.', { after: lasted }),
  entry('alarmCalled', 'A person is called because of alarms.', {
    person: z.number().describe('Which of the people in the plan, from 0.'),
    to: z.string().describe('The agent or the outside number.'),
    code: failureCode.describe('The worst of the alarms. docs/failures.md explains each code.'),
    because: z.string().exactOptional().describe('Why their phone did not ring, if it did not.'),
  }),
  entry('alarmConfirmed', 'Someone takes care of all alarms so far: no one else is called.', {
    by: z.string(),
    call: z.string().exactOptional().describe('The call in which they pressed the key.'),
  }),
  entry('alarmRaised', 'Something that an operator should look at.', {
    code: failureCode.exactOptional().describe('What is wrong. docs/failures.md explains each code.'),
    what: z.string().describe('The alarm, in words.'),
    call: z.string().exactOptional(),
    about: alarmKind.exactOptional(),
  }),
] as const;
