/** What the stories of consultations begin with: an agent who talks, and asks somebody. */
import { expect } from 'vitest';
import type { TalkAction } from '../../src/call/kept/events.ts';
import { office, type Scene, type Talk, talk } from './story.ts';

export const plan = office('wrap-up: 1s')
  .replace(
    'voicemails:',
    'trunks: { out: { server: "192.0.2.1" } }\noutside calls: { countries: [DE] }\nvoicemails:',
  )
  .replace('queues:\n', 'queues:\n  second: { title: Second, agents: [clara] }\n')
  .replace('agents: [anna, boris, clara],', 'agents: [anna],');

export const holdsByKey = plan.replace('queues:\n', 'keys in talk: { "*1": hold }\nqueues:\n');
export const withKeys = plan.replace('queues:\n', 'keys in talk: { "*6": merge }\nqueues:\n');

export const asks = async ({ floor }: Scene, call: string, action: TalkAction) =>
  await floor.engine.inTalk(call as never, action, 'api');

export const hear = ({ floor }: Scene, a: string, b: string): boolean => {
  const [one, other] = [a, b].map((name) => floor.asterisk.talkingAt(name)?.id);
  return one !== undefined && other !== undefined && floor.asterisk.together(one, other);
};

/** Boris has answered, and talks with Anna. */
export async function consulting(scene: Scene): Promise<Talk & { readonly aside: string }> {
  const talking = await talk(scene);
  const asked = await asks(scene, talking.call, { do: 'consult', to: 'boris' });
  await talking.boris.answers();
  await scene.floor.until('Anna talks with Boris', () => hear(scene, 'anna', 'boris'));
  const aside = asked.done ? asked.aside : undefined;
  expect(aside).toBeDefined();
  return { ...talking, aside: aside ?? '' };
}
