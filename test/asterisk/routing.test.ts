/** Who gets which call, on a real Asterisk with real phones: what the stories tell of on the simulated one. */
import { expect, test } from 'vitest';
import { callId } from '../../src/shared/ids.ts';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';

const plan = `
company: Office
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "1": { queue: german }
  "2": { queue: anybody }
  "3": { queue: everybody }
tags:
  vip: { priority: 20 }
queues:
  german:
    agents: [anna, boris]
    needs: german >= 5 and (billing or sales)
    wrap-up: 0s
    widen:
      - { after: 2s, lower: { german: 2 } }
  anybody: { agents: [anna, boris], wrap-up: 0s, prefer: { for: 3s, last within: 30d } }
  everybody: { agents: [anna, boris, clara], strategy: ring all, wrap-up: 0s }
agents:
  anna: { skills: { german: 8, sales: 0 } }
  boris: { skills: { german: 3, billing: 2 } }
  clara: {}
lines: [line1, line2, line3]
`;

let floor: AsteriskFloor;
sharedFloor(async () => (floor = await asteriskFloor({ plan })));

const why = async (call: string) =>
  (await floor.store.journal.ofCall(callId(Number(call)))).flatMap((entry) =>
    entry.type === 'offerMade' && entry.decision ? [entry.decision] : [],
  );

test('nobody has the skills: after two seconds less will do, and why says so', async () => {
  await floor.agent('anna');
  const boris = await floor.agent('boris');
  const max = floor.caller('Max');
  const call = await max.dials('1');
  await floor.until('the call waits', () => floor.operations.calls()[0]?.phase.name === 'waiting');
  expect(floor.operations.explainWaiting(callId(Number(call)))?.decision.excluded).toEqual([
    {
      agent: 'anna',
      rule: { rule: 'skills_missing', part: 'billing or sales', has: { billing: 0, sales: 0 } },
    },
    { agent: 'boris', rule: { rule: 'skill_too_low', skill: 'german', has: 3, needs: 5 } },
  ]);
  await boris.answers();
  await max.talksWith(boris);
  expect(await why(call)).toMatchObject([{ chosen: ['boris'], widening: { step: 1, of: 1 } }]);
  await max.hangsUp();
});

test('a preferred agent comes before one who is idle longer; busy, the caller is kept for them for a while', async () => {
  await floor.store.contacts.set('+4930555001', { preferredAgent: 'boris' }, Date.now());
  await floor.agent('anna');
  const [anna, boris] = [await floor.agent('anna'), await floor.agent('boris')];
  const max = floor.caller('Max', { number: '+4930555001' });
  await max.dials('2');
  await boris.answers();
  await max.talksWith(boris);
  const again = floor.caller('Max again', { number: '+4930555001' });
  const call = await again.dials('2');
  await floor.until('the call waits', () =>
    floor.operations.calls().some(({ id, phase }) => id === call && phase.name === 'waiting'),
  );
  expect(anna.ringing).toBe(false);
  await anna.answers();
  await again.talksWith(anna);
  expect((await why(call))[0]?.waited).toBeGreaterThanOrEqual(3000);
  await again.hangsUp();
  await max.hangsUp();
});

test('a VIP who came last is served first', async () => {
  await floor.store.contacts.set('+4930555003', { tags: ['vip'] }, Date.now());
  const first = floor.caller('First', { number: '+4930555002' });
  const vip = floor.caller('Vip', { number: '+4930555003' });
  await first.dials('2');
  await vip.dials('2');
  const anna = await floor.agent('anna');
  await anna.answers();
  await vip.talksWith(anna);
  await vip.hangsUp();
  await anna.answers();
  await first.talksWith(anna);
  await first.hangsUp();
});

test('ring all: every phone rings, the first to answer has the call, the others stop', async () => {
  const [anna, boris, clara] = [
    await floor.agent('anna'),
    await floor.agent('boris'),
    await floor.agent('clara'),
  ];
  const max = floor.caller('Max');
  await max.dials('3');
  await Promise.all([anna.rings(), boris.rings(), clara.rings()]);
  await clara.answers();
  await max.talksWith(clara);
  await Promise.all([anna.stopsRinging(), boris.stopsRinging()]);
  await max.hangsUp();
});
