/**
 * An Asterisk of your own (CORDBOARD_ARI_URL): what it lacks of what Cordboard's own configuration would bring, and which
 * feature that is missing from. `docs/own-asterisk.md` has the same as a table.
 */

import { z } from 'zod';
import { amiOnce } from '../../asterisk/host/ami-once.ts';
import { httpGet } from '../../asterisk/http-get.ts';
import type { ForeignAsterisk } from '../../settings/settings.ts';
import { signalAfter } from '../../shared/signal-after.ts';
import { type Diagnosis, error, ok, warning } from './check.ts';

interface Need {
  readonly what: string;
  /** Without it, this does not work. */
  readonly feature: string;
}

/** Without these there are no calls. */
export const essentialModules = [
  'res_ari_asterisk',
  'res_ari_channels',
  'res_ari_bridges',
  'res_ari_playbacks',
  'res_ari_recordings',
  'res_ari_events',
  'res_ari_applications',
  'res_stasis',
  'res_http_websocket',
  'app_stasis',
  'res_pjsip',
  'res_pjsip_session',
  'chan_pjsip',
  'res_rtp_asterisk',
  'res_sorcery_config',
  'pbx_config',
] as const;

export const featureModules: readonly Need[] = [
  { what: 'res_pjsip_registrar', feature: 'phones and lines that register' },
  { what: 'res_pjsip_outbound_registration', feature: 'trunks that register with their provider' },
  {
    what: 'res_pjsip_endpoint_identifier_ip',
    feature: 'calls from trunks, which are recognised by their address',
  },
  { what: 'res_pjsip_authenticator_digest', feature: 'passwords of phones and lines' },
  { what: 'res_pjsip_outbound_authenticator_digest', feature: 'passwords of trunks' },
  { what: 'res_pjsip_refer', feature: 'the transfer key of phones' },
  { what: 'res_pjsip_dtmf_info', feature: 'keys that phones send as SIP INFO' },
  { what: 'res_musiconhold', feature: 'music for callers who wait' },
  { what: 'res_srtp', feature: 'encryption (SRTP)' },
  { what: 'codec_ulaw', feature: 'prompts and music for G.711 (ulaw)' },
  { what: 'codec_alaw', feature: 'prompts and music for G.711 (alaw)' },
  { what: 'format_wav', feature: 'prompts and voicemails' },
  { what: 'app_echo', feature: 'the echo test' },
  { what: 'func_callerid', feature: 'callers who withhold their number' },
];

/** Of the dialplan; asterisk-conf/extensions.conf has them all. */
export const contexts: readonly Need[] = [
  { what: 'from-line', feature: 'calls from lines' },
  { what: 'from-trunk', feature: 'calls from trunks' },
  { what: 'from-phone', feature: 'calls and codes from the phones of agents' },
  { what: 'transferred', feature: 'the transfer key of phones' },
  { what: 'cordboard-echo', feature: 'the echo test' },
];

/** What the AMI user must be allowed to hear, and to ask. */
export const readClasses: readonly Need[] = [
  { what: 'call', feature: 'whether phones can be reached and are busy' },
  { what: 'system', feature: 'which trunks are down' },
  { what: 'security', feature: 'rejected registrations, and the block of password guessers' },
  { what: 'reporting', feature: 'phones that vanish during a call' },
];
export const actions: readonly Need[] = [
  {
    what: 'DeviceStateList',
    feature: 'whether phones can be reached, after a start (class call or reporting)',
  },
  { what: 'PJSIPShowContacts', feature: 'which trunks answer, after a start (class system)' },
  {
    what: 'PJSIPShowRegistrationsOutbound',
    feature: 'which trunks are registered, after a start (class system)',
  },
  {
    what: 'PJSIPShowEndpoint',
    feature: 'phones that vanished and renew their registration, within seconds (class system)',
  },
];

/** What the doctor finds out; undefined: it could not ask. */
export interface Found {
  readonly modules?: ReadonlySet<string>;
  readonly contexts?: ReadonlySet<string>;
  readonly actions?: ReadonlySet<string>;
  readonly readClasses?: ReadonlySet<string>;
  readonly endpoints?: ReadonlySet<string>;
  /** Why AMI says nothing. */
  readonly amiTrouble?: string;
}

const moduleList = z.array(z.object({ name: z.string(), status: z.string() }));
const endpointList = z.array(z.object({ resource: z.string() }));

export async function askOwnAsterisk({ ari, ami }: ForeignAsterisk): Promise<Found> {
  const read = async <T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> => {
    try {
      const { status, body } = await httpGet(ari, path, signalAfter(3000));
      return status === 200 ? schema.parse(JSON.parse(body)) : undefined;
    } catch {
      return undefined;
    }
  };
  const [modules, endpoints, asked] = await Promise.all([
    read('/asterisk/modules', moduleList),
    read('/endpoints/PJSIP', endpointList),
    amiOnce(ami, [
      [['Action', 'ListCommands']],
      [
        ['Action', 'Command'],
        ['Command', `manager show user ${ami.user}`],
      ],
      ...contexts.map(
        ({ what }) =>
          [
            ['Action', 'ShowDialPlan'],
            ['Context', what],
          ] as const,
      ),
    ]),
  ]);
  return {
    ...(modules && {
      modules: new Set(
        modules.filter(({ status }) => status === 'Running').map(({ name }) => name.replace(/\.so$/, '')),
      ),
    }),
    ...(endpoints && { endpoints: new Set(endpoints.map(({ resource }) => resource)) }),
    ...(asked.state === 'answered' ? readAmi(asked.texts) : { amiTrouble: troubleOf(asked) }),
  };
}

const troubleOf = (
  asked: { readonly state: 'refused' } | { readonly state: 'silent'; readonly because: string },
) => (asked.state === 'refused' ? 'it rejects the user or the password' : asked.because);

export function readAmi([commands = '', user = '', ...plans]: readonly string[]): Found {
  const classes = /read perm\s*:\s*(\S+)/i.exec(user)?.[1];
  const mayShow = !plans.some((text) => /permission denied/i.test(text));
  return {
    actions: new Set([...commands.matchAll(/^(\w+): .*\(Priv/gm)].map(([, name = '']) => name)),
    ...(classes === undefined
      ? {}
      : {
          readClasses: new Set(classes === 'all' ? readClasses.map(({ what }) => what) : classes.split(',')),
        }),
    ...(mayShow
      ? {
          contexts: new Set(
            contexts.flatMap(({ what }, nth) => (/^Response: Success/m.test(plans[nth] ?? '') ? [what] : [])),
          ),
        }
      : {}),
  };
}

/** @param phones of the plan in force, if an engine runs */
export function judgeOwnAsterisk(
  found: Found,
  phones: readonly string[],
  confDirectory: string,
): readonly Diagnosis[] {
  const lacking = (needs: readonly Need[], has: ReadonlySet<string> | undefined): readonly Need[] =>
    has === undefined ? [] : needs.filter(({ what }) => !has.has(what));
  const essential = essentialModules.filter((name) => found.modules?.has(name) === false);
  const unknown = phones.filter((phone) => found.endpoints?.has(phone) === false);
  const diagnoses = [
    ...(essential.length === 0
      ? []
      : [
          error(
            `modules are not loaded that every call needs: ${essential.join(', ')}`,
            'load them in modules.conf',
          ),
        ]),
    ...lacking(featureModules, found.modules).map(({ what, feature }) =>
      warning(`the module ${what} is not loaded: no ${feature}`, 'load it in modules.conf if you need that'),
    ),
    ...lacking(contexts, found.contexts).map(({ what, feature }) =>
      error(
        `the dialplan has no context ${what}: no ${feature}`,
        'take it from asterisk-conf/extensions.conf of Cordboard',
      ),
    ),
    ...lacking(readClasses, found.readClasses).map(({ what, feature }) =>
      warning(
        `the AMI user does not hear events of the class ${what}: Cordboard does not know ${feature}`,
        `add ${what} to \`read\` of the user in manager.conf`,
      ),
    ),
    ...lacking(actions, found.actions).map(({ what, feature }) =>
      warning(
        `the AMI user may not use the action ${what}: Cordboard does not know ${feature}`,
        'add the class to `write` of the user in manager.conf',
      ),
    ),
    ...(unknown.length === 0
      ? []
      : [
          error(
            `Asterisk does not know phones of the plan: ${unknown.join(', ')}`,
            `include ${confDirectory}/pjsip_plan.conf in its pjsip.conf, and reload res_pjsip`,
          ),
        ]),
    ...(found.amiTrouble === undefined
      ? []
      : [
          error(
            `its manager interface cannot be asked: ${found.amiTrouble}`,
            'compare CORDBOARD_AMI_URL with the manager.conf there',
          ),
        ]),
    ...(found.contexts === undefined && found.amiTrouble === undefined
      ? [
          warning(
            'whether the dialplan has the contexts that Cordboard needs is unknown',
            'add the class config or reporting to `write` of the AMI user, and run the doctor again',
          ),
        ]
      : []),
  ];
  return diagnoses.length > 0
    ? diagnoses
    : [ok('your Asterisk has all modules, contexts and permissions that Cordboard uses')];
}
