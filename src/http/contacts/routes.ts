import { z } from 'zod';
import { isDialled, normaliseNumber } from '../../contacts/number.ts';
import type { Api, ApiNeeds } from '../api.ts';
import { readContacts } from './import.ts';
import { notFound, Refusal } from '../errors.ts';
import { refusals } from '../../contract/common.ts';
import {
  contact,
  contactChange,
  contactList,
  contactPath,
  contactQuery,
  importResult,
} from '../../contract/contact.ts';
import { contactView } from './view.ts';

export function contactRoutes(app: Api, { operations, store }: ApiNeeds): void {
  /** As a person types it, in the form in which contacts are kept. */
  const readNumber = (text: string) => normaliseNumber(text, operations.plan().plan.country).number;

  // Spreadsheets and curl disagree about the name of the type.
  for (const type of ['text/csv', 'application/csv']) {
    app.addContentTypeParser(type, { parseAs: 'string' }, async (_request: unknown, body: unknown) => body);
  }

  app.get(
    '/v1/contacts',
    {
      schema: {
        summary: 'Contacts, by part of a name or number',
        querystring: contactQuery,
        response: { 200: contactList, ...refusals },
      },
    },
    async ({ query }) => ({
      contacts: (await store.contacts.find(query.find, query.limit)).map(contactView),
    }),
  );

  app.get(
    '/v1/contacts/:number',
    {
      schema: {
        summary: 'The contact with a number',
        params: contactPath,
        response: { 200: contact, ...refusals },
      },
    },
    async ({ params }) => {
      const number = numberOf(params.number);
      const found = await store.contacts.find(number, 500);
      const exact = found.find(({ numbers }) => numbers.includes(number));
      if (!exact) throw notFound(`there is no contact with the number ${number}`);
      return contactView(exact);
    },
  );

  app.put(
    '/v1/contacts/:number',
    {
      schema: {
        summary: 'Change what is given; makes the contact if the number is unknown',
        params: contactPath,
        body: contactChange,
        response: { 200: contact, ...refusals },
      },
    },
    async ({ params, body }) => {
      const agent = body.preferredAgent;
      if (typeof agent === 'string' && operations.plan().plan.agents[agent] === undefined) {
        throw new Refusal(400, { code: 'bad_request', message: `there is no agent ${agent}` });
      }
      const number = await givenNumber(params.number);
      const more = body.numbers && { numbers: await Promise.all(body.numbers.map(givenNumber)) };
      return contactView(await store.contacts.set(number, { ...body, ...more }, operations.now()));
    },
  );

  app.post(
    '/v1/contacts/import',
    {
      bodyLimit: 10 * 1024 * 1024,
      handlerTimeout: 300_000,
      schema: {
        summary: 'Take over contacts from CSV; rows that cannot be read come back, the others are kept',
        consumes: ['text/csv'],
        body: z.string({ error: 'CSV is expected, as text/csv' }),
        response: { 200: importResult, ...refusals },
      },
    },
    async ({ body }) => {
      const read = readContacts(body, {
        number: (text) => {
          const number = readNumber(text);
          return number !== undefined && isDialled(number) ? number : undefined;
        },
        isAgent: (name) => operations.plan().plan.agents[name] !== undefined,
      });
      if ('unreadable' in read) throw new Refusal(400, { code: 'bad_request', message: read.unreadable });
      for (const { number, change } of read.contacts) {
        await store.contacts.set(number, change, operations.now());
      }
      return { imported: read.contacts.length, rejected: read.rejected };
    },
  );

  function numberOf(text: string): string {
    const number = readNumber(text);
    if (number === undefined) throw notANumber(text);
    return number;
  }

  /** Some networks and phones send a name for a number: one that has called is in the book. */
  async function givenNumber(text: string): Promise<string> {
    const number = numberOf(text);
    if (isDialled(number) || (await store.contacts.withNumber(number))) return number;
    throw notANumber(text);
  }
}

const notANumber = (text: string) =>
  new Refusal(400, {
    code: 'bad_request',
    message: `"${text}" is not a number`,
    hint: 'such as +49301234567',
  });
