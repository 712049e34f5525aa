/** What Asterisk itself says is there: asked over ARI, beside the engine. */
import { z } from 'zod';
import type { AriLogin } from '../../../src/asterisk/host/listeners.ts';

const things = z.array(z.object({ id: z.string() }));

export interface OnAsterisk {
  readonly channels: readonly string[];
  readonly bridges: readonly string[];
}

export async function onAsterisk(ari: AriLogin): Promise<OnAsterisk> {
  const [channels, bridges] = await Promise.all([ids(ari, 'channels'), ids(ari, 'bridges')]);
  return { channels, bridges };
}

async function ids(ari: AriLogin, what: 'channels' | 'bridges'): Promise<string[]> {
  const authorization = `Basic ${Buffer.from(`${ari.user}:${ari.password}`).toString('base64')}`;
  const response = await fetch(`${ari.url}/ari/${what}`, {
    headers: { authorization },
    signal: AbortSignal.timeout(15_000),
  });
  if (!response.ok) throw new Error(`ARI answers ${response.status} when asked for ${what}`);
  return things.parse(await response.json()).map(({ id }) => id);
}
