/**
 * Browser phones in a real Chromium, on a real Asterisk, with real sound. The plan has no browser phone when Asterisk starts: what
 * they need comes with `plan apply`, while a call goes on.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sharedFloor } from '../support/asterisk/shared-floor.ts';
import { Wire } from '../support/asterisk/wire.ts';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import { passes } from '../support/sip/until.ts';
import { startChromium } from './support/chromium.ts';
import { BrowserDesk, placeOf } from './support/desk.ts';

const planWith = (anna: string, boris: string, dora = '', more = ''): string => `
company: Browser
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "101": { queue: sales }
  "102": { queue: support }
  "103": { queue: far }
queues:
  sales: { agents: [anna, boris], strategy: ordered, ring for: 20s, wrap-up: 0s }
  support: { agents: [clara], wrap-up: 0s }
  far: { agents: [dora], wrap-up: 0s }
agents:
  anna: { name: Anna${anna} }
  boris: { name: Boris${boris} }
  clara: { name: Clara }
  dora: { name: Dora${dora} }${more}
lines: [line1, line2, line3, line4, line5, line6, line7, line8, line9]
`;

let floor: AsteriskFloor;
let chromium: Awaited<ReturnType<typeof startChromium>>;
let desks: BrowserDesk[] = [];
beforeAll(async () => {
  chromium = await startChromium();
}, 60_000);
sharedFloor(
  async () => (floor = await asteriskFloor({ plan: planWith('', '') })),
  async () => await getsBrowserPhones(),
);
afterEach(async () => {
  await Promise.all(desks.map(async (desk) => await desk.leaves()));
  desks = [];
});
afterAll(async () => await chromium?.close());

/** While two talk, who lose nothing by it. */
async function getsBrowserPhones(): Promise<void> {
  const clara = await floor.agent('clara');
  const maria = floor.caller('Maria');
  await maria.dials('102');
  await clara.answers();
  await maria.talksWith(clara);
  const [fromMaria, fromClara] = [maria.call.audio, clara.call.audio];
  const lost = (): Promise<readonly number[]> =>
    least(() => [fromMaria.sent - fromClara.ear.packets, fromClara.sent - fromMaria.ear.packets]);
  const lostBefore = await lost();
  expect(await floor.cordboard.cli('rtp show settings')).toMatch(/ICE support: +No/);
  const plan = planWith(
    ', phone: browser',
    ', phones: [boris, browser]',
    ', phone: browser, codecs: [opus, ulaw]',
    '\n  emil: { name: Emil }',
  );
  expect(await floor.operations.applyPlan(plan, 'test')).toMatchObject({ applied: true });
  expect(await floor.cordboard.cli('rtp show settings')).toMatch(/ICE support: +Yes/);
  await floor.until('what was said meanwhile has arrived, every packet of it', async () => {
    const now = await lost();
    return now.every((count, side) => count <= (lostBefore[side] ?? 0));
  });
  await maria.talksWith(clara);
  await floor.settle();
}

/** Some packets are always on their way: the least that was ever found. */
async function least(count: () => readonly number[]): Promise<readonly number[]> {
  let found = count();
  for (let look = 0; look < 25; look++) {
    await passes(20);
    const now = count();
    found = found.map((before, side) => Math.min(before, now[side] ?? before));
  }
  return found;
}

async function desk(agent: string, port?: number): Promise<BrowserDesk> {
  const opened = await BrowserDesk.open(chromium.browser, placeOf(floor, port), agent);
  desks.push(opened);
  return opened;
}

async function talk(port?: number) {
  const anna = await desk('anna', port);
  const maria = floor.caller('Maria');
  const call = await maria.dials('101');
  await anna.answers();
  await anna.talksWith(maria);
  return { anna, maria, call };
}

const told = async (call: string, type: string) =>
  (await floor.store.journal.ofCall(call as never)).filter((entry) => entry.type === type);

test('registers, is rung, answers, both hear each other, hangs up', async () => {
  const anna = await desk('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('101');
  const ring = await anna.rings();
  expect(ring.call).toBe(call);
  expect(ring.offer).toBe(floor.operations.call(call as never)?.offers[0]?.id);
  // Made while it rings, with all its addresses, and the one that is talked over: so nothing of it delays the answer. None of Asterisk's is
  // tried before.
  const states = () =>
    anna.page.evaluate(() =>
      window.connections.map(({ iceGatheringState, iceConnectionState }) => [
        iceGatheringState,
        iceConnectionState,
      ]),
    );
  await floor.until('its addresses are there', async () => (await states())[0]?.[0] === 'complete');
  expect(await states()).toEqual([['complete', 'new']]);
  await anna.answers();
  await anna.talksWith(maria);
  expect(await anna.page.evaluate(() => window.connections.length)).toBe(1);
  expect(await anna.codecs()).toEqual(['audio/PCMU', 'audio/PCMU']);
  await anna.hangsUp();
  await maria.isHungUpOn();
});

test('answered on the screen before it rings, as the live stream is quicker: it talks as soon as it rings', async () => {
  const anna = await desk('anna');
  const held: (() => void)[] = [];
  await anna.page.routeWebSocket(/\/sip\?/, (page) => {
    const asterisk = page.connectToServer();
    asterisk.onMessage((message) => {
      if (String(message).startsWith('INVITE')) held.push(() => page.send(message));
      else page.send(message);
    });
  });
  await anna.page.reload();
  await anna.isReady();
  const maria = floor.caller('Maria');
  const call = await maria.dials('101');
  await floor.until('its INVITE is on the way', () => held.length > 0);
  expect((await anna.view())?.call).toBeUndefined();
  const offer = floor.operations.call(call as never)?.offers[0]?.id;
  await anna.page.evaluate((id) => window.phone?.answer(id), offer);
  for (const goOn of held) goOn();
  await anna.talks();
  await anna.talksWith(maria);
  await anna.hangsUp();
  await maria.isHungUpOn();
});

test('with `codecs: [opus, ulaw]` it talks opus, also to a caller who does not; how that sounds in the page gets into the record', async () => {
  const dora = await desk('dora');
  const maria = floor.caller('Maria');
  const call = await maria.dials('103');
  await dora.answers();
  await dora.talksWith(maria);
  expect(await dora.codecs()).toEqual(['audio/opus', 'audio/opus']);
  await dora.isMeasured();
  await dora.hangsUp();
  await maria.isHungUpOn();
  await floor.until('its quality is told', async () =>
    (await told(call, 'quality')).some((entry) => 'stage' in entry && entry.stage === 'in_page'),
  );
  const [inPage] = (await told(call, 'quality')).filter(
    (entry) => 'stage' in entry && entry.stage === 'in_page',
  );
  expect(inPage).toMatchObject({ who: 'dora', to: { loss: expect.any(Number), mos: expect.any(Number) } });
});

test('a person can be an agent who came with the plan that was applied', async () => {
  const { url, token } = floor.cordboard.credentials.api;
  const answer = await fetch(`${url}/v1/people`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'emil', displayName: 'Emil', roles: ['agent'], agent: 'emil' }),
  });
  expect({ text: await answer.text(), status: answer.status }).toMatchObject({ status: 200 });
});

test('reloaded in a talk: the caller hears something else meanwhile, and then the agent again', async () => {
  const { anna, maria, call } = await talk();
  await anna.page.reload({ waitUntil: 'commit' });
  await anna.talks();
  expect((await anna.view())?.call).toMatchObject({ call, rejoins: true });
  await anna.talksWith(maria);
  expect(await told(call, 'pageGone')).toHaveLength(1);
  expect(await told(call, 'rejoined')).toHaveLength(1);
  await maria.hangsUp();
  await anna.isHungUpOn();
});

test('crashed in a talk: opened again, it is in the talk', async () => {
  const { anna, maria, call } = await talk();
  await anna.crashes();
  await maria.call.audio.hearsSomething();
  const again = await anna.secondTab();
  await again.talks();
  await again.talksWith(maria);
  expect(await told(call, 'rejoined')).toHaveLength(1);
  await again.hangsUp();
  await maria.isHungUpOn();
});

test('the websocket is cut in a talk: the sound goes on, and the end of the call still arrives', async () => {
  const { port } = new URL(floor.cordboard.credentials.api.url);
  const wire = await Wire.to(Number(port));
  try {
    const { anna, maria, call } = await talk(wire.port);
    wire.cut();
    await anna.connection('connecting');
    await passes(2000);
    await anna.talksWith(maria);
    wire.mend();
    await anna.isReady();
    await anna.talksWith(maria);
    await maria.hangsUp();
    await anna.isHungUpOn();
    expect(await told(call, 'pageGone')).toEqual([]);
  } finally {
    await wire.close();
  }
});

test('closed while it rings: the next phone rings at once', async () => {
  const anna = await desk('anna');
  const boris = await floor.agent('boris');
  const maria = floor.caller('Maria');
  const call = await maria.dials('101');
  await anna.rings();
  await anna.page.close();
  await boris.rings();
  expect(await told(call, 'offerEnded')).toMatchObject([{ to: 'anna', code: 'page_closed' }]);
  await boris.answers();
  await maria.talksWith(boris);
  await boris.hangsUp();
});

test('of two tabs one has the phone; the other takes it over, and with it the talk', async () => {
  const { anna, maria, call } = await talk();
  const second = await anna.secondTab();
  await second.connection('in_other_tab');
  await anna.talksWith(maria);
  await second.takesOver();
  await anna.connection('taken_over');
  await second.talks();
  await second.talksWith(maria);
  expect(await told(call, 'rejoined')).toHaveLength(1);
  await second.hangsUp();
  await maria.isHungUpOn();
});

test('a desk phone and a browser phone ring together', async () => {
  const [phone, page] = [await floor.agent('boris'), await desk('boris')];
  // An agent with one phone is reachable already. Asterisk tells of phones in order: heard of Clara's, the page is known.
  await (await floor.agent('clara')).leaves();
  const maria = floor.caller('Maria');
  await maria.dials('101');
  await phone.rings();
  await page.answers();
  await phone.stopsRinging();
  await page.talksWith(maria);
  await page.hangsUp();
  await maria.isHungUpOn();
});

test('nobody else is that phone: not by its name, and not through the page of a colleague', async () => {
  const stranger = await floor.phone('anna', { password: 'guessed' });
  expect(await stranger.register()).toBe(401);
  const anna = await desk('anna');
  const answer = await anna.page.evaluate(
    async ([url = '', token = '']) =>
      await new Promise<string>((resolve) => {
        const socket = new WebSocket(url, ['sip', `cordboard.token.${token}`]);
        const lines = ['REGISTER sip:cordboard SIP/2.0', 'Via: SIP/2.0/WS x.invalid;branch=z9hG4bK1'];
        const more = [
          'To: <sip:anna@cordboard>',
          'From: <sip:anna@cordboard>;tag=a',
          'Call-ID: c',
          'CSeq: 1 REGISTER',
        ];
        socket.onopen = () => socket.send([...lines, ...more, 'Content-Length: 0', '', ''].join('\r\n'));
        socket.onmessage = ({ data }) => resolve(String(data).split('\r\n')[0] ?? '');
      }),
    [
      `${floor.cordboard.credentials.api.url.replace('http', 'ws')}/sip?tab=x&agent=boris`,
      floor.cordboard.credentials.api.token,
    ],
  );
  expect(answer).toBe('SIP/2.0 403 Not your account');
});

test('Asterisk is killed: the page is back by itself', async () => {
  const anna = await desk('anna');
  await floor.cordboard.cli('core stop now');
  await anna.connection('connecting');
  await anna.isReady(20_000);
  const maria = floor.caller('Maria');
  await maria.dials('101');
  await anna.answers();
  await anna.talksWith(maria);
  await anna.hangsUp();
  await maria.isHungUpOn();
});
