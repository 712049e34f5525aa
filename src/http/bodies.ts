/** Files that are sent as the body of a request. */
import type { IncomingMessage } from 'node:http';
import { errorCodes, type FastifyRequest } from 'fastify';
import type { Api } from './api.ts';

/**
 * Bodies of these types come as bytes, in memory of their own (`memoryOf` in workers/workers.ts): each part is put where it belongs as it
 * arrives. Fastify would join them at the end, all in one go.
 */
export function acceptFiles(app: Api, types: readonly string[]): void {
  for (const type of types)
    app.addContentTypeParser(type, (request, payload, done) => {
      bytesOf(request, payload).then(
        (bytes) => done(null, bytes),
        (error: Error) => done(error, undefined),
      );
    });
}

function bytesOf(request: FastifyRequest, payload: IncomingMessage): Promise<Buffer> {
  const most = request.routeOptions.bodyLimit;
  const announced = Number(request.headers['content-length']);
  return new Promise((resolve, reject) => {
    if (announced > most) return reject(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE());
    let bytes: Buffer = Buffer.allocUnsafeSlow(Number.isNaN(announced) ? 0 : announced);
    let used = 0;
    payload.on('data', take);
    payload.once('end', end);
    payload.once('error', end);

    function take(part: Buffer): void {
      if (used + part.length > most) return end(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE());
      if (used + part.length > bytes.length)
        bytes = moved(bytes, used, Math.max(used + part.length, bytes.length * 2));
      part.copy(bytes, used);
      used += part.length;
    }

    function end(error?: Error): void {
      payload.off('data', take).off('end', end).off('error', end);
      if (error) reject(error);
      else resolve(used === bytes.length ? bytes : moved(bytes, used, used));
    }
  });
}

function moved(bytes: Buffer, used: number, length: number): Buffer {
  const others = Buffer.allocUnsafeSlow(length);
  bytes.copy(others, 0, 0, used);
  return others;
}
