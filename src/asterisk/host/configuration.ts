/** The files that Asterisk runs with: `asterisk-conf/` of the package, with its {{places}} filled in. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../shared/package-root.ts';
import { replaceFile } from '../../shared/replace-file.ts';
import { musicFile } from '../provisioning/music-file.ts';
import { rtpFile } from '../provisioning/rtp-file.ts';
import { recordingsIn } from '../recordings.ts';
import type { AsteriskFolders } from './folders.ts';
import type { LoopbackPorts } from './ports.ts';
import type { AsteriskProgram } from './program.ts';
import type { AsteriskSecrets } from './secrets.ts';

export interface ConfigurationInput {
  readonly program: AsteriskProgram;
  readonly folders: AsteriskFolders;
  readonly ports: LoopbackPorts;
  readonly secrets: AsteriskSecrets;
  readonly sip: SipSettings;
  readonly rtp: { readonly first: number; readonly last: number };
  /** Tells channels of this Asterisk from those of others: letters and digits. */
  readonly systemName: string;
  /** Asterisk's own log may name callers. */
  readonly logPersonalData?: boolean;
  /** Where copies of SIP messages are sent to (HEPv3), and with which password. If omitted: nowhere. */
  readonly copies?: { readonly port: number; readonly password: string };
}

export interface SipSettings {
  readonly address: string;
  readonly port: number;
  readonly publicAddress?: string;
  readonly tls?: { readonly port: number; readonly certificate: string; readonly key: string };
}

/** File name -> text. */
export type Configuration = ReadonlyMap<string, string>;

const ownTemplates = join(packageRoot, 'asterisk-conf');

/** Written by provisioning from the plan, and read by Asterisk without a restart. */
export const planFiles = [
  'pjsip_plan.conf',
  'extensions_plan.conf',
  'rtp_plan.conf',
  'musiconhold_plan.conf',
  'pjsip_blocked.conf',
] as const;

/** As they are for a plan that asks for nothing there: no reload for it at the start. */
const withoutPlan: Readonly<Record<string, string>> = {
  'rtp_plan.conf': rtpFile(false),
  'musiconhold_plan.conf': musicFile([]),
};

export async function renderConfiguration(
  input: ConfigurationInput,
  templates = ownTemplates,
): Promise<Configuration> {
  const { folders, ports, secrets, sip, rtp, program } = input;
  const values: Readonly<Record<string, string | number>> = {
    etc: folders.etc,
    data: folders.data,
    lib: folders.lib,
    spool: folders.spool,
    run: folders.run,
    log: folders.log,
    modules: program.modules,
    programs: join(program.root, 'usr/sbin'),
    httpPort: ports.http,
    amiPort: ports.ami,
    ariUser: secrets.ari.user,
    ariPassword: secrets.ari.password,
    amiUser: secrets.ami.user,
    amiPassword: secrets.ami.password,
    sipAddress: sip.address.includes(':') ? `[${sip.address}]` : sip.address,
    sipPort: sip.port,
    publicAddress: publicAddressLines(sip.publicAddress),
    tlsTransport: tlsTransport(sip),
    rtpFirst: rtp.first,
    rtpLast: rtp.last,
    systemName: input.systemName,
    ...copiesOf(input.copies),
    logLevels: input.logPersonalData === true ? 'notice,warning,error' : 'warning,error',
  };
  const names = (await readdir(templates)).filter((name) => name.endsWith('.conf')).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(join(templates, name), 'utf8')));
  return new Map(names.map((name, index) => [name, fill(name, texts[index] ?? '', values)]));
}

/** An Asterisk that runs with this fingerprint need not be restarted. What comes from the plan is not part of it. */
export function fingerprint(program: AsteriskProgram, configuration: Configuration): string {
  const hash = createHash('sha256').update([program.version, ...program.command].join('\0'));
  for (const [name, text] of configuration) hash.update(`\0${name}\0${text}`);
  return hash.digest('hex');
}

/** Writes what Asterisk needs to start, and leaves what comes from the plan as it is. */
export async function writeConfiguration(
  configuration: Configuration,
  folders: AsteriskFolders,
): Promise<void> {
  const spoolFolders = [recordingsIn(folders.spool), join(folders.spool, 'tmp')];
  const keys = join(folders.lib, 'keys');
  for (const folder of [folders.etc, folders.lib, keys, folders.log, folders.run, ...spoolFolders]) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  }
  for (const name of await readdir(folders.etc)) {
    const isOurs = configuration.has(name) || planFiles.some((file) => file === name);
    if (!isOurs) await rm(join(folders.etc, name), { recursive: true });
  }
  // Some of them hold passwords.
  for (const [name, text] of configuration) await replaceFile(join(folders.etc, name), text, 0o600);
  for (const name of planFiles) {
    const path = join(folders.etc, name);
    const text = withoutPlan[name] ?? '; Written from the plan.\n';
    if (!existsSync(path)) await replaceFile(path, text, 0o600);
  }
}

function fill(file: string, template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_place, name: string) => {
    const value = values[name];
    if (value === undefined)
      throw new Error(`asterisk-conf/${file} uses the unknown placeholder {{${name}}}`);
    return String(value);
  });
}

/** Asterisk reads the certificate again at each reload of `res_pjsip` as long as the file keeps its name. */
function tlsTransport({ address, tls, publicAddress }: SipSettings): string {
  if (tls === undefined) return '';
  return [
    '[tls]',
    'type = transport',
    'protocol = tls',
    `bind = ${address.includes(':') ? `[${address}]` : address}:${tls.port}`,
    `cert_file = ${tls.certificate}`,
    `priv_key_file = ${tls.key}`,
    'method = tlsv1_2',
    'tos = cs3',
    publicAddressLines(publicAddress),
    '',
  ].join('\n');
}

/** Without copies the modules are not even loaded: one that finds nothing to do complains in the log. */
function copiesOf(copies: ConfigurationInput['copies']): Readonly<Record<string, string | number>> {
  return {
    hepEnabled: copies ? 'yes' : 'no',
    hepPort: copies?.port ?? 9060,
    hepPassword: copies?.password ?? '',
    hepModules: copies ? '' : 'noload = res_hep.so\nnoload = res_hep_pjsip.so',
  };
}

/** Behind a NAT, parties outside are told the public address; those in private networks (RFC 1918) are not. */
function publicAddressLines(address: string | undefined): string {
  if (address === undefined) return '';
  return [
    `external_signaling_address = ${address}`,
    `external_media_address = ${address}`,
    ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8'].map((net) => `local_net = ${net}`),
  ].join('\n');
}
