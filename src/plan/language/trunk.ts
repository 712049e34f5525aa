/** Trunks: lines to providers. */

import { phrase } from '../../shared/findings/said.ts';
import { minutes, seconds } from '../../shared/time.ts';
import { list, optional, record, required } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { environmentVariable, network, numberPattern, outsideNumber, server } from '../form/formats.ts';
import { duration, oneOf, text, wholeNumber, yesOrNo } from '../form/scalars.ts';
import { codecs } from './codecs.ts';
import { callLimits } from './limits.ts';

export const trunk = record(phrase('a_trunk'), {
  server: required(server, "The provider's SIP server: host or host:port."),
  user: optional(
    text(phrase('a_user_name'), 80),
    'The user name to register with. If omitted, the provider identifies you by your IP address.',
  ),
  'password from': optional(environmentVariable, 'The environment variable that holds the password.'),
  register: optional(yesOrNo, 'Register with the provider. Default: true if `user` is set'),
  addresses: optional(list(network), "Addresses that the provider's calls come from."),
  trusted: optional(yesOrNo, 'Whether to trust its P-Asserted-Identity header. Default: false'),
  encryption: optional(oneOf(['required', 'if possible']), 'Encrypt the audio (SRTP). Default: not offered'),
  transport: optional(
    oneOf(['udp', 'tcp', 'tls']),
    'How SIP goes to the provider; `tls` encrypts it, usually to port 5061. Default: udp',
  ),
  'certificate check': optional(
    yesOrNo,
    "With `transport: tls`: whether the provider's certificate must be valid for its server name. Default: true",
  ),
  'certificate authority': optional(
    text(phrase('a_path'), 300),
    "With `transport: tls`: a PEM file with the certificates that vouch for the provider. Default: the machine's own list",
  ),
  codecs: optional(
    codecs,
    'Codecs that the provider is offered, the preferred first. Default: ulaw, alaw, g722',
  ),
  'caller number': optional(outsideNumber, 'The caller ID for outgoing calls.'),
  'caller numbers': optional(
    list(numberPattern),
    'Further numbers that the provider lets you show, such as "+4930555*": the `caller number` of an agent is used if it is one of them.',
  ),
  probe: optional(
    duration(0, minutes(60)),
    'How often the provider is asked for a sign of life (SIP OPTIONS); a trunk that does not answer carries no calls. 0s: never, for providers that ignore it. Default: 60s',
  ),
  'next after': optional(
    duration(seconds(1), minutes(1)),
    'With several trunks: if nothing rings for this long, the next trunk is tried. Default: 8s',
  ),
  outgoing: optional(
    record(phrase('limits_of_outgoing_calls'), {
      'calls at once': optional(
        wholeNumber(0, 100_000),
        'The most outgoing calls in progress at once; 0: the trunk is for incoming calls only.',
      ),
      'new calls a second': optional(wholeNumber(1, 10_000), 'The most outgoing calls begun in a second.'),
    }),
    'Limits for calls out over this trunk. Over a limit, the next trunk is tried.',
  ),
  ...callLimits,
});

export type TrunkSource = ReadBy<typeof trunk>;
