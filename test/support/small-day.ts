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
agents:
  anna: { name: Anna }
  boris: { name: Boris }
  clara: { name: Clara }
voicemails:
  office: { greeting: Leave a message., longest: 1m }
lines: [line1, line2, line3, line4, line5, line6, line7, line8, line9]
`;

/** Its journal. Calls 1001 to 1010, in the order of what happens here. */
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
