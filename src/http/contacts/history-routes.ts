/** One view of a contact: calls, messages and recordings; duplicates, merges, and contacts as a file. */
import { duplicatesIn } from '../../contacts/duplicates.ts';
import { contactCalls } from '../../contacts/erase.ts';
import { csvHead, csvRow, vcard } from '../../contacts/export.ts';
import type { CallSummary } from '../../contract/call.ts';
import { refusals } from '../../contract/common.ts';
import {
  contact,
  contactFileQuery,
  contactHistory,
  contactHistoryQuery,
  contactMerge,
  contactPath,
  contactUnmerged,
  duplicateList,
} from '../../contract/contact.ts';
import type { RecordingView } from '../../contract/recording.ts';
import type { VoicemailView } from '../../contract/voicemail.ts';
import type { Contact, ContactBook } from '../../ports/store.ts';
import { callRecord } from '../../reports/call-record.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { recordedCall } from '../calls/view.ts';
import { orRefuse } from '../errors.ts';
import { downloadMayTake, paced } from '../paced.ts';
import { recordingView } from '../recordings/view.ts';
import { voicemailView } from '../voicemails/view.ts';
import { contactView } from './view.ts';

/** Contacts that are compared with each other. */
const mostCompared = 10_000;
/** Contacts that are written at once: a millisecond. */
const partSize = 50;

export function contactHistoryRoutes(
  app: Api,
  { operations, gate, store }: Pick<ApiNeeds, 'operations' | 'gate' | 'store'>,
  numberOf: (text: string) => string,
): void {
  app.get(
    '/v1/contacts/:number/history',
    {
      config: { right: 'see_contacts' },
      handlerTimeout: 60_000,
      schema: {
        summary: 'Calls, voicemail messages and recordings of a contact, all numbers together',
        params: contactPath,
        querystring: contactHistoryQuery,
        response: { 200: contactHistory, ...refusals },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const number = numberOf(request.params.number);
      const found = await contactCalls(number, { store, operations });
      const messages = await store.voicemails.byCall();
      // Calls are numbered in the order of time: no older one has a message.
      const oldest = [...messages.keys()].reduce((least, call) => Math.min(least, Number(call)), Infinity);
      const calls: CallSummary[] = [];
      const recordings: RecordingView[] = [];
      const hears = gate.admit('see_calls', actor) === undefined;
      const voicemails: VoicemailView[] = [];
      for await (const call of found.calls) {
        const isWanted = hears && calls.length < request.query.limit;
        if (!isWanted && Number(call) < oldest) break;
        for (const recording of messages.get(call) ?? []) {
          const message = await store.voicemails.one(recording);
          if (message && (await gate.reachesMessage('hear_voicemails', actor, message)))
            voicemails.push(voicemailView(message));
        }
        if (!isWanted || !(await gate.reachesCall('see_calls', actor, call))) continue;
        const record = callRecord(await store.journal.ofCall(call), operations.now());
        if (record?.end) calls.push(recordedCall(record));
        const recording = await store.recordings.find(call);
        if (recording?.state === 'kept') recordings.push(recordingView(recording));
      }
      return {
        ...(found.contact && { contact: contactView(found.contact) }),
        numbers: [...found.numbers],
        calls,
        voicemails: voicemails.toSorted((a, b) => b.at.localeCompare(a.at)),
        recordings,
      };
    },
  );

  app.get(
    '/v1/contacts/duplicates',
    {
      config: { right: 'see_contacts' },
      schema: {
        summary: 'Contacts that may be the same person, by name or by the end of a number',
        response: { 200: duplicateList, ...refusals },
      },
    },
    async () => {
      const contacts = await store.contacts.find('', mostCompared);
      const duplicates = (await duplicatesIn(contacts)).slice(0, 200);
      return {
        duplicates: duplicates.map((each) => ({
          because: each.because,
          contacts: each.contacts.map((one) => contactView(one)),
        })),
        searched: contacts.length,
      };
    },
  );

  app.get(
    '/v1/contacts/export',
    {
      config: { right: 'export_contacts' },
      handlerTimeout: downloadMayTake,
      schema: { summary: 'All contacts as a file, CSV or vCard', querystring: contactFileQuery },
    },
    async (request, reply) => {
      const { format } = request.query;
      void reply
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'text/vcard; charset=utf-8')
        .header('content-disposition', `attachment; filename="contacts.${format === 'csv' ? 'csv' : 'vcf'}"`)
        .header('cache-control', 'no-store');
      return reply.send(
        paced(
          format === 'csv' ? linesOf(store.contacts, csvHead, csvRow) : linesOf(store.contacts, '', vcard),
        ),
      );
    },
  );

  app.post(
    '/v1/contacts/:number/merge',
    {
      config: { right: 'link_contacts' },
      schema: {
        summary: 'Merge another contact into this one; `unmerge` undoes it',
        params: contactPath,
        body: contactMerge,
        response: { 200: contact, ...refusals },
      },
    },
    async (request) => {
      const asked = {
        ask: 'merge_contacts',
        number: numberOf(request.params.number),
        other: numberOf(request.body.number),
      } as const;
      const { contact: merged } = orRefuse(await gate.ask(asked, actorOf(request)));
      return contactView(merged, operations.plan().plan.crm);
    },
  );

  app.post(
    '/v1/contacts/:number/unmerge',
    {
      config: { right: 'link_contacts' },
      schema: {
        summary: 'Undo the last merge of a contact',
        params: contactPath,
        response: { 200: contactUnmerged, ...refusals },
      },
    },
    async (request) => {
      const asked = { ask: 'unmerge_contact', number: numberOf(request.params.number) } as const;
      const undone = orRefuse(await gate.ask(asked, actorOf(request)));
      return { contact: contactView(undone.contact), other: contactView(undone.other) };
    },
  );
}

/** A part of all at a time, so that calls go on meanwhile. A table begins with the mark by which Excel knows UTF-8. */
async function* linesOf(
  contacts: Pick<ContactBook, 'walk'>,
  head: string,
  line: (contact: Contact) => string,
): AsyncGenerator<string> {
  if (head !== '') yield `\uFEFF${head}`;
  for (let after: string | undefined; ; ) {
    const part = await contacts.walk(after, partSize);
    if (part.length === 0) return;
    yield part.map(line).join('');
    after = part.at(-1)?.id;
  }
}
