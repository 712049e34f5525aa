import { z } from 'zod';
import { exportContact } from '../../contacts/erase.ts';
import type { ContactFile } from '../../contacts/import/file.ts';
import { normaliseNumber } from '../../contacts/number.ts';
import { refusals } from '../../contract/common.ts';
import {
  type ContactView,
  contact,
  contactChange,
  contactErase,
  contactErased,
  contactExport,
  contactList,
  contactPath,
  contactQuery,
  exportedCall,
  importQuery,
  importResult,
} from '../../contract/contact.ts';
import { voicemail } from '../../contract/voicemail.ts';
import { knownTags } from '../../plan/rules/tagged.ts';
import type { Contact } from '../../ports/store.ts';
import { readNumber } from '../../shared/number/written.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { actorOf } from '../auth.ts';
import { acceptFiles } from '../bodies.ts';
import { listOf, sendJson, withParts } from '../chunked-list.ts';
import { orRefuse, Refusal } from '../errors.ts';
import { entryView } from '../journal/view.ts';
import { downloadMayTake } from '../paced.ts';
import { voicemailView } from '../voicemails/view.ts';
import { contactHistoryRoutes } from './history-routes.ts';
import { importContacts } from './import.ts';
import { contactView } from './view.ts';

/** Spreadsheets, browsers and curl disagree about the names of the types. */
const kinds: Readonly<Record<string, ContactFile['kind']>> = {
  'text/csv': 'csv',
  'application/csv': 'csv',
  'text/vcard': 'vcard',
  'text/x-vcard': 'vcard',
  'text/directory': 'vcard',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
};

export function contactRoutes(app: Api, { operations, gate, store, readContacts }: ApiNeeds): void {
  let importing = false;

  const country = (): string => operations.plan().plan.country;
  const view = (found: Contact): ContactView => contactView(found, operations.plan().plan.crm);

  acceptFiles(app, Object.keys(kinds));

  app.get(
    '/v1/contacts',
    {
      config: { right: 'see_contacts' },
      schema: {
        summary: 'Find contacts by part of a name or number',
        querystring: contactQuery,
        response: { 200: contactList, ...refusals },
      },
    },
    async ({ query }) => ({
      contacts: (await store.contacts.find(query.find, query.limit)).map(view),
    }),
  );

  app.get(
    '/v1/contacts/:number',
    {
      config: { right: 'see_contacts' },
      schema: {
        summary: 'Show the contact with a number',
        params: contactPath,
        response: { 200: contact, ...refusals },
      },
    },
    async ({ params }) => {
      const number = numberOf(params.number);
      const exact = await store.contacts.withNumber(number);
      if (!exact) throw new Refusal('no_such_contact', `there is no contact with the number ${number}`);
      return view(exact);
    },
  );

  app.put(
    '/v1/contacts/:number',
    {
      config: { right: 'change_contacts' },
      schema: {
        summary: 'Change the fields that you send; creates the contact if the number is unknown',
        params: contactPath,
        body: contactChange,
        response: { 200: contact, ...refusals },
      },
    },
    async (request) => {
      const { params, body } = request;
      const links = [body.numbers, body.language, body.preferredAgent].some((field) => field !== undefined);
      const refused = links && gate.admit('link_contacts', actorOf(request));
      if (refused) throw new Refusal(refused.code, refused.because);
      const agent = body.preferredAgent;
      if (typeof agent === 'string' && operations.plan().plan.agents[agent] === undefined) {
        throw new Refusal('bad_request', `the plan has no agent ${agent}`);
      }
      const number = await givenNumber(params.number);
      const more = body.numbers && { numbers: await Promise.all(body.numbers.map(givenNumber)) };
      const asked = { ask: 'change_contact', number, change: { ...body, ...more } } as const;
      const { contact } = orRefuse(await gate.ask(asked, actorOf(request)));
      return view(contact);
    },
  );

  app.get(
    '/v1/contacts/:number/export',
    {
      config: { right: 'export_contacts' },
      handlerTimeout: downloadMayTake,
      schema: {
        summary: 'Export everything that is stored about a contact',
        params: contactPath,
        response: { 200: contactExport, ...refusals },
      },
    },
    async ({ params }, reply) => {
      const number = numberOf(params.number);
      const found = await exportContact(number, { store, operations });
      if (!found.contact && found.calls.length === 0)
        throw new Refusal('no_such_contact', `nothing is stored about the number ${number}`);
      const fields = {
        ...(found.contact && { contact: z.encode(contact, contactView(found.contact)) }),
        numbers: found.numbers,
      };
      const calls = listOf(
        found.calls,
        ({ call, entries }) => ({ call, entries: entries.map(entryView) }),
        exportedCall,
      );
      const messages = listOf(found.messages, voicemailView, voicemail);
      return sendJson(reply, withParts(fields, { calls, messages }));
    },
  );

  app.post(
    '/v1/contacts/:number/erase',
    {
      config: { right: 'erase_contacts' },
      handlerTimeout: 300_000,
      schema: {
        summary: 'Erase everything that is stored about a contact; the journal keeps placeholders',
        params: contactPath,
        body: contactErase,
        response: { 200: contactErased, ...refusals },
      },
    },
    async (request) => {
      const number = numberOf(request.params.number);
      const asked = { ask: 'erase_contact', number, deleteCopies: request.body.deleteCopies } as const;
      const { report } = orRefuse(await gate.ask(asked, actorOf(request)));
      return { ...report, copies: [...report.copies] };
    },
  );

  app.post(
    '/v1/contacts/import',
    {
      config: { right: 'import_contacts' },
      bodyLimit: 10 * 1024 * 1024,
      handlerTimeout: 15 * 60_000,
      schema: {
        summary:
          'Import contacts from a file (CSV, Excel, vCard); rows with errors are listed, the others are imported',
        consumes: Object.keys(kinds),
        querystring: importQuery,
        body: z.instanceof(Uint8Array, { error: `send a file as ${Object.keys(kinds).join(', ')}` }),
        response: { 200: importResult, ...refusals },
      },
    },
    async ({ body, headers, query: { dryRun, encoding } }) => {
      if (!readContacts) throw new Refusal('not_found', 'this engine cannot import files');
      if (importing) throw new Refusal('import_running');
      importing = true;
      try {
        const kind =
          kinds[(headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''] ?? 'csv';
        const { plan } = operations.plan();
        const parts = readContacts({
          file: { bytes: body, kind, ...(encoding && { encoding }) },
          known: { country: plan.country, agents: Object.keys(plan.agents), tags: knownTags(plan) },
        });
        return await importContacts(parts, store.contacts, operations.now(), dryRun);
      } finally {
        importing = false;
      }
    },
  );

  contactHistoryRoutes(app, { operations, gate, store }, numberOf);

  /** Some networks and phones send a name for a number: such a contact is found by it. */
  function numberOf(text: string): string {
    const read = readNumber(text, country());
    const number = read.ok ? read.number : normaliseNumber(text, country()).number;
    if (number === undefined) throw notANumber(text, 'it is not a number');
    return number;
  }

  /** Only one that has called may be something else than a number. */
  async function givenNumber(text: string): Promise<string> {
    const read = readNumber(text, country());
    if (read.ok) return read.number;
    const number = normaliseNumber(text, country()).number;
    if (number !== undefined && (await store.contacts.withNumber(number))) return number;
    throw notANumber(text, read.because);
  }
}

const notANumber = (text: string, because: string) =>
  new Refusal(
    'bad_request',
    because === 'it is not a number' ? `"${text}" is not a number` : `"${text}": ${because}`,
    'such as +49301234567',
  );
