/**
 * The plan's phones, lines and trunks in Asterisk: writes `pjsip_plan.conf` and `extensions_plan.conf`, which Asterisk
 * includes, and has it read them. Calls in progress are not touched: a reload replaces what new calls are made from.
 *
 * Invariant: a file is whole or not there at all; nothing is written or reloaded when nothing has changed.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language, Plan } from '../../plan/model.ts';
import { libraryMusic } from '../../plan/rules/music.ts';
import { browserPhones } from '../../plan/rules/phones.ts';
import type { Log } from '../../ports/log.ts';
import { defined } from '../../shared/defined.ts';
import { errorCode } from '../../shared/error-code.ts';
import { replaceFile } from '../../shared/replace-file.ts';
import type { AriLink } from '../ari/ari-link.ts';
import { performed, succeeded } from '../outcomes.ts';
import { ProvisioningError } from './conf-file.ts';
import { musicFile } from './music-file.ts';
import { extensionsFile, pjsipFile, type SipCredential, thisMachine } from './plan-files.ts';
import { rtpFile } from './rtp-file.ts';
import { tlsPorts } from './tls-ports.ts';
import { type Translated, translated } from './translated-address.ts';

export interface ProvisionerNeeds {
  readonly etcDir: string;
  readonly credentials: readonly SipCredential[] | (() => readonly SipCredential[]);
  readonly secret: (name: string) => string | undefined;
  /** By which this machine, if it is behind NAT, is known outside. */
  readonly publicAddress?: string;
  /** That SIP listens on; if omitted: it is not known. */
  readonly sipAddress?: string;
  readonly link: Pick<AriLink, 'request'>;
  readonly log: Log;
  /** Where a piece of the sound library is for Asterisk. If omitted: there is no library. */
  readonly musicFolder?: (sound: string, language: Language) => Promise<string | undefined>;
}

export interface ProvisionedFile {
  readonly name: string;
  /** That read it again, each when told to itself. */
  readonly modules: readonly string[];
  readonly mode: number;
}

const files = [
  {
    name: 'pjsip_plan.conf',
    // Each of them keeps its own kind of object, and reads it again only when told to itself.
    modules: ['res_pjsip.so', 'res_pjsip_endpoint_identifier_ip.so', 'res_pjsip_outbound_registration.so'],
    // Passwords stand in it.
    mode: 0o600,
  },
  { name: 'extensions_plan.conf', modules: ['pbx_config.so'], mode: 0o644 },
  // Calls in progress lose no sound over it.
  { name: 'rtp_plan.conf', modules: ['res_rtp_asterisk.so'], mode: 0o644 },
  { name: 'musiconhold_plan.conf', modules: ['res_musiconhold.so'], mode: 0o644 },
] as const satisfies readonly ProvisionedFile[];

export class Provisioner {
  readonly #needs: ProvisionerNeeds;
  /** Files whose last reload did not succeed. */
  readonly #unread = new Set<string>();
  #turn: Promise<void> = Promise.resolve();
  /** The last that it was given. */
  #plan: Plan | undefined;

  constructor(needs: ProvisionerNeeds) {
    this.#needs = needs;
  }

  /** @throws {ProvisioningError} and leaves Asterisk as it was, except for `not loaded` */
  async provision(plan: Plan): Promise<void> {
    const turn = this.#turn.then(async () => this.#provision(plan));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** The sound library has changed: what a queue of the plan plays is brought up to date. */
  async refreshMusic(): Promise<void> {
    const turn = this.#turn.then(async () => {
      if (this.#plan && libraryMusic(this.#plan).size > 0)
        await this.#bring(files[3], await this.#music(this.#plan));
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** A file beside those of the plan; in turn with them, because Asterisk refuses two reloads at a time. */
  async bring(file: ProvisionedFile, text: string): Promise<void> {
    const turn = this.#turn.then(async () => this.#bring(file, text));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Empty: it was never brought. */
  async brought(file: ProvisionedFile): Promise<string> {
    return readFile(join(this.#needs.etcDir, file.name), 'utf8').catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return '';
      throw error;
    });
  }

  async #provision(plan: Plan): Promise<void> {
    this.#plan = plan;
    const { credentials } = this.#needs;
    const known = typeof credentials === 'function' ? credentials() : credentials;
    const ports = await tlsPorts(plan, await this.brought(files[0]));
    const { text, withoutPassword } = pjsipFile(
      plan,
      known,
      this.#needs.secret,
      thisMachine(ports, this.#needs.sipAddress),
    );
    for (const name of withoutPassword)
      this.#needs.log.error({ name }, 'has no password, so it is not set up in Asterisk');
    const hasBrowserPhones = browserPhones(plan).length > 0 || plan.callerPage !== undefined;
    const outside = hasBrowserPhones ? await this.#outside() : undefined;
    const texts = [text, extensionsFile(plan), rtpFile(hasBrowserPhones, outside), await this.#music(plan)];
    for (const [index, file] of files.entries()) await this.#bring(file, texts[index] ?? '');
  }

  /** Undefined: nothing is translated, as far as is known. */
  async #outside(): Promise<Translated | undefined> {
    const { publicAddress, log } = this.#needs;
    if (publicAddress === undefined) return undefined;
    const found = await translated(publicAddress);
    if (!found)
      log.warn(
        { publicAddress },
        'The public address cannot be found: browser phones outside this network may have no sound until the plan is applied again.',
      );
    return found?.local === found?.public ? undefined : found;
  }

  async #music(plan: Plan): Promise<string> {
    const { musicFolder } = this.#needs;
    const pieces = [...libraryMusic(plan).keys()].map(async (sound) => {
      const folder = await musicFolder?.(sound, plan.language);
      if (folder === undefined)
        this.#needs.log.warn({ sound }, 'is not in the sound library: its queues play the usual music');
      return { sound, ...defined({ folder }) };
    });
    return musicFile(await Promise.all(pieces));
  }

  async #bring(file: ProvisionedFile, text: string): Promise<void> {
    const path = join(this.#needs.etcDir, file.name);
    const before = await readFile(path, 'utf8').catch(() => undefined);
    if (before === text && !this.#unread.has(file.name)) return;
    if (before !== text) await write(path, text, file.mode);
    this.#unread.add(file.name);
    for (const moduleName of file.modules) {
      const reply = await this.#needs.link.request('asterisk', 'reloadModule', { moduleName });
      if (succeeded(reply)) continue;
      throw new ProvisioningError(
        'not loaded',
        `Asterisk cannot reload ${moduleName}: ${performed(reply).reason}`,
      );
    }
    this.#unread.delete(file.name);
  }
}

async function write(path: string, text: string, mode: number): Promise<void> {
  try {
    await replaceFile(path, text, mode);
  } catch (error) {
    throw new ProvisioningError('not written', `${path} cannot be written`, { cause: error });
  }
}
