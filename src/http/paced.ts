/** Long answers on their way: after each part everything else has its turn, however fast the client takes them. */
import { Readable } from 'node:stream';
import { breather, letOthersWork } from '../shared/slices.ts';
import { minutes } from '../shared/time.ts';

/**
 * Of a route that sends in parts: the client takes as long as its network needs. The usual bound of a request is for the whole answer, and
 * would cut it off. A client that takes nothing any more is found by the bound of its connection.
 */
export const downloadMayTake = minutes(60);

type Part = Uint8Array | string;
type Parts = Iterable<Part> | AsyncIterable<Part>;

/** Bytes that go at once: a fraction of a millisecond. */
const most = 64 * 1024;

/**
 * The parts as a stream, made as they are read. All streams of the process together send about 40 MB in a second: what is read of a file is
 * memory that a garbage collection has to free, and at full speed there would be several in a second.
 */
export function paced(parts: Parts): Readable {
  const answer = Readable.from(inTurns(parts), { objectMode: false });
  // A client that goes away before the first part reads nothing: an open file would stay open, and a job would wait.
  answer.once('close', () => void endOf(parts));
  return answer;
}

async function* inTurns(parts: Parts): AsyncGenerator<Part> {
  let breathe = breather();
  let sent = 0;
  for await (const part of parts) {
    yield part;
    sent += part.length;
    if (sent < most) await breathe();
    else {
      await letOthersWork();
      sent = 0;
      breathe = breather();
    }
  }
}

async function endOf(parts: Parts): Promise<void> {
  if (parts instanceof Readable) parts.destroy();
  else if (Symbol.asyncIterator in parts) await parts[Symbol.asyncIterator]().return?.();
}
