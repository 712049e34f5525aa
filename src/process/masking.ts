/**
 * Personal data in logs: numbers, names and keys of callers are masked unless the operator wants to see them; secrets
 * are masked always. Ids of calls and legs stay, by which anyone who may see the journal finds the rest.
 *
 * Fields are known by their names; in texts (reasons, errors, JSON in an alarm) whatever looks like a number that can
 * be dialled from outside.
 */
const secret = /^(password|token|secret|authorization|md5_cred|digest|entered)$/i;
const personal =
  /^(number|numbers|callerNumber|callerName|networkNumber|routingNumber|callerId|caller|showNumber|showName|dialled|digit|digits|key|keys|typed|typedAhead|ahead|contact|notes)$/;
/** `+4930123456`, `030123456`: not an id of a leg, which begins with seconds since 1970. */
const dialable = /(?<![\w.])(\+|0)\d{5,}(?=(\d{2}))\d{2}(?!\d)/g;
const inJson =
  /"(callerNumber|callerName|networkNumber|routingNumber|showNumber|showName|dialled|digit)":"((?:[^"\\]|\\.)*)"/g;
const deepest = 6;

/** @param open show personal data, for anyone who looks for a fault with the callers' consent */
export function masked(value: unknown, open = false, depth = 0): unknown {
  if (typeof value === 'string') return open ? value : maskedText(value);
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if (depth > deepest) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => masked(item, open, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (secret.test(name)) return [name, '[secret]'];
      if (!open && personal.test(name)) return [name, hidden(inner)];
      return [name, masked(inner, open, depth + 1)];
    }),
  );
}

function maskedText(text: string): string {
  return text
    .replaceAll(inJson, (_, name: string, value: string) => `"${name}":"${String(hidden(value))}"`)
    .replaceAll(dialable, (_number, _first, last: string) => `***${last}`);
}

/** The last two digits of a number help to tell two callers apart. */
function hidden(value: unknown): unknown {
  if (value === undefined || value === null || value === '') return value;
  return typeof value === 'string' && /^\+?\d{6,}$/.test(value) ? `***${value.slice(-2)}` : '***';
}
