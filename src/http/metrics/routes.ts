import type { Api, ApiNeeds } from '../api.ts';

/** For Prometheus. With the token, as all else: figures about people's work are no one else's business. */
export function metricsRoutes(app: Api, { metrics }: ApiNeeds): void {
  if (metrics === undefined) return;
  app.get(
    '/metrics',
    {
      config: { right: 'see_figures', rateLimit: false },
      schema: { summary: "The floor's figures, in Prometheus' text format", hide: true },
    },
    async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()),
  );
}
