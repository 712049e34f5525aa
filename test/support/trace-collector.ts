/**
 * A collector of traces as OTLP over HTTP describes it: it takes JSON at `/v1/traces`, and refuses what is not in the
 * published shape (opentelemetry-proto, `trace/v1/trace.proto`, in the JSON encoding of OTLP).
 */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const nanoseconds = z.string().regex(/^\d{19}$/);
const attribute = z.strictObject({
  key: z.string().min(1),
  value: z.union([
    z.strictObject({ stringValue: z.string() }),
    z.strictObject({ boolValue: z.boolean() }),
    z.strictObject({ intValue: z.int() }),
    z.strictObject({ doubleValue: z.number() }),
  ]),
});
const span = z.strictObject({
  traceId: hex(16),
  spanId: hex(8),
  parentSpanId: hex(8).optional(),
  name: z.string().min(1),
  kind: z.int().min(1).max(5),
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  attributes: z.array(attribute),
  links: z
    .array(z.strictObject({ traceId: hex(16), spanId: hex(8), attributes: z.array(attribute) }))
    .optional(),
  status: z.strictObject({ code: z.int().min(0).max(2), message: z.string().optional() }),
});
const request = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes: z.array(attribute) }),
      scopeSpans: z.array(
        z.strictObject({
          scope: z.strictObject({ name: z.string(), version: z.string() }),
          spans: z.array(span),
        }),
      ),
    }),
  ),
});

export type CollectedSpan = z.infer<typeof span>;

export interface Collected {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly spans: readonly CollectedSpan[];
}

export async function traceCollector(at = 0) {
  const requests: Collected[] = [];
  /** Taken, as opposed to received. */
  const spans: CollectedSpan[] = [];
  let how: number | 'silent' | ((collected: Collected, response: ServerResponse) => void) = 200;
  const server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const read = request.safeParse(JSON.parse(body));
      if (incoming.url !== '/v1/traces' || incoming.method !== 'POST')
        return void response.writeHead(404).end();
      if (incoming.headers['content-type'] !== 'application/json') return void response.writeHead(415).end();
      if (!read.success) return void response.writeHead(400).end(read.error.message);
      const collected: Collected = {
        headers: incoming.headers,
        body,
        spans: read.data.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((each) => each.spans)),
      };
      requests.push(collected);
      if (how === 'silent') return;
      if (typeof how === 'function') return how(collected, response);
      if (how === 200) spans.push(...collected.spans);
      response.writeHead(how, { 'content-type': 'application/json', location: '/elsewhere' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1/traces`,
    port,
    requests,
    spans,
    behaves: (next: typeof how) => {
      how = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Of a span, in plain words. */
export const attributesOf = ({ attributes }: CollectedSpan): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
