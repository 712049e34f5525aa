import pino from 'pino';
import pretty from 'pino-pretty';
import type { Log } from '../ports/log.ts';
import { masked } from './masking.ts';

/**
 * To the error output: readable where a person looks on, JSON lines for programs. Standard output is for answers.
 *
 * @param open numbers, names and keys of callers are shown; else they are masked
 */
export function processLog(level: string, open = false, stream?: pino.DestinationStream): Log {
  const fault = (error: Error): unknown => masked(pino.stdSerializers.err(error), open);
  const options: pino.LoggerOptions = {
    level,
    base: null,
    serializers: { err: fault, error: fault },
    formatters: {
      log: (fields) => masked(fields, open) as Record<string, unknown>,
      bindings: (fields) => masked(fields, open) as Record<string, unknown>,
    },
  };
  const readable = () =>
    pretty({ destination: 2, sync: true, translateTime: 'SYS:HH:MM:ss.l', singleLine: true });
  const usual = (): pino.DestinationStream => {
    if (process.stderr.isTTY) return readable();
    const lines = pino.destination({ dest: 2, sync: true });
    // `cordboard start 2>&1 | head`: a log whose reader has gone ends no engine, and leaves no Asterisk behind. Nor does
    // it fill the memory with lines that cannot be written.
    let isRead = true;
    lines.on('error', () => {
      isRead = false;
    });
    return { write: (line) => void (isRead && lines.write(line)) };
  };
  return pino(options, stream ?? usual());
}
