import { refusals } from '../../contract/common.ts';
import { type RetentionPreview, retentionPreview, retentionQuery } from '../../contract/retention.ts';
import { deliveriesKeptFor } from '../../ports/deliveries.ts';
import { minutes } from '../../shared/time.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { iso } from '../times.ts';

const day = minutes(24 * 60);
/** Recordings: more are counted as so many. */
const most = 5000;

type Kind = RetentionPreview['kinds'][number];
type Needs = Pick<ApiNeeds, 'operations' | 'store' | 'recordedFor'>;

export function retentionRoutes(app: Api, { operations, store, recordedFor }: Needs): void {
  app.get(
    '/v1/retention',
    {
      config: { right: 'see_health' },
      schema: {
        summary: 'For how long each kind of data is kept, and what goes next',
        querystring: retentionQuery,
        response: { 200: retentionPreview, ...refusals },
      },
    },
    async (request) => {
      const until = operations.now() + request.query.days * day;
      const { plan } = operations.plan();
      const keptContacts = plan.retention?.contacts;
      const quiet =
        keptContacts === undefined ? { count: 0 } : await store.contacts.countQuiet(until - keptContacts);
      const keptTickets = plan.retention?.tickets;
      const finished =
        keptTickets === undefined ? { count: 0 } : await store.tickets.countFinished(until - keptTickets);
      const keptDetails = plan.retention?.journal;
      const details = keptDetails === undefined ? 0 : await store.details.count(until - keptDetails);
      const keptDeliveries = plan.retention?.deliveries ?? deliveriesKeptFor;
      const over = await store.deliveries.countOver(until - keptDeliveries);
      const expired = await store.recordings.expired(until, most);
      const voicemails: Kind[] = [];
      for (const { name, keepFor } of Object.values(plan.voicemails)) {
        const old = keepFor === undefined ? [] : await store.voicemails.olderThan(name, until - keepFor);
        voicemails.push({
          kind: 'voicemail',
          which: name,
          ...(keepFor === undefined ? {} : { keptForMs: keepFor }),
          ...counted(old.map(({ at }) => at)),
          how: 'deleted with the sound; `keep for` of the voicemail in the plan',
        });
      }
      const kinds: Kind[] = [
        {
          kind: 'contacts',
          ...(keptContacts === undefined ? {} : { keptForMs: keptContacts }),
          goes: quiet.count,
          ...(quiet.oldest !== undefined && { oldest: iso(quiet.oldest) }),
          how: 'erased with their calls, messages and recordings; `contacts` of `retention` in the plan',
        },
        {
          kind: 'tickets',
          ...(keptTickets === undefined ? {} : { keptForMs: keptTickets }),
          goes: finished.count,
          ...(finished.oldest !== undefined && { oldest: iso(finished.oldest) }),
          how: 'solved and closed ones are erased, others go with their contact; `tickets` of `retention` in the plan',
        },
        ...voicemails,
        {
          kind: 'recordings',
          ...counted(expired.map(({ at }) => at)),
          how: 'deleted, unless on legal hold; `keep for` of the recording rule in the plan',
        },
        {
          kind: 'recorded_turns',
          ...(recordedFor === undefined ? {} : { keptForMs: recordedFor }),
          how: 'forgotten; CORDBOARD_RECORD_DAYS',
        },
        {
          kind: 'evidence',
          how: 'SIP messages and sound reports of calls: forgotten; CORDBOARD_EVIDENCE_DAYS and CORDBOARD_EVIDENCE_MB',
        },
        {
          kind: 'deliveries',
          keptForMs: keptDeliveries,
          goes: over.count,
          ...(over.oldest !== undefined && { oldest: iso(over.oldest) }),
          how: 'e-mails and webhooks that arrived or were given up leave the log; `deliveries` of `retention` in the plan',
        },
        {
          kind: 'journal',
          ...(keptDetails === undefined ? {} : { keptForMs: keptDetails, goes: details }),
          how: 'names and numbers in old calls are erased, else with their contact; what happened stays; `journal` of `retention` in the plan',
        },
        { kind: 'audit', how: 'kept; personal details go with the contact' },
      ];
      return { until: iso(until), kinds };
    },
  );
}

function counted(moments: readonly number[]): Pick<Kind, 'goes' | 'oldest'> {
  const oldest = moments.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY);
  return { goes: moments.length, ...(moments.length > 0 && { oldest: iso(oldest) }) };
}
