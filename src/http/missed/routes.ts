import { refusals } from '../../contract/common.ts';
import { type MissedView, missedDone, missedList, missedPath } from '../../contract/missed.ts';
import type { MissedCaller } from '../../reports/missed-callers.ts';
import { callId } from '../../shared/ids.ts';
import { eachInSlices } from '../../shared/slices.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { iso } from '../times.ts';

export function missedRoutes(app: Api, { gate, missed = () => [] }: ApiNeeds): void {
  app.get(
    '/v1/missed',
    {
      config: { right: 'see_calls', scoped: true },
      schema: {
        summary: 'List callers who did not reach a person, until someone has talked with them',
        response: { 200: missedList, ...refusals },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const seen: MissedView[] = [];
      await eachInSlices([...missed()], async (caller) => {
        const last = caller.calls.at(-1);
        if (last !== undefined && (await gate.reachesCall('see_calls', actor, last))) seen.push(view(caller));
      });
      return { missed: seen };
    },
  );

  app.post(
    '/v1/missed/:id/done',
    {
      config: { right: 'handle_missed', scoped: true },
      schema: {
        summary: 'Take a caller off the list of missed callers',
        params: missedPath,
        response: { 200: missedDone, ...refusals },
      },
    },
    async (request) => {
      const { id } = request.params;
      const call = callId(Number(id));
      if (!missed().some(({ calls }) => calls.includes(call)))
        throw new Refusal('no_such_call', `call ${id} is not one of a missed caller`);
      orRefuse(await gate.ask({ ask: 'handle_missed', call }, actorOf(request)));
      return { call: id, done: true as const };
    },
  );
}

function view({ number, name, contact, calls, dialled, first, last, outcome }: MissedCaller): MissedView {
  return {
    call: calls.at(-1) ?? '',
    calls: [...calls],
    ...(number === undefined ? {} : { number }),
    withheld: number === undefined,
    ...(name === undefined ? {} : { name }),
    ...(contact === undefined ? {} : { contact }),
    dialled,
    first: iso(first),
    last: iso(last),
    outcome,
  };
}
