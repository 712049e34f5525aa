/** What the dialplan's URIENCODE() has written, as text again; bytes that are no UTF-8 are replaced, never refused. */
export function uriDecoded(text: string): string {
  return text.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}
