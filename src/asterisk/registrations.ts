/**
 * Access problems: our registrations at providers, and rejected registrations of phones. Kept in memory as AMI
 * reports them, to explain why a phone or a trunk does not work; nothing is decided by it.
 *
 * A wrong password is the first problem of most newcomers, and a phone seldom says more than "not registered". A
 * rejected registration is reported until the account registers, for an hour at most.
 */
import type { Plan, Trunk, TrunkName } from '../plan/model.ts';
import { allPhones } from '../plan/rules/phones.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Access, PhoneMove, RefusedLogIn, TrunkState } from '../ports/telephony.ts';
import { defined } from '../shared/defined.ts';
import type { TrunkFailureCode } from '../shared/failures/trunks.ts';
import { type Duration, type Instant, minutes } from '../shared/time.ts';
import type { AmiMessage } from './ami/ami-link.ts';
import { PhoneMoves } from './phone-moves.ts';

const kept: Duration = minutes(60);
/** Of one account the log has a line so often. */
const loggedEvery: Duration = minutes(1);
/** Accounts that are not of the plan are made up by guessers; more of them would only crowd out the others. */
const mostStrangers = 20;

const reasons: Readonly<Record<string, RefusedLogIn['why']>> = {
  InvalidPassword: 'wrong_password',
  ChallengeResponseFailed: 'wrong_password',
  InvalidAccountID: 'unknown_user',
  FailedACL: 'address_blocked',
};

/** Asterisk's name for a client with an unknown user name. */
const stranger = '<unknown>';

interface Heard {
  reachable?: boolean;
  registration?: 'registered' | 'refused' | 'not_registered';
  since?: Instant;
}

interface Refused extends RefusedLogIn {
  readonly loggedAt: Instant;
}

export class Registrations {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #hasSecret: (name: string) => boolean;
  readonly #heard = new Map<TrunkName, Heard>();
  readonly #refused = new Map<string, Refused>();
  readonly #moves: PhoneMoves;
  readonly #tell: (trunk: TrunkName, down: TrunkFailureCode | undefined) => void;
  /** Trunks that were told to be down. */
  readonly #down = new Map<TrunkName, TrunkFailureCode>();
  #trunks: readonly Trunk[] = [];
  #accounts: ReadonlySet<string> = new Set();

  /** @param tell a trunk can carry calls, or cannot any more */
  constructor(
    clock: Clock,
    log: Log,
    hasSecret: (name: string) => boolean,
    moved: (move: PhoneMove) => void = () => undefined,
    tell: (trunk: TrunkName, down: TrunkFailureCode | undefined) => void = () => undefined,
  ) {
    this.#moves = new PhoneMoves(clock, (move) => {
      log.warn(move, 'a phone was pushed out: its account has registered from another address');
      moved(move);
    });
    this.#tell = tell;
    this.#clock = clock;
    this.#log = log;
    this.#hasSecret = hasSecret;
  }

  follow(plan: Plan): void {
    const before = new Map(this.#trunks.map((trunk) => [trunk.name, trunk]));
    this.#trunks = Object.values(plan.trunks);
    this.#accounts = new Set([...allPhones(plan), ...Object.keys(plan.lines)]);
    this.#moves.follow(this.#accounts);
    for (const name of this.#heard.keys()) if (plan.trunks[name] === undefined) this.#heard.delete(name);
    // What was heard of another server says nothing of this one.
    for (const { name, server, probeEvery } of this.#trunks) {
      const last = before.get(name);
      if (last && (last.server !== server || last.probeEvery !== probeEvery)) this.#unheard(name);
    }
    for (const name of [...this.#down.keys(), ...Object.keys(plan.trunks)]) this.#judge(name);
  }

  hear(message: AmiMessage): void {
    const event = String(message['event']);
    const why = reasons[event];
    if (why !== undefined && message['service'] === 'PJSIP') this.#refuse(message, why);
    else if (event === 'RequestNotSupported') this.#swallowed(message);
    else if (event === 'ContactStatus')
      this.#contact(String(message['aor']), String(message['contactstatus']), String(message['uri']));
    else if (event === 'ContactList')
      this.#contact(String(message['aor']), String(message['status']), String(message['uri']));
    else if (event === 'Registry') this.#registry(message);
    else if (event === 'OutboundRegistrationDetail')
      this.#registered(
        String(message['objectname']).replace(/-registration$/, ''),
        String(message['status']),
      );
  }

  access(): Access {
    const now = this.#clock.now();
    return {
      trunks: this.#trunks.map((trunk) => this.#stateOf(trunk)),
      inTurns: this.#moves.inTurns(),
      refused: [...this.#refused.values()]
        .filter(({ at }) => at > now - kept)
        .map(({ loggedAt: _, ...refused }) => refused),
    };
  }

  #judge(name: TrunkName): void {
    const trunk = this.#trunks.find((one) => one.name === name);
    const down = trunk && this.#downOf(trunk);
    if (down === this.#down.get(name)) return;
    if (down === undefined) this.#down.delete(name);
    else this.#down.set(name, down);
    this.#tell(name, down);
  }

  #downOf(trunk: Trunk): TrunkFailureCode | undefined {
    const { login } = trunk;
    const { reachable, registration } = this.#heardOf(trunk);
    if (login !== undefined && !this.#hasSecret(login.passwordFrom)) return 'trunk_password_missing';
    if (reachable === false) return 'trunk_unreachable';
    return login?.register === true && registration === 'refused' ? 'trunk_refused' : undefined;
  }

  /** A trunk that is not asked for a sign of life counts as reachable, whatever was heard before. */
  #heardOf({ name, probeEvery }: Trunk): Heard {
    const { reachable, ...heard } = this.#heard.get(name) ?? {};
    return probeEvery === 0 ? heard : { ...heard, ...defined({ reachable }) };
  }

  #stateOf(trunk: Trunk): TrunkState {
    const { name, server, login, probeEvery } = trunk;
    const { reachable, registration, since } = this.#heardOf(trunk);
    return {
      trunk: name,
      server,
      ...defined({ reachable }),
      ...(this.#down.has(name) ? { down: this.#down.get(name) } : {}),
      ...(probeEvery === 0 ? { probed: false } : {}),
      ...(login?.register !== true
        ? {}
        : {
            registration: this.#hasSecret(login.passwordFrom)
              ? (registration ?? 'not_registered')
              : 'no_password',
          }),
      ...(login === undefined ? {} : { passwordFrom: login.passwordFrom }),
      ...defined({ since }),
    };
  }

  #contact(account: string, status: string, uri: string): void {
    if (this.#accounts.has(account)) this.#moves.heard(account, uri, status === 'Removed');
    if (status !== 'Removed' && status !== 'Unreachable') this.#refused.delete(account);
    if (!this.#trunks.some(({ name }) => name === account)) return;
    if (status === 'Reachable' || status === 'Unreachable')
      this.#set(account, { reachable: status === 'Reachable' });
    else if (status === 'NonQualified' || status === 'Unknown') {
      this.#unheard(account);
      this.#judge(account);
    }
  }

  /** Whether it is reachable is not known any more. */
  #unheard(name: TrunkName): void {
    const { reachable, ...heard } = this.#heard.get(name) ?? {};
    if (reachable !== undefined) this.#heard.set(name, { ...heard, since: this.#clock.now() });
  }

  /** Names no registration, but what it registers, and where. */
  #registry({ username, domain, status }: AmiMessage): void {
    const trunk = this.#trunks.find(
      ({ server, login }) =>
        login !== undefined &&
        // Its parameters name the transport.
        String(domain).replace(/;.*$/, '') === `sip:${server}` &&
        username === `sip:${login.user}@${server.replace(/:\d+$/, '')}`,
    );
    if (trunk) this.#registered(trunk.name, String(status));
  }

  #registered(trunk: TrunkName, status: string): void {
    if (!this.#trunks.some(({ name }) => name === trunk)) return;
    const registration =
      status === 'Registered' ? 'registered' : status === 'Rejected' ? 'refused' : 'not_registered';
    const before = this.#heard.get(trunk)?.registration;
    this.#set(trunk, { registration });
    if (before === registration) return;
    if (registration === 'registered') this.#log.info({ trunk }, 'the trunk is registered');
    else if (registration === 'refused')
      this.#log.warn(
        { trunk },
        'the trunk is not registered: its provider rejects the registration, or does not answer',
      );
  }

  #set(trunk: TrunkName, change: Heard): void {
    const before = this.#heard.get(trunk) ?? {};
    const isNew = Object.entries(change).some(([key, value]) => before[key as keyof Heard] !== value);
    this.#heard.set(trunk, { ...before, ...change, ...(isNew ? { since: this.#clock.now() } : {}) });
    this.#judge(trunk);
  }

  /** Asterisk knows trunks by their address: whoever registers from there asks for an account of the trunk, which has none. */
  #swallowed(message: AmiMessage): void {
    const name = String(message['accountid']);
    if (!String(message['requesttype']).startsWith('registrar_')) return;
    if (this.#trunks.some((trunk) => trunk.name === name))
      this.#refuse(message, 'address_of_trunk', `trunk ${name}`);
  }

  /** @param account under which it is kept, and forgotten when that is let in */
  #refuse(message: AmiMessage, why: RefusedLogIn['why'], account = String(message['accountid'])): void {
    const user = String(message['accountid']);
    const [, , from = '?'] = String(message['remoteaddress']).split('/');
    const now = this.#clock.now();
    const before = this.#refused.get(account);
    const isLogged =
      (this.#accounts.has(user) || why === 'address_of_trunk') &&
      (before === undefined || before.loggedAt < now - loggedEvery);
    const isRecent = before !== undefined && before.at > now - kept;
    this.#refused.delete(account);
    this.#refused.set(account, {
      user,
      why: user === stranger ? 'unknown_user' : why,
      from,
      at: now,
      times: (isRecent ? before.times : 0) + 1,
      loggedAt: isLogged || before === undefined ? now : before.loggedAt,
    });
    if (isLogged) this.#log.warn({ user, from, why }, 'a registration was rejected');
    const strangers = [...this.#refused.keys()].filter((name) => !this.#accounts.has(name));
    const [oldest] = strangers;
    if (strangers.length > mostStrangers && oldest !== undefined) this.#refused.delete(oldest);
  }
}
