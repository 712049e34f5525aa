/**
 * The topic `me`: each agent's own row, offer and calls, told in the moment in which they change; their queues once a second.
 * What rings is shown when it is stored why it rings, which is before the phone does.
 */
import { servesQueue, stateNow } from '../../agents/board.ts';
import { type Call, type Offer, queueSearchOf } from '../../call/kept/call.ts';
import { isAgent, othersIn } from '../../call/kept/parties.ts';
import type { LiveOffer, OwnCall, OwnFollowUp, OwnQueue } from '../../contract/live/me.ts';
import { aboutCall } from '../../people/calls.ts';
import type { AgentName, QueueName } from '../../plan/model.ts';
import type { Log } from '../../ports/log.ts';
import { defined } from '../../shared/defined.ts';
import type { CallId } from '../../shared/ids.ts';
import { eachInSlices, InTurn } from '../../shared/slices.ts';
import { crmOfCall } from '../crm.ts';
import { iso } from '../times.ts';
import { agentRow, callRow, type RowNeeds } from './rows.ts';
import { callInTargets, talkAids } from './talk-aids.ts';

const lookEvery = 1000;

export interface MeClient {
  isReady(): boolean;
  /** Both are JSON. */
  meSnapshot(me: string): void;
  meChanges(changes: string): void;
}

export interface MeNeeds extends RowNeeds {
  readonly log: Pick<Log, 'error'>;
  readonly followUpsOf: (agent: AgentName) => readonly OwnFollowUp[];
  readonly offerOf: (agent: AgentName, call: Call, offer: Offer) => Promise<LiveOffer>;
}

const parts = ['agent', 'offer', 'call', 'second', 'queues', 'pauses', 'callIn', 'followUps'] as const;
type Part = (typeof parts)[number];
type Texts = Partial<Record<Part, string>>;

interface Seat {
  readonly clients: Set<MeClient>;
  readonly current: Set<MeClient>;
  shown: Texts;
  /** What rings, once all of it is known. */
  offer?: { readonly of: string; readonly text: string };
  /** Of which it is being found out. */
  asking?: string;
}

export class MeFeed {
  readonly #needs: MeNeeds;
  readonly #seats = new Map<AgentName, Seat>();
  readonly #dirty = new Set<AgentName>();
  readonly #waiting = new Set<AgentName>();
  readonly #changes = new InTurn();
  #end: () => void = () => undefined;
  #telling = false;
  #looking = false;

  constructor(needs: MeNeeds) {
    this.#needs = needs;
  }

  /** @returns how to leave */
  join(client: MeClient, agent: AgentName): () => void {
    const seat = this.#seats.get(agent) ?? { clients: new Set(), current: new Set(), shown: {} };
    if (this.#seats.size === 0) this.#begin();
    this.#seats.set(agent, seat);
    seat.clients.add(client);
    this.#tell(agent, seat, this.#standings());
    return () => {
      seat.clients.delete(client);
      seat.current.delete(client);
      if (seat.clients.size > 0 || this.#seats.get(agent) !== seat) return;
      this.#seats.delete(agent);
      if (this.#seats.size === 0) this.#end();
    };
  }

  #begin(): void {
    const { operations } = this.#needs;
    const unwatch = operations.watch(({ agents, calls }) => {
      for (const name of agents) this.#touch(name);
      for (const id of calls) {
        const call = operations.call(id);
        if (call) for (const name of aboutCall(call).agents) this.#touch(name);
      }
    });
    const unfollow = operations.follow((entry) => {
      if (entry.type === 'offerMade') this.#touch(entry.to);
    });
    const looks = setInterval(() => void this.#look(), lookEvery).unref();
    this.#end = () => {
      unwatch();
      unfollow();
      clearInterval(looks);
      this.#dirty.clear();
    };
  }

  #touch(name: AgentName): void {
    if (!this.#seats.has(name)) return;
    this.#dirty.add(name);
    if (this.#telling) return;
    this.#telling = true;
    // The turn first.
    setImmediate(() => {
      this.#telling = false;
      // Another plan changes all of them.
      for (const each of this.#dirty) {
        // Whatever changes before it is told is told with it.
        if (this.#waiting.has(each)) continue;
        this.#waiting.add(each);
        this.#changes.put(() => {
          this.#waiting.delete(each);
          const seat = this.#seats.get(each);
          if (seat) this.#tell(each, seat);
        });
      }
      this.#dirty.clear();
    });
  }

  /** Their queues, and what changes without a turn. Of hundreds of seats not in one go: calls do not wait for it. */
  async #look(): Promise<void> {
    if (this.#looking) return;
    const standings = this.#standings();
    this.#looking = true;
    await eachInSlices([...this.#seats], ([name, seat]) => {
      if (this.#seats.get(name) === seat) this.#tell(name, seat, standings);
    });
    this.#looking = false;
  }

  #tell(name: AgentName, seat: Seat, standings?: ReadonlyMap<QueueName, OwnQueue>): void {
    try {
      const next = this.#textsOf(name, seat, standings);
      const changed = parts.filter((part) => next[part] !== seat.shown[part]);
      seat.shown = next;
      const changes = `{${changed.map((part) => `"${part}":${next[part] ?? 'null'}`).join(',')}}`;
      const all = parts.flatMap((part) => (next[part] === undefined ? [] : [`"${part}":${next[part]}`]));
      for (const client of seat.clients) {
        if (!client.isReady()) seat.current.delete(client);
        else if (!seat.current.has(client)) {
          seat.current.add(client);
          client.meSnapshot(`{${all.join(',')}}`);
        } else if (changed.length > 0) client.meChanges(changes);
      }
    } catch (error) {
      this.#needs.log.error({ err: error, agent: name }, 'cannot show an agent their own state');
    }
  }

  #textsOf(name: AgentName, seat: Seat, standings: ReadonlyMap<QueueName, OwnQueue> | undefined): Texts {
    const { operations } = this.#needs;
    const row = agentRow(this.#needs, name);
    const { plan } = operations.plan();
    const { pauses } = plan;
    const activity = operations.agent(name)?.activity;
    const own = activity && 'call' in activity ? activity.call : undefined;
    const second = own === undefined ? undefined : this.#secondOf(name, own);
    const queues = row && standings ? row.queues.flatMap((queue) => standings.get(queue) ?? []) : undefined;
    const texts: Record<Part, string | undefined> = {
      agent: textOf(row),
      offer: this.#offerText(name, seat),
      call: textOf(own === undefined || activity?.kind === 'offered' ? undefined : this.#ownCall(own)),
      second: textOf(second === undefined ? undefined : this.#ownCall(second)),
      followUps: JSON.stringify(this.#needs.followUpsOf(name)),
      queues: queues ? JSON.stringify(queues) : (seat.shown.queues ?? '[]'),
      pauses: pauses && JSON.stringify(Object.keys(pauses)),
      callIn: textOf(callInTargets(name, plan)),
    };
    return texts as Texts;
  }

  #ownCall(id: CallId): OwnCall | undefined {
    const { operations } = this.#needs;
    const row = callRow(this.#needs, id);
    const call = operations.call(id);
    if (!row || !call) return undefined;
    const { plan } = operations.plan();
    return { ...row, ...defined({ crm: crmOfCall(call, plan) }), ...talkAids(call, plan) };
  }

  /** A call that they make beside that one. */
  #secondOf(name: AgentName, own: CallId): CallId | undefined {
    const { operations } = this.#needs;
    const activity = operations.agent(name)?.activity;
    if (activity?.kind === 'talking' && activity.beside) return activity.beside.call;
    const phase = operations.call(own)?.phase;
    const parties = phase?.name === 'talking' ? othersIn(phase.conversation) : [];
    return parties.find((party) => isAgent(party, name))?.aside;
  }

  #offerText(name: AgentName, seat: Seat): string | undefined {
    const { operations } = this.#needs;
    const activity = operations.agent(name)?.activity;
    if (activity?.kind !== 'offered') return undefined;
    const { call: id, offer: offerId } = activity;
    const call = operations.call(id);
    const offer = call?.offers.find((one) => one.id === offerId);
    if (!call || !offer) return undefined;
    const of = asMade(offer);
    if (seat.offer?.of === of) return seat.offer.text;
    if (seat.asking !== of) void this.#findOut(name, seat, call, offer);
    return undefined;
  }

  async #findOut(name: AgentName, seat: Seat, call: Call, offer: Offer): Promise<void> {
    const of = asMade(offer);
    seat.asking = of;
    try {
      const view = await this.#needs.offerOf(name, call, offer);
      seat.offer = { of, text: JSON.stringify(view) };
    } catch (error) {
      this.#needs.log.error({ err: error, call: call.id }, 'cannot show an agent who calls');
    }
    if (seat.asking === of) delete seat.asking;
    this.#touch(name);
  }

  #standings(): ReadonlyMap<QueueName, OwnQueue> {
    const { operations } = this.#needs;
    const { plan } = operations.plan();
    const waiting = new Map<QueueName, { count: number; since: number }>();
    for (const call of operations.calls()) {
      const search =
        call.phase.name === 'waiting' || call.phase.name === 'ringing' ? queueSearchOf(call) : undefined;
      if (!search) continue;
      const { count = 0, since = search.since } = waiting.get(search.queue) ?? {};
      waiting.set(search.queue, { count: count + 1, since: Math.min(since, search.since) });
    }
    const free = new Map(
      operations.agents().flatMap((one) => (stateNow(one) === 'free' ? [[one.name, one] as const] : [])),
    );
    const isFree = (name: AgentName, queue: QueueName): boolean => {
      const agent = free.get(name);
      return agent !== undefined && servesQueue(agent, queue);
    };
    return new Map(
      Object.values(plan.queues).map(({ name, title, members }) => {
        const { count = 0, since } = waiting.get(name) ?? {};
        return [
          name,
          {
            name,
            title,
            waiting: count,
            ...(since !== undefined && { longestSince: iso(since) }),
            free: members.filter((member) => isFree(member, name)).length,
          },
        ];
      }),
    );
  }
}

/** An agent who was held for a caller is rung later: then the offer is made once more. */
const asMade = ({ id, madeAt }: Offer): string => `${id} ${madeAt}`;

const textOf = (row: object | undefined): string | undefined => row && JSON.stringify(row);
