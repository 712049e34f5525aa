/**
 * kill -9 on the engine with calls in every phase, and life goes on without it. `npm run test:kill -- --times 50` does it
 * fifty times in a row over the same calls.
 *
 * Sixty calls are carried by sipp, which fails if one of them is hung up on; the others are softphones.
 */
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { type ChildFloor, childFloor } from '../support/asterisk/child-floor.ts';
import { replayCheck } from '../support/asterisk/replay-check.ts';
import type { PhoneCall } from '../support/sip/phone-call.ts';
import type { Softphone } from '../support/sip/softphone.ts';
import { passes, until } from '../support/sip/until.ts';
import { freeUdpPort, type Part, sipp, startSipp } from '../support/sipp/sipp.ts';

const times = Number(process.env['KILL_TIMES'] ?? '1');
const talkers = 60;
const waiters = 20;
const ringers = 10;
const names = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`);
const crowd = names('a', talkers);
const rung = names('r', ringers);

const plan = `
company: Killed
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "101": { queue: crowd }
  "102": { queue: scarce }
  "103": { queue: rung }
  "104": { voicemail: office }
  "105": { menu: main }
  "106": { queue: tired }
  "107": { queue: brief }
menus:
  main: { say: { sound: demo-congrats }, keys: { "1": { queue: scarce } }, wait: 3s, tries: 2, otherwise: { voicemail: office } }
voicemails:
  office: { greeting: { sound: beep }, longest: 10m }
queues:
  crowd: { agents: [${crowd.join(', ')}] }
  scarce: { agents: [w01] }
  rung: { agents: [${rung.join(', ')}], ring for: 5m }
  tired: { agents: [t01, p01], wrap-up: 30m }
  brief: { agents: [b01], wrap-up: 8s }
agents:
${[...crowd, ...rung, 'w01', 't01', 'b01', 'p01'].map((name) => `  ${name}: { skills: {} }`).join('\n')}
lines: [line1, line2, line3, line4, line5]
`;

let floor: ChildFloor;

test(`killed, ${times} in a row: nobody is dropped, and all goes on`, {
  timeout: 120_000 + times * 10_000,
}, async () => {
  floor = await childFloor({ plan });
  const server = { host: '127.0.0.1', port: floor.settings.sip.port };
  const part = (user: string): Part => ({ user, password: floor.passwordOf(user) });
  const phone = async (user: string): Promise<Softphone> => await floor.phone(user);

  // --- sixty talk, twenty wait, for ten it rings; two speak on the voicemail, one hears a menu; of the agents two wrap up,
  // and one is in a pause
  const port = await freeUdpPort();
  const known = await sipp('register', { server, port, calls: talkers, rate: 40, as: crowd.map(part) });
  expect(known, known.errors).toMatchObject({ failed: 0 });
  const answering = await startSipp('agent-answers', { server, port, atATime: 500, within: 900_000 });
  onTestFinished(async () => void (await answering.stop()));
  const ready = async (): Promise<boolean> =>
    (await agents()).filter((agent) => crowd.includes(agent.name) && agent.phoneReachable).length === talkers;
  await until('the phones of the crowd are reachable', ready, { within: 30_000 });
  const crowdCalls = await startSipp('caller-hangs-up', {
    server,
    calls: talkers,
    rate: 30,
    talkFor: 22_000 + times * 4000,
    within: 60_000 + times * 8000,
    as: [{ ...part('line1'), number: '+493055500', name: 'Crowd', dials: '101' }],
  });
  const [lineTwo, lineThree, lineFour, tired, brief] = await Promise.all(
    ['line2', 'line3', 'line4', 't01', 'b01'].map(phone),
  );
  if (!lineTwo || !lineThree || !lineFour || !tired || !brief) throw new Error('there are five phones');
  const rungPhones = await Promise.all(rung.map(phone));
  for (const one of [...rungPhones, tired, brief]) expect(await one.register()).toBe(200);
  const isServed = async (by: Softphone, dials: string): Promise<void> => {
    by.whenRung = 'answer';
    const call = await lineFour.call(dials);
    await call.untilState('up');
    await call.hangUp();
  };
  await isServed(tired, '106');
  await floor.cordboard.ask('/v1/agents/p01/pause', { reason: 'lunch', by: 'p01' });
  await floor.cordboard.ask('/v1/agents/p01/queues/tired', { serves: false }, 'PUT');
  const waiting: PhoneCall[] = [];
  for (let nth = 0; nth < waiters; nth++) {
    waiting.push(await lineTwo.call('102', { fromNumber: `+493020000${String(nth).padStart(2, '0')}` }));
    await passes(30);
  }
  const ringing = await Promise.all(
    rung.map(async (_, nth) => await lineThree.call('103', { fromNumber: `+4930300000${nth}` })),
  );
  await Promise.all(rungPhones.map(async (one) => await one.rings()));
  const [message, longMessage, menu] = [
    await lineFour.call('104'),
    await lineFour.call('104'),
    await lineFour.call('105'),
  ];
  const spoken = { waiting: waiters, ringing: ringers, talking: talkers, leaving_message: 2, choosing: 1 };
  await until('all are where they should be', async () => sameCounts(await phasesNow(), spoken), {
    within: 15_000,
    otherwise: () => JSON.stringify(last),
  });
  await passes(1500);
  const recordingSince = performance.now();
  const before = await waitingNow();
  expect(before).toHaveLength(waiters);
  await isServed(brief, '107');
  await until('b01 wraps up', async () => (await agent('b01')).state === 'wrapping_up');
  const restingBefore = await resting();
  const [, , { until: briefUntil }] = restingBefore;
  expect(restingBefore).toMatchObject([
    { state: 'wrapping_up' },
    { state: 'paused', paused: { reason: 'lunch', by: 'api' }, outOf: [{ queue: 'tired', by: 'api' }] },
    { state: 'wrapping_up' },
  ]);

  // --- the first kill, and what happens meanwhile
  const figures = {
    kills: 0,
    dropped: 0,
    misordered: 0,
    countedTwice: 0,
    routedAgainAfterMs: [] as number[],
    wrapUpLateMs: 0,
    recordingLostMs: 0,
    replayed: 0,
  };
  await floor.cordboard.kill();
  const answers = rungPhones.find(({ ringing: call }) => call && !call.number.endsWith('9'))?.ringing;
  if (!answers) throw new Error('a phone rings');
  await answers.answer();
  await ringing[9]?.hangUp();
  await waiting[4]?.hangUp();
  await message.hangUp();
  const newcomer = await lineFour.call('102', { fromNumber: '+49309999999' });
  await passes(300);
  figures.routedAgainAfterMs.push(await rise());
  figures.kills++;
  const meanwhile = { ...spoken, ringing: ringers - 2, talking: talkers + 1, leaving_message: 1 };
  await until('all are where they should be', async () => sameCounts(await phasesNow(), meanwhile), {
    within: 15_000,
    otherwise: () => JSON.stringify(last),
  });
  const answered = ringing[Number(answers.number.at(-1))];
  if (!answered) throw new Error('somebody was answered');
  [answered.audio.mouth.tone, answers.audio.mouth.tone] = [440, 700];
  await Promise.all([answered.audio.hearsTone(700), answers.audio.hearsTone(440)]);
  const stillThere = before.filter(({ caller }) => caller !== '+49302000004');
  const since = await waitingNow();
  expect(since.slice(0, -1)).toEqual(stillThere);
  expect(since.at(-1)?.caller).toBe('+49309999999');
  expect((await resting()).slice(0, 2)).toEqual(restingBefore.slice(0, 2));
  // A wrap-up that goes on over the kill ends when it would have.
  await until('b01 is free', async () => (await agent('b01')).state === 'free', { within: 15_000 });
  const ended = (await everyEntry()).filter(({ type }) => type === 'wrapUpEnded');
  expect(ended).toMatchObject([{ agent: 'b01' }]);
  figures.wrapUpLateMs = Number(ended[0]?.['at']) - Date.parse(String(briefUntil));
  expect(figures.wrapUpLateMs).toBeGreaterThanOrEqual(0);
  const messages = async (): Promise<number> => (await list('/v1/voicemails', 'voicemails')).length;
  await until('the message of who hung up is there', async () => (await messages()) === 1);

  // --- again and again
  const alive = [
    ...waiting.filter((_, nth) => nth !== 4),
    ...ringing.slice(0, 9),
    answers,
    longMessage,
    newcomer,
  ];
  while (figures.kills < times) {
    await floor.cordboard.kill();
    await passes((figures.kills * 37) % 200);
    figures.routedAgainAfterMs.push(await rise());
    figures.kills++;
    if (JSON.stringify(await waitingNow()) !== JSON.stringify(since)) figures.misordered++;
    expect((await resting()).slice(0, 2)).toEqual(restingBefore.slice(0, 2));
    figures.dropped = alive.filter(({ state }) => state === 'ended').length;
  }
  expect(alive.map(({ state }) => state)).not.toContain('ended');

  // --- the first of those who wait gets who comes now; everybody else goes home
  const late = await phone('w01');
  expect(await late.register()).toBe(200);
  expect((await late.rings()).number).toContain('4930200000');
  const [inOrder] = before;
  expect((await late.rings()).number.replace(/\D/g, '')).toBe(inOrder?.caller.replace(/\D/g, ''));
  const crowdResult = await crowdCalls.finished;
  figures.dropped += crowdResult.failed;
  expect(crowdResult, crowdResult.errors).toMatchObject({ failed: 0, successful: talkers });
  const recordedFor = performance.now() - recordingSince;
  await longMessage.sendDigits('#');
  await longMessage.untilState('ended', 15_000);
  const lengths = (await list('/v1/voicemails', 'voicemails')).map(({ lastedMs }) => Number(lastedMs));
  expect(lengths).toHaveLength(2);
  // One recording goes on over all kills: it has all that was said, from before the first to after the last.
  figures.recordingLostMs = Math.max(0, Math.round(recordedFor - Math.max(...lengths)));
  expect(figures.recordingLostMs).toBeLessThan(500);
  await menu.hangUp();
  for (const line of [lineTwo, lineThree, lineFour]) await line.hangUpAll();
  await until('all is over', async () => (await list('/v1/calls?state=live', 'calls')).length === 0, {
    within: 20_000,
  });
  const journal = await everyEntry();
  const of = (type: string): string[] =>
    journal.flatMap((entry) => (entry.type === type ? [entry.call ?? ''] : []));
  expect(of('callArrived')).toHaveLength(talkers + waiters + ringers + 6);
  figures.countedTwice = of('callEnded').length - new Set(of('callEnded')).size;
  expect(of('callEnded').toSorted()).toEqual(of('callArrived').toSorted());
  figures.countedTwice += of('connected').length - new Set(of('connected')).size;
  const left = of('messageLeft');
  // Who stays in the menu for long comes to the voicemail by the plan.
  expect(left.length).toBeGreaterThanOrEqual(2);
  expect(new Set(left).size).toBe(left.length);
  // Every life of the engine decides the same once more, by what was recorded of it.
  const stretches = await replayCheck(floor.settings.home);
  expect(stretches.map(({ result }) => result)).toEqual(stretches.map(() => ({ kind: 'equal' })));
  expect(stretches.length).toBe(times + 1);
  figures.replayed = stretches.reduce((sum, { entries }) => sum + entries, 0);
  expect(figures.replayed).toBeGreaterThanOrEqual(journal.length);
  console.log(JSON.stringify(figures));
  expect(figures).toMatchObject({ dropped: 0, misordered: 0, countedTwice: 0 });
});

/** Starts the next engine; milliseconds until it says that calls are routed. */
async function rise(): Promise<number> {
  const begin = performance.now();
  await floor.startAgain();
  return Math.round(performance.now() - begin);
}

let last: Record<string, number> = {};

async function list(path: string, key: string): Promise<Record<string, unknown>[]> {
  const answer = z.record(z.string(), z.unknown()).parse(await floor.cordboard.ask(path));
  return z.array(z.record(z.string(), z.unknown())).parse(answer[key]);
}

async function phasesNow(): Promise<Record<string, number>> {
  last = {};
  for (const call of await list('/v1/calls?state=live&limit=500', 'calls')) {
    const phase = String(call['phase']);
    last[phase] = (last[phase] ?? 0) + 1;
  }
  return last;
}

const sameCounts = (a: Record<string, number>, b: Record<string, number>): boolean =>
  Object.entries(b).every(([phase, count]) => a[phase] === count) &&
  Object.keys(a).length === Object.keys(b).length;

const waitingList = z.array(
  z.looseObject({ call: z.string(), since: z.unknown(), caller: z.looseObject({ number: z.string() }) }),
);

/** In their order, with the moment since when. */
async function waitingNow(): Promise<{ call: string; since: unknown; caller: string }[]> {
  const scarce = (await list('/v1/queues', 'queues')).find(({ name }) => name === 'scarce');
  return waitingList
    .parse(scarce?.['waiting'])
    .map(({ call, since, caller }) => ({ call, since, caller: caller.number }));
}

const agentShape = z.looseObject({
  name: z.string(),
  state: z.string(),
  until: z.unknown().optional(),
  paused: z.unknown().optional(),
  outOf: z.unknown().optional(),
  call: z.string().optional(),
  phoneReachable: z.boolean(),
});
type Agent = z.infer<typeof agentShape>;
type Rest = Pick<Agent, 'state' | 'until' | 'paused' | 'outOf'>;

async function agents(): Promise<Agent[]> {
  return z.array(agentShape).parse(await list('/v1/agents', 'agents'));
}

async function agent(name: string): Promise<Agent> {
  const found = (await agents()).find((each) => each.name === name);
  if (!found) throw new Error(`${name} is in the plan`);
  return found;
}

/** One in a long wrap-up, one in a pause and out of a queue, one in a short wrap-up. */
async function resting(): Promise<[Rest, Rest, Rest]> {
  const rest = ({ state, until: end, paused, outOf }: Agent): Rest => ({ state, until: end, paused, outOf });
  return [rest(await agent('t01')), rest(await agent('p01')), rest(await agent('b01'))];
}

const entryShape = z.looseObject({ seq: z.number(), type: z.string(), call: z.string().optional() });

async function everyEntry(): Promise<z.infer<typeof entryShape>[]> {
  const all: z.infer<typeof entryShape>[] = [];
  for (;;) {
    const after = all.at(-1)?.seq ?? 0;
    const page = z.array(entryShape).parse(await list(`/v1/journal?after=${after}&limit=500`, 'entries'));
    if (page.length === 0) return all;
    all.push(...page);
  }
}
