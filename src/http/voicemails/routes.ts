/** Messages that callers left: who may, lists them, listens, and says what becomes of them. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { refusals } from '../../contract/common.ts';
import {
  recordingPath,
  voicemail,
  voicemailBoxes,
  voicemailChange,
  voicemailDeleted,
  voicemailList,
  voicemailQuery,
} from '../../contract/voicemail.ts';
import { reachesVoicemail } from '../../people/voicemails.ts';
import type { Actor } from '../../ports/actor.ts';
import type { VoicemailMessage } from '../../ports/store.ts';
import type { Right } from '../../shared/rights.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { downloadMayTake, paced } from '../paced.ts';
import { newestReached } from '../reached.ts';
import { readRange } from '../recordings/range.ts';
import { boxView, voicemailView } from './view.ts';

const AUDIO: Readonly<Record<string, string>> = {
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
  '.gsm': 'audio/gsm',
};
const noSuch = (recording: string): Refusal =>
  new Refusal('no_such_recording', `there is no recording ${recording}`);

type Needs = Pick<ApiNeeds, 'store' | 'gate' | 'operations' | 'recordingFile'>;

export function voicemailRoutes(app: Api, { store, gate, operations, recordingFile }: Needs): void {
  /** One that is not theirs is answered like one that does not exist. */
  async function found(recording: string, right: Right, actor: Actor): Promise<VoicemailMessage> {
    const message = await store.voicemails.one(recording);
    if (!message || !(await gate.reachesMessage(right, actor, message))) throw noSuch(recording);
    return message;
  }

  app.get(
    '/v1/voicemails',
    {
      config: { right: 'hear_voicemails', scoped: true },
      schema: {
        summary: 'List voicemail messages, newest first',
        querystring: voicemailQuery,
        response: { 200: voicemailList, ...refusals },
      },
    },
    async (request) => {
      const { query } = request;
      const seen = await newestReached(
        {
          list: (most) => store.voicemails.list(query.voicemail, most, query.state),
          key: ({ recording }) => recording,
          reaches: (message) => gate.reachesMessage('hear_voicemails', actorOf(request), message),
        },
        query.limit,
      );
      return { voicemails: seen.map(voicemailView) };
    },
  );

  app.get(
    '/v1/voicemail-boxes',
    {
      config: { right: 'hear_voicemails', scoped: true },
      schema: {
        summary: 'List the voicemails of the plan, with how many new messages each has',
        response: { 200: voicemailBoxes, ...refusals },
      },
    },
    async (request) => {
      const { plan } = operations.plan();
      const reach = gate.reach('hear_voicemails', actorOf(request));
      const counts = await store.voicemails.counts();
      const theirs = Object.values(plan.voicemails).filter((each) => reachesVoicemail(reach, plan, each));
      return { boxes: theirs.map((each) => boxView(each, counts)) };
    },
  );

  app.patch(
    '/v1/voicemails/:recording',
    {
      config: { right: 'change_voicemails', scoped: true },
      schema: {
        summary:
          'Mark a voicemail message as heard or new, assign it to an agent, move it to another voicemail',
        params: recordingPath,
        body: voicemailChange,
        response: { 200: voicemail, ...refusals },
      },
    },
    async (request) => {
      const { recording } = request.params;
      const actor = actorOf(request);
      const message = await found(recording, 'change_voicemails', actor);
      const { heard, assignedTo, voicemail: to } = request.body;
      const ask = { ask: 'change_message', recording } as const;
      if (to !== undefined) orRefuse(await gate.ask({ ...ask, change: 'moved', to }, actor));
      if (assignedTo !== undefined)
        orRefuse(
          await gate.ask(
            { ...ask, change: 'assigned', ...(assignedTo === null ? {} : { to: assignedTo }) },
            actor,
          ),
        );
      if (heard !== undefined)
        orRefuse(await gate.ask({ ...ask, change: heard ? 'heard' : 'unheard' }, actor));
      return voicemailView((await store.voicemails.one(recording)) ?? message);
    },
  );

  app.delete(
    '/v1/voicemails/:recording',
    {
      config: { right: 'change_voicemails', scoped: true },
      schema: {
        summary: 'Delete a voicemail message, with its sound',
        params: recordingPath,
        response: { 200: voicemailDeleted, ...refusals },
      },
    },
    async (request) => {
      const { recording } = request.params;
      await found(recording, 'change_voicemails', actorOf(request));
      orRefuse(await gate.ask({ ask: 'change_message', recording, change: 'deleted' }, actorOf(request)));
      return { recording, deleted: true as const };
    },
  );

  app.get(
    '/v1/voicemails/:recording/audio',
    {
      config: { right: 'hear_voicemails', scoped: true },
      handlerTimeout: downloadMayTake,
      schema: {
        summary: 'Download a voicemail recording; part of it with `Range: bytes=...`',
        params: recordingPath,
      },
    },
    async (request, reply) => {
      const { recording } = request.params;
      await found(recording, 'hear_voicemails', actorOf(request));
      const path = await recordingFile?.(recording);
      const size = path === undefined ? undefined : await sizeOf(path);
      if (path === undefined || size === undefined) throw noSuch(recording);
      const range = readRange(request.headers.range, size);
      if (range === 'none') {
        void reply.header('content-range', `bytes */${size}`);
        throw new Refusal('no_such_part', `the recording ${recording} has ${size} bytes`);
      }
      const { from, to } = range === 'whole' ? { from: 0, to: size } : range;
      void reply
        .type(AUDIO[extname(path)] ?? 'application/octet-stream')
        .header('accept-ranges', 'bytes')
        .header('content-length', to - from)
        .header('cache-control', 'no-store');
      if (range !== 'whole') void reply.code(206).header('content-range', `bytes ${from}-${to - 1}/${size}`);
      return reply.send(paced(createReadStream(path, { start: from, end: Math.max(from, to - 1) })));
    },
  );
}

/** Undefined: it is not there. */
async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
