import type { Agent, Plan, Trunk } from '../../../../src/plan/model.ts';

/** A plan of which only what Asterisk has to know is filled in. */
export function planOf(parts: {
  readonly phones?: readonly string[];
  readonly lines?: readonly string[];
  readonly trunks?: readonly Trunk[];
}): Plan {
  const agent = (phone: string): Agent => ({ name: phone, title: phone, phone, skills: {}, queues: [] });
  return {
    company: 'Test',
    country: 'DE',
    timeZone: 'Europe/Berlin',
    language: 'en',
    languages: ['en'],
    numbers: {},
    unknownNumber: 'goodbye',
    codes: {},
    flows: {},
    schedules: {},
    menus: {},
    queues: {},
    teams: {},
    agents: Object.fromEntries((parts.phones ?? []).map((phone) => [phone, agent(phone)])),
    sharedPhones: [],
    voicemails: {},
    lines: Object.fromEntries((parts.lines ?? []).map((name) => [name, { name }])),
    trunks: Object.fromEntries((parts.trunks ?? []).map((trunk) => [trunk.name, trunk])),
    spoken: {} as Plan['spoken'],
    missesBeforePause: 0,
    limits: { eachLine: {}, engineLate: 500 },
    outsideCalls: {
      countries: [],
      numbers: [],
      premium: false,
      written: [],
      trunks: [],
      eachAgent: {},
      eachTrunk: {},
    },
  };
}
