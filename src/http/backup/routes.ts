/**
 * A backup of all that is kept, as one stream. It is made beside the database first, in a file whose name nobody outside
 * chooses, and which is gone when the answer is over.
 */
import type { Api, ApiNeeds } from '../api.ts';
import { notFound, Refusal } from '../errors.ts';

const mayTake = 10 * 60_000;

export function backupRoutes(app: Api, { backUp }: ApiNeeds): void {
  let underWay = false;

  app.post(
    '/v1/backup',
    {
      handlerTimeout: mayTake,
      schema: { summary: 'Everything that is kept, with the sounds of messages, as one SQLite file' },
    },
    async (_request, reply) => {
      if (!backUp) throw notFound('there is nothing to back up here');
      if (underWay)
        throw new Refusal(409, {
          code: 'conflict',
          message: 'a backup is being made; try again in a moment',
        });
      underWay = true;
      try {
        const { size, stream } = await backUp();
        stream.once('close', () => {
          underWay = false;
        });
        return reply
          .type('application/vnd.sqlite3')
          .header('content-length', size)
          .header('cache-control', 'no-store')
          .send(stream);
      } catch (error) {
        underWay = false;
        throw error;
      }
    },
  );
}
