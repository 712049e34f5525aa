/** Links to another ticket system, in memory. */
import type { HelpdeskBook, HelpdeskLink } from '../../src/ports/helpdesk.ts';

export function plainHelpdesk(): HelpdeskBook {
  const links = new Map<number, HelpdeskLink>();
  const taken = new Map<string, boolean>();
  return {
    newestEvent: async () => 0,
    link: async (ticket) => links.get(ticket),
    linkOf: async (theirs) => [...links.values()].find((one) => one.theirs === theirs),
    keep: async (one) => void links.set(one.ticket, one),
    begin: async (what) => {
      const before = taken.get(what);
      if (before === undefined) taken.set(what, false);
      return before === undefined ? 'new' : before ? 'done' : 'begun';
    },
    done: async (what) => void taken.set(what, true),
    prune: async () => undefined,
  };
}
