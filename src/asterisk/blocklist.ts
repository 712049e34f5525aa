/**
 * Password guessing at SIP. Asterisk tells each refused log-in (AMI's security events); an address with too many of them
 * in a minute is blocked for a time that doubles from block to block, and an alarm is raised.
 *
 * A block is an ACL of Asterisk's own (`res_pjsip_acl`, in `pjsip_blocked.conf`): requests from there get a 403,
 * and never reach a log-in or a dialplan. (The ACL is read again when `res_pjsip` is reloaded.) It cannot keep a flood from reaching the machine, which needs a firewall
 * (`security.log` is in the form that fail2ban reads); nor does it follow a guesser who changes address each time.
 *
 * That file is also what the guard remembers: each block stands in it with its end and how often there was one, so that
 * a restart lets no one in, and a guesser who comes back within a day is blocked for longer.
 *
 * Never blocked are addresses of trunks, and those from which one of our phones is registered: a colleague with an old
 * password must not lock the office out, and no one can have a provider blocked by packets in its name. They only alarm.
 */
import { isIP } from 'node:net';
import type { Plan } from '../plan/model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { SystemFailureCode } from '../shared/failures/system.ts';
import { type Duration, type Instant, minutes, spellDuration } from '../shared/time.ts';
import type { AmiMessage } from './ami/ami-link.ts';
import type { ProvisionedFile } from './provisioning/provisioner.ts';

export interface BlocklistNeeds {
  /** Makes Asterisk read a file; if omitted: Cordboard does not manage this Asterisk, and only raises alarms. */
  readonly bring?: ((file: ProvisionedFile, text: string) => Promise<void>) | undefined;
  /** What was brought last, by this engine or the one before it. */
  readonly brought?: ((file: ProvisionedFile) => Promise<string>) | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly alarm: (what: string, code: SystemFailureCode) => void;
}

const blockedFile: ProvisionedFile = {
  name: 'pjsip_blocked.conf',
  modules: ['res_pjsip.so'],
  mode: 0o600,
};

const failures: ReadonlySet<string> = new Set([
  'InvalidAccountID',
  'InvalidPassword',
  'ChallengeResponseFailed',
  'RequestBadFormat',
]);
/** More refused log-ins than these within the window are no slip of a finger. */
const allowed = 10;
const window: Duration = minutes(1);
const firstBlock: Duration = minutes(10);
const longestBlock: Duration = minutes(24 * 60);
/** Addresses that are remembered at a time; of more the oldest are forgotten. */
const most = 5000;

interface Suspect {
  /** Of the refused log-ins within the window. */
  times: readonly Instant[];
  blocks: number;
  blockedUntil?: Instant;
}

export class Blocklist {
  readonly #needs: BlocklistNeeds;
  readonly #suspects = new Map<string, Suspect>();
  /** Where our phones are, by their names. */
  readonly #phones = new Map<string, string>();
  #trunks: readonly string[] = [];
  readonly #ends: (() => void)[] = [];
  #recalled: Promise<void> | undefined;

  constructor(needs: BlocklistNeeds) {
    this.#needs = needs;
  }

  provision(plan: Plan): void {
    this.#trunks = Object.values(plan.trunks).flatMap((trunk) => [trunk.server, ...trunk.addresses]);
    this.#recalled ??= this.#recall();
    void this.#recalled.then(async () => this.#apply());
  }

  hear(message: AmiMessage): void {
    const event = String(message['event']);
    if (event === 'ContactStatus') this.#contact(message);
    else if (failures.has(event) && message['service'] === 'PJSIP')
      this.#failed(addressIn(String(message['remoteaddress'])));
  }

  /** Addresses that are blocked now. */
  get blocked(): readonly string[] {
    const now = this.#needs.clock.now();
    return [...this.#suspects].flatMap(([address, { blockedUntil = 0 }]) =>
      blockedUntil > now ? [address] : [],
    );
  }

  stop(): void {
    for (const callOff of this.#ends) callOff();
  }

  #contact(message: AmiMessage): void {
    const phone = String(message['aor']);
    const address = /@\[?([0-9a-fA-F.:]+?)\]?(:\d+)?([;>].*)?$/.exec(String(message['uri']))?.[1];
    if (message['contactstatus'] === 'Removed') this.#phones.delete(phone);
    else if (address !== undefined) this.#phones.set(phone, address);
  }

  #failed(address: string | undefined): void {
    if (address === undefined) return;
    const now = this.#needs.clock.now();
    const suspect = this.#suspects.get(address) ?? { times: [], blocks: 0 };
    this.#suspects.delete(address);
    this.#suspects.set(address, suspect);
    const [oldest] = this.#suspects.keys();
    if (this.#suspects.size > most && oldest !== undefined) this.#suspects.delete(oldest);
    if ((suspect.blockedUntil ?? 0) > now) return;
    suspect.times = [...suspect.times.filter((at) => at > now - window), now];
    if (suspect.times.length <= allowed) return;
    suspect.times = [];
    this.#block(address, suspect, now);
  }

  #block(address: string, suspect: Suspect, now: Instant): void {
    const what = `more than ${allowed} refused log-ins within a minute from ${address}`;
    if (this.#isOurs(address)) {
      this.#needs.alarm(
        `${what}; it is not blocked, because a phone or a trunk of the plan uses this address`,
        'log_ins_not_blocked',
      );
      return;
    }
    if (this.#needs.bring === undefined) {
      this.#needs.alarm(
        `${what}; it is not blocked, because Cordboard does not manage this Asterisk`,
        'log_ins_not_blocked',
      );
      return;
    }
    const lasts = Math.min(longestBlock, firstBlock * 2 ** suspect.blocks);
    suspect.blocks += 1;
    suspect.blockedUntil = now + lasts;
    this.#needs.alarm(`${what}: blocked for ${spellDuration(lasts)}`, 'log_ins_blocked');
    this.#ends.push(this.#needs.clock.after(lasts, () => void this.#apply()));
    void this.#apply();
  }

  #isOurs(address: string): boolean {
    const trunks = this.#trunks.map((trunk) => trunk.replace(/\/\d+$|:\d+$/, ''));
    return trunks.includes(address) || [...this.#phones.values()].includes(address);
  }

  async #recall(): Promise<void> {
    const { brought, clock, log } = this.#needs;
    try {
      const text = (await brought?.(blockedFile)) ?? '';
      const now = clock.now();
      for (const [, address = '', end = '', nth = ''] of text.matchAll(rememberedLine)) {
        const blockedUntil = Number(end);
        if (isIP(address) === 0 || this.#suspects.has(address) || !isRemembered(blockedUntil, now)) continue;
        this.#suspects.set(address, { times: [], blocks: Number(nth), blockedUntil });
        if (blockedUntil > now) this.#ends.push(clock.after(blockedUntil - now, () => void this.#apply()));
      }
    } catch (error) {
      log.warn({ err: error }, 'Cannot read the list of blocked addresses.');
    }
  }

  async #apply(): Promise<void> {
    const { bring, log, clock } = this.#needs;
    const deny = this.blocked.map((address) => `deny = ${address}/${address.includes(':') ? 128 : 32}`);
    const acl = deny.length === 0 ? [] : ['[blocked]', 'type = acl', ...deny];
    const remembered = [...this.#suspects].flatMap(([address, { blocks, blockedUntil = 0 }]) =>
      isRemembered(blockedUntil, clock.now()) ? [`; ${address} until ${blockedUntil}, block ${blocks}`] : [],
    );
    const heading = '; Written by Cordboard: addresses that are blocked after too many wrong passwords.';
    const text = [heading, ...remembered, ...acl, ''].join('\n');
    try {
      await bring?.(blockedFile, text);
    } catch (error) {
      log.error({ err: error }, 'Asterisk did not accept the list of blocked addresses.');
    }
  }
}

/** As `#apply` writes it. */
const rememberedLine = /^; ([0-9a-fA-F.:]+) until (\d{1,15}), block (\d{1,3})$/gm;

/** A day longer than it is blocked; one that ends after the longest block there is was not written by us. */
const isRemembered = (blockedUntil: Instant, now: Instant): boolean =>
  blockedUntil > now - longestBlock && blockedUntil <= now + longestBlock;

/** `IPV4/UDP/203.0.113.7/5060`: the address; undefined: it is none. Loopback is where we are ourselves. */
function addressIn(remote: string): string | undefined {
  const [, , address = ''] = remote.split('/');
  return isIP(address) === 0 || address === '127.0.0.1' || address === '::1' ? undefined : address;
}
