/** What the editor of the plan suggests, while what stands before the cursor is no valid YAML yet. */
import { expect, test } from 'vitest';
import { suggestions } from '../../../src/console/plan/complete.ts';
import { planSchema } from '../../../src/plan/schema.ts';

const start = `queues:
  sales:
    agents: [anna]
  support:
    agents:
      - anna
agents:
  anna: { name: Anna }
  boris:
    name: Boris # the second
schedules:
  office: { hours: { daily: all day } }
`;

/** `|` is the cursor, at the end of the text. */
function at(line: string): { from: string; labels: string[] } {
  const text = start + line;
  const found = suggestions(planSchema(), text, text.length);
  return {
    from: found ? text.slice(found.from) : '',
    labels: found?.options.map(({ label }) => label) ?? [],
  };
}

test.each([
  ['men', 'men', ['menus', 'company', 'keys in talk']],
  ['queues:\n  new:\n    str', 'str', ['strategy', 'title']],
  ['queues:\n  new:\n    strategy: lo', 'lo', ['longest idle', 'ring all']],
  ['queues:\n  new: { wrap', 'wrap', ['wrap-up']],
  ['queues:\n  new: { title: New, agents: [anna, b', 'b', ['boris']],
  ['queues:\n  new:\n    agents:\n      - b', 'b', ['anna', 'boris']],
  ['queues:\n  new:\n    open: ', '', ['office']],
  ['numbers:\n  "100": { que', 'que', ['queue', 'menu', 'ring']],
  ['numbers:\n  "100":\n    - queue: s', 's', ['sales', 'support']],
  ['numbers:\n  "100":\n    - queue: sales\n      fo', 'fo', ['for']],
  ['menus:\n  m:\n    keys:\n      "1": [ { queue: sales }, { voice', 'voice', ['voicemail']],
  ['agents:\n  cara:\n    ', '', ['name', 'skills', 'works']],
])('%s', (line, from, labels) => {
  const found = at(line);
  expect(found.from).toBe(from);
  expect(found.labels).toEqual(expect.arrayContaining(labels));
});

test('nothing in a comment, nothing where a name is free, and no key of elsewhere', () => {
  expect(at('# que').labels).toEqual([]);
  expect(at('queues:\n  ne').labels).toEqual([]);
  expect(at('queues:\n  new:\n    ').labels).not.toContain('company');
  expect(at('agents:\n  x: { name: An').labels).toEqual([]);
});

test('a suggestion says what it is for, and a key brings its colon', () => {
  const text = `${start}queues:\n  new:\n    strat`;
  const found = suggestions(planSchema(), text, text.length)?.options.find(
    ({ label }) => label === 'strategy',
  );
  expect(found).toMatchObject({ write: 'strategy: ', about: expect.stringContaining('best agent') });
});
