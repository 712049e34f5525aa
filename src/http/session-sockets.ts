/**
 * Websockets end with the session that opened them, or when the rights of its person change. A session has a few: each tab
 * of a console has one or two, and one session must not use up the connections of all.
 */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import type { Accounts } from '../ports/accounts.ts';

/** Close code: log in again, or just connect again if only the rights have changed. */
const SESSION_ENDED = 4401;
const TRY_AGAIN_LATER = 1013;
const mostOfOneSession = 50;

export function endSocketsWithSessions(app: FastifyInstance, accounts: Pick<Accounts, 'onEnd'>): void {
  const sessionOf = new WeakMap<IncomingMessage, string>();
  const sockets = new Map<string, Set<WebSocket>>();
  app.addHook('preValidation', async ({ shown, raw, ws }) => {
    if (ws && shown?.kind === 'person') sessionOf.set(raw, shown.session);
  });
  app.websocketServer.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    const session = sessionOf.get(request);
    if (session === undefined) return;
    const theirs = sockets.get(session) ?? new Set();
    if (theirs.size >= mostOfOneSession) {
      socket.close(TRY_AGAIN_LATER, 'too many connections of one session');
      return;
    }
    sockets.set(session, theirs.add(socket));
    socket.once('close', () => {
      theirs.delete(socket);
      if (theirs.size === 0) sockets.delete(session);
    });
  });
  const stop = accounts.onEnd((sessions) => {
    for (const session of sessions)
      for (const socket of sockets.get(session) ?? []) socket.close(SESSION_ENDED, 'the session has ended');
  });
  app.addHook('onClose', async () => stop());
}
