/**
 * A backup of all that is kept, as one stream. It is made beside the database first, in a file whose name no one outside
 * chooses, and which is gone when the answer is over.
 */
import type { Api, ApiNeeds } from '../api.ts';
import { Refusal } from '../errors.ts';
import { downloadMayTake, paced } from '../paced.ts';

export function backupRoutes(app: Api, { backUp }: ApiNeeds): void {
  let underWay = false;

  app.post(
    '/v1/backup',
    {
      config: { right: 'back_up' },
      handlerTimeout: downloadMayTake,
      schema: {
        summary: 'Download a backup: the database with all voicemail recordings, as one SQLite file',
      },
    },
    async (_request, reply) => {
      if (!backUp) throw new Refusal('not_found', 'this engine has no database to back up');
      if (underWay) throw new Refusal('backup_running');
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
          .send(paced(stream));
      } catch (error) {
        underWay = false;
        throw error;
      }
    },
  );
}
