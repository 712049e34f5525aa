/** Trunks: lines to providers. */
import { list, optional, record, required } from '../form/collections.ts';
import type { ReadBy } from '../form/form.ts';
import { oneOf, text, yesOrNo } from '../form/scalars.ts';
import { environmentVariable, network, outsideNumber, server } from '../form/formats.ts';
import { callLimits } from './limits.ts';

export const trunk = record('a trunk', {
  server: required(server, "The provider's SIP server: host or host:port."),
  user: optional(
    text('a user name', 80),
    'Log in with this name; without it the provider knows us by our address.',
  ),
  'password from': optional(environmentVariable, 'The environment variable that holds the password.'),
  register: optional(yesOrNo, 'Tell the provider where we are. Default: true with a user'),
  addresses: optional(list(network), "Where the provider's calls come from."),
  trusted: optional(yesOrNo, 'Whether its P-Asserted-Identity is believed. Default: false'),
  encryption: optional(oneOf(['required', 'if possible']), 'Encrypt the sound (SRTP). Default: not offered'),
  'caller number': optional(outsideNumber, 'The number shown to those we call.'),
  ...callLimits,
});

export type TrunkSource = ReadBy<typeof trunk>;
