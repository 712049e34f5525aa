/** The sound library over the API: what people upload, hear and delete. */
import { expect, test } from 'vitest';
import { parsePlan } from '../../../src/plan/read.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { askOffice, TOKEN } from './serve.ts';

const text = `
company: Berg
country: DE
time zone: Europe/Berlin
languages: [en, de]
agents: { anna: { name: Anna, phone: anna } }
numbers:
  "101":
    - say: { library: welcome, text: "Welcome." }
    - say: { en: "We are open.", de: "Wir haben offen." }
    - say: { library: hours }
    - ring: anna
    - voicemail: anna
voicemails: { anna: { agent: anna, greeting: { en: "Anna is out.", de: "Anna ist nicht da." } } }
lines: [line1]
`;

async function house() {
  const read = parsePlan(text);
  if (!read.ok) throw new Error(JSON.stringify(read.findings));
  const office: Office = openOffice();
  const operations = { ...office.operations, plan: () => ({ plan: read.plan, version: 7 }) };
  const desk = await askOffice({ ...office, operations });
  const upload = (name: string, bytes: string, type = 'audio/wav') =>
    desk.api.inject({
      method: 'PUT',
      url: `/v1/sounds/${name}`,
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': type },
      payload: Buffer.from(bytes),
    });
  return { ...desk, upload };
}

test('the list has what there is, what is missing, and what the plan plays without its being there', async () => {
  const { ask, upload } = await house();
  expect((await upload('welcome/de', 'RIFF and more')).statusCode).toBe(200);
  expect((await upload('spare/en', 'RIFF and more', 'audio/mpeg')).statusCode).toBe(200);
  expect((await ask('GET', '/v1/sounds')).body).toMatchObject({
    languages: ['en', 'de'],
    sounds: [
      { name: 'hours', files: [], missing: ['en', 'de'], usedBy: ['number 101, step 3'] },
      { name: 'spare', files: [{ language: 'en', lengthMs: 1000 }], missing: ['de'], usedBy: [] },
      { name: 'welcome', files: [{ language: 'de' }], missing: ['en'], usedBy: ['number 101, step 1'] },
    ],
  });
});

test('each prompt of the plan says in which languages callers hear another one', async () => {
  const { ask, upload } = await house();
  await upload('hours/de', 'RIFF and more');
  const { prompts } = (await ask('GET', '/v1/prompts')).body as {
    prompts: { where: string; missing: string[]; words: object }[];
  };
  expect(prompts.slice(0, 3)).toMatchObject([
    { where: 'number 101, step 1', missing: ['de'], words: { en: 'Welcome.' }, sounds: ['welcome'] },
    { where: 'number 101, step 2', missing: [], words: { de: 'Wir haben offen.' } },
    { where: 'number 101, step 3', missing: ['en'] },
  ]);
});

test('a recorded greeting is listed at its voicemail, and can be deleted', async () => {
  const { ask, upload } = await house();
  const greeting = async () => {
    const { prompts } = (await ask('GET', '/v1/prompts')).body as { prompts: { where: string }[] };
    return prompts.find(({ where }) => where === 'voicemail anna');
  };
  expect(await greeting()).toMatchObject({ missing: [], sounds: [] });
  expect((await upload('greeting-anna/en', 'RIFF and more')).statusCode).toBe(200);
  expect(await greeting()).toMatchObject({ missing: ['de'], sounds: ['greeting-anna'] });
  const { sounds } = (await ask('GET', '/v1/sounds')).body as { sounds: object[] };
  expect(sounds).toContainEqual(
    expect.objectContaining({ name: 'greeting-anna', missing: ['de'], usedBy: ['voicemail anna'] }),
  );
  expect(await ask('DELETE', '/v1/sounds/greeting-anna/en')).toMatchObject({ status: 200 });
  expect(await greeting()).toMatchObject({ missing: [], sounds: [] });
});

test('what is uploaded is heard; what the plan does not play can be deleted, and nothing else', async () => {
  const { ask, upload } = await house();
  await upload('welcome/en', 'RIFF one');
  await upload('spare/en', 'RIFF two');
  const heard = await ask('GET', '/v1/sounds/welcome/en/audio');
  expect(heard).toMatchObject({ status: 200, body: 'RIFF one' });
  expect(heard.headers['content-type']).toBe('audio/wav');
  expect(await ask('DELETE', '/v1/sounds/welcome/en')).toMatchObject({
    status: 409,
    body: { error: { code: 'sound_in_use', message: 'welcome is played in: number 101, step 1' } },
  });
  expect(await ask('DELETE', '/v1/sounds/spare/en')).toMatchObject({ status: 200, body: { deleted: true } });
  expect(await ask('DELETE', '/v1/sounds/spare/en')).toMatchObject({ status: 404 });
  expect(await ask('GET', '/v1/sounds/spare/en/audio')).toMatchObject({
    status: 404,
    body: { error: { code: 'no_such_sound' } },
  });
});

test('refused: a file that is no sound, a language of no plan, a name with a path in it, a body of another kind', async () => {
  const { upload, ask } = await house();
  expect((await upload('welcome/en', 'no sound')).json()).toMatchObject({
    error: { code: 'sound_not_usable' },
  });
  expect((await upload('welcome/fr', 'RIFF')).json()).toMatchObject({
    error: { code: 'bad_request', message: "'fr' is not a language of the plan; use one of: en, de" },
  });
  expect((await upload('..%2Fwelcome/en', 'RIFF')).statusCode).toBe(400);
  expect((await upload('welcome/en', 'RIFF', 'text/html')).statusCode).toBe(415);
  expect((await ask('PUT', '/v1/sounds/welcome/en', { a: 1 })).status).toBe(400);
});

test('what a prompt of the plan sounds like', async () => {
  const { ask } = await house();
  expect(await ask('GET', '/v1/prompts/1/de/audio')).toMatchObject({ status: 200, body: 'RIFF of a prompt' });
  expect(await ask('GET', '/v1/prompts/1/fr/audio')).toMatchObject({ status: 404 });
  expect(await ask('GET', '/v1/prompts/9999/de/audio')).toMatchObject({ status: 404 });
});
