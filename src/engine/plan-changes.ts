/**
 * Activates a new plan while calls continue: it is proven, set up in Asterisk, archived, and then put into force by a
 * turn. All of it or nothing, and one after the other: if two people change version 3, the second gets a conflict.
 *
 * Only a plan that is about to be active is archived, because the next start continues with the last one. If Asterisk
 * may have received half of another plan, it gets the active one back: at once, or when the link is up again.
 */
import { setImmediate as breath } from 'node:timers/promises';
import { stateInWords } from '../agents/state-in-words.ts';
import {
  agentsToExpect,
  agentsToLetGo,
  agentsWhosePhonesChange,
  callersToSeek,
  mostChangesTold,
  planPart,
} from '../call/handlers/plan-change.ts';
import type { World } from '../call/turn/world.ts';
import type { Plan } from '../plan/model.ts';
import type { PlanTaken } from '../plan/parse.ts';
import type { Finding } from '../plan/source/finding.ts';
import { differences } from '../plan/words/difference.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { PlanApplied, PlanTerms } from '../ports/operations.ts';
import type { PlanArchive, PlanVersion } from '../ports/store.ts';
import type { Telephony } from '../ports/telephony.ts';
import { inEnglish } from '../shared/findings/english.ts';
import type { CallId } from '../shared/ids.ts';
import { breather, eachInSlices } from '../shared/slices.ts';
import type { Turns } from './turns.ts';

export interface PlanChangesNeeds {
  readonly world: World;
  readonly turns: Pick<Turns, 'takeAtOnce'>;
  readonly archive: Pick<PlanArchive, 'add'>;
  readonly telephony: Pick<Telephony, 'provision'>;
  /** Away from the calls: a large plan takes seconds. */
  readonly readPlan: (text: string) => Promise<PlanTaken>;
  /** Why Asterisk cannot accept a plan now; undefined: it can. */
  readonly trouble: () => string | undefined;
  /** What is amiss with the plan on this machine. */
  readonly amiss: (plan: Plan) => readonly Finding[];
  /** What turns would have to wait for. */
  readonly prepare: (plan: Plan) => Promise<void>;
  /** The plan is in force. */
  readonly activated: (plan: Plan) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

export class PlanChanges {
  readonly #needs: PlanChangesNeeds;
  #last: Promise<unknown> = Promise.resolve();
  /** The exchange may have phones of a plan that is not in force. */
  #isMistold = false;

  constructor(needs: PlanChangesNeeds) {
    this.#needs = needs;
  }

  apply(text: string, by: string, ifVersion?: number, terms?: PlanTerms): Promise<PlanApplied> {
    const applied = this.#last.then(() => this.#apply(text, by, ifVersion, terms));
    this.#last = applied.catch(() => undefined);
    return applied;
  }

  /** The exchange can be told again. */
  linkIsUp(): void {
    if (this.#isMistold) this.#provisionAgain();
  }

  async #apply(
    text: string,
    by: string,
    ifVersion: number | undefined,
    { withoutPasswords = false }: PlanTerms = {},
  ): Promise<PlanApplied> {
    const { world, readPlan, trouble, activated } = this.#needs;
    const active = world.version;
    if (ifVersion !== undefined && ifVersion !== active) return { applied: false, active };
    const read = await readPlan(text);
    if (!read.ok) return { applied: false, findings: read.findings };
    const amiss = this.#needs.amiss(read.plan);
    if (amiss.length > 0 && !withoutPasswords) return { applied: false, needsYes: amiss };
    await this.#needs.prepare(read.plan);
    const because = trouble() ?? (await this.#provision(read.plan));
    if (because !== undefined) return { applied: false, because };
    const changes = await this.#changes(read.plan);
    const { version } = await this.#archive(read.text, by);
    await this.#takeTurns(read.plan, version, by, changes);
    // The turn of thousands of agents, and what follows from it, are not done in one go.
    await breath();
    await activated(read.plan);
    return { applied: true, version, warnings: [...amiss, ...read.warnings] };
  }

  /** In words, the first of them; a plan of thousands of agents is compared bit by bit. */
  async #changes(plan: Plan): Promise<readonly string[]> {
    const { world } = this.#needs;
    const changes: string[] = [];
    const breathe = breather();
    const known = (name: string): string | undefined => {
      const agent = world.agents.get(name);
      return agent && stateInWords(agent);
    };
    for (const change of differences(world.plan, plan, known)) {
      if (change !== undefined) changes.push(inEnglish(change));
      if (changes.length === mostChangesTold) break;
      await breathe();
    }
    return changes;
  }

  /** The plan comes into force in one turn; what would make it a long one is done before and after, in parts. */
  async #takeTurns(plan: Plan, version: number, by: string, changes: readonly string[]): Promise<void> {
    const { world, turns, clock } = this.#needs;
    const expected = agentsToExpect(world, plan);
    if (expected.length > planPart)
      await eachInSlices(inParts(expected), (agents) =>
        turns.takeAtOnce({ type: 'agentsExpected', at: clock.now(), plan, version, by, agents }),
      );
    await turns.takeAtOnce({ type: 'planActivated', at: clock.now(), plan, version, by, changes });
    await breath();
    const follow = (agents: readonly string[], calls: readonly CallId[]): Promise<void> =>
      turns.takeAtOnce({ type: 'planFollowed', at: clock.now(), by, agents, calls });
    await eachInSlices(inParts(agentsWhosePhonesChange(world, plan).worse), (agents) => follow(agents, []));
    const waiting = callersToSeek(world, plan);
    if (waiting.length > planPart)
      await eachInSlices(inParts(waiting), (calls) =>
        follow(
          [],
          calls.map(({ id }) => id),
        ),
      );
    await eachInSlices(inParts(agentsToLetGo(world, plan, clock.now())), (agents) => follow(agents, []));
  }

  /** @returns why not, if not */
  async #provision(plan: Plan): Promise<string | undefined> {
    const { telephony, log } = this.#needs;
    try {
      await telephony.provision(plan);
      return undefined;
    } catch (error) {
      log.error({ err: error }, 'Asterisk did not accept the plan.');
      this.#provisionAgain();
      return error instanceof Error ? error.message : String(error);
    }
  }

  async #archive(text: string, by: string): Promise<PlanVersion> {
    try {
      return await this.#needs.archive.add(text, by, this.#needs.clock.now());
    } catch (error) {
      this.#provisionAgain();
      throw error;
    }
  }

  #provisionAgain(): void {
    const { world, telephony, log } = this.#needs;
    this.#isMistold = true;
    this.#last = this.#last
      .then(() => telephony.provision(world.plan))
      .then(
        () => {
          this.#isMistold = false;
        },
        (error: unknown) =>
          log.error({ err: error }, 'The phones of the plan may not be set up in Asterisk.'),
      );
  }
}

const inParts = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / planPart) }, (_, nth) =>
    items.slice(nth * planPart, (nth + 1) * planPart),
  );
