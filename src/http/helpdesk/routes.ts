/** Where another ticket system tells of its changes. Nobody has a session there: the signature over the body counts. */
import { refusals } from '../../contract/common.ts';
import { helpdeskTaken } from '../../contract/helpdesk.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { Refusal } from '../errors.ts';

/** An article may be a long e-mail. */
const largest = 512 * 1024;

export function helpdeskRoutes(app: Api, { helpdesk }: Pick<ApiNeeds, 'helpdesk'>): void {
  // By itself, because the signature is over the body as it came.
  app.register(async (own) => {
    own.removeContentTypeParser('application/json');
    own.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    own.post(
      '/v1/helpdesk/zammad',
      {
        config: { open: true, rateLimit: { max: 600, timeWindow: 60_000 } },
        bodyLimit: largest,
        schema: {
          summary: 'For the webhook of Zammad, signed: a ticket was changed there',
          response: { 200: helpdeskTaken, ...refusals },
        },
      },
      async ({ body, headers }) => {
        if (!helpdesk) throw new Refusal('helpdesk_not_set_up');
        const taken = await helpdesk.take({
          body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
          signature: one(headers['x-hub-signature']),
          delivery: one(headers['x-zammad-delivery']),
        });
        if (taken === 'wrong_signature')
          throw new Refusal(
            'unauthorized',
            'the signature is missing or wrong (X-Hub-Signature)',
            'Use the same secret in the webhook of Zammad and in CORDBOARD_HELPDESK_SECRET.',
          );
        if (taken === 'not_understood')
          throw new Refusal('bad_request', 'this is not a message about a ticket of Zammad');
        return { taken };
      },
    );
  });
}

const one = (header: string | string[] | undefined): string | undefined => [header].flat()[0];
