/** An engine that can be killed at any point: before or after a commit, before or after a command. */
import type { ExchangeCommand } from '../../src/call/kept/commands.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Store } from '../../src/ports/store.ts';
import type { Performed, Telephony } from '../../src/ports/telephony.ts';
import type { SimulatedAsterisk } from '../support/simulated-asterisk.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';
import type { Death } from './engine-storm-story.ts';

export interface Life {
  over: boolean;
  dyingAt?: Death;
  died?: () => void;
}

const never = new Promise<never>(() => undefined);

/** Whether it is dead; it dies now if it was to die at this point. */
function dies(life: Life, at: Death): boolean {
  if (!life.over && life.dyingAt === at) life.died?.();
  return life.over;
}

/** What a dead engine has asked for is never answered. */
export function mortalTelephony(
  exchange: SimulatedAsterisk,
  life: Life,
  performed: (command: ExchangeCommand, became: Performed) => void,
): Telephony {
  return {
    perform: async (command, media) => {
      if (dies(life, 'before a command')) return await never;
      const became = await exchange.perform(command, media);
      performed(command, became);
      return dies(life, 'after a command') ? await never : became;
    },
    provision: (plan) => exchange.provision(plan),
    start: (listener) => exchange.start(listener),
    stop: () => exchange.stop(),
    survey: async (questions) => (life.over ? await never : await exchange.survey(questions)),
    servedMeanwhile: async (known) => (life.over ? await never : await exchange.servedMeanwhile(known)),
    dialFromOutside: async (number, trunk, to) =>
      life.over ? await never : await exchange.dialFromOutside(number, trunk, to),
    dialFrom: async (phone, to, ticket) =>
      life.over ? await never : await exchange.dialFrom(phone, to, ticket),
    noteForSafetyNet: (facts) => exchange.noteForSafetyNet(facts),
  };
}

export function mortalStore(store: Store, life: Life, isFull: () => boolean): Store {
  return {
    contacts: store.contacts,
    plans: store.plans,
    journal: store.journal,
    voicemails: store.voicemails,
    pins: store.pins,
    directory: store.directory,
    erasure: store.erasure,
    details: store.details,
    recorded: store.recorded,
    audit: store.audit,
    people: store.people,
    recordings: store.recordings,
    tickets: store.tickets,
    articles: store.articles,
    quality: store.quality,
    cases: store.cases,
    figures: store.figures,
    deliveries: store.deliveries,
    webhooks: store.webhooks,
    helpdesk: store.helpdesk,
    wrongEntries: store.wrongEntries,
    load: () => store.load(),
    backUp: (to, at, soundOf) => store.backUp(to, at, soundOf),
    close: () => store.close(),
    commit: async (batch) => {
      if (dies(life, 'before the commit')) return await never;
      if (isFull()) throw new Error('the disk is full');
      const outcome = await store.commit(batch);
      if (dies(life, 'after the commit')) return await never;
      return outcome;
    },
  };
}

/** One that rings a millisecond early now and then, as Node's does. */
export function mortalClock(clock: VirtualClock, life: Life, isEarly: () => boolean): Clock {
  return {
    now: () => clock.now(),
    after: (delay, then) =>
      clock.after(delay > 0 && isEarly() ? delay - 1 : delay, () => {
        if (!life.over) then();
      }),
  };
}
