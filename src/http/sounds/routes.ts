/** The sound library: what there is, listen, upload, delete; and what the plan says in each language. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { refusals } from '../../contract/common.ts';
import {
  promptList,
  promptPath,
  soundKept,
  soundList,
  soundPath,
  soundRecording,
  soundRemoved,
  soundRings,
} from '../../contract/sound-library.ts';
import { promptsIn } from '../../plan/rules/prompts.ts';
import { recordedOr } from '../../plan/rules/voicemails.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { acceptFiles } from '../bodies.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { fileView, promptsView, soundsView } from './view.ts';

/** What a sound is, its first bytes say: browsers, curl and editors name the types as they like. */
const kinds = [
  'audio/wav',
  'audio/x-wav',
  'audio/wave',
  'audio/vnd.wave',
  'audio/mpeg',
  'audio/mp3',
  'audio/ogg',
  'audio/flac',
  'application/octet-stream',
];
const largest = 24 * 1024 * 1024;

type Needs = Pick<ApiNeeds, 'gate' | 'operations' | 'sounds'>;

export function soundRoutes(app: Api, { gate, operations, sounds }: Needs): void {
  if (!sounds) return;
  acceptFiles(app, kinds);

  app.get(
    '/v1/sounds',
    {
      config: { right: 'read_plan' },
      schema: {
        summary:
          'List the sounds of the library, with the languages that are missing and where the plan plays them',
        response: { 200: soundList, ...refusals },
      },
    },
    async () => soundsView(operations.plan().plan, await sounds.list()),
  );

  app.get(
    '/v1/sounds/:name/:language/audio',
    {
      config: { right: 'read_plan' },
      schema: { summary: 'Download a sound of the library as a WAVE file', params: soundPath },
    },
    async (request, reply) => {
      const { name, language } = request.params;
      const bytes = await sounds.read({ name, language });
      if (!bytes) throw new Refusal('no_such_sound', `there is no sound ${name} in ${language}`);
      return sendWave(reply, bytes, `${name}.${language}`);
    },
  );

  app.put(
    '/v1/sounds/:name/:language',
    {
      config: { right: 'change_sounds' },
      bodyLimit: largest,
      handlerTimeout: 3 * 60_000,
      schema: {
        summary:
          'Upload a sound (WAVE; MP3, Ogg and FLAC if ffmpeg or sox is installed); it replaces the one there was',
        consumes: kinds,
        params: soundPath,
        body: z.instanceof(Uint8Array, { error: 'send a sound file as audio/wav or audio/mpeg' }),
        response: { 200: soundKept, ...refusals },
      },
    },
    async (request) => {
      const { name, language } = request.params;
      const { sound } = orRefuse(
        await gate.ask({ ask: 'keep_sound', name, language, bytes: request.body }, actorOf(request)),
      );
      return { name, file: fileView(sound) };
    },
  );

  app.post(
    '/v1/sounds/:name/:language/record',
    {
      config: { right: 'change_sounds' },
      schema: {
        summary: "Ring an agent's phone, at which they record the sound",
        params: soundPath,
        body: soundRecording,
        response: { 200: soundRings, ...refusals },
      },
    },
    async (request) => {
      const { name, language } = request.params;
      const actor = actorOf(request);
      const agent = request.body.agent ?? (actor.kind === 'person' ? actor.agent : undefined);
      if (agent === undefined)
        throw new Refusal('bad_request', 'agent: name the agent whose phone is to ring');
      const { phone } = orRefuse(await gate.ask({ ask: 'record_sound', name, language, agent }, actor));
      return { name, language, phone };
    },
  );

  app.delete(
    '/v1/sounds/:name/:language',
    {
      config: { right: 'change_sounds' },
      schema: {
        summary: 'Delete a sound that the plan does not play',
        params: soundPath,
        response: { 200: soundRemoved, ...refusals },
      },
    },
    async (request) => {
      const { name, language } = request.params;
      orRefuse(await gate.ask({ ask: 'remove_sound', name, language }, actorOf(request)));
      return { name, language, deleted: true as const };
    },
  );

  app.get(
    '/v1/prompts',
    {
      config: { right: 'read_plan' },
      schema: {
        summary: 'List everything that the plan says, with the languages that are missing',
        response: { 200: promptList, ...refusals },
      },
    },
    async () => {
      const { plan, version } = operations.plan();
      return promptsView(plan, version, await sounds.list());
    },
  );

  app.get(
    '/v1/prompts/:id/:language/audio',
    {
      config: { right: 'read_plan' },
      handlerTimeout: 60_000,
      schema: {
        summary:
          'What callers with this language hear there, as a WAVE file (without numbers and sounds of Asterisk)',
        params: promptPath,
      },
    },
    async (request, reply) => {
      const { id, language } = request.params;
      const { plan } = operations.plan();
      const placed = promptsIn(plan)[id];
      if (!placed || !plan.languages.includes(language))
        throw new Refusal('no_such_sound', `the plan has no prompt ${id} in ${language}`);
      const { prompt, recordedAs } = placed;
      const heard = recordedAs === undefined ? prompt : recordedOr(recordedAs, prompt, language);
      const bytes = await sounds.hear(heard, language);
      if (!bytes) throw new Refusal('no_such_sound', 'nothing of this prompt can be heard from here');
      return sendWave(reply, bytes, `prompt-${id}.${language}`);
    },
  );
}

function sendWave(reply: FastifyReply, bytes: Uint8Array, name: string): FastifyReply {
  void reply
    .type('audio/wav')
    .header('content-length', bytes.length)
    .header('content-disposition', `inline; filename="${name}.wav"`)
    .header('cache-control', 'no-store');
  return reply.send(Readable.from([Buffer.from(bytes)]));
}
