/** The engine's API, as commands use it. Every request has a deadline; every problem becomes a `Failure`. */
import { userInfo } from 'node:os';
import { WebSocket } from 'ws';
import type { z } from 'zod';
import { type FindingView, problem } from '../../contract/common.ts';
import { type LiveMessage, liveMessage } from '../../contract/live/messages.ts';
import { status } from '../../contract/status.ts';
import { type WallClock, wallClock } from '../../reports/wording.ts';
import type { FailureCode } from '../../shared/failures/table.ts';
import { signalAfter } from '../../shared/signal-after.ts';
import { exit, Failure } from '../failure.ts';
import { asCommands } from './as-commands.ts';

const DEADLINE = 15_000;

/** The engine refused a plan. */
export class PlanRefused extends Failure {
  readonly code: FailureCode;
  readonly findings: readonly FindingView[];

  constructor(code: FailureCode, message: string, findings: readonly FindingView[]) {
    super(exit.planErrors, message);
    this.code = code;
    this.findings = findings;
  }
}

export interface Body {
  readonly type: string;
  readonly text: string | Uint8Array<ArrayBuffer>;
  /** Milliseconds, where more than the usual is needed. */
  readonly deadline?: number;
}

export const asJson = (value: object): Body => ({ type: 'application/json', text: JSON.stringify(value) });

export class EngineClient {
  readonly url: string;
  readonly #token: string;
  readonly #interrupted: AbortSignal;

  constructor(url: string, token: string, interrupted: AbortSignal) {
    this.url = url;
    this.#token = token;
    this.#interrupted = interrupted;
  }

  get<T>(path: string, schema: z.ZodType<T>, deadline?: number): Promise<T> {
    return this.#ask('GET', path, schema, undefined, deadline);
  }

  post<T>(path: string, schema: z.ZodType<T>, body?: Body): Promise<T> {
    return this.#ask('POST', path, schema, body);
  }

  put<T>(path: string, schema: z.ZodType<T>, body?: Body): Promise<T> {
    return this.#ask('PUT', path, schema, body);
  }

  patch<T>(path: string, schema: z.ZodType<T>, body: Body): Promise<T> {
    return this.#ask('PATCH', path, schema, body);
  }

  delete<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return this.#ask('DELETE', path, schema);
  }

  /** A file, as it comes in; anyone who reads it sees to it that all of it has come. */
  async download(
    path: string,
    deadline: number,
    method: 'GET' | 'POST' = 'POST',
  ): Promise<ReadableStream<Uint8Array>> {
    const response = await this.#fetch(method, path, undefined, deadline);
    if (response.ok && response.body) return response.body;
    const answer: unknown = await response.json().catch(() => undefined);
    throw this.#refusal(response.status, answer);
  }

  /** Tells time as the plan does; `now` is the engine's. */
  async clock(): Promise<{ readonly clock: WallClock; readonly now: number; readonly timeZone: string }> {
    const { timeZone, now } = await this.get('/v1/status', status);
    return { clock: wallClock(timeZone), now: Date.parse(now), timeZone };
  }

  /** Journal entries as they happen, until Ctrl-C. Fails when the engine goes away. */
  events(after?: number): AsyncGenerator {
    return this.#messages(`/v1/events${after === undefined ? '' : `?after=${after}`}`);
  }

  /** A snapshot of each topic and then its changes, until Ctrl-C. Fails when the engine goes away. */
  async *live(topics: readonly string[]): AsyncGenerator<LiveMessage> {
    for await (const message of this.#messages(`/v1/live?topics=${topics.join(',')}`)) {
      const read = liveMessage.safeParse(message);
      if (!read.success) throw this.#notOurs('a live message has an unknown form', read.error);
      yield read.data;
    }
  }

  async *#messages(path: string): AsyncGenerator {
    const socket = new WebSocket(`${this.url.replace(/^http/, 'ws')}${path}`, {
      headers: this.#whoAsks(),
      handshakeTimeout: DEADLINE,
    });
    const messages = new Mailbox();
    socket.on('message', (data: Buffer) => messages.put(data.toString()));
    socket.on('error', (error) => messages.close(error));
    socket.on('close', () => messages.close());
    const stop = () => messages.close();
    this.#interrupted.addEventListener('abort', stop, { once: true });
    try {
      for await (const text of messages.all()) yield JSON.parse(text);
    } finally {
      this.#interrupted.removeEventListener('abort', stop);
      socket.terminate();
    }
    if (this.#interrupted.aborted) return;
    if (messages.fault) throw this.#unreachable(messages.fault);
    throw new Failure(exit.unreachable, 'the connection to the engine was lost');
  }

  async #ask<T>(
    method: string,
    path: string,
    schema: z.ZodType<T>,
    body?: Body,
    allowed?: number,
  ): Promise<T> {
    const response = await this.#fetch(method, path, body, allowed);
    const answer: unknown = await response.json().catch((error: unknown) => {
      throw this.#notOurs('the answer is not JSON', error);
    });
    if (!response.ok) throw this.#refusal(response.status, answer);
    const read = schema.safeParse(answer);
    if (!read.success) throw this.#notOurs('the answer has an unknown form', read.error);
    return read.data;
  }

  async #fetch(method: string, path: string, body?: Body, allowed?: number): Promise<Response> {
    const deadline = signalAfter(allowed ?? body?.deadline ?? DEADLINE);
    try {
      return await fetch(`${this.url}${path}`, {
        method,
        headers: {
          ...this.#whoAsks(),
          ...(body && { 'content-type': body.type }),
        },
        signal: AbortSignal.any([deadline, this.#interrupted]),
        ...(body && { body: body.text }),
      });
    } catch (error) {
      if (this.#interrupted.aborted) throw new Failure(exit.failed, 'interrupted', undefined, error);
      throw this.#unreachable(error);
    }
  }

  /** The token opens the door; the journal names the person at this machine as well. */
  #whoAsks(): Record<string, string> {
    return { authorization: `Bearer ${this.#token}`, 'x-cordboard-label': `cli of ${userHere()}` };
  }

  #refusal(code: number, answer: unknown): Failure {
    const read = problem.safeParse(answer);
    if (!read.success) return this.#notOurs(`status ${code}`, answer);
    const { error } = read.data;
    if (code === 401) {
      return new Failure(
        exit.unreachable,
        `the engine at ${this.url} rejects our token`,
        'another engine may use this port: set CORDBOARD_HOME to the state folder of the running engine',
      );
    }
    const hint = asCommands(error.hint);
    if (code === 400) return new Failure(exit.wrongUsage, error.message, hint);
    if (error.findings) return new PlanRefused(error.code, error.message, error.findings);
    return new Failure(exit.failed, error.message, hint);
  }

  #unreachable(cause: unknown): Failure {
    return new Failure(
      exit.unreachable,
      `no engine answers at ${this.url}`,
      'start one with `npm start`, or run `cordboard doctor` to find the problem',
      cause,
    );
  }

  #notOurs(what: string, cause: unknown): Failure {
    return new Failure(
      exit.failed,
      `the program at ${this.url} is not an engine of this version: ${what}`,
      undefined,
      cause,
    );
  }
}

/** In a container a user may have a number and no name. */
function userHere(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}

/** From events to `for await`, in order, until it is closed and empty. */
class Mailbox {
  readonly #waiting: string[] = [];
  #closed = false;
  #wake: (() => void) | undefined;
  fault: Error | undefined;

  put(text: string): void {
    this.#waiting.push(text);
    this.#wake?.();
  }

  close(fault?: Error): void {
    if (!this.#closed) this.fault = fault;
    this.#closed = true;
    this.#wake?.();
  }

  async *all(): AsyncGenerator<string> {
    while (true) {
      const text = this.#waiting.shift();
      if (text !== undefined) yield text;
      else if (this.#closed) return;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}
