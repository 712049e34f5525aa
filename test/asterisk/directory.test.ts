/** The directory on a real Asterisk: a name is spelled with the keys of a phone, and somebody else answers if need be. */
import { expect, test } from 'vitest';
import type { JournalEntry, JournalEntryOf } from '../../src/call/kept/journal.ts';
import { callId } from '../../src/shared/ids.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';

const plan = `company: Directory
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "100":
    - directory: [agents, topics]
      for: 10s
    - queue: reception
  "101": { topic: transfers }
topics:
  transfers:
    name: Transfers
    words: [has my transfer arrived?]
    who: { ring: clara, for: 10s }
    who else: { queue: reception }
queues:
  reception: { agents: [dora], wrap-up: 0s }
agents:
  anna: { name: Anna Berg }
  clara: { name: Clara Müller }
  dora: { name: Dora Sommer }
lines: [line1, line2, line3]
`;

let floor: AsteriskFloor;
sharedFloor(async () => (floor = await asteriskFloor({ plan })));

const told = async <Type extends JournalEntry['type']>(call: string, type: Type) =>
  (await floor.store.journal.ofCall(callId(Number(call)))).filter(
    (entry): entry is typeof entry & JournalEntryOf<Type> => entry.type === type,
  );
const isReadOut = async (call: string, name: string): Promise<void> =>
  await floor.until(`${name} is read out`, async () =>
    (await told(call, 'nameSpelled')).some(({ names }) => names.includes(name)),
  );

test('a name is spelled by RFC 4733 digits while it is asked for, read out, and rung by its key', async () => {
  const clara = await floor.agent('clara');
  const max = floor.caller('Max');
  const call = await max.dials('100');
  await max.isAnswered();
  await max.call.audio.hearsSomething();
  await max.presses('6835537');
  await isReadOut(call, 'Clara Müller');
  await max.presses('1');
  await clara.answers();
  await max.talksWith(clara);
  expect(await told(call, 'nameChosen')).toMatchObject([{ name: 'Clara Müller' }]);
  await max.hangsUp();
});

test('who was chosen has no phone there: the name is excused, and the step behind rings somebody else', async () => {
  const dora = await floor.agent('dora');
  const max = floor.caller('Max');
  const call = await max.dials('100');
  await max.presses('2374');
  await isReadOut(call, 'Anna Berg');
  await max.presses('1');
  await dora.rings(20_000);
  await dora.answers();
  await max.talksWith(dora);
  expect((await told(call, 'phaseEntered')).map(({ phase }) => phase)).toContain('listening');
  await max.hangsUp();
});

test('who answers for a topic is busy: who else', async () => {
  const clara = await floor.agent('clara');
  const dora = await floor.agent('dora');
  await clara.isBusy();
  const max = floor.caller('Max');
  await max.dials('101');
  await dora.answers();
  await max.talksWith(dora);
  await max.hangsUp();
  await clara.back();
});

test('0 leads to a person', async () => {
  const dora = await floor.agent('dora');
  const max = floor.caller('Max');
  await max.dials('100');
  await max.presses('0');
  await dora.answers();
  await max.talksWith(dora);
  await dora.hangsUp();
});
