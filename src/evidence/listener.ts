/**
 * The thread that takes in Asterisk's copies of SIP messages, reads them and keeps them: none of it is done where calls are.
 * It runs at a lower priority than the engine; what it cannot take in time, the kernel drops, and no call notices.
 */
import { timingSafeEqual } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { LegEvidence, SoundMeasured } from '../ports/evidence.ts';
import type { CallId, LegId } from '../shared/ids.ts';
import { type DialogOfLeg, Dialogs } from './dialogs.ts';
import { type EvidenceBounds, EvidenceFile, type EvidenceItem } from './evidence-file.ts';
import { readHep } from './hep.ts';

export interface ListenerData {
  readonly file: string;
  readonly bounds: EvidenceBounds;
  /** If omitted: no copies of SIP messages come. */
  readonly listen?: { readonly address: string; readonly port: number; readonly password: string };
}

/** What the engine tells of a second. */
export interface Told {
  readonly kind: 'told';
  readonly dialogs: readonly DialogOfLeg[];
  readonly over: readonly string[];
  readonly sound: readonly {
    readonly call: CallId;
    readonly leg: LegId;
    readonly sound: SoundMeasured;
  }[];
}

export type ToListener =
  | Told
  | { readonly kind: 'read'; readonly id: number; readonly call: CallId }
  | { readonly kind: 'erase'; readonly id: number; readonly calls: readonly CallId[] };

export type FromListener =
  | { readonly kind: 'evidence'; readonly id: number; readonly legs: readonly LegEvidence[] }
  | { readonly kind: 'erased'; readonly id: number; readonly calls: number }
  | { readonly kind: 'failed'; readonly id: number; readonly because: string }
  /** It goes on, and something is not kept. */
  | { readonly kind: 'trouble'; readonly because: string };

const niceness = 10;
const storeEvery = 1000;
const pruneEvery = 60_000;
/** So much waits to be stored at most: of a full disk nothing piles up in memory. */
const mostUnstored = 20_000;

setPriority(niceness);
const { file: path, bounds, listen } = workerData as ListenerData;
const file = new EvidenceFile(path, bounds);
let unstored: EvidenceItem[] = [];
let trouble = '';

const answer = (message: FromListener): void => parentPort?.postMessage(message);
const complain = (because: string): void => {
  if (because === trouble) return;
  trouble = because;
  answer({ kind: 'trouble', because });
};
const keep = (item: EvidenceItem): void => {
  if (unstored.length < mostUnstored) unstored.push(item);
};

const dialogs = new Dialogs(({ call, leg }, message) =>
  keep(
    message === 'omitted'
      ? { kind: 'omitted', call, leg, at: Date.now() }
      : { kind: 'sip', call, leg, message },
  ),
);

if (listen) hearCopies(listen);
parentPort?.on('message', (message: ToListener) => {
  if (message.kind === 'told') return take(message);
  try {
    store();
    if (message.kind === 'read')
      answer({ kind: 'evidence', id: message.id, legs: file.ofCall(message.call) });
    else answer({ kind: 'erased', id: message.id, calls: file.erase(message.calls) });
  } catch (error) {
    answer({ kind: 'failed', id: message.id, because: String(error) });
  }
});
setInterval(() => {
  dialogs.tidy(Date.now());
  attempt(store);
}, storeEvery);
prune();

function hearCopies({ address, port, password }: NonNullable<ListenerData['listen']>): void {
  const secret = Buffer.from(password);
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  socket.on('error', (error) => complain(`SIP messages cannot be received: ${error.message}`));
  socket.on('message', (packet) => {
    const copy = readHep(packet);
    const given = Buffer.from(copy?.password ?? '');
    // Anyone on this machine can send here.
    if (copy && given.length === secret.length && timingSafeEqual(given, secret)) dialogs.hear(copy);
  });
  socket.bind({ address, port, exclusive: true });
}

function take({ dialogs: made, over, sound }: Told): void {
  const now = Date.now();
  for (const dialog of made) dialogs.belongs(dialog, now);
  for (const dialog of over) dialogs.over(dialog, now);
  for (const measured of sound) keep({ kind: 'sound', ...measured });
}

function store(): void {
  const items = unstored;
  unstored = [];
  file.add(items);
}

function prune(): void {
  let isMore = false;
  attempt(() => {
    isMore = file.prune(Date.now());
  });
  setTimeout(prune, isMore ? 50 : pruneEvery);
}

function attempt(act: () => void): void {
  try {
    act();
    trouble = '';
  } catch (error) {
    complain(`evidence of calls cannot be kept: ${String(error)}`);
  }
}
