/** A small day on the simulated floor, with one of everything: for whoever wants a journal that is sound and has it all. */

import type { StoredEntry } from '../../src/call/kept/journal.ts';
import { type Duration, minutes, seconds } from '../../src/shared/time.ts';
import { simulatedFloor } from './simulated-floor.ts';

const plan = `
company: Office
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "1": { queue: all }
  "2": { menu: main }
  "3": { voicemail: office }
  "4": { queue: few }
  "5": [ { ring: "+4930555555", for: 30s, confirm: false }, goodbye ]
menus:
  main:
    say: Press one for everybody.
    keys: { "1": { queue: all } }
    otherwise: goodbye
queues:
  all:
    title: All
    agents: [anna, boris, clara]
    wrap-up: 20s
  few: { title: Few, agents: [clara], wrap-up: 5s }
trunks:
  provider: { server: sip.example.com }
supervision: { agents: [dora], tell callers: false, tell agents: false }
agents:
  dora: { name: Dora }
  anna: { name: Anna }
  boris: { name: Boris }
  clara: { name: Clara }
voicemails:
  office: { greeting: Leave a message., longest: 1m }
lines: [line1, line2, line3, line4, line5, line6, line7, line8, line9]
`;

/** Its journal. Calls 1001 to 1012, in the order of what happens here. */
export async function smallDay(): Promise<readonly StoredEntry[]> {
  const floor = await simulatedFloor({ plan });
  const { operations } = floor;
  const passes = (time: Duration): Promise<void> => floor.passes(time);
  const anna = await floor.agent('anna');
  const boris = await floor.agent('boris');
  const clara = await floor.agent('clara');
  const talks = async (lasts: Duration, name: string): Promise<void> => {
    const caller = floor.caller(name);
    await caller.dials('1');
    await anna.answers();
    await caller.talksWith(anna);
    await passes(lasts);
    await caller.hangsUp();
  };
  // Clara and Boris are there for what comes later only.
  for (const agent of ['boris', 'clara'])
    await operations.change({ type: 'agentPaused', agent, by: agent, reason: 'lunch' });

  await talks(seconds(60), 'Answered');
  await passes(seconds(30));

  const held = floor.caller('Held');
  await held.dials('1');
  await anna.answers();
  await held.talksWith(anna);
  await anna.holds();
  await passes(seconds(12));
  await anna.resumes();
  await passes(seconds(10));
  await held.hangsUp();
  await passes(seconds(5));
  await operations.change({ type: 'agentExtendedWrapUp', agent: 'anna', more: seconds(30), by: 'anna' });
  await passes(seconds(3));
  await operations.change({ type: 'agentResumed', agent: 'anna', by: 'anna' });

  const missed = floor.caller('Rings in vain');
  await missed.dials('1');
  await anna.rings();
  await passes(seconds(3));
  await missed.hangsUp();

  const menu = floor.caller('Leaves the menu');
  await menu.dials('2');
  await menu.isAnswered();
  await passes(seconds(4));
  await menu.hangsUp();

  const message = floor.caller('Leaves a message');
  await message.dials('3');
  await message.isAnswered();
  await passes(seconds(8));
  await message.hangsUp();

  await operations.change({ type: 'agentResumed', agent: 'boris', by: 'boris' });
  const asked = floor.caller('Is asked about');
  const call = await asked.dials('1');
  const [first, second] = await firstToRing([boris, anna], passes);
  await first.answers();
  await asked.talksWith(first);
  await passes(seconds(3));
  await operations.inTalk(call as never, { do: 'consult', to: second.name }, 'test');
  await second.answers();
  await passes(seconds(7));
  await operations.inTalk(call as never, { do: 'complete' }, 'test');
  await passes(seconds(20));
  await asked.hangsUp();
  await passes(seconds(60));

  await operations.change({ type: 'agentLoggedOut', agent: 'boris', by: 'boris' });
  const passedOn = floor.caller('Is passed on');
  await passedOn.dials('1');
  await anna.answers();
  await passedOn.talksWith(anna);
  await operations.change({ type: 'agentResumed', agent: 'clara', by: 'clara' });
  await passes(seconds(4));
  await anna.transfersTo('few');
  await clara.answers();
  await passes(seconds(9));
  await passedOn.hangsUp();
  await passes(seconds(40));

  const few = { agent: 'clara', queue: 'few' };
  await operations.setQueueService({ ...few, serves: false, anyway: true }, 'supervisor');
  await operations.setQueueService({ ...few, serves: true }, 'supervisor');
  const declined = floor.caller('Is declined');
  await declined.dials('4');
  await clara.declines();
  await passes(seconds(5));
  await declined.hangsUp();
  const unknown = floor.caller('Dials wrongly');
  await unknown.dials('999');
  await passes(minutes(2));

  await floor.agent('dora');
  const supervised = floor.caller('Is heard by a supervisor');
  const heard = await supervised.dials('4');
  await clara.answers();
  await supervised.talksWith(clara);
  await passes(seconds(5));
  await operations.supervise({ what: { call: heard as never }, who: 'dora', mode: 'listen' }, 'dora');
  await floor.until('her phone rings', () => floor.asterisk.supervisors.at('dora') !== undefined);
  await passes(seconds(2));
  floor.asterisk.supervisors.pickUp('dora');
  await passes(seconds(20));
  await operations.supervise({ what: { call: heard as never }, who: 'dora', mode: 'whisper' }, 'dora');
  await passes(seconds(9));
  await operations.inTalk(heard as never, { do: 'mute', who: 'clara', muted: true }, 'dora');
  await passes(seconds(3));
  await operations.inTalk(heard as never, { do: 'mute', who: 'clara', muted: false }, 'dora');
  await passes(seconds(3));
  await supervised.hangsUp();
  await passes(seconds(20));

  const outside = floor.caller('Talks with somebody outside', { line: 'line1' });
  await outside.dials('5');
  await passes(seconds(4));
  const rung = [...floor.asterisk.legs.values()].find(({ id }) => /-o\d+$/.test(id));
  if (rung) floor.asterisk.pickUp(rung.id);
  await passes(seconds(30));
  await outside.hangsUp();
  await passes(minutes(1));
  const entries = await floor.store.journal.after(0, 100_000);
  await floor.close();
  return entries;
}

async function firstToRing<Phone extends { readonly ringing: boolean }>(
  phones: readonly [Phone, Phone],
  passes: (time: Duration) => Promise<void>,
): Promise<readonly [Phone, Phone]> {
  await passes(200);
  return phones[0].ringing ? phones : [phones[1], phones[0]];
}
