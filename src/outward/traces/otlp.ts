/**
 * Traces in the words of OpenTelemetry: the body of an `ExportTraceServiceRequest` in JSON (opentelemetry-proto,
 * `collector/trace/v1`; specification: OTLP, "JSON Protobuf Encoding"): ids in hexadecimal digits, enums as numbers, times
 * as nanoseconds in a string.
 *
 * Ids are made of the call's id and the moment of its arrival, not drawn: a span that is sent twice is the same span. The
 * key of this installation goes in, too, so that two installations never have an id in common; the moment, because after
 * a restored backup numbers of calls are used again.
 */
import { createHmac } from 'node:crypto';
import type { CallId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { type Attributes, type CallSpan, callKey } from './span.ts';

/** A call, as far as ids are made of it. */
export interface TracedCall {
  readonly call: CallId;
  readonly arrivedAt: Instant;
}

export class TraceIds {
  readonly #key: Buffer;

  /** @param key of this installation, and stays as it is */
  constructor(key: Buffer) {
    this.#key = key;
  }

  /** 16 bytes. */
  traceOf({ call, arrivedAt }: TracedCall): string {
    return this.#digits(`trace ${call} ${arrivedAt}`, 32);
  }

  /** 8 bytes. */
  spanOf({ call, arrivedAt }: TracedCall, key: string): string {
    return this.#digits(`span ${call} ${arrivedAt} ${key}`, 16);
  }

  #digits(of: string, length: number): string {
    return createHmac('sha256', this.#key).update(of).digest('hex').slice(0, length);
  }
}

const kinds: Readonly<Record<CallSpan['kind'], number>> = { internal: 1, server: 2, client: 3 };
/** `STATUS_CODE_UNSET`, `STATUS_CODE_ERROR`. */
const [unset, error] = [0, 2];

export function spanBody(
  ids: Pick<TraceIds, 'traceOf' | 'spanOf'>,
  of: TracedCall,
  span: CallSpan,
  linked: readonly TracedCall[] = [],
): object {
  return {
    traceId: ids.traceOf(of),
    spanId: ids.spanOf(of, span.key),
    ...(span.under !== null && { parentSpanId: ids.spanOf(of, span.under) }),
    name: span.name,
    kind: kinds[span.kind],
    startTimeUnixNano: nanoseconds(span.from),
    endTimeUnixNano: nanoseconds(span.to),
    attributes: attributesBody({ ...span.attributes, 'error.type': span.error }),
    ...(span.events && {
      events: span.events.map(({ at, name }) => ({ timeUnixNano: nanoseconds(at), name })),
    }),
    ...(linked.length > 0 && {
      links: linked.map((call) => ({
        traceId: ids.traceOf(call),
        spanId: ids.spanOf(call, callKey),
        attributes: attributesBody({ 'cordboard.call.id': call.call }),
      })),
    }),
    status: { code: span.error === undefined ? unset : error },
  };
}

export function requestBody(spans: readonly object[], version: string): string {
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: attributesBody({ 'service.name': 'cordboard', 'service.version': version }) },
        scopeSpans: [{ scope: { name: 'cordboard.calls', version }, spans }],
      },
    ],
  });
}

/** Of what the collector answers: it took the request, but so many spans of it not. */
export function rejectedIn(answer: string): { readonly spans: number; readonly reason: string } | undefined {
  try {
    const { partialSuccess } = JSON.parse(answer) as {
      readonly partialSuccess?: { readonly rejectedSpans?: unknown; readonly errorMessage?: unknown };
    };
    const spans = Number(partialSuccess?.rejectedSpans ?? 0);
    const { errorMessage } = partialSuccess ?? {};
    return spans > 0
      ? { spans, reason: typeof errorMessage === 'string' ? errorMessage.slice(0, 200) : '' }
      : undefined;
  } catch {
    // An empty answer, or one in words: it was taken all the same.
    return undefined;
  }
}

const attributesBody = (attributes: Attributes): readonly object[] =>
  Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: valueBody(value) }],
  );

function valueBody(value: string | number | boolean): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: value } : { doubleValue: value };
}

/** Beyond what a number can hold exactly. */
const nanoseconds = (at: Instant): string => `${Math.round(at)}000000`;
