/** The recording of talks in progress. */
import { callPath } from '../../contract/call.ts';
import { refusals } from '../../contract/common.ts';
import { recordingAsked, recordingRequest } from '../../contract/recording.ts';
import { callId } from '../../shared/ids.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse } from '../errors.ts';

export function recordingRoutes(app: Api, { gate }: Pick<ApiNeeds, 'gate'>): void {
  app.post(
    '/v1/calls/:id/recording',
    {
      config: { right: 'control_recordings' },
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
}
