import { refusals } from '../../contract/common.ts';
import {
  checkpointList,
  checkpointPath,
  checkpointText,
  recordedPage,
  recordedQuery,
} from '../../contract/recorded.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { Refusal } from '../errors.ts';

export function recordedRoutes(app: Api, { store: { recorded } }: ApiNeeds): void {
  app.get(
    '/v1/recorded/checkpoints',
    {
      config: { right: 'read_journal' },
      schema: {
        summary: 'List checkpoints from which recorded turns can be replayed, oldest first',
        response: { 200: checkpointList, ...refusals },
      },
    },
    async () => ({ checkpoints: [...(await recorded.checkpoints())] }),
  );

  app.get(
    '/v1/recorded/checkpoints/:turn',
    {
      config: { right: 'read_journal' },
      schema: {
        summary: 'Show one checkpoint: the complete state between two turns',
        params: checkpointPath,
        response: { 200: checkpointText, ...refusals },
      },
    },
    async ({ params: { turn } }) => {
      const text = await recorded.checkpoint(turn);
      if (text === undefined) throw new Refusal('not_found', `there is no checkpoint after turn ${turn}`);
      return { text };
    },
  );

  app.get(
    '/v1/recorded/turns',
    {
      config: { right: 'read_journal' },
      schema: {
        summary: 'List the recorded inputs of the core, oldest first, grouped by commit',
        querystring: recordedQuery,
        response: { 200: recordedPage, ...refusals },
      },
    },
    async ({ query: { after, limit } }) => {
      const commits = await recorded.after(after, limit);
      return { commits: commits.map((commit) => ({ ...commit, turns: [...commit.turns] })) };
    },
  );
}
