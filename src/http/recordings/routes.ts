/** The recording of talks in progress, and recordings of talks that are over. */
import { callPath } from '../../contract/call.ts';
import { refusals } from '../../contract/common.ts';
import {
  holdRequest,
  recording,
  recordingAsked,
  recordingId,
  recordingList,
  recordingQuery,
  recordingRequest,
} from '../../contract/recording.ts';
import type { Actor } from '../../ports/actor.ts';
import { callId } from '../../shared/ids.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { downloadMayTake, paced } from '../paced.ts';
import { newestReached } from '../reached.ts';
import { readRange } from './range.ts';
import { recordingView } from './view.ts';

type Needs = Pick<ApiNeeds, 'gate' | 'store' | 'recordingSound'>;

export function recordingRoutes(app: Api, { gate, store, recordingSound }: Needs): void {
  const found = async (id: string, actor: Actor) => {
    const call = callId(Number(id));
    const row = await store.recordings.find(call);
    const isSeen = row !== undefined && (await gate.reachesCall('see_calls', actor, call));
    if (!row || !isSeen || row.state === 'lost' || row.state === 'deleted')
      throw new Refusal('no_such_recording', `there is no recording of call ${id}`);
    return row;
  };

  app.post(
    '/v1/calls/:id/recording',
    {
      config: { right: 'control_recordings', scoped: true },
      schema: {
        summary: 'Pause or resume the recording of a call',
        params: callPath,
        body: recordingRequest,
        response: { 200: recordingAsked, ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { to } = request.body;
      orRefuse(await gate.ask({ ask: 'control_recording', call: callId(Number(id)), to }, actorOf(request)));
      return { call: id, recording: to === 'pause' ? ('paused' as const) : ('resumed' as const) };
    },
  );

  app.get(
    '/v1/recordings',
    {
      config: { right: 'see_calls', scoped: true },
      schema: {
        summary: 'List recordings, newest first',
        querystring: recordingQuery,
        response: { 200: recordingList, ...refusals },
      },
    },
    async (request) => {
      const { limit, ...query } = request.query;
      const rows = await newestReached(
        {
          list: (most) => store.recordings.list(query, most),
          key: ({ call }) => call,
          reaches: ({ call }) => gate.reachesCall('see_calls', actorOf(request), call),
        },
        limit,
      );
      return { recordings: rows.map(recordingView) };
    },
  );

  app.get(
    '/v1/recordings/:id',
    {
      config: { right: 'see_calls', scoped: true },
      schema: { summary: 'One recording', params: recordingId, response: { 200: recording, ...refusals } },
    },
    async (request) => recordingView(await found(request.params.id, actorOf(request))),
  );

  app.get(
    '/v1/recordings/:id/audio',
    {
      config: { right: 'hear_recordings', scoped: true },
      handlerTimeout: downloadMayTake,
      schema: {
        summary: 'Download a recording as a WAVE file; part of it with `Range: bytes=...`',
        params: recordingId,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const row = await found(id, actorOf(request));
      const { size } = row;
      if (row.state !== 'kept' || size === undefined)
        throw new Refusal('recording_not_ready', `the recording of call ${id} is not complete yet`);
      orRefuse(await gate.ask({ ask: 'hear_recording', call: row.call }, actorOf(request)));
      const range = readRange(request.headers.range, size);
      if (range === 'none') {
        void reply.header('content-range', `bytes */${size}`);
        throw new Refusal('no_such_part', `the recording of call ${id} has ${size} bytes`);
      }
      const { from, to } = range === 'whole' ? { from: 0, to: size } : range;
      const sound = await recordingSound?.(row, from, to);
      if (sound === undefined)
        throw new Refusal('no_such_recording', `the audio of call ${id} no longer exists`);
      if (sound === 'other key')
        throw new Refusal('recording_key_missing', `the recording of call ${id} needs the key ${row.key}`);
      void reply
        .type('audio/wav')
        .header('accept-ranges', 'bytes')
        .header('content-length', to - from)
        .header('content-disposition', `inline; filename="${id}.wav"`)
        .header('cache-control', 'no-store');
      if (range !== 'whole') void reply.code(206).header('content-range', `bytes ${from}-${to - 1}/${size}`);
      return reply.send(paced(sound));
    },
  );

  app.put(
    '/v1/recordings/:id/hold',
    {
      config: { right: 'hold_recordings' },
      schema: {
        summary: 'Put a recording on legal hold, or end the hold',
        params: recordingId,
        body: holdRequest,
        response: { 200: recording, ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { reason } = request.body;
      await found(id, actorOf(request));
      orRefuse(await gate.ask({ ask: 'hold_recording', call: callId(Number(id)), reason }, actorOf(request)));
      return recordingView(await found(id, actorOf(request)));
    },
  );
}
