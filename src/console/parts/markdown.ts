/**
 * A part of Markdown, read into a tree: headings, paragraphs, lists, quotes, code, lines; bold, italic, code and links in them. All
 * else is text as it stands, HTML too. Nothing of it ever becomes HTML by itself (`markdown-view.tsx` draws the tree).
 */

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em'; readonly parts: readonly Inline[] }
  | { readonly kind: 'link'; readonly to: string; readonly parts: readonly Inline[] };

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly parts: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly parts: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'line' };

/** Deeper than this is text: what someone pastes must not end in a tree without end. */
const deepest = 6;

export function readMarkdown(text: string, depth = 0): Block[] {
  const lines = text.replaceAll(/\r\n?/g, '\n').replaceAll('\t', '    ').split('\n');
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const close = (): void => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', parts: inlines(paragraph.join('\n')) });
    paragraph = [];
  };
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    const rest = lines.slice(at);
    const heading = /^ {0,3}(#{1,6}) +(.*?) *#*$/.exec(line);
    if (line.trim() === '') close();
    else if (/^ {0,3}```/.test(line)) {
      close();
      const end = rest.findIndex((each, nth) => nth > 0 && /^ {0,3}```\s*$/.test(each));
      const body = rest.slice(1, end < 0 ? undefined : end);
      blocks.push({ kind: 'code', text: body.join('\n') });
      at += end < 0 ? rest.length : end + 1;
      continue;
    } else if (heading) {
      close();
      blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, parts: inlines(heading[2] ?? '') });
    } else if (/^ {0,3}([-*_])( *\1){2,} *$/.test(line)) {
      close();
      blocks.push({ kind: 'line' });
    } else if (depth < deepest && /^ {0,3}>/.test(line)) {
      close();
      const quoted = leading(rest, (each) => /^ {0,3}>/.test(each));
      blocks.push({
        kind: 'quote',
        blocks: readMarkdown(quoted.map((each) => each.replace(/^ {0,3}> ?/, '')).join('\n'), depth + 1),
      });
      at += quoted.length;
      continue;
    } else if (depth < deepest && item.test(line)) {
      close();
      const taken = listOf(rest, depth);
      blocks.push(taken.block);
      at += taken.lines;
      continue;
    } else paragraph.push(line.trim());
    at += 1;
  }
  close();
  return blocks;
}

const item = /^( {0,3})([-*+]|\d{1,4}[.)]) +(.*)$/;

function leading(lines: readonly string[], isPart: (line: string) => boolean): readonly string[] {
  const end = lines.findIndex((line) => !isPart(line));
  return end < 0 ? lines : lines.slice(0, end);
}

/** Items of one kind, each with the lines below that are indented as far as its text. */
function listOf(lines: readonly string[], depth: number): { block: Block; lines: number } {
  const ordered = /^ *\d/.test(lines[0] ?? '');
  const items: Block[][] = [];
  let at = 0;
  for (;;) {
    const found = item.exec(lines[at] ?? '');
    if (!found || /^\d/.test(found[2] ?? '') !== ordered) break;
    const indent = (found[1]?.length ?? 0) + 2;
    const below = leading(
      lines.slice(at + 1),
      (line) =>
        line.trim() !== '' && (line.length - line.trimStart().length >= indent || !isBlockStart(line)),
    );
    const body = [found[3] ?? '', ...below.map((line) => line.slice(Math.min(indent, line.search(/\S/))))];
    items.push(readMarkdown(body.join('\n'), depth + 1));
    at += 1 + below.length;
    // A blank line between two items does not end the list.
    if (lines[at]?.trim() === '' && item.test(lines[at + 1] ?? '')) at += 1;
  }
  return { block: { kind: 'list', ordered, items }, lines: at };
}

const isBlockStart = (line: string): boolean => item.test(line) || /^ {0,3}(#{1,6} |>|```)/.test(line);

const mark =
  /`([^`\n]+)`|\[([^\]\n]+)\]\(([^()\s]+)\)|\*\*(?=\S)([^*]+)\*\*|\*(?=\S)([^*\n]+)\*|(?<![\p{L}\p{N}_])_(?=\S)([^_\n]+)_(?![\p{L}\p{N}_])|(https?:\/\/[^\s<>()]+[^\s<>().,;:!?'"])/gu;

function inlines(text: string, depth = 0): Inline[] {
  const parts: Inline[] = [];
  let from = 0;
  const plain = (to: number): void => {
    if (to > from) parts.push({ kind: 'text', text: text.slice(from, to) });
  };
  for (const found of text.matchAll(mark)) {
    const part = partOf(found, depth);
    if (!part) continue;
    plain(found.index);
    parts.push(part);
    from = found.index + found[0].length;
  }
  plain(text.length);
  return parts;
}

function partOf(found: RegExpMatchArray, depth: number): Inline | undefined {
  const [, code, label, to, strong, em, underlined, address] = found;
  if (depth > deepest) return undefined;
  if (code !== undefined) return { kind: 'code', text: code };
  if (address !== undefined) return { kind: 'link', to: address, parts: [{ kind: 'text', text: address }] };
  if (label !== undefined && to !== undefined)
    return isSafe(to) ? { kind: 'link', to, parts: inlines(label, deepest + 1) } : undefined;
  if (strong !== undefined) return { kind: 'strong', parts: inlines(strong, depth + 1) };
  return { kind: 'em', parts: inlines(em ?? underlined ?? '', depth + 1) };
}

/** Pages, mail and phone numbers; and pages of the console. Never a script. */
const isSafe = (to: string): boolean => /^(https?:\/\/|mailto:|tel:|\/(?!\/))/i.test(to);
