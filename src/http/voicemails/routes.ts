import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { refusals } from '../../contract/common.ts';
import { recordingPath, voicemailList, voicemailQuery } from '../../contract/voicemail.ts';
import type { VoicemailMessage } from '../../ports/store.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { Refusal } from '../errors.ts';
import { voicemailView } from './view.ts';

const AUDIO: Readonly<Record<string, string>> = {
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
  '.gsm': 'audio/gsm',
};

export function voicemailRoutes(app: Api, { store, gate, recordingFile }: ApiNeeds): void {
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
      const messages = await store.voicemails.list(query.voicemail, query.limit);
      const seen: VoicemailMessage[] = [];
      for (const message of messages)
        if (await gate.reachesCall('hear_voicemails', actorOf(request), message.call)) seen.push(message);
      return { voicemails: seen.map(voicemailView) };
    },
  );

  app.get(
    '/v1/voicemails/:recording/audio',
    {
      config: { right: 'hear_voicemails', scoped: true },
      schema: { summary: 'Download a voicemail recording', params: recordingPath },
    },
    async (request, reply) => {
      const { params } = request;
      const call = await store.voicemails.callOf(params.recording);
      if (call === undefined || !(await gate.reachesCall('hear_voicemails', actorOf(request), call)))
        throw new Refusal('no_such_recording', `there is no recording ${params.recording}`);
      const path = await recordingFile?.(params.recording);
      const file = path === undefined ? undefined : await openIfThere(path);
      if (path === undefined || !file)
        throw new Refusal('no_such_recording', `there is no recording ${params.recording}`);
      const { size } = await file.stat();
      return reply
        .type(AUDIO[extname(path)] ?? 'application/octet-stream')
        .header('content-length', size)
        .header('cache-control', 'no-store')
        .send(file.createReadStream());
    },
  );
}

async function openIfThere(path: string) {
  try {
    return await open(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
