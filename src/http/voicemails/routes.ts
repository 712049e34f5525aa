import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { refusals } from '../../contract/common.ts';
import { recordingPath, voicemailList, voicemailQuery } from '../../contract/voicemail.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { Refusal } from '../errors.ts';
import { voicemailView } from './view.ts';

const AUDIO: Readonly<Record<string, string>> = {
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
  '.gsm': 'audio/gsm',
};

export function voicemailRoutes(app: Api, { store, recordingFile }: ApiNeeds): void {
  app.get(
    '/v1/voicemails',
    {
      config: { right: 'hear_voicemails' },
      schema: {
        summary: 'List voicemail messages, newest first',
        querystring: voicemailQuery,
        response: { 200: voicemailList, ...refusals },
      },
    },
    async ({ query }) => {
      const messages = await store.voicemails.list(query.voicemail, query.limit);
      return { voicemails: messages.map(voicemailView) };
    },
  );

  app.get(
    '/v1/voicemails/:recording/audio',
    {
      config: { right: 'hear_voicemails' },
      schema: { summary: 'Download a voicemail recording', params: recordingPath },
    },
    async ({ params }, reply) => {
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
