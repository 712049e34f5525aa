/** A request in the shape that the other side's API wants, such as that of a CRM: what a person may write, and what is wrong with it. */
import { z } from 'zod';

/** What is known of an event and its call, by name. */
export const placeholders = {
  type: 'type of the event, such as `callEnded`',
  time: 'when it happened, such as `2026-11-18T09:06:40.000Z`',
  call: 'number of the call',
  direction: '`Inbound`, or `Outbound` for a call to an outside number and for a callback',
  number: 'phone number of the caller, or of the person an agent called; empty if withheld',
  dialled: 'the number that was dialled',
  contact: 'id of the contact',
  'contact.name': 'name of the contact',
  'contact.email': 'e-mail address of the contact',
  queue: 'the queue in which the caller waited last',
  agent: 'the agent of the event, or who talked in the call last',
  outcome: 'how the call ended, such as `completed`',
  result: 'the result that an agent gave last',
  'result.detail': 'the detail of the result',
  ticket: 'number of the ticket of the call',
  'ticket.subject': 'subject of the ticket',
  note: 'the newest note in the ticket',
  started: 'when the call came in',
  ended: 'when the call ended; while it goes on, as `time`',
  'talked.minutes': 'how long a person was heard, in full minutes, rounded up',
  'talked.seconds': 'the same in seconds',
} as const;
export type PlaceholderName = keyof typeof placeholders;
/** These are also there as `2026-11-18 09:06:40` in UTC. */
export const moments = ['time', 'started', 'ended'] as const;

export const inBraces = /\{\{\s*([^{}]*?)\s*\}\}/g;
export const tagPlace = /^tag ([A-Za-z][A-Za-z0-9_-]{0,39})$/;
/** Only variables of that name: whoever may add a webhook must not get at the other secrets of the engine. */
export const secretPlace = /^secret (WEBHOOK_[A-Z0-9_]{1,60})$/;
const mostBody = 20_000;

const isPlace = (name: string): boolean =>
  Object.hasOwn(placeholders, name) || moments.some((one) => name === `${one}.utc`) || tagPlace.test(name);

const known = [...Object.keys(placeholders), ...moments.map((one) => `${one}.utc`)];

function faultIn(text: string, takes: 'values' | 'secrets'): string | undefined {
  for (const [whole, name = ''] of text.matchAll(inBraces)) {
    if (takes === 'secrets' && !secretPlace.test(name))
      return `${whole} cannot stand in a header; use {{secret WEBHOOK_NAME}} for the environment variable WEBHOOK_NAME`;
    if (takes === 'values' && name.startsWith('secret ')) return `${whole} can stand in headers only`;
    if (takes === 'values' && !isPlace(name))
      return `${whole} is not a placeholder; use ${known.map((one) => `{{${one}}}`).join(', ')}, or {{tag NAME}} for the value of a tag`;
  }
  return /\{\{|\}\}/.test(text.replaceAll(inBraces, ''))
    ? 'a placeholder has {{ before it and }} after it'
    : undefined;
}

function faultInBody(value: unknown): string | undefined {
  if (typeof value === 'string') return faultIn(value, 'values');
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value) && Object.keys(value).some((key) => key.includes('{{')))
    return 'placeholders stand in values, not in names';
  for (const each of Object.values(value)) {
    const fault = faultInBody(each);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Set by us, or not to be set by anyone. */
const ours =
  /^(host|content-length|transfer-encoding|connection|upgrade|te|trailer|expect|user-agent|webhook-.*)$/i;
const holdsSecret = /auth|key|token|secret|cookie|password/i;

function faultInHeader(name: string, value: string): string | undefined {
  if (!/^[A-Za-z0-9-]{1,60}$/.test(name)) return `${name} is not the name of a header`;
  if (ours.test(name)) return `the header ${name} is set by Cordboard`;
  if (!/^[\x20-\x7e]{1,500}$/.test(value)) return `the header ${name} takes 1 to 500 ASCII characters`;
  if (holdsSecret.test(name) && ![...value.matchAll(inBraces)].length)
    return `write {{secret WEBHOOK_NAME}} in the header ${name}, and set the environment variable WEBHOOK_NAME: the value would be shown in lists otherwise`;
  return faultIn(value, 'secrets');
}

function faultInPath(path: string): string | undefined {
  if (!path.startsWith('/')) return 'the path begins with /';
  if (/[#\s\\]/.test(path.replaceAll(inBraces, ''))) return 'the path has no #, \\ or blank';
  if (path.split(/[/?]/).some((part) => /^(\.|%2e){1,2}$/i.test(part)))
    return 'the path has no . or .. in it';
  return faultIn(path, 'values');
}

/** What is wrong with a template; undefined: nothing. */
function templateFault({ path, headers = {}, body }: z.infer<typeof shape>): string | undefined {
  if (JSON.stringify(body).length > mostBody) return `the body has more than ${mostBody} characters`;
  for (const [name, value] of Object.entries(headers)) {
    const fault = faultInHeader(name, value);
    if (fault !== undefined) return fault;
  }
  return (path === undefined ? undefined : faultInPath(path)) ?? faultInBody(body);
}

const shape = z.strictObject({
  method: z.enum(['POST', 'PUT', 'PATCH']).exactOptional().describe('Default: POST.'),
  path: z
    .string()
    .max(1000)
    .exactOptional()
    .describe('Follows the address, with placeholders: `/api/v1/Contact/{{tag espo}}`.'),
  headers: z
    .record(z.string(), z.string())
    .exactOptional()
    .describe('Besides ours. `{{secret WEBHOOK_KEY}}` is what the environment variable WEBHOOK_KEY holds.'),
  body: z.record(z.string(), z.unknown()).describe('JSON, with placeholders in its values: `{{number}}`.'),
});

export const requestTemplate = shape
  .superRefine((template, context) => {
    const message = templateFault(template);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  })
  .describe('A request in the shape of your own API, in place of the message. docs/crm.md has examples.');
