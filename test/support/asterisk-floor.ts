/**
 * The floor on a real Asterisk: real SIP and real sound between softphones, Asterisk and the real engine.
 *
 * Each floor has a state folder, an Asterisk and ports of its own, all on loopback. One floor may serve the tests of a
 * file, one after the other: `settle` between them hangs up, checks that nothing is left over and that the numbers fit, and makes
 * all agents ready again; `close` does so once more, and ends everything. (`asterisk/shared-floor.ts` does that for a file.)
 */
import type { JournalEntryOf, StoredEntry } from '../../src/call/kept/journal.ts';
import { callId } from '../../src/shared/ids.ts';
import type { Duration } from '../../src/shared/time.ts';
import { Arrivals } from './asterisk/arrivals.ts';
import { DeskPhone } from './asterisk/desk-phone.ts';
import { whatIsLeft } from './asterisk/left-over.ts';
import { LineCaller } from './asterisk/line-caller.ts';
import { numbersFit } from './asterisk/numbers-fit.ts';
import { type RunningCordboard, type RunOptions, runCordboard } from './asterisk/running-cordboard.ts';
import type { Floor } from './floor.ts';
import type { DigitsBy } from './sip/phone-call.ts';
import { type Account, Softphone } from './sip/softphone.ts';
import { passes, until } from './sip/until.ts';

export interface CallerOptions {
  readonly number?: string;
  readonly line?: string;
  /** `rfc4733` unless said. */
  readonly digitsBy?: DigitsBy;
}

export interface AsteriskFloor extends Floor {
  readonly cordboard: RunningCordboard;
  readonly operations: RunningCordboard['operations'];
  /** Each call that has come, and its end. */
  readonly arrivals: Arrivals;
  caller(name: string, options?: CallerOptions): LineCaller;
  agent(name: string): Promise<DeskPhone>;
  /** Waits until that call is over, and how it ended: what Asterisk says of its sound may be journalled after it. */
  endOf(call: string): Promise<JournalEntryOf<'callEnded'>>;
  /** A phone with the password of that user, or another; registered nowhere yet. */
  phone(user: string, more?: Partial<Account>): Promise<Softphone>;
  /** Hangs up what is left, checks that nothing is left over anywhere and that the numbers fit, and makes all agents ready again. */
  settle(): Promise<void>;
  /** Ends everything, in whatever state it is, and checks nothing. */
  discard(): Promise<void>;
}

export async function asteriskFloor(options: RunOptions = {}): Promise<AsteriskFloor> {
  return await RealFloor.open(options);
}

class RealFloor implements AsteriskFloor {
  readonly kind = 'asterisk';
  readonly cordboard: RunningCordboard;
  readonly arrivals: Arrivals;
  readonly #lines = new Map<string, LineCaller>();
  readonly #agents = new Map<string, DeskPhone>();
  readonly #phones: Softphone[] = [];
  #voices = 0;

  static async open(options: RunOptions): Promise<RealFloor> {
    return new RealFloor(await runCordboard(options));
  }

  private constructor(cordboard: RunningCordboard) {
    this.cordboard = cordboard;
    this.arrivals = new Arrivals(cordboard.operations);
  }

  get operations(): RunningCordboard['operations'] {
    return this.cordboard.operations;
  }

  get store(): RunningCordboard['store'] {
    return this.cordboard.store;
  }

  caller(name: string, options: CallerOptions = {}): LineCaller {
    const line = options.line ?? this.#freeLine();
    const { digitsBy = 'rfc4733' } = options;
    const number = options.number ?? `+49301234${String(this.#lines.size).padStart(3, '0')}`;
    const who = { name, number, line, voice: this.#nextVoice() };
    const caller = new LineCaller(who, async () => await this.phone(line, { digitsBy }), this.arrivals);
    this.#lines.set(line, caller);
    return caller;
  }

  async agent(name: string): Promise<DeskPhone> {
    const known = this.#agents.get(name);
    if (known) return known;
    const user = this.operations.plan().plan.agents[name]?.phone ?? name;
    const phone = await this.phone(user);
    const status = await phone.register();
    if (status !== 200) throw new Error(`the phone of ${name} was not registered: ${status}`);
    const agent = new DeskPhone(name, phone, this.#nextVoice(), { agents: () => this.operations.agents() });
    this.#agents.set(name, agent);
    await agent.isReachable();
    return agent;
  }

  async phone(user: string, more: Partial<Account> = {}): Promise<Softphone> {
    const phone = await Softphone.open(this.#account(user, more));
    this.#phones.push(phone);
    return phone;
  }

  async until(
    what: string,
    condition: () => boolean | Promise<boolean>,
    within: Duration = 15_000,
  ): Promise<void> {
    await until(what, condition, { within, otherwise: () => this.#whereWeAre() });
  }

  async endOf(call: string): Promise<JournalEntryOf<'callEnded'>> {
    const { journal } = this.store;
    let end: StoredEntry | undefined;
    await this.until(`call ${call} has ended`, async () => {
      end = (await journal.ofCall(callId(Number(call)))).find(({ type }) => type === 'callEnded');
      return end !== undefined;
    });
    return end as StoredEntry & JournalEntryOf<'callEnded'>;
  }

  async engineAway(meanwhile: () => Promise<void>): Promise<void> {
    try {
      await this.cordboard.engineAway(meanwhile);
    } finally {
      this.arrivals.follow(this.operations);
    }
  }

  async passes(time: Duration): Promise<void> {
    await passes(time);
  }

  async settle(): Promise<void> {
    const phones = this.#phones.splice(0);
    const agents = [...this.#agents.values()];
    this.#agents.clear();
    this.#lines.clear();
    await Promise.all(phones.map(async (phone) => await phone.hangUpAll()));
    await Promise.all(agents.map(async (agent) => await agent.leaves()));
    await Promise.all(phones.map(async (phone) => await phone.close()));
    let left: readonly string[] = [];
    await until(
      'nothing is left over',
      async () => {
        left = await whatIsLeft(this.cordboard, this.arrivals);
        return left.length === 0;
      },
      { within: 15_000, otherwise: () => left.join(', ') },
    );
    await numbersFit((path) => this.cordboard.ask(path));
    for (const { name, loggedIn, pause } of this.operations.agents()) {
      if (!loggedIn) await this.operations.change({ type: 'agentLoggedIn', agent: name, by: 'test' });
      if (pause) await this.operations.change({ type: 'agentResumed', agent: name, by: 'test' });
    }
  }

  async close(): Promise<void> {
    try {
      await this.settle();
    } finally {
      await this.cordboard.stop();
    }
  }

  async discard(): Promise<void> {
    await Promise.allSettled(this.#phones.splice(0).map(async (phone) => await phone.close()));
    await this.cordboard.stop();
  }

  #account(user: string, more: Partial<Account>): Account {
    const password = this.cordboard.credentials.sip.find((one) => one.user === user)?.password;
    const account = { user, server: { host: '127.0.0.1', port: this.cordboard.sipPort }, ...more };
    return password === undefined || 'password' in more ? account : { ...account, password };
  }

  #freeLine(): string {
    const lines = Object.keys(this.operations.plan().plan.lines);
    const free =
      lines.find((line) => !this.#lines.has(line)) ??
      lines.find((line) => this.#lines.get(line)?.onTheLine !== true);
    if (free === undefined) throw new Error(`all of ${lines.join(', ')} are taken`);
    return free;
  }

  /** Far enough from each other, and from the tones of keys and of ringing, to be told apart. */
  #nextVoice(): number {
    this.#voices = (this.#voices + 1) % 30;
    return 1750 + this.#voices * 60;
  }

  #whereWeAre(): string {
    const calls = this.operations.calls().map(({ id, phase }) => `call ${id} is ${phase.name}`);
    const agents = this.operations.agents().map(({ name, loggedIn, phone, activity }) => {
      const reach = phone.reachable ? (phone.busy ? 'busy' : 'reachable') : 'unreachable';
      return `${name} is ${loggedIn ? '' : 'logged out, '}${reach}, ${activity.kind}`;
    });
    return [...calls, ...agents].join('; ');
  }
}
