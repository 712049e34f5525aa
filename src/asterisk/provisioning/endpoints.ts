/**
 * What Asterisk has to know about phones, lines and trunks. Each is an endpoint with an address book entry (`aor`),
 * and what proves who it is (`auth`, or `identify` by address). Equal names of different kinds are told apart by type.
 */
import { createHash } from 'node:crypto';
import type { Agent, Codec, Encryption, Line, Trunk } from '../../plan/model.ts';
import { callerPageLine } from '../../plan/rules/caller-page.ts';
import { phoneKey, phoneKeyHeader } from '../../ports/browser-phones.ts';
import { type Duration, seconds } from '../../shared/time.ts';
import type { Section } from './conf-file.ts';

type Settings = Section['settings'];

/** What every side speaks comes first, so that nothing is transcoded between a provider and a phone. */
const usualCodecs: readonly Codec[] = ['ulaw', 'alaw', 'g722'];

const media = (codecs: readonly Codec[] = usualCodecs): Settings => [
  ['disallow', 'all'],
  ['allow', codecs.join(',')],
  // Media stays with us: recordings, keys and prompts need it, and no one is sent a re-INVITE.
  ['direct_media', 'no'],
  // RFC 4733 where the other side offers it, else tones in the sound; SIP INFO is always listened to.
  ['dtmf_mode', 'auto'],
  // Answers go where packets come from, whatever address a device behind NAT believes that it has.
  ['rtp_symmetric', 'yes'],
  ['force_rport', 'yes'],
];

/** Sound is taken where SIP is, so a system that listens on one address has no port open on another. */
const listensAt = (address: string | undefined): Settings =>
  address === undefined
    ? []
    : [
        ['media_address', address],
        ['bind_rtp_to_media_address', 'yes'],
      ];

/** Callers see nothing of who serves them: names and numbers inside stay inside. */
const showsNothing: Settings = [
  ['allow_subscribe', 'no'],
  ['send_connected_line', 'no'],
];

/** After a transfer or a consultation the phone shows with whom it talks now. */
const showsPartner: Settings = [
  ['send_connected_line', 'yes'],
  ['send_pai', 'yes'],
];

/** Where the hints of busy lamps are, and nothing that can be dialled. */
export const lampContext = 'lamps';

const watchesLamps = (watches: boolean): Settings =>
  watches
    ? [
        ['allow_subscribe', 'yes'],
        ['subscribe_context', lampContext],
      ]
    : [['allow_subscribe', 'no']];

/**
 * One contact: what registered last is where the agent is. Asterisk rings one contact of several anyway, and a phone
 * that comes back with a new address must not be looked for at the old one.
 *
 * Phones are not asked for a sign of life (`qualify_frequency`): one that leaves OPTIONS unanswered would never be
 * reachable. A phone that vanishes is noticed when an INVITE stays without any reply, and when its registration ends.
 */
const registration: Settings = [
  ['type', 'aor'],
  ['max_contacts', '1'],
  ['remove_existing', 'yes'],
  ['minimum_expiration', '30'],
  ['maximum_expiration', '600'],
];

/**
 * Callers whose machine was lost say no goodbye. Of a call that has been picked up and sends no sound at all, not even
 * silence, for an hour, or for two hours after it has put us on hold, Asterisk takes it for gone. (A call whose 200 is never
 * acknowledged it ends by itself, after some 32 s.) Not sooner: phones that are muted, and gateways that suppress silence, may send
 * nothing for many minutes while somebody listens, and a caller who is cut off is worse than a place held in vain.
 */
const signsOfLife: Settings = [
  ['rtp_timeout', '3600'],
  ['rtp_timeout_hold', '7200'],
];

/** SRTP with keys in the SDP (RFC 4568), which SIP over TLS hides on its way. */
function encrypted(encryption: Encryption | undefined): Settings {
  if (encryption === undefined) return [];
  return [
    ['media_encryption', 'sdes'],
    ['media_encryption_optimistic', encryption === 'required' ? 'no' : 'yes'],
  ];
}

/** Whatever a browser knows is encrypted and negotiated by ICE; what it shares with lines and phones comes first. */
const browserCodecs: readonly Codec[] = ['ulaw', 'alaw'];

/**
 * A page of the console. It comes over the websocket proxy alone, which has seen who it is, and shows the account's secret
 * in a header: so the page has no password, nothing is asked back, and a log-in changes no file. From elsewhere, nobody is
 * this endpoint: neither a name nor a digest makes them so.
 *
 * To register, Asterisk wants the name of the address book entry from an endpoint that may be identified by its name. So there
 * is one more for that, whose name nobody can know.
 */
export function browserPhoneSections(
  phone: string,
  key: string,
  { codecs = browserCodecs }: Pick<Agent, 'codecs'> = {},
): readonly Section[] {
  const registrar = `${phone}-${key}`;
  return [
    {
      name: phone,
      settings: [
        ['type', 'endpoint'],
        ['context', 'from-phone'],
        ['identify_by', 'header'],
        ['rewrite_contact', 'yes'],
        ['aors', phone],
        ['allow_transfer', 'yes'],
        ['set_var', 'TRANSFER_CONTEXT=transferred'],
        // The echo call of the console is for it alone.
        ['set_var', 'IS_PAGE=yes'],
        ['webrtc', 'yes'],
        ['dtls_auto_generate_cert', 'yes'],
        ...media(codecs),
        // Opus has to be offered first, or the browser talks whatever the caller does.
        ['outgoing_call_offer_pref', 'local_merge'],
      ],
    },
    { name: phone, settings: registration },
    shownBy(phone, phoneKey(key, 'INVITE')),
    {
      name: registrar,
      settings: [
        ['type', 'endpoint'],
        ['context', 'nowhere'],
        ['identify_by', 'header,username'],
        ['rewrite_contact', 'yes'],
        ['aors', phone],
        ['allow_subscribe', 'no'],
        ['disallow', 'all'],
        ['allow', 'ulaw'],
      ],
    },
    shownBy(registrar, phoneKey(key, 'REGISTER')),
  ];
}

/** A page sends sound without a pause, so one that sends none is gone; a visitor's browser may have crashed. */
const pageIsThere: Settings = [
  ['rtp_timeout', '10'],
  ['rtp_timeout_hold', '10'],
];

/** Where calls from the caller page begin: it has the numbers of the page, and nothing else. */
export const callerPageContext = 'from-caller-page';

/** Visitors who try a call from their browser: they never register, and a call is theirs only through the proxy. */
export const callerPageSections = (key: string): readonly Section[] => [
  {
    name: callerPageLine,
    settings: [
      ['type', 'endpoint'],
      ['context', callerPageContext],
      ['identify_by', 'header'],
      ['rewrite_contact', 'yes'],
      ['trust_id_inbound', 'no'],
      ['allow_transfer', 'no'],
      ...pageIsThere,
      ['webrtc', 'yes'],
      ['dtls_auto_generate_cert', 'yes'],
      ...media(browserCodecs),
      ...showsNothing,
    ],
  },
  shownBy(callerPageLine, phoneKey(key, 'INVITE')),
];

const shownBy = (endpoint: string, key: string): Section => ({
  name: `${endpoint}-page`,
  settings: [
    ['type', 'identify'],
    ['endpoint', endpoint],
    ['match_header', `${phoneKeyHeader}: ${key}`],
  ],
});

export function phoneSections(
  phone: string,
  password: string,
  { encryption, codecs }: Pick<Agent, 'encryption' | 'codecs'> = {},
  { busyLamps = false, mediaAddress }: { busyLamps?: boolean; mediaAddress?: string } = {},
): readonly Section[] {
  return [
    {
      name: phone,
      settings: [
        ['type', 'endpoint'],
        ['context', 'from-phone'],
        ['identify_by', 'auth_username,username'],
        ['rewrite_contact', 'yes'],
        ['aors', phone],
        ['auth', phone],
        // Asterisk brings what is transferred to the engine (src/asterisk/transfers.ts), and nowhere else.
        ['allow_transfer', 'yes'],
        ['set_var', 'TRANSFER_CONTEXT=transferred'],
        ...media(codecs),
        ...listensAt(mediaAddress),
        ...watchesLamps(busyLamps),
        ...showsPartner,
        ...encrypted(encryption),
      ],
    },
    { name: phone, settings: registration },
    { name: phone, settings: login(phone, password) },
  ];
}

/** Whatever stands in From is the caller's number; who rings is known by the digest alone. */
export function lineSections({ name }: Line, password: string, mediaAddress?: string): readonly Section[] {
  return [
    {
      name,
      settings: [
        ['type', 'endpoint'],
        ['context', 'from-line'],
        ['identify_by', 'auth_username'],
        ['trust_id_inbound', 'no'],
        ['allow_transfer', 'no'],
        ...signsOfLife,
        ['rewrite_contact', 'yes'],
        ['aors', name],
        ['auth', name],
        ...media(),
        ...listensAt(mediaAddress),
        ...showsNothing,
      ],
    },
    { name, settings: registration },
    { name, settings: login(name, password) },
  ];
}

/** What endpoints need to know of this machine. */
export interface ThisMachine {
  /** Certificates that the machine trusts, for trunks that name none; if omitted: it has no list. */
  readonly authorities?: string;
  /** Of trunks over TLS, by name. */
  readonly tlsPorts: ReadonlyMap<string, number>;
  /** The one address that SIP listens on; if omitted: all of them. */
  readonly mediaAddress?: string;
}

const usualProbe: Duration = seconds(60);

/** @param password of the trunk's login; undefined: it is not known, and the trunk does without */
export function trunkSections(
  trunk: Trunk,
  password: string | undefined,
  machine: ThisMachine,
): readonly Section[] {
  const { name, server, login: account } = trunk;
  const known = account !== undefined && password !== undefined ? { ...account, password } : undefined;
  // Where it is chosen for each call, whatever stands here would be shown instead.
  const from = trunk.callerNumbers === undefined ? (trunk.callerNumber ?? account?.user) : undefined;
  const host = server.replace(/:\d+$/, '');
  const addresses = trunk.addresses.length > 0 ? trunk.addresses : [host];
  return [
    ...tlsSections(trunk, machine),
    {
      name,
      settings: [
        ['type', 'endpoint'],
        ['context', 'from-trunk'],
        ...over(trunk),
        ['aors', name],
        ['trust_id_inbound', trunk.trusted ? 'yes' : 'no'],
        // For the dialplan, which reads more of the headers of one that is believed.
        ...(trunk.trusted ? [['set_var', 'TRUSTED=yes'] as const] : []),
        ['allow_transfer', 'no'],
        ...signsOfLife,
        ['send_pai', trunk.trusted ? 'yes' : 'no'],
        ...(from === undefined ? [] : [['from_user', from] as const]),
        ...(known === undefined
          ? []
          : ([
              ['outbound_auth', name],
              ['from_domain', host],
            ] as const)),
        ...media(trunk.codecs),
        ...listensAt(machine.mediaAddress),
        ...showsNothing,
        ...encrypted(trunk.encryption),
      ],
    },
    {
      name,
      settings: [
        ['type', 'aor'],
        ['contact', uriOf(trunk)],
        // A provider that does not answer is known to be unreachable before a caller waits for it.
        ['qualify_frequency', String(Math.ceil((trunk.probeEvery ?? usualProbe) / 1000))],
      ],
    },
    {
      name: `${name}-addresses`,
      settings: [
        ['type', 'identify'],
        ['endpoint', name],
        ...addresses.map((match) => ['match', match] as const),
      ],
    },
    ...(known === undefined ? [] : [{ name, settings: login(known.user, known.password) }]),
    ...(known?.register === true ? [registrationAt(trunk, known.user, host)] : []),
  ];
}

function registrationAt(trunk: Trunk, user: string, host: string): Section {
  const { name } = trunk;
  return {
    name: `${name}-registration`,
    settings: [
      ['type', 'registration'],
      ['outbound_auth', name],
      ['server_uri', uriOf(trunk)],
      ...over(trunk),
      ['client_uri', `sip:${user}@${host}`],
      // Calls come to this user, unless the provider puts the number that was dialled in its place.
      ['contact_user', user],
      ['retry_interval', '30'],
      ['forbidden_retry_interval', '300'],
      ['max_retries', '1000000'],
      ['auth_rejection_permanent', 'no'],
    ],
  };
}

function uriOf({ server, transport }: Trunk): string {
  if (transport === undefined) return `sip:${server}`;
  return `sip:${server};transport=${transport === 'tcp' ? 'tcp' : 'tls'}`;
}

/** By its terms, too: Asterisk does not change a transport while it runs, so other terms need another one. */
export function transportName({ name, transport }: Pick<Trunk, 'name' | 'transport'>): string {
  const terms = createHash('sha256').update(JSON.stringify(transport)).digest('hex');
  return `${name}-tls-${terms.slice(0, 8)}`;
}

const over = (trunk: Trunk): Settings =>
  typeof trunk.transport === 'object' ? [['transport', transportName(trunk)]] : [];

/** For what goes out to that provider only: each has its own terms, and nothing is expected to come in here. */
function tlsSections(trunk: Trunk, { authorities, tlsPorts }: ThisMachine): readonly Section[] {
  const { transport } = trunk;
  if (typeof transport !== 'object') return [];
  const { verify, authority = authorities } = transport;
  return [
    {
      name: transportName(trunk),
      settings: [
        ['type', 'transport'],
        ['protocol', 'tls'],
        ['bind', `0.0.0.0:${tlsPorts.get(trunk.name) ?? 0}`],
        ['method', 'tlsv1_2'],
        ['verify_server', verify ? 'yes' : 'no'],
        ...(verify && authority !== undefined ? [['ca_list_file', authority] as const] : []),
        ['tos', 'cs3'],
      ],
    },
  ];
}

function login(user: string, password: string): Settings {
  return [
    ['type', 'auth'],
    // `digest` is its newer name, which Asterisk 20 does not know.
    ['auth_type', 'userpass'],
    ['username', user],
    ['password', password],
  ];
}
