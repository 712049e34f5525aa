/** What a QR code for a softphone contains. Both schemes hold the password. */

export interface Account {
  readonly server: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Shown in the phone. */
  readonly title: string;
}

/** The order in which the endpoints offer them: `asterisk/provisioning/endpoints.ts`. */
export const codecs = ['G.711 µ-law (PCMU)', 'G.711 A-law (PCMA)', 'G.722'] as const;

/**
 * `wave`: the XML that Grandstream Wave scans, and phone systems such as FreePBX and FusionPBX print.
 * `uri`: a SIP URI with the password in its user part (RFC 3261, 19.1.1), for softphones that read one.
 */
export const provisioningSchemes = ['wave', 'uri'] as const;
export type ProvisioningScheme = (typeof provisioningSchemes)[number];

export function provisioning(scheme: ProvisioningScheme, account: Account): string {
  const { server, port, user, password, title } = account;
  if (scheme === 'uri')
    return `sip:${encodeURIComponent(user)}:${encodeURIComponent(password)}@${server}:${port}`;
  const element = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`;
  return [
    '<?xml version="1.0" encoding="utf-8"?><AccountConfig version="1"><Account>',
    element('RegisterServer', `${server}:${port}`),
    element('OutboundServer', ''),
    element('UserID', user),
    element('AuthID', user),
    element('AuthPass', password),
    element('AccountName', title),
    element('DisplayName', title),
    '</Account></AccountConfig>',
  ].join('');
}

const escaped = (text: string): string => text.replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`);
