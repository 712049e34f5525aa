/** Reads a text file of unknown encoding. Only what is certain is read. */
import type { Encoding } from '../../shared/encodings.ts';
import { Unreadable } from './file.ts';

const marks = [
  { label: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { label: 'utf-16le', bytes: [0xff, 0xfe] },
  { label: 'utf-16be', bytes: [0xfe, 0xff] },
] as const;

/** @throws {Unreadable} it is in another encoding than UTF-8, and does not say in which */
export function decoded(bytes: Uint8Array, encoding?: Encoding): string {
  const marked = marks.find((mark) => mark.bytes.every((byte, at) => bytes[at] === byte))?.label;
  const label = marked ?? encoding ?? 'utf-8';
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Said below, with the line.
  }
  if (bytes.includes(0))
    throw new Unreadable(
      'the file is not UTF-8 text; it looks like UTF-16 or a binary file',
      'save it as CSV in UTF-8 (in Excel: "CSV UTF-8"), or give its encoding, such as utf-16le',
    );
  throw new Unreadable(
    `line ${lineOfFault(bytes)} is not UTF-8`,
    'save it as CSV in UTF-8 (in Excel: "CSV UTF-8"), or give its encoding: windows-1252 is what Excel writes in Western Europe and America',
  );
}

/** The first line that is no UTF-8. */
function lineOfFault(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let from = 0; from < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, from);
    const to = end === -1 ? bytes.length : end + 1;
    try {
      decoder.decode(bytes.subarray(from, to));
    } catch {
      return line;
    }
    from = to;
  }
  return line;
}
