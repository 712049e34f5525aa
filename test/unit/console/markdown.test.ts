import { expect, test } from 'vitest';
import { readMarkdown } from '../../../src/console/parts/markdown.ts';

const text = (text: string) => ({ kind: 'text', text });

test('headings, paragraphs, lists within lists, quotes, code, lines', () => {
  const read = readMarkdown(
    '# Returns\n\nWithin **14** days,\nor _never_.\n\n- one\n- two\n  1. first\n  2. second\n\n> quoted\n\n```\nif (a < b)\n```\n---\nEnd',
  );
  expect(read).toMatchObject([
    { kind: 'heading', level: 1, parts: [text('Returns')] },
    {
      kind: 'paragraph',
      parts: [
        text('Within '),
        { kind: 'strong', parts: [text('14')] },
        text(' days,\nor '),
        { kind: 'em', parts: [text('never')] },
        text('.'),
      ],
    },
    {
      kind: 'list',
      ordered: false,
      items: [
        [{ kind: 'paragraph', parts: [text('one')] }],
        [{ kind: 'paragraph' }, { kind: 'list', ordered: true, items: [[{}], [{}]] }],
      ],
    },
    { kind: 'quote', blocks: [{ kind: 'paragraph' }] },
    { kind: 'code', text: 'if (a < b)' },
    { kind: 'line' },
    { kind: 'paragraph', parts: [text('End')] },
  ]);
});

test('links lead to pages, mail, phones and the console, never to a script', () => {
  const linksIn = (markdown: string) =>
    readMarkdown(markdown).flatMap((block) =>
      block.kind === 'paragraph'
        ? block.parts.flatMap((part) => (part.kind === 'link' ? [part.to] : []))
        : [],
    );
  expect(linksIn('[a](https://a.test/x) [b](mailto:b@a.test) [c](/articles/3) [d](tel:+4930123)')).toEqual([
    'https://a.test/x',
    'mailto:b@a.test',
    '/articles/3',
    'tel:+4930123',
  ]);
  expect(linksIn('see https://a.test/b.')).toEqual(['https://a.test/b']);
  for (const to of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    '//evil.test',
    'vbscript:x',
  ])
    expect(linksIn(`[x](${to})`), to).toEqual([]);
});

test('HTML is text as it stands', () => {
  expect(readMarkdown('<img src=x onerror=alert(1)>')).toEqual([
    { kind: 'paragraph', parts: [text('<img src=x onerror=alert(1)>')] },
  ]);
});

test('what someone pastes ends in time, however deep', () => {
  const quotes = readMarkdown(`${'> '.repeat(5000)}x`);
  expect(JSON.stringify(quotes).length).toBeLessThan(20_000);
  expect(readMarkdown('*'.repeat(20_000)).length).toBeGreaterThan(0);
  expect(readMarkdown(`${'- '.repeat(5000)}x`).length).toBe(1);
  expect(readMarkdown('snake_case_name and 2 * 3 * 4')).toEqual([
    { kind: 'paragraph', parts: [text('snake_case_name and 2 * 3 * 4')] },
  ]);
});
