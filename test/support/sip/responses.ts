/** Responses to requests, with the headers that RFC 3261, section 8.2.6, has copied from them. */
import { allHeaders, mustHave, type SipRequest, type SipResponse } from './message.ts';

export interface ResponseParts {
  readonly toTag?: string;
  readonly contact?: string;
  readonly sdp?: string;
  readonly headers?: readonly (readonly [string, string])[];
}

export function responseTo(
  request: SipRequest,
  status: number,
  reason: string,
  parts: ResponseParts = {},
): SipResponse {
  const to = mustHave(request, 'To');
  const tagged = parts.toTag !== undefined && !/;\s*tag=/i.test(to) ? `${to};tag=${parts.toTag}` : to;
  const copied = ['Via', 'Record-Route', 'From', 'Call-ID', 'CSeq'].flatMap((name) =>
    allHeaders(request, name).map((value) => [name, value] as const),
  );
  return {
    kind: 'response',
    status,
    reason,
    headers: [
      ...copied,
      ['To', tagged],
      ...(parts.contact === undefined ? [] : [['Contact', parts.contact] as const]),
      ...(parts.headers ?? []),
      ...(parts.sdp === undefined ? [] : [['Content-Type', 'application/sdp'] as const]),
    ],
    body: parts.sdp ?? '',
  };
}
