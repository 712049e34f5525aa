/**
 * What the surroundings say about how Cordboard runs: environment variables, read once at start. What a company wants
 * of its calls is not here but in the plan.
 *
 * Invariants: paths are absolute; ports are in range and do not collide; a setting that cannot be read is never
 * replaced by its default in silence.
 */
import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { defined } from '../shared/defined.ts';
import { isDestination } from '../shared/destinations.ts';
import { nearest } from '../shared/nearest.ts';
import { packageRoot } from '../shared/package-root.ts';

export interface Settings {
  /** The state folder. Everything that Cordboard writes is in it. */
  readonly home: string;
  /** The plan file. */
  readonly plan: string;
  readonly sip: {
    readonly address: string;
    readonly port: number;
    /** What the outside knows us by, when we sit behind a NAT. */
    readonly publicAddress?: string;
    /** SIP over TLS; if omitted: it is not listened for. */
    readonly tls?: TlsSettings;
  };
  readonly http: {
    readonly address: string;
    readonly port: number;
    /** HTTPS; if omitted: plain HTTP. */
    readonly tls?: WebTlsSettings;
    /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. If omitted: of none. */
    readonly trustedProxies?: readonly string[];
  };
  /** UDP ports for media, first and last included. */
  readonly rtp: PortRange;
  /** Where a root file system with Asterisk is, or is made when the machine has no Asterisk. */
  readonly asteriskRoot: string;
  /** An Asterisk that somebody else runs; if omitted: we bring our own. */
  readonly foreignAsterisk?: ForeignAsterisk;
  /** Text-to-speech command; if omitted: espeak-ng or flite, whichever is there. */
  readonly speech?: string;
  /** STUN and TURN servers for browser phones; the secret makes log-ins that end. If omitted: none. */
  readonly ice?: { readonly urls: readonly string[]; readonly secret?: string };
  readonly logLevel: LogLevel;
  /** What a stored turn survives: the end of the process, or a power cut too, at a disk flush for each. */
  readonly durability: Durability;
  /** For how many days what the core was told is kept, for a replay; 0: it is not recorded. */
  readonly recordDays: number;
  /** What is kept of a call beside the journal: SIP messages, and how its sound was. */
  readonly evidence: EvidenceSettings;
  /** An engine that does not respond for so many seconds is killed; 0: never. */
  readonly freezeLimit: number;
  /** Numbers, names and keys of callers are shown in the log; else they are masked. */
  readonly logPersonalData?: boolean;
  /** An engine that is asked to stop leaves our Asterisk running, and every call on it, for the next one. */
  readonly keepAsterisk?: boolean;
  /** Recordings of talks are encrypted with it: 64 hexadecimal digits, or a file with them. If omitted: they are not. */
  readonly recordingKey?: { readonly text: string } | { readonly file: string };
  /** File for the daily heads of the audit trail; if omitted: `audit-heads` in the state folder. */
  readonly auditHeads?: string;
  /** Admins can do nothing until they have set up a second factor. */
  readonly adminSecondFactor?: boolean;
  /** The server that e-mails go through; if omitted: none is sent. */
  readonly smtp?: SmtpSettings;
  /** To which addresses alarms are sent; if omitted: to none. */
  readonly alarmMail?: readonly string[];
  /** Log-in at an identity provider (OpenID Connect); if omitted: with a password only. */
  readonly oidc?: OidcSettings;
  /** Where people reach the console, for links in e-mails, without a slash at its end; if omitted: as it is served. */
  readonly publicUrl?: string;
  /** Hosts, addresses and networks of your own that webhooks and lookups may call. */
  readonly internalTargets?: readonly string[];
  /** Another ticket system that has our tickets, too; if omitted: none. */
  readonly helpdesk?: HelpdeskSettings;
  /** A collector that is sent each call as a trace (OpenTelemetry, OTLP over HTTP); if omitted: none is sent. */
  readonly otlp?: OtlpSettings;
  /** Fill an empty database with a made-up week before anything else. */
  readonly demoHistory?: boolean;
  /** Take an Asterisk back that another engine has taken over from this one. */
  readonly takeOver?: boolean;
}

/** Paths of PEM files, absolute. */
export interface TlsSettings {
  readonly port: number;
  readonly certificate: string;
  readonly key: string;
}

/** Paths of PEM files, absolute. */
export type WebTlsSettings = Omit<TlsSettings, 'port'>;

export interface EvidenceSettings {
  /** 0: nothing is kept. */
  readonly days: number;
  readonly megabytes: number;
  /** Our Asterisk sends copies of SIP messages: 3 to 4 % more CPU for each call. */
  readonly messages: boolean;
  /** Where an Asterisk that we do not manage sends its copies of SIP messages (HEPv3). If omitted: it sends none. */
  readonly listen?: { readonly address: string; readonly port: number; readonly password: string };
}

/** Zammad. */
export interface HelpdeskSettings {
  /** Without a slash at its end. */
  readonly url: string;
  readonly token: string;
  /** In which tickets are opened there. */
  readonly group: string;
  /** Of its webhook; two while one replaces the other, none: it tells us nothing. */
  readonly secrets: readonly string[];
}

export interface OtlpSettings {
  /** Of its traces: ends with `/v1/traces`. */
  readonly url: string;
  /** Sent with each request, such as an access token. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  readonly user?: string;
  readonly password?: string;
  readonly from: string;
  readonly tls: SmtpTls;
}
const smtpTls = ['starttls', 'implicit', 'off'] as const;
export type SmtpTls = (typeof smtpTls)[number];

export interface PortRange {
  readonly first: number;
  readonly last: number;
}

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What names a person in Cordboard. */
  readonly claim: string;
  readonly title: string;
}

export interface ForeignAsterisk {
  readonly ari: { readonly url: string; readonly user: string; readonly password: string };
  readonly ami: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
  };
  /** Where the files generated from the plan are written for that Asterisk to include. */
  readonly confDirectory: string;
}

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

export const durabilities = ['process', 'power'] as const;
export type Durability = (typeof durabilities)[number];

export type SettingsRead =
  | {
      readonly ok: true;
      readonly settings: Settings;
      /** One sentence for each variable that looks like a setting and is none. */
      readonly unknown: readonly string[];
    }
  /** Each problem names its variable, what it says, and what it should look like. */
  | { readonly ok: false; readonly problems: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

export function readSettings(environment: Environment, workingDirectory: string): SettingsRead {
  const problems: string[] = [];
  const known = new Set<string>();
  const text = (name: string): string | undefined => {
    known.add(name);
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? undefined : value;
  };
  const path = (name: string, otherwise: string): string =>
    resolve(workingDirectory, expandTilde(text(name) ?? otherwise));
  const port = (name: string, otherwise: number): number => {
    const value = text(name);
    if (value === undefined) return otherwise;
    const number = readPort(value);
    if (number === undefined) problems.push(`${name} is "${value}", but must be a port from 1 to 65535`);
    return number ?? otherwise;
  };

  const days = (name: string, otherwise: number): number => {
    const value = text(name) ?? String(otherwise);
    if (!/^\d{1,3}$/.test(value))
      problems.push(`${name} is "${value}", but must be a number of days from 0 to 999`);
    return Number(value);
  };

  const home = path('CORDBOARD_HOME', '.cordboard');
  const publicAddress = text('CORDBOARD_PUBLIC_ADDRESS');
  const webTls = readWebTls(text, path, problems);
  const tls = readTls(text, port, path, webTls !== undefined, problems);
  const sip = {
    // Phones and providers are on other machines; the API is for this one until somebody opens it.
    address: text('CORDBOARD_SIP_ADDRESS') ?? '0.0.0.0',
    port: port('CORDBOARD_SIP_PORT', 5060),
    ...defined({ publicAddress, tls }),
  };
  const http = {
    address: text('CORDBOARD_HTTP_ADDRESS') ?? '127.0.0.1',
    port: port('CORDBOARD_HTTP_PORT', 8080),
    ...(webTls && { tls: webTls }),
    ...trustedProxiesIn(text, problems),
  };
  const rtp = readRange(text('CORDBOARD_RTP_PORTS') ?? '10000-20000', problems);
  if (sip.port === http.port) {
    problems.push(
      `CORDBOARD_SIP_PORT and CORDBOARD_HTTP_PORT are both ${sip.port}, but SIP also listens on TCP`,
    );
  }
  if (tls !== undefined && [sip.port, http.port].includes(tls.port)) {
    problems.push(`CORDBOARD_SIP_TLS_PORT is ${tls.port}, which another setting already uses`);
  }
  if (sip.port >= rtp.first && sip.port <= rtp.last) {
    problems.push(
      `CORDBOARD_SIP_PORT (${sip.port}) is inside CORDBOARD_RTP_PORTS (${rtp.first}-${rtp.last})`,
    );
  }
  const foreignAsterisk = readForeignAsterisk(text, problems, workingDirectory);
  const speech = text('CORDBOARD_SPEECH');
  const settings: Settings = {
    home,
    plan: path('CORDBOARD_PLAN', join(packageRoot, 'plans', 'demo.yaml')),
    sip,
    http,
    rtp,
    asteriskRoot: path('CORDBOARD_ASTERISK_ROOT', join(home, 'asterisk-root')),
    ...defined({ foreignAsterisk, speech }),
    ...(text('CORDBOARD_LOG_PERSONAL_DATA') === 'yes' ? { logPersonalData: true } : {}),
    ...(text('CORDBOARD_AUDIT_HEADS') === undefined ? {} : { auditHeads: path('CORDBOARD_AUDIT_HEADS', '') }),
    ...(text('CORDBOARD_ADMIN_SECOND_FACTOR') === 'required' ? { adminSecondFactor: true } : {}),
    ...(text('CORDBOARD_KEEP_ASTERISK') === 'yes' ? { keepAsterisk: true } : {}),
    ...recordingKeyIn(text, path, problems),
    ...iceIn(text, problems),
    ...smtpIn(text, port, problems),
    ...alarmMailIn(text, problems),
    ...oidcIn(text, problems),
    ...publicUrlIn(text, problems),
    ...targetsIn(text, problems),
    ...helpdeskIn(text, problems),
    ...otlpIn(text, problems),
    logLevel: oneOf('CORDBOARD_LOG_LEVEL', logLevels, 'info', text, problems),
    recordDays: days('CORDBOARD_RECORD_DAYS', 7),
    freezeLimit: freezeLimitIn(text, problems),
    evidence: evidenceIn(text, days('CORDBOARD_EVIDENCE_DAYS', 7), foreignAsterisk !== undefined, problems),
    durability: oneOf('CORDBOARD_DURABILITY', durabilities, 'process', text, problems),
  };
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, settings, unknown: unknownSettings(environment, known) };
}

/** Long enough for a slow disk; with the ten seconds in which callers wait for the next engine, all are served within a minute. */
const usualFreezeLimit = '45';

function freezeLimitIn(text: (name: string) => string | undefined, problems: string[]): number {
  const value = text('CORDBOARD_FREEZE_LIMIT') ?? usualFreezeLimit;
  if (!/^\d{1,4}$/.test(value))
    problems.push(
      `CORDBOARD_FREEZE_LIMIT is "${value}", but must be a number of seconds from 1 to 9999, or 0 for never`,
    );
  return Number(value);
}

function evidenceIn(
  text: (name: string) => string | undefined,
  days: number,
  isForeign: boolean,
  problems: string[],
): EvidenceSettings {
  const size = text('CORDBOARD_EVIDENCE_MB') ?? '200';
  const megabytes = Number(size);
  if (!/^\d{1,6}$/.test(size) || megabytes < 1)
    problems.push(`CORDBOARD_EVIDENCE_MB is "${size}", but must be a number of megabytes from 1 to 999999`);
  const messages = text('CORDBOARD_SIP_MESSAGES') === 'yes';
  const [where, password] = [text('CORDBOARD_EVIDENCE_LISTEN'), text('CORDBOARD_EVIDENCE_PASSWORD')];
  if (where === undefined) {
    if (password !== undefined)
      problems.push('CORDBOARD_EVIDENCE_PASSWORD is set, but not CORDBOARD_EVIDENCE_LISTEN');
    return { days, megabytes, messages };
  }
  const [, address = '', port = ''] = /^\[?([^\]]+)\]?:(\d+)$/.exec(where) ?? [];
  const at = readPort(port);
  if (isIP(address) === 0 || at === undefined)
    problems.push(`CORDBOARD_EVIDENCE_LISTEN is "${where}", but should look like 127.0.0.1:9060`);
  if (password === undefined)
    problems.push('CORDBOARD_EVIDENCE_LISTEN is set, but not CORDBOARD_EVIDENCE_PASSWORD');
  if (!isForeign)
    problems.push(
      'CORDBOARD_EVIDENCE_LISTEN is for an Asterisk of your own (CORDBOARD_ARI_URL); the one that Cordboard runs needs no setting',
    );
  return { days, megabytes, messages: true, listen: { address, port: at ?? 0, password: password ?? '' } };
}

/** `host`, `host:3478`, `[2001:db8::1]:3478`. */
const iceHost = String.raw`([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?`;
/** Browsers refuse all servers if one has another form; TURN over TLS goes over TCP only. */
const iceServer = new RegExp(
  String.raw`^(stuns?:${iceHost}|turn:${iceHost}(\?transport=(udp|tcp))?|turns:${iceHost}(\?transport=tcp)?)$`,
);

/** Separated by spaces or commas. */
function iceIn(text: (name: string) => string | undefined, problems: string[]): Pick<Settings, 'ice'> {
  const [servers, secret] = [text('CORDBOARD_ICE_SERVERS'), text('CORDBOARD_TURN_SECRET')];
  const urls = (servers ?? '').split(/[\s,]+/).filter((url) => url !== '');
  for (const url of urls)
    if (!iceServer.test(url))
      problems.push(
        `CORDBOARD_ICE_SERVERS contains "${url}", but should look like stun:stun.example.com:3478 turn:turn.example.com:3478?transport=tcp turns:turn.example.com:5349`,
      );
  if (secret !== undefined && !urls.some((url) => url.startsWith('turn')))
    problems.push('CORDBOARD_TURN_SECRET is set, but CORDBOARD_ICE_SERVERS names no TURN server');
  return urls.length === 0 ? {} : { ice: { urls, ...defined({ secret }) } };
}

function oidcIn(text: (name: string) => string | undefined, problems: string[]): Pick<Settings, 'oidc'> {
  const [issuer, clientId, clientSecret] = [
    text('CORDBOARD_OIDC_ISSUER'),
    text('CORDBOARD_OIDC_CLIENT_ID'),
    text('CORDBOARD_OIDC_CLIENT_SECRET'),
  ];
  const claim = text('CORDBOARD_OIDC_CLAIM') ?? 'preferred_username';
  const named = text('CORDBOARD_OIDC_NAME');
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return {};
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    problems.push(
      'CORDBOARD_OIDC_ISSUER, CORDBOARD_OIDC_CLIENT_ID and CORDBOARD_OIDC_CLIENT_SECRET: set all three, or none',
    );
    return {};
  }
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  const isHere = url !== undefined && /^(localhost|127\.|\[::1\])/.test(url.hostname);
  if (url === undefined || (url.protocol !== 'https:' && !isHere)) {
    problems.push(`CORDBOARD_OIDC_ISSUER is "${issuer}", but must be an address that begins with https://`);
    return {};
  }
  return { oidc: { issuer, clientId, clientSecret, claim, title: named ?? url.hostname } };
}

function smtpIn(
  text: (name: string) => string | undefined,
  port: (name: string, otherwise: number) => number,
  problems: string[],
): Pick<Settings, 'smtp'> {
  const [host, from] = [text('CORDBOARD_SMTP_HOST'), text('CORDBOARD_SMTP_FROM')];
  const [user, password] = [text('CORDBOARD_SMTP_USER'), text('CORDBOARD_SMTP_PASSWORD')];
  const tls = oneOf('CORDBOARD_SMTP_TLS', smtpTls, 'starttls', text, problems);
  const usual = { starttls: 587, implicit: 465, off: 25 } as const;
  const at = port('CORDBOARD_SMTP_PORT', usual[tls]);
  if (host === undefined) {
    if (from !== undefined || user !== undefined)
      problems.push('CORDBOARD_SMTP_FROM or CORDBOARD_SMTP_USER is set, but not CORDBOARD_SMTP_HOST');
    return {};
  }
  if (from === undefined || !/^([^<>@]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/.test(from))
    problems.push(
      'CORDBOARD_SMTP_FROM should look like cordboard@example.com or Cordboard <cordboard@example.com>',
    );
  if ((user === undefined) !== (password === undefined))
    problems.push('CORDBOARD_SMTP_USER and CORDBOARD_SMTP_PASSWORD: set both, or neither');
  if (tls === 'off' && password !== undefined && !/^(localhost|127\.|::1$)/.test(host))
    problems.push('CORDBOARD_SMTP_TLS is off: a password would go over the network unencrypted');
  return { smtp: { host, port: at, from: from ?? '', tls, ...defined({ user, password }) } };
}

/** Separated by spaces or commas. */
function trustedProxiesIn(
  text: (name: string) => string | undefined,
  problems: string[],
): Pick<Settings['http'], 'trustedProxies'> {
  const proxies = (text('CORDBOARD_TRUSTED_PROXIES') ?? '').split(/[\s,]+/).filter((proxy) => proxy !== '');
  for (const proxy of proxies)
    if (!isAddressOrNetwork(proxy))
      problems.push(
        `CORDBOARD_TRUSTED_PROXIES contains "${proxy}", but should have addresses or networks: 127.0.0.1 10.0.0.0/24`,
      );
  return proxies.length === 0 ? {} : { trustedProxies: proxies };
}

/** A network of length 0 is everybody: then a stranger could name any address as their own. */
function isAddressOrNetwork(written: string): boolean {
  const [address = '', length, ...more] = written.split('/');
  const bits = isIP(address) === 4 ? 32 : 128;
  if (isIP(address) === 0 || more.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) >= 1 && Number(length) <= bits);
}

function helpdeskIn(
  text: (name: string) => string | undefined,
  problems: string[],
): Pick<Settings, 'helpdesk'> {
  const [url, token] = [text('CORDBOARD_HELPDESK_URL'), text('CORDBOARD_HELPDESK_TOKEN')];
  const [group, secret] = [text('CORDBOARD_HELPDESK_GROUP'), text('CORDBOARD_HELPDESK_SECRET')];
  const secrets = (secret ?? '').split(/\s+/).filter((one) => one !== '');
  if (url === undefined) {
    if (token !== undefined || group !== undefined || secret !== undefined)
      problems.push('CORDBOARD_HELPDESK_TOKEN, _GROUP or _SECRET is set, but not CORDBOARD_HELPDESK_URL');
    return {};
  }
  if (!/^https?:\/\/[^\s@?#]+$/.test(url) || !URL.canParse(url))
    problems.push(
      `CORDBOARD_HELPDESK_URL is "${url}", but should look like https://helpdesk.example.com, without a user name`,
    );
  if (token === undefined || /\s/.test(token))
    problems.push('CORDBOARD_HELPDESK_TOKEN must be an access token of Zammad (one word)');
  if (secrets.some((one) => one.length < 16) || secrets.length > 2)
    problems.push(
      'CORDBOARD_HELPDESK_SECRET should be a secret of at least 16 characters, or two while one replaces the other',
    );
  return {
    helpdesk: { url: url.replace(/\/+$/, ''), token: token ?? '', group: group ?? 'Users', secrets },
  };
}

/** As `OTEL_EXPORTER_OTLP_ENDPOINT` and `_HEADERS` of OpenTelemetry: a base address; `name=value` separated by commas, percent-encoded. */
function otlpIn(text: (name: string) => string | undefined, problems: string[]): Pick<Settings, 'otlp'> {
  const [endpoint, given] = [text('CORDBOARD_OTLP_ENDPOINT'), text('CORDBOARD_OTLP_HEADERS')];
  if (endpoint === undefined) {
    if (given !== undefined) problems.push('CORDBOARD_OTLP_HEADERS is set, but not CORDBOARD_OTLP_ENDPOINT');
    return {};
  }
  if (!/^https?:\/\/[^\s@?#]+$/.test(endpoint) || !URL.canParse(endpoint))
    problems.push(
      `CORDBOARD_OTLP_ENDPOINT is "${endpoint}", but should look like http://collector.internal:4318, without a user name`,
    );
  const headers: Record<string, string> = {};
  for (const one of (given ?? '').split(',').filter((each) => each.trim() !== '')) {
    const header = readHeader(one);
    if (header) headers[header.name] = header.value;
    // It may be a password: it is not repeated.
    else problems.push('CORDBOARD_OTLP_HEADERS should look like authorization=Bearer%20abc,x-tenant=office');
  }
  const base = endpoint.replace(/\/+$/, '');
  return { otlp: { url: base.endsWith('/v1/traces') ? base : `${base}/v1/traces`, headers } };
}

function readHeader(text: string): { readonly name: string; readonly value: string } | undefined {
  const [, name, encoded = ''] = /^\s*([A-Za-z0-9!#$%&'*+.^_`|~-]+)\s*=(.*)$/.exec(text) ?? [];
  if (name === undefined) return undefined;
  try {
    const value = decodeURIComponent(encoded.trim());
    return /^[\t\x20-\x7e\x80-\xff]*$/.test(value) ? { name: name.toLowerCase(), value } : undefined;
  } catch {
    return undefined;
  }
}

/** Separated by spaces or commas. */
function targetsIn(
  text: (name: string) => string | undefined,
  problems: string[],
): Pick<Settings, 'internalTargets'> {
  const targets = (text('CORDBOARD_INTERNAL_TARGETS') ?? '').split(/[\s,]+/).filter((one) => one !== '');
  for (const one of targets)
    if (!isDestination(one))
      problems.push(
        `CORDBOARD_INTERNAL_TARGETS contains "${one}", but should look like crm.internal 10.0.5.7 10.0.8.0/24`,
      );
  return targets.length === 0 ? {} : { internalTargets: targets };
}

/** Separated by spaces or commas. */
function alarmMailIn(
  text: (name: string) => string | undefined,
  problems: string[],
): Pick<Settings, 'alarmMail'> {
  const addresses = (text('CORDBOARD_ALARM_MAIL') ?? '').split(/[\s,]+/).filter((one) => one !== '');
  if (addresses.length === 0) return {};
  for (const one of addresses)
    if (!/^[^<>@\s]+@[^<>@\s]+$/.test(one))
      problems.push(`CORDBOARD_ALARM_MAIL contains "${one}", but should look like ops@example.com`);
  if (text('CORDBOARD_SMTP_HOST') === undefined)
    problems.push('CORDBOARD_ALARM_MAIL is set, but not CORDBOARD_SMTP_HOST, so alarms cannot be sent');
  return { alarmMail: addresses };
}

function publicUrlIn(
  text: (name: string) => string | undefined,
  problems: string[],
): Pick<Settings, 'publicUrl'> {
  const value = text('CORDBOARD_PUBLIC_URL');
  if (value === undefined) return {};
  if (/^https?:\/\/[^/?#]+(\/[^?#]*)?$/.test(value) && URL.canParse(value))
    return { publicUrl: value.replace(/\/+$/, '') };
  problems.push(`CORDBOARD_PUBLIC_URL is "${value}", but should look like https://calls.example.com`);
  return {};
}

/** A key that is no key is not repeated in the problem: it may be a good one with a slip. */
function recordingKeyIn(
  text: (name: string) => string | undefined,
  path: (name: string, otherwise: string) => string,
  problems: string[],
): Pick<Settings, 'recordingKey'> {
  const [key, file] = [text('CORDBOARD_RECORDING_KEY'), text('CORDBOARD_RECORDING_KEY_FILE')];
  if (key !== undefined && file !== undefined)
    problems.push('CORDBOARD_RECORDING_KEY and CORDBOARD_RECORDING_KEY_FILE are both set; set one of them');
  if (key !== undefined && !/^[0-9a-fA-F]{64}$/.test(key))
    problems.push(
      'CORDBOARD_RECORDING_KEY should be 64 hexadecimal digits, such as `openssl rand -hex 32` prints',
    );
  if (key !== undefined) return { recordingKey: { text: key } };
  return file === undefined ? {} : { recordingKey: { file: path('CORDBOARD_RECORDING_KEY_FILE', '') } };
}

/** Both, or neither. The key alone may be meant for SIP. */
function readWebTls(
  text: (name: string) => string | undefined,
  path: (name: string, otherwise: string) => string,
  problems: string[],
): WebTlsSettings | undefined {
  const [certificate, key] = [text('CORDBOARD_TLS_CERT'), text('CORDBOARD_TLS_KEY')];
  if (certificate === undefined) return undefined;
  if (key === undefined) {
    problems.push('CORDBOARD_TLS_CERT is set, but not CORDBOARD_TLS_KEY; HTTPS needs both');
    return undefined;
  }
  return { certificate: path('CORDBOARD_TLS_CERT', ''), key: path('CORDBOARD_TLS_KEY', '') };
}

/** All three, or none. The key alone is that of HTTPS. */
function readTls(
  text: (name: string) => string | undefined,
  port: (name: string, otherwise: number) => number,
  path: (name: string, otherwise: string) => string,
  isKeyOfWeb: boolean,
  problems: string[],
): TlsSettings | undefined {
  const [listens, certificate, key] = [
    text('CORDBOARD_SIP_TLS_PORT'),
    text('CORDBOARD_TLS_CERTIFICATE'),
    text('CORDBOARD_TLS_KEY'),
  ];
  if (listens === undefined && certificate === undefined && (key === undefined || isKeyOfWeb))
    return undefined;
  if (listens === undefined || certificate === undefined || key === undefined) {
    problems.push(
      'SIP over TLS needs CORDBOARD_SIP_TLS_PORT, CORDBOARD_TLS_CERTIFICATE and CORDBOARD_TLS_KEY, but not all of them are set',
    );
    return undefined;
  }
  return {
    port: port('CORDBOARD_SIP_TLS_PORT', 5061),
    certificate: path('CORDBOARD_TLS_CERTIFICATE', ''),
    key: path('CORDBOARD_TLS_KEY', ''),
  };
}

/** Variables of tests, benches and the image, which are no settings of an engine. */
const notSettings = /^CORDBOARD_(BENCH|FUZZ|IMAGE|TEST)_/;

/** A misspelt setting would otherwise leave its default in force without a word: SIP open to all, for example. */
function unknownSettings(environment: Environment, known: ReadonlySet<string>): string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith('CORDBOARD_') && !known.has(name) && !notSettings.test(name))
    .map((name) => {
      const meant = nearest(name, known);
      const hint = meant === undefined ? 'see docs/settings.md' : `did you mean ${meant}?`;
      return `${name} is not a setting of Cordboard and has no effect (${hint})`;
    });
}

function readForeignAsterisk(
  text: (name: string) => string | undefined,
  problems: string[],
  workingDirectory: string,
): ForeignAsterisk | undefined {
  const needed = ['CORDBOARD_ARI_URL', 'CORDBOARD_AMI_URL', 'CORDBOARD_ASTERISK_CONF'] as const;
  const [ariText, amiText, confText] = needed.map(text);
  const missing = needed.filter((name) => text(name) === undefined);
  if (missing.length === needed.length) return undefined;
  if (ariText === undefined || amiText === undefined || confText === undefined) {
    problems.push(
      `to use an Asterisk that Cordboard does not manage, set ${needed.join(', ')}; not set: ${missing.join(', ')}`,
    );
    return undefined;
  }
  const http = ['http:', 'https:'];
  const ari = readUrl('CORDBOARD_ARI_URL', ariText, http, 'http://user:password@host:8088', problems);
  const ami = readUrl('CORDBOARD_AMI_URL', amiText, ['tcp:'], 'tcp://user:password@host:5038', problems);
  if (ari === undefined || ami === undefined) return undefined;
  return {
    ari: { url: ari.url, user: ari.user, password: ari.password },
    ami: { host: ami.host, port: ami.port ?? 5038, user: ami.user, password: ami.password },
    confDirectory: resolve(workingDirectory, expandTilde(confText)),
  };
}

interface Login {
  /** Without user and password, and without a slash or `/ari` at its end. */
  readonly url: string;
  readonly host: string;
  readonly port?: number;
  readonly user: string;
  readonly password: string;
}

function readUrl(
  name: string,
  value: string,
  protocols: readonly string[],
  form: string,
  problems: string[],
): Login | undefined {
  // The value itself is not repeated in the problem: it may hold a password.
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !protocols.includes(url.protocol) || url.username === '' || url.password === '') {
    problems.push(`${name} should look like ${form}`);
    return undefined;
  }
  return {
    url: `${url.protocol}//${url.host}${url.pathname.replace(/\/(ari\/?)?$/, '')}`,
    host: url.hostname,
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}

function readPort(value: string): number | undefined {
  const number = Number(value);
  return /^\d{1,5}$/.test(value) && number >= 1 && number <= 65_535 ? number : undefined;
}

function readRange(value: string, problems: string[]): PortRange {
  const [, first, last] = /^(\d+)\s*-\s*(\d+)$/.exec(value) ?? [];
  const range = { first: readPort(first ?? ''), last: readPort(last ?? '') };
  // A call needs an even port for RTP and the odd one above it for RTCP, for each of its two legs.
  if (range.first === undefined || range.last === undefined || range.last - range.first < 3) {
    problems.push(
      `CORDBOARD_RTP_PORTS is "${value}", but must look like 10000-20000, with four ports for each call`,
    );
    return { first: 0, last: 0 };
  }
  return { first: range.first, last: range.last };
}

function oneOf<Value extends string>(
  name: string,
  values: readonly Value[],
  otherwise: Value,
  text: (name: string) => string | undefined,
  problems: string[],
): Value {
  const said = text(name) ?? otherwise;
  const value = values.find((known) => known === said);
  if (value === undefined) problems.push(`${name} is "${said}", but should be one of ${values.join(', ')}`);
  return value ?? otherwise;
}

function expandTilde(path: string): string {
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;
}
