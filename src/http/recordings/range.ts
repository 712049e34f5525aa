/** A part of a file, as a request asks for it (RFC 9110, section 14). */

export interface Range {
  readonly from: number;
  /** Without. */
  readonly to: number;
}

/** `whole`: no part is asked for, or not in a way that we serve. `none`: there is no such part. */
export function readRange(header: string | undefined, size: number): Range | 'whole' | 'none' {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return 'whole';
  if (first === '') {
    const from = Math.max(0, size - Number(last));
    return from >= size ? 'none' : { from, to: size };
  }
  const from = Number(first);
  const to = last === '' ? size : Math.min(size, Number(last) + 1);
  if (from >= size) return 'none';
  return to <= from ? 'whole' : { from, to };
}
