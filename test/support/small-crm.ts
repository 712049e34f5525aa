/**
 * A small CRM with the parts of two APIs that calls are written to, and their rules: EspoCRM's (`entityDefs/Call.json`) and
 * SuiteCRM's V8 (`CreateModuleParams`). What is not of their shape is refused as they refuse it.
 */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const dateTime = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
const espoCall = z
  .strictObject({
    name: z.string().min(1),
    status: z.enum(['Planned', 'Held', 'Not Held']),
    direction: z.enum(['Outbound', 'Inbound']),
    dateStart: dateTime,
    dateEnd: dateTime,
    assignedUserId: z.string().min(1),
    description: z.string(),
  })
  .refine(({ dateStart, dateEnd }) => dateStart < dateEnd);
const suiteCall = z.strictObject({
  data: z.strictObject({
    type: z.literal('Calls'),
    id: z.string().optional(),
    attributes: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
});

interface CrmRequest {
  readonly line: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly json: unknown;
}

export const crmSecrets = { WEBHOOK_ESPO_KEY: 'espo-key-4711', WEBHOOK_SUITE_TOKEN: 'suite.token.0815' };

export interface SmallCrm {
  readonly url: string;
  readonly requests: CrmRequest[];
  /** Answers this from now on, whatever comes; undefined: as it should. */
  fails(status: number | undefined): void;
  close(): Promise<void>;
}

export async function smallCrm(): Promise<SmallCrm> {
  const requests: CrmRequest[] = [];
  let failing: number | undefined;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const body = Buffer.concat(parts).toString();
      const json: unknown = JSON.parse(body);
      const line = `${method} ${url}`;
      const status = failing ?? answerTo(line, headers, json);
      requests.push({ line, status, headers, body, json });
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    fails: (status) => {
      failing = status;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answerTo(line: string, headers: IncomingHttpHeaders, json: unknown): number {
  if (line.includes('/api/v1/')) {
    if (headers['x-api-key'] !== crmSecrets.WEBHOOK_ESPO_KEY) return 401;
    if (headers['content-type'] !== 'application/json') return 415;
    if (line === 'POST /api/v1/Call') return espoCall.safeParse(json).success ? 200 : 400;
    return line === 'PUT /api/v1/Contact/65a1%2F2' ? 200 : 404;
  }
  if (headers.authorization !== `Bearer ${crmSecrets.WEBHOOK_SUITE_TOKEN}`) return 401;
  if (headers['content-type'] !== 'application/vnd.api+json') return 415;
  if (line === 'POST /Api/V8/module') return suiteCall.safeParse(json).success ? 201 : 400;
  return 404;
}
