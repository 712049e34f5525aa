/**
 * Surveys by e-mail: the caller gets one after the call, through a real SMTP server, opens its link, and answers on the page,
 * over HTTP. It counts as one at the phone does, and the way is said.
 */

import { expect } from 'vitest';
import { buildSurveys, type Surveys } from '../../src/composition/surveys.ts';
import { erasePerson } from '../../src/contacts/erase.ts';
import { TicketKeeper } from '../../src/engine/ticket-keeper.ts';
import { buildApi } from '../../src/http/server.ts';
import { Outward } from '../../src/outward/outward.ts';
import { FiguresFold } from '../../src/reports/figures/figures-fold.ts';
import { dayReconciler } from '../../src/reports/reconcile/day.ts';
import { story as storyOf } from '../../src/reports/story.ts';
import { type CallId, callId } from '../../src/shared/ids.ts';
import { atOnce } from '../../src/shared/slices.ts';
import { minutes, seconds } from '../../src/shared/time.ts';
import { figuresOf } from '../support/figures.ts';
import { headerOf, mailServer, type ReceivedMail } from '../support/mail-server.ts';
import { silentLog } from '../support/memory-store.ts';
import { outwardNeeds } from '../support/outward-needs.ts';
import { until } from '../support/sip/until.ts';
import { apiOf, gateOf } from '../unit/http/serve.ts';
import { office, type Scene, story } from './story.ts';

/** Days would be thousands of looks for something to send. */
const hour = minutes(60);
const survey = (by: string, more = ''): string => `results: { sold: { ticket: solved } }
schedules: { daytime: { hours: { mon-fri: "8:00-20:00" } } }
surveys:
  service:
    by: ${by}
    queues: [all]
    questions: { friendly: How friendly were we? Press a key from 1 to 5., solved: Did we solve it? }
    e-mail:
      after: 30m
      window: daytime
      at most every: 2h
      valid for: 3h
      questions: { friendly: { en: "How <friendly> were we?", de: Wie freundlich waren wir? } }
      ${more}
`;
const planWith = (by: string, more?: string): string =>
  office('wrap-up: 30s, results: [sold]', survey(by, more)).replace('language: en', 'languages: [en, de]');
const plan = planWith('email');
const maria = '+493012345';
const address = 'maria@example.com';

interface House {
  readonly received: ReceivedMail[];
  /** Of the mail that came last. */
  link(): string;
  get(path: string): Promise<{ status: number; text: string; headers: Headers }>;
  post(path: string, form?: Record<string, string>): Promise<{ status: number; text: string }>;
  /** As the program does it after an engine was killed. */
  restarts(): Promise<void>;
  close(): Promise<void>;
}

/** All that goes out of the house, and the way in for those who answer. */
async function houseOf({ floor }: Scene): Promise<House> {
  const smtp = await mailServer();
  const base = 'https://calls.example.com';
  const open = async (): Promise<{
    outward: Outward;
    surveys: Surveys;
    close: () => Promise<void>;
    url: string;
  }> => {
    const { store, engine } = floor;
    const outward = await Outward.load({
      store,
      clock: floor.clock,
      log: silentLog,
      smtp: { host: '127.0.0.1', port: smtp.port, from: 'calls@example.com', tls: 'off' },
      ...outwardNeeds,
      baseUrl: () => base,
      onEntry: (then) => engine.follow(then),
    });
    const gate = gateOf({ operations: engine, store });
    const surveys = buildSurveys({
      store,
      engine,
      clock: floor.clock,
      mailer: outward.mailer,
      gate,
      key: Buffer.alloc(32, 3),
    });
    const api = await buildApi(apiOf({ operations: engine, store } as never, { surveys: surveys.door }));
    const url = await api.listen({ host: '127.0.0.1', port: 0 });
    await outward.start();
    surveys.start();
    const close = async (): Promise<void> => {
      surveys.stop();
      await outward.stop();
      await api.close();
    };
    return { outward, surveys, close, url };
  };
  let now = await open();
  const ask = async (path: string, init: RequestInit) => {
    const answer = await fetch(now.url + path, init);
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  return {
    received: smtp.received,
    link: () => {
      const raw = (smtp.received.at(-1)?.raw ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=');
      return /calls\.example\.com(\/survey\/[\w.-]+)\?mark=5/.exec(raw)?.[1] ?? '';
    },
    get: (path) => ask(path, {}),
    // As a browser sends a form: it says which page it is from.
    post: (path, form = {}) =>
      ask(path, { method: 'POST', body: new URLSearchParams(form), headers: { origin: now.url } }),
    restarts: async () => {
      await now.close();
      now = await open();
    },
    close: async () => {
      await now.close();
      await smtp.close();
    },
  };
}

/** Maria, who has an address, has talked with Anna. */
async function served({ floor, outcome }: Scene, number = maria): Promise<CallId> {
  const anna = await floor.agent('anna');
  const caller = floor.caller('Maria', { number });
  const call = callId(Number(await caller.dials('1')));
  await anna.answers();
  await caller.talksWith(anna);
  await floor.passes(seconds(20));
  await caller.hangsUp();
  expect(await outcome(call)).toBe('answered');
  return call;
}

const knows = ({ floor }: Scene, more: object = {}) =>
  floor.store.contacts.set(maria, { email: address, language: 'de', ...more }, floor.clock.now());

/** Half an hour later, and the mail is there. */
async function mailed({ floor, told }: Scene, { received }: House, count = 1): Promise<void> {
  await until('it is offered', async () => (await told('surveyOffered')).length >= count);
  await until('it is kept', async () => (await floor.store.deliveries.list({}, 99)).length >= count);
  await floor.passes(minutes(31));
  await until('the mail has arrived', async () => {
    await floor.passes(seconds(31));
    return received.length >= count;
  });
}

story('asked by e-mail, in her language, and answered on the page', plan, async (scene) => {
  const { floor, told } = scene;
  const house = await houseOf(scene);
  const tickets = new TicketKeeper({ store: floor.store, clock: floor.clock, log: silentLog });
  tickets.start();
  floor.engine.follow((entry) => tickets.happened(entry));
  await knows(scene);
  const call = await served(scene);
  expect(house.received).toEqual([]);
  await mailed(scene, house);
  const [mail] = house.received;
  if (!mail) throw new Error('none came');
  expect(mail.to).toEqual([address]);
  expect(headerOf(mail, 'list-unsubscribe')?.replaceAll(/\s/g, '')).toBe(
    `<https://calls.example.com${house.link()}/stop>`,
  );
  expect(headerOf(mail, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  expect(await told('surveyOffered', call)).toMatchObject([
    { way: 'email', survey: 'service', agent: 'anna', queue: 'all', contact: 'c1' },
  ]);

  // A program that opens links to look for viruses has answered nothing.
  const page = await house.get(`${house.link()}?mark=2`);
  expect(page.status).toBe(200);
  expect(page.text).toContain('<html lang="de">');
  expect(page.text).toContain('Wie freundlich waren wir?');
  expect(page.text).toContain('value="2" checked');
  expect(page.text).not.toContain('<script');
  expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'sha256-/);
  expect(await told('surveyAnswered', call)).toEqual([]);

  expect((await house.post(house.link(), { comment: 'nothing marked' })).status).toBe(400);
  const sent = await house.post(house.link(), {
    'mark.friendly': '2',
    'mark.solved': '5',
    comment: 'Zu lang',
  });
  expect([sent.status, sent.text]).toEqual([200, expect.stringContaining('Vielen Dank')]);
  expect(await told('surveyAnswered', call)).toMatchObject([
    { question: 'friendly', mark: 2, low: true, way: 'email', agent: 'anna', followUpBy: 'anna' },
    { question: 'solved', mark: 5, low: false, way: 'email' },
    { question: 'comment', comment: 'Zu lang' },
  ]);
  const again = await house.post(house.link(), { 'mark.friendly': '5' });
  expect(again.text).toContain('bereits geantwortet');
  expect((await told('surveyAnswered', call)).length).toBe(3);

  await tickets.flush();
  const [ticket] = await floor.store.tickets.find({ limit: 10 });
  expect(ticket).toMatchObject({ state: 'follow_up', followUp: { owner: 'anna', lowMark: true } });
  expect(ticket?.notes.map(({ by, text }) => [by, text])).toEqual([['survey service', 'Zu lang']]);
  await tickets.stop?.();
  const why = storyOf(await floor.store.journal.ofCall(call), { timeZone: 'UTC' }).map(({ text }) => text);
  expect(why.join('\n')).toContain(
    'survey service: friendly 2 of 5 by e-mail; low: anna is to follow it up now',
  );
  await house.close();
});

story(
  'answered hours later: it counts when it was offered, in a row of its own, and the day fits',
  plan,
  async (scene) => {
    const { floor } = scene;
    const house = await houseOf(scene);
    await knows(scene);
    const call = await served(scene);
    await floor.engine.setResult({ call, result: 'sold', by: 'anna' });
    await mailed(scene, house);
    await floor.passes(2 * hour);
    const before = await floor.journal();
    await house.post(house.link(), { 'mark.friendly': '4', 'mark.solved': '2' });
    const entries = await floor.journal();
    const late = entries.slice(before.length);
    expect(late).toMatchObject([{ way: 'email', about: { language: 'de' } }, { way: 'email' }]);
    const surveys = figuresOf(entries, 'surveys');
    expect(surveys.get('service (email)')).toMatchObject({
      offered: 1,
      answered: 1,
      responseShare: 1,
      averageMark: 3,
      'offered in de': 1,
      'answered in de': 1,
    });
    expect(surveys.get('service (email): solved')).toMatchObject({ averageMark: 2, lowMarks: 1 });
    const marks = { surveysOffered: 1, surveysAnswered: 1, averageMark: 3, lowMarks: 1 };
    expect(figuresOf(entries, 'queues').get('all')).toMatchObject(marks);
    expect(figuresOf(entries, 'agents').get('anna')).toMatchObject(marks);

    // The proof of the day of the call, made when the answer of a later day is in the figures already; and of that later day.
    const cells = new FiguresFold('UTC');
    for (const entry of entries) cells.add(entry);
    cells.advance();
    const stored = [...cells.take()].flatMap(([at, subjects]) =>
      [...subjects].map(([subject, cell]) => ({ at, subject, cell: JSON.stringify(cell) })),
    );
    const end = late[0]?.at ?? 0;
    const first = dayReconciler('UTC', { from: 0, to: end }, undefined, []);
    for (const entry of before) first.add(entry);
    for (const entry of late) first.later.add(entry);
    expect(atOnce(first.over(() => false, stored, true)).misfits).toEqual([]);
    const without = dayReconciler('UTC', { from: 0, to: end }, undefined, []);
    for (const entry of before) without.add(entry);
    expect(atOnce(without.over(() => false, stored, true)).misfits.map(({ what }) => what)).toContainEqual(
      expect.stringContaining('reports have mail_marks 2, the journal says 0'),
    );
    const state = new FiguresFold('UTC');
    for (const entry of before) state.add(entry);
    const second = dayReconciler('UTC', { from: end, to: end + hour }, JSON.stringify(state.state), []);
    for (const entry of late) second.add(entry);
    expect(atOnce(second.over(() => false, undefined)).misfits).toEqual([]);
    await house.close();
  },
);

story('a link that was changed, has expired, or is of a survey that is no more', plan, async (scene) => {
  const { floor, told } = scene;
  const house = await houseOf(scene);
  await knows(scene, { language: 'en' });
  const call = await served(scene);
  await mailed(scene, house);
  const link = house.link();
  const other = link.replace(`/${call}.`, `/${Number(call) + 1}.`);
  expect((await house.get(other)).status).toBe(404);
  expect((await house.post(other, { 'mark.friendly': '1' })).status).toBe(404);
  await floor.engine.applyPlan(planWith('phone').replace(/ {4}e-mail:[^]*?(?=\nqueues)/, ''), 'test');
  expect((await house.get(link)).status).toBe(200);
  await floor.engine.applyPlan(office('', 'results: { sold: { ticket: solved } }'), 'test');
  expect((await house.get(link)).status).toBe(410);
  await floor.engine.applyPlan(plan, 'test');
  await floor.passes(4 * hour);
  const late = await house.post(link, { 'mark.friendly': '1' });
  expect([late.status, late.text]).toEqual([410, expect.stringContaining('This link has expired')]);
  expect(await told('surveyAnswered')).toEqual([]);
  await house.close();
});

story(
  'not asked: without an address, too soon again, blocked, or when she has refused',
  plan,
  async (scene) => {
    const { floor, told } = scene;
    const house = await houseOf(scene);
    const none = await served(scene, '+4930999');
    expect(await told('surveyOffered', none)).toEqual([]);
    await knows(scene);
    const first = await served(scene);
    await mailed(scene, house);
    expect(await told('surveyOffered', first)).toHaveLength(1);
    await served(scene);
    await floor.passes(2 * hour);
    const third = await served(scene);
    await mailed(scene, house, 2);
    expect(await told('surveyOffered')).toHaveLength(2);
    expect(await told('surveyOffered', third)).toHaveLength(1);

    // She wants no more of them: a GET only asks; mail programs send the POST by themselves.
    const stop = `${house.link()}/stop`;
    expect((await house.get(stop)).text).toContain('Ich möchte keine Umfragen mehr');
    expect(await floor.store.contacts.withNumber(maria)).not.toHaveProperty('noSurveys');
    expect((await house.post(stop, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
    expect(await floor.store.contacts.withNumber(maria)).toMatchObject({ noSurveys: true });
    await floor.passes(3 * hour);
    await served(scene);
    await floor.passes(minutes(5));
    expect(await told('surveyOffered')).toHaveLength(2);
    await house.close();
  },
);

story(
  'refused while the e-mail waits: it does not go out, and the log of deliveries says why',
  plan,
  async (scene) => {
    const { floor } = scene;
    const house = await houseOf(scene);
    const withdrawn = async (change: object, why: string): Promise<void> => {
      await knows(scene, { noSurveys: false, tags: [] });
      const call = await served(scene);
      const theirs = async () => (await floor.store.deliveries.list({ call }, 9))[0];
      await until('it is kept', async () => (await theirs()) !== undefined);
      await knows(scene, change);
      await floor.passes(minutes(31));
      await until('it is withdrawn', async () => {
        await floor.passes(seconds(31));
        return (await theirs())?.state === 'dead';
      });
      const { log } = (await floor.store.deliveries.find((await theirs())?.id ?? '')) ?? {};
      expect(log).toMatchObject([{ outcome: 'failed', reason: why }]);
    };
    await withdrawn({ noSurveys: true }, 'the contact refuses surveys by e-mail');
    await floor.passes(2 * hour);
    await withdrawn({ email: 'other@example.com' }, 'the contact has another e-mail address now');
    expect(house.received).toEqual([]);
    await house.close();
  },
);

story(
  'late in the evening it waits for the morning',
  plan,
  async (scene) => {
    const { floor } = scene;
    const house = await houseOf(scene);
    await knows(scene);
    await served(scene);
    await until('it is kept', async () => (await floor.store.deliveries.list({}, 9)).length === 1);
    const [mail] = await floor.store.deliveries.list({}, 9);
    expect(new Date(mail?.due ?? 0).toISOString()).toBe('2026-11-24T07:00:00.000Z');
    await house.close();
  },
  Date.UTC(2026, 10, 23, 19, 30),
);

story(
  'by both ways: by e-mail only those who were not asked at the phone',
  planWith('both'),
  async (scene) => {
    const { floor, told } = scene;
    const house = await houseOf(scene);
    await knows(scene);
    const anna = await floor.agent('anna');
    const caller = floor.caller('Maria', { number: maria });
    const asked = callId(Number(await caller.dials('1')));
    await anna.answers();
    await caller.talksWith(anna);
    await floor.passes(seconds(20));
    await anna.hangsUp();
    await floor.until('she is asked', () => scene.phase(asked) === 'answering_survey');
    await caller.presses('5');
    await floor.passes(seconds(1));
    await caller.hangsUp();
    await scene.outcome(asked);
    await floor.passes(minutes(1));
    const missed = await served(scene);
    await mailed(scene, house);
    expect((await told('surveyOffered')).map(({ call, way }) => [call, way])).toEqual([
      [asked, undefined],
      [missed, 'email'],
    ]);
    await house.close();
  },
);

story('killed before the mail is kept, and between her answer and its commit', plan, async (scene) => {
  const { floor, told } = scene;
  const house = await houseOf(scene);
  await knows(scene);
  const call = await served(scene);
  await until('it is offered', async () => (await told('surveyOffered', call)).length === 1);
  // Another engine reads the same end of the call again: it finds what was offered, and mails that.
  await floor.killed(async () => undefined);
  await house.restarts();
  await floor.store.deliveries.forgetReader('mail surveys');
  await mailed(scene, house);
  expect(await told('surveyOffered', call)).toHaveLength(1);
  expect(house.received).toHaveLength(1);

  // The disk takes nothing, and the engine dies before it does: she sees that it failed, and sends it again.
  const commit = floor.store.commit.bind(floor.store);
  let isStuck = true;
  let tried = 0;
  const stuck = new Promise<never>(() => undefined);
  floor.store.commit = (batch) => {
    if (!isStuck) return commit(batch);
    tried += 1;
    return stuck;
  };
  const lost = house.post(house.link(), { 'mark.friendly': '3' }).catch(() => 'failed');
  await until('her answer is being stored', () => tried > 0);
  isStuck = false;
  await floor.killed(async () => undefined);
  await house.restarts();
  await lost;
  expect(await told('surveyAnswered', call)).toEqual([]);
  const sent = await house.post(house.link(), { 'mark.friendly': '3' });
  expect(sent.text).toContain('Vielen Dank');
  // It was stored, and the word of it was lost: sent again, it counts once.
  await floor.killed(async () => undefined);
  await house.restarts();
  expect((await house.post(house.link(), { 'mark.friendly': '3' })).text).toContain('bereits geantwortet');
  expect(await told('surveyAnswered', call)).toMatchObject([{ question: 'friendly', mark: 3 }]);
  await house.close();
});

story(
  'erased: address and comment are gone, a mail that waits is not sent, and the link opens nothing',
  plan,
  async (scene) => {
    const { floor, told } = scene;
    const house = await houseOf(scene);
    await knows(scene);
    const call = await served(scene);
    await mailed(scene, house);
    await house.post(house.link(), { 'mark.friendly': '4', comment: 'I am Maria of Oak Street' });
    await floor.passes(3 * hour);
    await served(scene);
    await until('the second is kept', async () => (await floor.store.deliveries.list({}, 9)).length === 2);
    const erased = await erasePerson(
      { number: maria },
      'test',
      { deleteCopies: false },
      {
        store: floor.store,
        operations: floor.engine,
      },
    );
    expect(erased.done).toBe(true);
    await floor.passes(minutes(40));
    expect(house.received).toHaveLength(1);
    expect((await house.get(house.link())).status).toBe(410);
    expect((await house.post(house.link(), { 'mark.friendly': '1' })).status).toBe(410);
    expect((await house.post(`${house.link()}/stop`)).status).toBe(404);
    const all = JSON.stringify([
      await floor.journal(),
      await floor.store.deliveries.list({}, 99),
      await floor.store.recorded.after(0, 100_000),
      await floor.store.contacts.find('', 99),
    ]);
    for (const word of [address, 'Oak Street', maria]) expect(all).not.toContain(word);
    expect((await told('surveyAnswered', call)).map(({ question }) => question)).toEqual([
      'friendly',
      'comment',
    ]);
    await house.close();
  },
);
