import type { WebSocket } from 'ws';

const PING_EVERY = 20_000;

/** Cuts off who has not answered the last ping: their network is gone, and would not say so. */
export function keepAlive(socket: WebSocket): NodeJS.Timeout {
  let alive = true;
  socket.on('pong', () => {
    alive = true;
  });
  const timer = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, PING_EVERY);
  return timer.unref();
}
