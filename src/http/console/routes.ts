/**
 * The console, at `/`: files that anyone may read, for they hold nothing but the program. What it shows comes from the
 * API, which asks who they are. Every address without a dot that is not the API's is a page of the console.
 * `http/headers.ts` lets the browser run nothing but these files, and talk to nobody but us.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api } from '../api.ts';
import { Refusal } from '../errors.ts';
import type { ConsoleFile, ConsoleFiles } from './files.ts';

/** No address of the API begins with a word of letters alone and goes on without a dot, but for those that it names itself. */
const pages = ['/', '/:page(^[a-z][a-z-]*$)', '/:page(^[a-z][a-z-]*$)/*'] as const;

export function consoleRoutes(app: Api, files: ConsoleFiles): void {
  const options = { config: { open: true }, schema: { hide: true } } as const;
  const index = files.get('index.html');
  if (!index) throw new Error('the console has no index.html');
  for (const page of pages)
    app.get(page, options, async (request, reply) => {
      if (request.url.split('?')[0]?.includes('.')) throw new Refusal('not_found');
      return send(request, reply, index);
    });
  const call = files.get('call.html');
  if (call) app.get('/call', options, async (request, reply) => send(request, reply, call));
  // One route for a hundred files: each route of its own costs a start more than half a millisecond.
  app.get('/assets/*', options, async (request, reply) => {
    const { '*': name } = request.params as { readonly '*': string };
    const file = files.get(`assets/${name}`);
    if (!file) throw new Refusal('not_found');
    return send(request, reply, file);
  });
  for (const [path, file] of files)
    if (path !== 'index.html' && !path.startsWith('assets/'))
      app.get(`/${path}`, options, async (request, reply) => send(request, reply, file));
}

function send(request: FastifyRequest, reply: FastifyReply, file: ConsoleFile) {
  void reply.headers({
    etag: file.etag,
    vary: 'accept-encoding',
    // Asked for again each time, so that a new version is there at the next load; almost always answered with a 304.
    'cache-control': file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  const accepted = request.headers['accept-encoding'] ?? '';
  void reply.type(file.type);
  if (file.br && /\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(file.br);
  if (file.gzip && /\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(file.gzip);
  return reply.send(file.plain);
}
