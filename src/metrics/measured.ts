/** The ports, with a watch held beside them. */
import { performance } from 'node:perf_hooks';
import { forward } from '../ports/forward.ts';
import type { Store } from '../ports/store.ts';
import type { Telephony } from '../ports/telephony.ts';
import type { Metrics } from './metrics.ts';

export function measuredTelephony(telephony: Telephony, metrics: () => Metrics | undefined): Telephony {
  return {
    ...forward(telephony),
    perform: async (command, media) => {
      const began = performance.now();
      const performed = await telephony.perform(command, media);
      metrics()?.performed(command.do, performed.outcome, performance.now() - began);
      return performed;
    },
    start: (listener) =>
      telephony.start({
        event: (event) => listener.event(event),
        link: (state, reason) => {
          if (state !== 'up') metrics()?.linkLost();
          listener.link(state, reason);
        },
        phonesUnheard: (reason) => listener.phonesUnheard(reason),
      }),
  };
}

export function measuredStore(store: Store, metrics: () => Metrics | undefined): Store {
  const commit: Store['commit'] = async (batch) => {
    const began = performance.now();
    try {
      const outcome = await store.commit(batch);
      metrics()?.committed(performance.now() - began);
      return outcome;
    } catch (error) {
      metrics()?.commitFailed();
      throw error;
    }
  };
  const {
    contacts,
    plans,
    journal,
    voicemails,
    pins,
    directory,
    erasure,
    details,
    recorded,
    audit,
    people,
    recordings,
    tickets,
    articles,
    quality,
    cases,
    figures,
    deliveries,
    webhooks,
    helpdesk,
    wrongEntries,
  } = store;
  const [load, close] = [() => store.load(), () => store.close()];
  const backUp: Store['backUp'] = (...asked) => store.backUp(...asked);
  const books = {
    contacts,
    plans,
    journal,
    voicemails,
    pins,
    directory,
    erasure,
    details,
    recorded,
    audit,
    people,
    recordings,
    tickets,
    articles,
    quality,
    cases,
    figures,
    deliveries,
    webhooks,
    helpdesk,
    wrongEntries,
  };
  return { commit, load, close, backUp, ...books };
}
