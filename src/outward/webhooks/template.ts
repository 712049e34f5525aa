/** Makes the request that another API wants, from a template and what is known. */
import {
  inBraces,
  moments,
  type PlaceholderName,
  secretPlace,
  tagPlace,
} from '../../contract/webhook-template.ts';
import type { RequestTemplate } from '../../ports/webhooks.ts';

/** What is not known is left out. */
export type Values = Partial<Readonly<Record<PlaceholderName, string>>> & {
  readonly tags?: readonly string[];
};

export interface Filled {
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** @param secretOf what an environment variable holds */
export function fill(
  { method = 'POST', path = '', headers = {}, body }: RequestTemplate,
  values: Values,
  secretOf: (variable: string) => string | undefined,
): Filled | { readonly fault: string; readonly unset?: true } {
  const unknown = missingIn(path, values);
  if (unknown !== undefined) return { fault: `{{${unknown}}} of the path is not known` };
  const filledPath = path.replaceAll(inBraces, (_, name: string) =>
    encodeURIComponent(valueOf(name, values)),
  );
  const missing: string[] = [];
  const filledHeaders: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    filledHeaders[name.toLowerCase()] = value.replaceAll(inBraces, (_, place: string) => {
      const variable = secretPlace.exec(place)?.[1] ?? place;
      const secret = secretOf(variable)?.trim() ?? '';
      if (secret === '') missing.push(variable);
      return secret;
    });
  if (missing.length > 0) return { fault: `the environment variable ${missing[0]} is not set`, unset: true };
  return { method, path: filledPath, headers: filledHeaders, body: JSON.stringify(filledIn(body, values)) };
}

/** What the path asks for and is not known: `/Contact/` is another request than `/Contact/4711`. Dots would lead elsewhere. */
export const missingIn = (path = '', values: Values): string | undefined =>
  [...path.matchAll(inBraces)]
    .map(([, name = '']) => name)
    .find((name) => /^\.*$/.test(valueOf(name, values)));

function filledIn(value: unknown, values: Values): unknown {
  if (typeof value === 'string')
    return value.replaceAll(inBraces, (_, name: string) => valueOf(name, values));
  if (Array.isArray(value)) return value.map((each) => filledIn(each, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filledIn(each, values)]));
}

function valueOf(name: string, values: Values): string {
  const tag = tagPlace.exec(name)?.[1];
  // As lookups read them: the tag `customer 4711` has the value 4711.
  if (tag !== undefined)
    return (
      values.tags
        ?.find((one) => one.startsWith(`${tag} `))
        ?.slice(tag.length)
        .trim() ?? ''
    );
  const moment = moments.find((one) => name === `${one}.utc`);
  if (moment !== undefined) return (values[moment] ?? '').slice(0, 19).replace('T', ' ');
  return values[name as PlaceholderName] ?? '';
}

/** Whether the template asks for one of these. */
export const asksFor = (template: RequestTemplate, ...names: readonly PlaceholderName[]): boolean =>
  [...JSON.stringify([template.path, template.body]).matchAll(inBraces)].some(([, name]) =>
    (names as readonly (string | undefined)[]).includes(name),
  );

/** Of a test: no caller has them. */
export const exampleValues = (now: string): Values => ({
  type: 'test',
  time: now,
  call: 'test',
  direction: 'Inbound',
  number: '+12025550123',
  dialled: '100',
  contact: 'test',
  'contact.name': 'Test of Cordboard',
  'contact.email': 'test@example.com',
  queue: 'test',
  agent: 'test',
  outcome: 'completed',
  result: 'test',
  'result.detail': 'test',
  ticket: '1',
  'ticket.subject': 'Test of Cordboard',
  note: 'This is a test. You need not do anything.',
  started: now,
  ended: now,
  'talked.minutes': '1',
  'talked.seconds': '1',
});
