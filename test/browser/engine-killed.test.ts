/** The engine, and with it the proxy, is killed under a talk of a browser phone: the two talk on, and the next engine has the call. */
import { afterAll, beforeAll, onTestFinished, test } from 'vitest';
import { status } from '../../src/contract/status.ts';
import { childFloor } from '../support/asterisk/child-floor.ts';
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
  sales: { agents: [anna], wrap-up: 0s }
agents:
  anna: { name: Anna, phone: browser }
lines: [line1]
`;

let chromium: Awaited<ReturnType<typeof startChromium>>;
beforeAll(async () => {
  chromium = await startChromium();
});
afterAll(async () => {
  await chromium?.close();
});

test('they talk on; a hang-up arrives after the restart; a page that is reloaded meanwhile comes back', async () => {
  const floor = await childFloor({ plan });
  const { api } = floor.cordboard.credentials;
  const place = {
    ...api,
    isReachable: async () =>
      status
        .parse(await floor.cordboard.ask('/v1/status'))
        .agents.some(({ phoneReachable }) => phoneReachable),
  };
  const anna = await BrowserDesk.open(chromium.browser, place, 'anna');
  onTestFinished(() => anna.leaves());
  const line = await floor.phone('line1');
  const maria = { voice: 1750, call: await line.call('101', { fromNumber: '+4930123' }) };
  await anna.answers();
  await anna.talksWith(maria);
  await floor.cordboard.kill();
  await anna.connection('connecting');
  await anna.talksWith(maria);
  await floor.startAgain();
  await anna.isReady(20_000);
  await anna.talksWith(maria);

  await floor.cordboard.kill();
  await anna.page.goto('about:blank');
  await floor.startAgain();
  await anna.page.goto(`${api.url}/healthz`);
  await anna.talks(20_000);
  await anna.talksWith(maria);
  await maria.call.hangUp();
  await anna.isHungUpOn();
}, 90_000);
