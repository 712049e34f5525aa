/** What the desks of many agents are told of themselves, without a websocket. */
import { afterEach, expect, test, vi } from 'vitest';
import type { AgentState } from '../../../src/agents/agent.ts';
import type { Call } from '../../../src/call/kept/call.ts';
import { withJoined } from '../../../src/call/kept/parties.ts';
import { MeFeed } from '../../../src/http/live/me-feed.ts';
import { callId, offerId } from '../../../src/shared/ids.ts';
import { HALF_PAST_TEN, type Office, openOffice } from '../../support/office.ts';
import { Notebook } from './serve.ts';

afterEach(() => vi.useRealTimers());

const feedOf = ({ operations }: Office): MeFeed =>
  new MeFeed({
    operations,
    version: '0.1.0',
    log: new Notebook(),
    followUpsOf: () => [],
    offerOf: async () => await Promise.reject(new Error('nobody is rung')),
  });

const deaf = { isReady: () => true, meSnapshot: () => undefined, meChanges: () => undefined };

test('the second call is the one that they make themselves, not that of a colleague in the same talk', () => {
  const office = openOffice();
  const { operations } = office;
  const talk = operations.call(callId(1041));
  const [anna, boris] = [operations.agent('anna'), operations.agent('boris')];
  if (talk?.phase.name !== 'talking' || !anna || !boris) throw new Error('nobody talks in the office');
  const [, serving] = talk.phase.conversation.parties;
  const aside: Call = {
    ...talk,
    id: callId(1050),
    aside: { of: talk.id, onAnswer: 'talk', hasLeg: false, by: 'boris' },
  };
  const [leg, who] = [offerId(talk.id, 7), { kind: 'agent', agent: 'boris' } as const];
  const joined = { ...serving, role: 'joined', leg, who, aside: aside.id } as const;
  const conversation = withJoined(talk.phase.conversation, [joined]);
  const calls: Call[] = [{ ...talk, phase: { ...talk.phase, conversation } }, aside];
  const talking: AgentState = { ...boris, activity: { kind: 'talking', call: talk.id, leg } };
  Object.assign(operations, {
    calls: () => calls,
    call: (id: string) => calls.find((call) => call.id === id),
    agent: (name: string) => (name === 'boris' ? talking : anna),
  });
  const feed = feedOf(office);
  const seen = (name: string): string => {
    let text = '';
    feed.join({ ...deaf, meSnapshot: (me) => void (text = me) }, name)();
    return JSON.parse(text).second?.id;
  };
  expect([seen('boris'), seen('anna')]).toEqual(['1050', undefined]);
});

test('the page of the CRM is with the own call, and with none from a phone of our own', () => {
  const office = openOffice();
  const { operations } = office;
  const { plan, version } = operations.plan();
  const link = 'https://crm.example.com/c?number={number}&contact={contact}&call={call}';
  const talk = operations.call(callId(1041));
  if (!talk) throw new Error('nobody talks in the office');
  const shown = (call: Call) => {
    Object.assign(operations, {
      plan: () => ({ plan: { ...plan, crm: { link, label: 'Customer' } }, version }),
      call: (id: string) => (id === call.id ? call : undefined),
    });
    let text = '';
    feedOf(office).join({ ...deaf, meSnapshot: (me) => void (text = me) }, 'anna')();
    return JSON.parse(text).call;
  };
  const { number = '', contact } = talk.caller;
  expect(shown(talk).crm).toEqual({
    url: `https://crm.example.com/c?number=${encodeURIComponent(number)}&contact=${contact}&call=1041`,
    label: 'Customer',
  });
  const own = shown({ ...talk, via: { kind: 'phone', name: 'anna' } });
  expect(own.id).toBe('1041');
  expect(own).not.toHaveProperty('crm');
});

test('the own call has the script and the reminders of its queue before those of the plan; the desk who can be called in', () => {
  const office = openOffice();
  const { operations } = office;
  const { plan, version } = operations.plan();
  const talk = operations.call(callId(1041));
  const search = talk && 'search' in talk.phase ? talk.phase.search : undefined;
  if (!talk || search?.for !== 'queue') throw new Error('nobody talks in the office');
  const { language } = talk;
  const said = (text: string) => ({ [language]: text });
  const queue = plan.queues[search.queue];
  const changed = {
    ...plan,
    teams: { ...plan.teams, alone: ['anna'] },
    etiquette: { greeting: said('Greet.'), closing: said('Say goodbye.') },
    queues: {
      ...plan.queues,
      [search.queue]: { ...queue, script: said('Sales!'), etiquette: { closing: said('Sum up.') } },
    },
    keysInTalk: {
      '*1': { do: 'hold' },
      '*2': { do: 'fetch', to: 'anna' },
      '*3': { do: 'fetch', to: 'boris' },
      '*4': { do: 'fetch', to: 'alone' },
      '*5': { do: 'hand over', to: search.queue },
    },
  };
  Object.assign(operations, { plan: () => ({ plan: changed, version }), call: () => talk });
  const seen = (name: string) => {
    let text = '';
    feedOf(office).join({ ...deaf, meSnapshot: (me) => void (text = me) }, name)();
    return JSON.parse(text);
  };
  const { call, callIn } = seen('anna');
  expect(call).toMatchObject({
    script: 'Sales!',
    etiquette: { greeting: 'Greet.', closing: 'Sum up.' },
  });
  expect(callIn).toEqual({
    supervisors: [{ to: 'boris', title: plan.agents['boris']?.title }],
    complaints: [{ to: search.queue, title: queue?.title }],
  });
  Object.assign(operations, {
    plan: () => ({ plan: { ...changed, keysInTalk: { '*1': { do: 'hold' } } }, version }),
  });
  expect(seen('anna')).not.toHaveProperty('callIn');
});

test('hundreds of desks are not looked after in one go', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const office = openOffice();
  const before = { ...office.operations };
  const clara = before.agent('clara') as AgentState;
  let asked = new Set<string>();
  Object.assign(office.operations, {
    agent: (name: string) => {
      asked.add(name);
      return { ...clara, name, idleSince: HALF_PAST_TEN };
    },
  });
  const feed = feedOf(office);
  const names = Array.from({ length: 300 }, (_, i) => `agent${i}`);
  const leave = names.map((name) => feed.join(deaf, name));
  asked = new Set();
  vi.advanceTimersByTime(1000);
  expect(asked.size).toBeLessThanOrEqual(100);
  await expect.poll(() => asked.size, { timeout: 5000 }).toBe(300);
  for (const each of leave) each();
});
