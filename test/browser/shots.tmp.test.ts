import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { startChromium } from './support/chromium.ts';
import { builtConsole, House } from './support/house.ts';
import { visit, barriers, tooWide } from './support/visit.ts';
const plan = readFileSync(new URL('../../plans/demo.yaml', import.meta.url), 'utf8');
let built: any, chromium: any, house: House;
beforeAll(async () => {
  [built, chromium] = await Promise.all([builtConsole(), startChromium()]);
  house = await House.open(built.folder, [
    { name: 'clara', displayName: 'Clara Winter', roles: ['supervisor'], agent: 'clara', disabled: false },
  ], plan);
}, 120_000);
afterAll(async () => { await chromium?.close(); await house?.close(); built?.remove(); });
test('shots', { timeout: 120_000 }, async () => {
  const { caller, call } = await house.rings('Karin König', '+4930100001', '1');
  await house.until('rings', () => house.agent('anna').ringing || house.agent('boris').ringing);
  const who = house.agent('anna').ringing ? 'anna' : 'boris';
  await house.does(() => house.agent(who).answers());
  await house.does(() => house.floor.passes(95_000));
  await house.does(() => caller.hangsUp());
  await house.does(() => house.floor.passes(1000));
  for (const path of (process.env['SHOTS'] ?? `/calls/${call}`).split(' ')) {
    const v = await visit(chromium.browser, house.url, path.replace('CALL', String(call)), { as: process.env['AS'] ?? 'root' });
    await v.page.waitForTimeout(3500);
    if (process.env['OPEN']) await v.page.locator(process.env['OPEN']).first().click();
    for (const width of [390, 1280, 1920]) for (const colorScheme of ['light', 'dark'] as const) {
      await v.page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await v.page.emulateMedia({ colorScheme });
      await v.page.waitForTimeout(200);
      await v.page.screenshot({ path: `/tmp/shots/${path.replaceAll(/[^a-z0-9]/gi, '_')}-${width}-${colorScheme}.png`, fullPage: true });
      console.log(path, width, colorScheme, await tooWide(v.page), await barriers(v.page));
    }
    console.log(v.complaints);
    await v.close();
  }
});
