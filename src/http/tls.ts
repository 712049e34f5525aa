/**
 * HTTPS with a certificate that is renewed under way: new connections get the new one, those that are open go on. Programs on
 * this machine (the CLI) do not know the certificate's name: they have a plain port on the loopback.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer as createHttp } from 'node:http';
import { createServer as createHttps, type Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import type { Log } from '../ports/log.ts';
import type { Duration } from '../shared/time.ts';

/** Paths of PEM files. */
export interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
}

interface Pair {
  readonly cert: Buffer;
  readonly key: Buffer;
}

const lookEvery = 2000;

/** Node.js takes a key that belongs to another certificate without a word, and fails each handshake. */
async function pairIn({ certificate, key }: TlsFiles): Promise<Pair> {
  const pair = { cert: await readFile(certificate), key: await readFile(key) };
  if (!new X509Certificate(pair.cert).checkPrivateKey(createPrivateKey(pair.key)))
    throw new Error(`the key ${key} does not belong to the certificate ${certificate}`);
  createSecureContext(pair);
  return pair;
}

/** The files cannot be read, or do not fit. */
export class TlsUnusable extends Error {
  override readonly name = 'TlsUnusable';
}

/** @throws TlsUnusable */
export async function readTls(files: TlsFiles): Promise<Pair> {
  try {
    return await pairIn(files);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new TlsUnusable(`HTTPS has no certificate: ${why}`, { cause: error });
  }
}

type Factory = NonNullable<FastifyServerOptions['serverFactory']>;

/** Fastify's own options for `http` are not applied to a server that it does not make. */
export const httpsServer =
  (pair: Pair, patience: Duration): Factory =>
  (handler) =>
    createHttps(
      {
        ...pair,
        requestTimeout: patience,
        headersTimeout: patience,
        connectionsCheckingInterval: patience / 2,
      },
      handler,
    );

/** Loads a certificate that is replaced; one that cannot be used leaves the old one in force. Returns how to stop. */
export function followCertificate(app: FastifyInstance, files: TlsFiles, log: Log): () => void {
  const server = app.server as unknown as HttpsServer;
  const renew = (): void => {
    readTls(files).then(
      (pair) => {
        server.setSecureContext(pair);
        log.info({ certificate: files.certificate }, 'the new certificate is in force');
      },
      // Two files are replaced one after the other: the second one sets it right.
      (error: unknown) => log.warn({ err: error }, 'The new certificate cannot be used; the old one stays.'),
    );
  };
  const paths = [files.certificate, files.key];
  for (const path of paths) watchFile(path, { interval: lookEvery, persistent: false }, renew);
  return () => {
    for (const path of paths) unwatchFile(path, renew);
  };
}

/** The same API without TLS, on the loopback alone. */
export async function servePlainly(app: FastifyInstance): Promise<{ url: string; close(): void }> {
  const plain = createHttp((request, response) => app.routing(request, response));
  plain.on('upgrade', (...upgrade) => app.server.emit('upgrade', ...upgrade));
  await new Promise<void>((resolve, reject) => {
    plain.once('error', reject);
    plain.listen(0, '127.0.0.1', resolve);
  });
  const close = (): void => {
    plain.close();
    plain.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(plain.address() as AddressInfo).port}`, close };
}

/** By which people reach it: the first name that the certificate is for. */
export function nameOf({ cert }: Pair): string | undefined {
  const names = new X509Certificate(cert).subjectAltName?.match(/DNS:([^,*\s]+)(?=,|$)/);
  return names?.[1];
}
