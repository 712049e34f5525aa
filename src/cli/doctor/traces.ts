import { Poster } from '../../outward/http/post.ts';
import { reasonOf } from '../../outward/traces/exporter.ts';
import { requestBody } from '../../outward/traces/otlp.ts';
import { Destinations } from '../../shared/destinations.ts';
import { seconds } from '../../shared/time.ts';
import { type Check, ok, warning } from './check.ts';

/** Asks the collector to take a request without spans, which is a valid one. */
export const traces: Check = {
  title: 'Traces',
  async look({ settings: { otlp, internalTargets } }) {
    if (!otlp) return [ok('no collector is set (CORDBOARD_OTLP_ENDPOINT)')];
    const poster = new Poster(new Destinations(internalTargets ?? []));
    const reply = await poster.post({
      url: otlp.url,
      headers: { ...otlp.headers, 'content-type': 'application/json' },
      body: requestBody([], ''),
      deadline: seconds(5),
      mostBytes: 4096,
    });
    poster.close();
    const { host } = new URL(otlp.url);
    if (reply.answered && reply.status >= 200 && reply.status < 300)
      return [ok(`the collector at ${host} takes traces`)];
    return [warning(`the collector at ${host} does not take traces: ${reasonOf(reply)}`, fixFor(reply))];
  },
};

function fixFor(reply: Awaited<ReturnType<Poster['post']>>): string {
  if (!reply.answered && reply.why === 'refused')
    return 'name its host in CORDBOARD_INTERNAL_TARGETS, then restart the engine';
  if (reply.answered && (reply.status === 401 || reply.status === 403))
    return 'correct CORDBOARD_OTLP_HEADERS, then restart the engine';
  return 'check that it runs, and that CORDBOARD_OTLP_ENDPOINT is its address for OTLP over HTTP (usually port 4318)';
}
