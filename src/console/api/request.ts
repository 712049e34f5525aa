/** Requests to the engine. A refusal is a value with the engine's own words; nothing here throws for what can happen. */
import type { Problem } from '../../contract/common.ts';

export type Refused = Omit<Problem['error'], 'code'> & {
  readonly code: Problem['error']['code'] | 'no_connection';
};
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refused: Refused };

export const refusedBy = (answer: Answer<unknown>): Refused | undefined =>
  answer.ok ? undefined : answer.refused;

let sessionEnded: () => void = () => undefined;
/** The engine said that there is no session (any more). */
export function whenSessionEnds(then: () => void): void {
  sessionEnded = then;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** @param within milliseconds; some answers take the engine longer than most */
export async function request<Value>(
  method: Method,
  path: string,
  body?: object,
  within = 30_000,
): Promise<Answer<Value>> {
  try {
    const response = await fetch(path, {
      method,
      headers: body ? { 'content-type': 'application/json' } : {},
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(within),
    });
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const content: unknown = isJson ? await response.json() : undefined;
    if (response.ok) return { ok: true, value: content as Value };
    if (response.status === 401 && !path.startsWith('/v1/session')) sessionEnded();
    const problem = content as Problem | undefined;
    return {
      ok: false,
      refused: problem?.error ?? { code: 'unavailable', message: `HTTP ${response.status}` },
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, refused: { code: 'no_connection', message } };
  }
}

/** A whole file; ten minutes are what the engine takes at most. */
export async function requestFile(method: Method, path: string): Promise<Answer<Blob>> {
  try {
    const response = await fetch(path, { method, signal: AbortSignal.timeout(600_000) });
    if (response.ok) return { ok: true, value: await response.blob() };
    const { error } = (await response.json()) as Problem;
    return { ok: false, refused: error };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, refused: { code: 'no_connection', message } };
  }
}

/** A file as it is. */
export async function upload<Value>(
  path: string,
  file: Blob,
  type: string,
  method: 'POST' | 'PUT' = 'POST',
): Promise<Answer<Value>> {
  try {
    const response = await fetch(path, {
      method,
      headers: { 'content-type': type },
      body: file,
      signal: AbortSignal.timeout(600_000),
    });
    if (response.ok) return { ok: true, value: (await response.json()) as Value };
    const { error } = (await response.json()) as Problem;
    return { ok: false, refused: error };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, refused: { code: 'no_connection', message } };
  }
}
