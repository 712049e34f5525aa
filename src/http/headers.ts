/** What every answer tells a browser: run our own files only, show us in no frame, guess no types, send no address along. */
import type { FastifyInstance } from 'fastify';

const policy = {
  'default-src': "'self'",
  'connect-src': "'self'",
  'media-src': "'self' blob:",
  'style-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
};

const headers = {
  'content-security-policy': Object.entries(policy)
    .map(([what, where]) => `${what} ${where}`)
    .join('; '),
  'permissions-policy': 'microphone=(self), speaker-selection=(self), camera=(), geolocation=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export function sendSecurityHeaders(app: FastifyInstance, secure: boolean): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers);
    if (secure) reply.header('strict-transport-security', 'max-age=31536000');
  });
}
