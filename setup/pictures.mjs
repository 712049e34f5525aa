#!/usr/bin/env node
// node setup/pictures.mjs: takes the pictures of the docs again. Starts Cordboard with the demo history in a folder of its own, on
// this machine alone, makes one call to a browser phone, and writes each page to docs/pictures. `--only board,time`: some of them.
// `--looks de,el:400,en:400:dark --to FOLDER`: each page whole in each of these languages, widths and colours, to look for what does not fit.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as passes } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensurePrograms } from './packages.mjs';
import { build, checkNode, checkout, installDependencies } from './ready.mjs';
import { main, SetupFailed } from './steps.mjs';

const password = 'correct horse battery';
/** GitHub shows larger ones slowly, and nobody reads them better. */
const mostBytes = 150_000;
const languages = ['de', 'ru', 'zh-Hant', 'el', 'sl'];
/** The page that the docs show in each of them. */
const inAllLanguages = 'desk-ringing';
const settings = {
  CORDBOARD_HTTP_PORT: '18080',
  CORDBOARD_SIP_PORT: process.env.CORDBOARD_SIP_PORT ?? '15062',
  CORDBOARD_SIP_ADDRESS: '127.0.0.1',
  CORDBOARD_RTP_PORTS: '29000-29199',
  CORDBOARD_SIP_MESSAGES: 'yes',
};
const address = `http://127.0.0.1:${settings.CORDBOARD_HTTP_PORT}`;

await main(async () => {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, looks: { type: 'string' }, to: { type: 'string' } },
  });
  const only = values.only?.split(',');
  const folder = values.to ?? join(checkout, 'docs', 'pictures');
  mkdirSync(folder, { recursive: true });
  checkNode();
  await installDependencies();
  // Without one, Chinese pages are full of boxes.
  if ((spawnSync('fc-list', [':lang=zh-tw'], { encoding: 'utf8' }).stdout ?? '').trim() === '')
    throw new SetupFailed('no font has Chinese letters: install one, such as fonts-wqy-microhei');
  await ensurePrograms({ chromium: 'chromium', 'espeak-ng': 'espeak-ng' }, 'the pictures');
  await build();
  const home = mkdtempSync(join(tmpdir(), 'cordboard-pictures-'));
  const engine = await started(home);
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({
    executablePath: spawnSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).stdout.trim(),
    args: ['--no-sandbox', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  });
  try {
    const house = await settled(home);
    const picture = async (page, name) => {
      if (only && !only.includes(name)) return;
      const taken = async (called, options) => {
        const path = join(folder, `${called}.png`);
        await page.screenshot({ path, ...options });
        const { size } = statSync(path);
        console.log(`  ${called}.png ${Math.round(size / 1000)} kB`);
        if (values.to === undefined && size > mostBytes)
          throw new SetupFailed(`${called}.png has ${size} bytes; at most ${mostBytes}`);
      };
      if (values.to === undefined) await taken(name, {});
      const looks = values.looks?.split(',') ?? (name === inAllLanguages ? languages : []);
      const size = page.viewportSize();
      for (const look of looks) {
        const [language, width, colorScheme = 'light'] = look.split(':');
        await page.emulateMedia({ colorScheme });
        if (width) await page.setViewportSize({ ...size, width: Number(width) });
        await inLanguage(page, language);
        await taken(`${name}-${look.replaceAll(':', '-')}`, { fullPage: values.to !== undefined });
        await page.setViewportSize(size);
      }
      await page.emulateMedia({ colorScheme: 'light' });
      if (looks.length > 0) await inLanguage(page, 'en');
    };
    const as = (name) => loggedIn(browser, house, name);
    const call = await theCall(as, picture, house);
    await thePages(as, picture, call, house, { withAll: values.to !== undefined, only });
  } finally {
    await browser.close();
    engine.kill('SIGTERM');
    await new Promise((done) => engine.once('exit', done));
    rmSync(home, { recursive: true });
  }
});

/** Ready when it takes calls. */
async function started(home) {
  const engine = spawn(
    process.execPath,
    [join(checkout, 'dist', 'cli', 'main.js'), 'start', '--demo-history', '--json'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        CORDBOARD_ASTERISK_ROOT: join(checkout, '.cache', 'asterisk-root'),
        ...process.env,
        ...settings,
        CORDBOARD_HOME: home,
      },
    },
  );
  let said = '';
  engine.stderr.on('data', (text) => {
    said += text;
  });
  await new Promise((ready, failed) => {
    createInterface(engine.stdout).once('line', ready);
    engine.once('exit', () => failed(new SetupFailed(`Cordboard does not start:\n${said}`)));
  });
  return engine;
}

/** The plan, people and what they would have written in some weeks. */
async function settled(home) {
  const { api, sip } = JSON.parse(readFileSync(join(home, 'credentials.json'), 'utf8'));
  const ask = async (method, path, body) => {
    const answer = await fetch(`${address}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${api.token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new SetupFailed(`${method} ${path}: ${await answer.text()}`);
    return await answer.json();
  };
  await ask('POST', '/v1/plan', { text: planText() });
  const links = {};
  for (const [name, displayName, role, agent] of [
    ['root', 'Robin Holt', 'admin'],
    ['clara', 'Clara Winter', 'supervisor'],
    ['anna', 'Anna Berg', 'agent', 'anna'],
    ['boris', 'Boris Klein', 'agent', 'boris'],
    ['otto', 'Otto Lang', 'auditor'],
  ]) {
    await ask('POST', '/v1/people', { name, displayName, roles: [role], ...(agent && { agent }) });
    links[name] = (await ask('PUT', `/v1/people/${name}/password`)).link;
  }
  const number = encodeURIComponent('+4930100003');
  await ask('PUT', `/v1/contacts/${number}`, {
    name: 'Mei Lin',
    tags: ['vip'],
    notes: 'Prefers e-mail. Pays on time.',
    language: 'en',
  });
  for (const [title, tags, text] of [
    [
      'Delivery times',
      ['delivery'],
      '# Germany\n\nTwo to five days.\n\n# Elsewhere in the EU\n\nAbout a week. The parcel number comes by e-mail.\n',
    ],
    [
      'Discounts for large orders',
      ['prices'],
      '# Below ten\n\nNo discount. Above:\n\n- **5 %** from ten\n- **8 %** from forty\n',
    ],
  ])
    await ask('POST', '/v1/articles', { title, tags, text, topics: [], queues: ['sales'], language: 'en' });
  await ask('PUT', '/v1/scorecards/service', {
    title: 'Service',
    questions: [
      { name: 'greeting', title: 'Greets by name', points: 5, weight: 1 },
      { name: 'solved', title: 'Solves the matter', points: 10, weight: 3 },
    ],
  });
  return { ask, sip, links };
}

function planText() {
  const text = readFileSync(join(checkout, 'plans', 'demo.yaml'), 'utf8')
    .replace('anna: { name: Anna Berg,', 'anna: { name: Anna Berg, phone: browser,')
    .replace('boris: { name: Boris Klein,', 'boris: { name: Boris Klein, phone: browser,')
    .replace(
      'ring for: 20s\n    wrap-up: 5s\n',
      `ring for: 60s
    wrap-up: 2m
    results: [sold, offer, complaint]
    script: { en: "Cordboard Demo, sales, Anna Berg speaking. How can I help you?" }
`,
    );
  return `${text}
results:
  sold: { name: Sold, ticket: solved }
  offer: { name: Wants an offer }
  complaint: { name: Complaint, details: { late: Too late, broken: Broken } }
recording:
  all: { queues: [sales] }
`;
}

async function loggedIn(browser, { links }, name) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    locale: 'en-GB',
    permissions: ['microphone'],
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  if (name === undefined) return page;
  if (links[name] === undefined) {
    const data = { name, password };
    await context.request.post(`${address}/v1/session`, { data, headers: { origin: address } });
    return page;
  }
  await page.goto(`${address}${links[name]}`);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Password again').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor();
  delete links[name];
  return page;
}

/** By the choice that each page has, without its focus: what is typed next goes to where it would have gone. */
async function inLanguage(page, language) {
  await page.evaluate((tag) => {
    const choice = document.querySelector('option[value="zh-Hant"]').parentElement;
    choice.value = tag;
    choice.dispatchEvent(new Event('change', { bubbles: true }));
  }, language);
  await page.waitForFunction((tag) => document.documentElement.lang === tag, language);
  // Texts of findings and failures come with files of their own.
  await passes(500);
}

/** From the first link to wrap-up. @returns its number */
async function theCall(as, picture, { ask, sip }) {
  const first = await as('root');
  await first.context().clearCookies();
  await first.goto(`${address}/first#token`);
  await first.getByLabel('Name').fill('robin');
  await picture(first, 'first-admin');
  const boris = await atTheDesk(await as('boris'));
  const anna = await as('anna');
  await atTheDesk(anna, async () => await picture(anna, 'start-shift'));
  await ask('POST', '/v1/agents/boris/pause', { reason: 'lunch' });
  const { Softphone } = await softphone();
  const account = sip.find(({ user }) => user === 'line1');
  const server = { host: '127.0.0.1', port: Number(settings.CORDBOARD_SIP_PORT) };
  const line = await Softphone.open({ user: 'line1', password: account.password, server });
  const call = await line.call('100', { fromNumber: '+4930100003', fromName: 'Mei Lin' });
  await call.untilState('up');
  await passes(1500);
  await call.sendDigits('1');
  await anna.getByRole('button', { name: /^Answer/ }).waitFor();
  await passes(2000);
  await picture(anna, 'desk-ringing');
  await anna.keyboard.press('a');
  await anna.getByRole('button', { name: /^Hold/ }).waitFor();
  const speaks = setInterval(() => {
    call.audio.mouth.tone = call.audio.mouth.tone ? undefined : 500;
  }, 1500);
  await passes(4000);
  await anna.keyboard.press('n');
  await anna.keyboard.type('Wants an offer for 40 chairs, in oak.');
  await picture(anna, 'desk-talking');
  await anna.getByRole('heading', { name: 'Mei Lin' }).click();
  await ask('POST', '/v1/agents/boris/resume', {});
  await passes(5000);
  await anna.keyboard.press('c');
  await anna.keyboard.type('boris');
  await anna.getByRole('option', { name: /Boris/ }).waitFor();
  await anna.keyboard.press('Enter');
  await boris.getByRole('button', { name: /^Answer/ }).waitFor();
  await boris.keyboard.press('a');
  await anna.getByText('you talk; the caller hears music').waitFor();
  await picture(anna, 'desk-consultation');
  const board = await as('root');
  await board.goto(`${address}/board`);
  await board.getByText('Mei Lin').first().waitFor();
  await passes(3000);
  await picture(board, 'board');
  await anna.keyboard.press('b');
  await passes(8000);
  clearInterval(speaks);
  await anna.keyboard.press('e');
  await anna.keyboard.press('e');
  await anna.getByRole('heading', { name: 'Result' }).waitFor();
  await passes(1000);
  await picture(anna, 'desk-wrap-up');
  await line.close();
  const { calls } = await ask('GET', '/v1/calls?limit=10');
  // The recording is joined some seconds after the end.
  await passes(8000);
  return calls.find(({ caller }) => caller.name === 'Mei Lin').id;
}

async function atTheDesk(page, look = async () => undefined) {
  await page.goto(`${address}/desk`);
  await page.getByRole('button', { name: 'Allow the microphone' }).click();
  await page.getByRole('meter').waitFor();
  await look();
  await page.getByRole('button', { name: 'Start shift' }).click();
  await page.getByText('The phone is ready').waitFor();
  return page;
}

/** The phone of the tests: real SIP and real sound, on this machine. */
async function softphone() {
  const { rolldown } = await import('rolldown');
  const folder = join(checkout, '.cache', 'pictures');
  mkdirSync(folder, { recursive: true });
  const input = join(checkout, 'test', 'support', 'sip', 'softphone.ts');
  const bundle = await rolldown({ input, platform: 'node' });
  const { output } = await bundle.generate({ format: 'esm' });
  const file = join(folder, 'softphone.mjs');
  writeFileSync(file, output[0].code);
  return await import(file);
}

/** Reviews of recorded talks, as far as there are any. */
async function review(ask, calls) {
  const { calls: recent } = await ask('GET', '/v1/calls?limit=20');
  for (const { id } of [...recent, ...calls]) {
    const { recorded, agents } = await ask('GET', `/v1/calls/${id}/reviews`);
    if (!recorded || agents.length === 0) continue;
    const marks = { greeting: 4, solved: 7 };
    await ask('PUT', `/v1/calls/${id}/review`, {
      scorecard: 'service',
      agent: agents[0],
      marks,
      note: 'Calm and clear.',
    });
  }
}

/** Not in the docs, but to be looked at. */
function furtherPages(call) {
  return [
    { name: 'log-in', path: '/', text: 'Log in' },
    { name: 'account', who: 'root', path: '/account', text: 'Second factor' },
    { name: 'callbacks', who: 'root', path: '/callbacks', text: 'Callbacks' },
    { name: 'training', who: 'clara', path: '/training', text: 'Training' },
    { name: 'call-mark', who: 'clara', path: `/calls/${call}`, text: 'Mark as a case' },
    {
      name: 'contact',
      who: 'root',
      path: '/contacts',
      text: 'Erase',
      look: async (page) => await page.getByRole('button', { name: 'Mei Lin' }).click(),
    },
    { name: 'ticket', who: 'root', path: '/tickets/1', text: 'History' },
    { name: 'article-new', who: 'clara', path: '/articles/new', text: 'Preview' },
    { name: 'plan-try', who: 'root', path: '/plan?view=try', text: 'Dialled number' },
    {
      name: 'plan-history',
      who: 'root',
      path: '/plan?view=history',
      text: 'queue sales: ring for',
      look: async (page) => await page.locator('details summary').first().click(),
    },
    {
      name: 'plan-draft',
      who: 'root',
      path: '/plan',
      text: 'What would change',
      look: addToPlan('parking: { slots: ["71", "72"], for: 3m }'),
    },
    {
      name: 'plan-faulty',
      who: 'root',
      path: '/plan',
      text: 'Error',
      look: addToPlan('queue: { sales: 3 }\nteams: { a: [b] }'),
    },
    {
      name: 'audit-details',
      who: 'root',
      path: '/audit',
      text: 'Details',
      look: async (page) => {
        await page.getByText('Details').first().waitFor();
        for (const each of await page.locator('td details summary').all()) await each.click();
      },
    },
  ];
}

/** Types it at the end of the plan in the editor. */
function addToPlan(text) {
  return async (page) => {
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText(`\n${text}\n`);
  };
}

async function thePages(as, picture, call, { ask }, { withAll, only }) {
  const { calls } = await ask('GET', '/v1/calls?limit=200&outcome=answered');
  const long = calls.findLast(({ talkedMs, queue }) => queue !== undefined && talkedMs > 180_000);
  const inTalk = new Date(Date.parse(long.endedAt) - 90_000).toISOString();
  const week = async (page) => await page.getByRole('button', { name: '7 days' }).click();
  await review(ask, calls);
  const pages = [
    { name: 'story', who: 'clara', path: `/calls/${call}`, text: 'The call in words' },
    { name: 'time', who: 'root', path: `/time?at=${inTalk}`, text: 'Talking' },
    { name: 'calls', who: 'root', path: '/calls', text: 'Mei Lin' },
    { name: 'voicemail', who: 'clara', path: '/voicemail', text: 'Mark as heard' },
    { name: 'contacts', who: 'root', path: '/contacts', text: 'Mei Lin' },
    { name: 'tickets', who: 'root', path: '/tickets', text: 'Mei Lin' },
    { name: 'articles', who: 'clara', path: '/articles/1', text: 'Two to five days.' },
    { name: 'quality', who: 'clara', path: '/quality', text: 'New scorecard' },
    { name: 'reports', who: 'root', path: '/reports', text: 'What the figures mean', look: week },
    { name: 'plan', who: 'root', path: '/plan', text: 'Findings' },
    { name: 'plan-daily', who: 'root', path: '/plan?view=daily', text: 'Agents: queues and skills' },
    { name: 'prompts', who: 'clara', path: '/prompts', text: 'voicemail accounts' },
    { name: 'people', who: 'root', path: '/people', text: 'Clara Winter' },
    { name: 'audit', who: 'root', path: '/audit', text: 'Details' },
    { name: 'health', who: 'root', path: '/health', text: 'Calls are routed.' },
  ];
  for (const { name, who, path, text, look } of [...pages, ...(withAll ? furtherPages(call) : [])]) {
    if (only && !only.includes(name)) continue;
    const page = await as(who);
    // Of a long list, so much as says what it is.
    if (name !== 'story') await page.setViewportSize({ width: 1280, height: 600 });
    await page.goto(`${address}${path}`);
    await look?.(page);
    await page.getByText(text).first().waitFor();
    await passes(2500);
    await picture(page, name);
    await page.context().close();
  }
}
