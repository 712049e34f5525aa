/**
 * Takes out of a SIP message what must not be kept: credentials, keys of media (SDP), bodies that are no SDP (DTMF in INFO,
 * text), signed identities, and, of callers who withhold their number, everything that says who they are. Pure.
 *
 * Strangers send such messages, of up to 64 kB. So each expression here takes time in proportion to the text, whatever it contains.
 */

const removed = '(removed)';

/** Their values say who may log in, or hold a signed copy of the caller's number (RFC 8224). */
const secretHeader = /^(?:Identity|Identity-Info|y)$|auth|token|secret|passw|cookie|api-?key/i;
/** In which a caller's number or name stands; one-letter forms of RFC 3261 included. */
const identityHeader =
  /^(?:From|f|Contact|m|P-Asserted-Identity|P-Preferred-Identity|Remote-Party-ID|Diversion|History-Info|Reply-To|Referred-By|b|P-Charge-Info|P-Called-Party-ID|P-Access-Network-Info|Call-Info|User-to-User|Geolocation|Organization|Subject|s)$/i;
/** Of these all of the value goes: they are there to say who calls. */
const wholeIdentity =
  /^(?:P-Asserted-Identity|P-Preferred-Identity|Remote-Party-ID|P-Charge-Info|P-Access-Network-Info|History-Info|Diversion|Call-Info|User-to-User|Geolocation|Organization|Subject|s)$/i;
/** In SDP: keys of SRTP (RFC 4568, RFC 4567), passwords of ICE (RFC 8839). */
const secretLine = /^(a=crypto:\S+ \S+ inline:|a=ice-pwd:|a=key-mgmt:|k=)/i;

/** A caller has some ten; of a message with hundreds of names nothing is kept, because each is looked for in all of the text. */
const mostWords = 100;

/** @param hidden what says who the caller is (`identitiesIn`); empty: they do not withhold it */
export function withoutSecrets(text: string, hidden: ReadonlySet<string> = new Set()): string {
  const { head, body } = parts(text);
  const lines = unfolded(head).map((line, i) => (i === 0 ? startLine(line) : header(line, hidden.size > 0)));
  const isSdp = lines.some((line) => /^(?:Content-Type|c)[ \t]*:[ \t]*application\/sdp/i.test(line));
  const kept = `${lines.join('\n')}\n${body === '' ? '' : `\n${isSdp ? sdp(body, hidden.size > 0) : removed}\n`}`;
  return withoutWords(kept, hidden);
}

/** Whether a message asks that its sender be not named (RFC 3323, RFC 3325), whatever the engine has made of it. */
export const asksForPrivacy = (text: string): boolean =>
  /^Privacy[ \t]*:[ \t]*(?!none\b)\S/im.test(text) ||
  /^Remote-Party-ID[ \t]*:.*privacy=(?:full|uri|name)/im.test(text) ||
  /^(?:From|f)[ \t]*:.*anonymous/im.test(text);

/**
 * Numbers and names of the party that sent this request, such as a caller's INVITE, so that they can be taken out of every
 * message of the dialog: they come back in responses, in the other direction and in SDP.
 */
export function identitiesIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const line of unfolded(parts(text).head)) {
    const { name, value } = split(line);
    if (!identityHeader.test(name)) continue;
    for (const [, user = ''] of value.matchAll(/(?:sips?|tel):([^@;>\s"?]+)/gi)) {
      for (const form of [user, decoded(user), user.replaceAll(/[^\d+]/g, '')]) found.add(form);
      const digits = user.replaceAll(/\D/g, '');
      // The same number without its international prefix, as another header may have it.
      if (digits.length > 7) found.add(digits.slice(-8));
    }
    // A quote that is never closed goes on to the end: to look for its end from each quote again would take time by the square.
    for (const [, display = ''] of value.matchAll(/"((?:[^"\\]|\\.)*)(?:"|\\?$)/gs)) found.add(display);
    const [, bare = ''] = /^([^"<>;,]+)</.exec(value) ?? [];
    found.add(bare.trim());
  }
  for (const short of found) if (short.length < 3 || /^anonymous$/i.test(short)) found.delete(short);
  return found;
}

function header(line: string, isWithheld: boolean): string {
  const { name, value } = split(line);
  if (secretHeader.test(name)) return `${name}: ${removed}`;
  if (isWithheld && wholeIdentity.test(name)) return `${name}: ${removed}`;
  return `${name}: ${withoutPasswords(value)}`;
}

const startLine = (line: string): string => withoutPasswords(line);

/** `sip:anna:secret@host` (RFC 3261, 19.1.1). */
const withoutPasswords = (value: string): string =>
  value.replaceAll(/[^@;>\s]+@?/g, (word) =>
    word.endsWith('@') ? word.replace(/(sips?:[^:]+):.+@$/i, `$1:${removed}@`) : word,
  );

function sdp(body: string, isWithheld: boolean): string {
  return body
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => {
      if (isWithheld && /^[ospiue]=/.test(line)) return `${line.slice(0, 2)}${removed}`;
      const [secret] = secretLine.exec(line) ?? [];
      return secret === undefined ? line : `${secret}${removed}`;
    })
    .join('\n');
}

function withoutWords(text: string, words: ReadonlySet<string>): string {
  if (words.size > mostWords) return removed;
  let left = text;
  // The longest first: a number may be a part of another form of itself.
  for (const word of [...words].toSorted((a, b) => b.length - a.length))
    left = left.replaceAll(word, 'anonymous');
  return left;
}

function parts(text: string): { readonly head: string; readonly body: string } {
  const [head = '', ...body] = text.split(/\r?\n\r?\n/);
  return { head, body: body.join('\n\n').trim() };
}

/** A line that begins with a blank goes on with the header before it (RFC 3261, 7.3.1). */
const unfolded = (head: string): string[] => head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);

function split(line: string): { readonly name: string; readonly value: string } {
  const colon = line.indexOf(':');
  return { name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() };
}

function decoded(user: string): string {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}
