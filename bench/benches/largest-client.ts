/**
 * Sends the requests of `largest`, in a thread that gives way to the engine: clients are other machines, and must not take the engine's
 * processor for what they do with an answer.
 */
import { setPriority } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Request, requests } from './largest-requests.ts';

const niceness = 5;

interface Where {
  readonly url: string;
  readonly quick: boolean;
}

export interface Client {
  readonly requests: readonly Request[];
  close(): Promise<void>;
}

export function openClient(where: Where): Client {
  const worker = new Worker(new URL('largest-client.js', import.meta.url), { workerData: where });
  const send = (nth: number): Promise<string> =>
    new Promise((answered, failed) => {
      worker.once('error', failed);
      worker.once('message', (answer: string) => {
        worker.off('error', failed);
        answered(answer);
      });
      worker.postMessage(nth);
    });
  return {
    requests: requests(where.url, where.quick).map((request, nth) => ({ ...request, work: () => send(nth) })),
    close: async () => void (await worker.terminate()),
  };
}

if (!isMainThread) {
  // On Linux this is the priority of the calling thread alone.
  setPriority(niceness);
  const { url, quick } = workerData as Where;
  const all = requests(url, quick);
  parentPort?.on('message', (nth: number) => {
    void all[nth]?.work().then((answer) => parentPort?.postMessage(answer));
  });
}
