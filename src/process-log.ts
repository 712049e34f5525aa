import pino from 'pino';
import pretty from 'pino-pretty';
import type { Log } from './ports/log.ts';

/** To the error output: readable where a person looks on, JSON lines for programs. Standard output is for answers. */
export function processLog(level: string): Log {
  const options = { level, base: null, serializers: { error: pino.stdSerializers.err } };
  const readable = () =>
    pretty({ destination: 2, sync: true, translateTime: 'SYS:HH:MM:ss.l', singleLine: true });
  return pino(options, process.stderr.isTTY ? readable() : pino.destination({ dest: 2, sync: true }));
}
