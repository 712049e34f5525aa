/** Who took part in a call's conversations, one entry at a time. The caller is not among them. */
import type { StoredEntry } from '../../call/kept/journal.ts';
import type { AgentName } from '../../plan/model.ts';
import type { Instant } from '../../shared/time.ts';
import { joiningKey, partyKey } from '../party-key.ts';
import type { PartyRow } from './rows.ts';

type Open = { -readonly [Field in keyof PartyRow]: PartyRow[Field] } & {
  /** What they do besides talking, as far as it goes on. */
  readonly does: Set<'hold' | 'consult' | 'second line'>;
  kindSince: Instant;
};

export class Parties {
  readonly #isAgent: (who: string) => boolean;
  /** A call that an agent makes beside another is a consultation from end to end. */
  readonly #isConsultation: boolean;
  readonly #rows: Open[] = [];
  /** By `partyKey`. */
  readonly #open = new Map<string, Open>();

  /** @param isAgent of whom entries of earlier versions do not say whether they are an agent */
  constructor(isConsultation: boolean, isAgent: (who: string) => boolean) {
    this.#isConsultation = isConsultation;
    this.#isAgent = isAgent;
  }

  get rows(): readonly PartyRow[] {
    return this.#rows.map(({ does: _, kindSince: __, ...row }) => row);
  }

  /** Who talks now. */
  get open(): readonly PartyRow[] {
    return [...this.#open.values()];
  }

  /** Those who have left with this entry. */
  add(entry: StoredEntry): readonly PartyRow[] {
    if (entry.type === 'connected') {
      this.#joins(entry, entry.to, 'serving', entry.offer, entry.agent);
      return [];
    }
    if (entry.type === 'partyJoined') {
      this.#joins(entry, entry.who, entry.role, entry.leg);
      return [];
    }
    if (entry.type === 'servingPassed') {
      const party = this.#open.get(entry.who);
      if (party) party.role = 'serving';
      return [];
    }
    if (entry.type === 'partyLeft') {
      return this.#leaves(entry.at, partyKey(this.#open, entry));
    }
    if (entry.type === 'held') {
      this.#does(entry.at, partyKey(this.#open, entry), (does) => does.add('hold'));
      return [];
    }
    if (entry.type === 'resumed') {
      this.#does(entry.at, partyKey(this.#open, entry), (does) => {
        does.delete('hold');
        does.delete('second line');
      });
      return [];
    }
    if (entry.type === 'secondCallMade') {
      this.#does(entry.at, entry.agent, (does) => does.add('second line'));
      return [];
    }
    if (entry.type === 'consultBegan') {
      this.#does(entry.at, entry.agent, (does) => does.add('consult'));
      return [];
    }
    if (entry.type === 'consultSwapped') {
      this.#does(entry.at, entry.agent, (does) =>
        entry.with === 'consulted' ? does.add('consult') : does.delete('consult'),
      );
      return [];
    }
    if (entry.type === 'consultEnded') {
      this.#does(entry.at, entry.agent, (does) => does.delete('consult'));
      return [];
    }
    if (entry.type === 'answeredInVain') {
      const party = this.#open.get(entry.to);
      if (party) party.inVain = true;
      return [];
    }
    if (entry.type === 'phaseEntered') {
      if (entry.phase === 'talking') return [];
      return [...this.#open.keys()].flatMap((key) => this.#leaves(entry.at, key));
    }
    return [];
  }

  #joins(
    { at }: { readonly at: Instant },
    who: string,
    role: PartyRow['role'],
    leg: string,
    agent?: AgentName,
  ): void {
    const known = agent ?? (this.#isAgent(who) ? who : undefined);
    const party: Open = {
      who,
      ...(known === undefined ? {} : { agent: known }),
      role,
      since: at,
      held: 0,
      consulted: 0,
      inVain: false,
      does: new Set(),
      kindSince: at,
    };
    this.#rows.push(party);
    this.#open.set(joiningKey(this.#open, who, leg), party);
  }

  #leaves(at: Instant, key: string): readonly PartyRow[] {
    const party = this.#open.get(key);
    if (!party) return [];
    this.#account(party, at);
    party.does.clear();
    party.until = at;
    this.#open.delete(key);
    return [party];
  }

  #does(at: Instant, key: string, change: (does: Open['does']) => void): void {
    const party = this.#open.get(key);
    if (!party) return;
    this.#account(party, at);
    change(party.does);
  }

  #account(party: Open, at: Instant): void {
    const kind = talkKind(this.#isConsultation, party.does);
    if (kind !== 'talking') party[kind] += at - party.kindSince;
    party.kindSince = at;
  }
}

/** As in `talk-times.ts`. */
export function talkKind(
  isConsultation: boolean,
  does: ReadonlySet<'hold' | 'consult' | 'second line'>,
): 'talking' | 'held' | 'consulted' {
  if (isConsultation || does.has('consult')) return 'consulted';
  if (!does.has('hold')) return 'talking';
  return does.has('second line') ? 'consulted' : 'held';
}
