/** Browser phones in a real Chromium, on a real Asterisk, with real sound: what an agent does with one in a day. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type AsteriskFloor, asteriskFloor } from '../support/asterisk-floor.ts';
import { startChromium } from './support/chromium.ts';
import { BrowserDesk } from './support/desk.ts';

const plan = `
company: Browser
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "101": { queue: sales }
queues:
  sales: { agents: [anna, boris], strategy: ordered, ring for: 20s, wrap-up: 0s }
agents:
  anna: { name: Anna, phone: browser }
  boris: { name: Boris, phones: [boris, browser] }
  clara: { name: Clara }
lines: [line1, line2, line3, line4, line5, line6, line7, line8, line9]
`;

let floor: AsteriskFloor;
let chromium: Awaited<ReturnType<typeof startChromium>>;
let desks: BrowserDesk[] = [];
beforeAll(async () => {
  [floor, chromium] = await Promise.all([asteriskFloor({ plan }), startChromium()]);
}, 60_000);
afterEach(async () => {
  await Promise.all(desks.map(async (desk) => await desk.leaves()));
  desks = [];
  await floor.settle();
});
afterAll(async () => {
  await chromium?.close();
  await floor?.close();
});

async function desk(agent: string, browser: Browser = chromium.browser): Promise<BrowserDesk> {
  const opened = await BrowserDesk.open(browser, floor, agent);
  desks.push(opened);
  return opened;
}

test('registers, is rung, answers, both hear each other, hangs up', async () => {
  const anna = await desk('anna');
  const maria = floor.caller('Maria');
  const call = await maria.dials('101');
  const ring = await anna.rings();
  expect(ring.call).toBe(call);
  expect(ring.offer).toBe(floor.operations.call(call as never)?.offers[0]?.id);
  await anna.answers();
  await anna.talksWith(maria);
  await anna.hangsUp();
  await maria.isHungUpOn();
});
