/** What the outward room needs besides what a test is about: nothing that anyone would hear of. */
import type { OutwardNeeds } from '../../src/outward/outward.ts';

export const outwardNeeds: Pick<
  OutwardNeeds,
  'alarmMail' | 'company' | 'country' | 'secret' | 'internalTargets' | 'key' | 'popOf' | 'alarm' | 'version'
> = {
  alarmMail: [],
  company: () => 'Office',
  country: () => 'DE',
  secret: () => undefined,
  internalTargets: [],
  key: Buffer.alloc(32, 1),
  popOf: async () => undefined,
  alarm: () => undefined,
  version: '0',
};
