/** Full text for receptionists: everyday words find the topic, in any form, and nothing that is typed is an error. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { DirectoryText, Store } from '../../../src/ports/store.ts';
import { asTimeAllows } from '../../support/time-is-short.ts';

export function directoryContract(open: () => Promise<Store>): void {
  const text = (
    kind: DirectoryText['kind'],
    name: string,
    more: Partial<DirectoryText> = {},
  ): DirectoryText => ({
    kind,
    name,
    titles: [name],
    words: [],
    people: [],
    ...more,
  });

  const plan: readonly DirectoryText[] = [
    text('topic', 'transfers', {
      titles: ['Transfers', 'Überweisungen'],
      words: [
        'has my transfer arrived?',
        'wire',
        'payment not received',
        'ist meine Überweisung angekommen?',
      ],
      people: ['Clara Müller'],
    }),
    text('topic', 'cards', {
      titles: ['Cards', 'Karten'],
      words: ['has my card been blocked?', 'my card has not arrived', 'Karte verloren'],
      people: ['Boris Groß'],
    }),
    text('topic', 'parking', { titles: ['Parking', 'Parkplätze'], words: ['where can I park?'] }),
    text('queue', 'reception', { titles: ['Reception'] }),
    text('agent', 'clara', { titles: ['clara', 'Clara Müller'], words: ['accounts'] }),
    text('agent', 'boris', { titles: ['boris', 'Boris Groß'] }),
    text('agent', 'oneill', { titles: ['oneill', "Sinéad O'Neill"] }),
  ];

  let store: Store;
  beforeEach(async () => {
    store = await open();
    await store.directory.keep(plan);
  });
  const found = async (words: string, limit = 10): Promise<readonly string[]> =>
    (await store.directory.find(words, limit)).map(({ name }) => name);

  describe('everyday words find the topic', () => {
    test.each([
      ['has my transfer arrived', 'transfers'],
      ['Has my transfer ARRIVED?!', 'transfers'],
      ['transfers', 'transfers'],
      ['transferred', 'transfers'],
      ['trans', 'transfers'],
      ['arrived card', 'cards'],
      ['blocked', 'cards'],
      ['parkplatz', 'parking'],
      ['Parkplätzen', 'parking'],
      ['receptionist', 'reception'],
      ['wire "transfer" (today) -- urgent; AND OR NOT NEAR', 'transfers'],
    ])('%s', async (words, best) => {
      expect((await found(words))[0]).toBe(best);
    });

    test.each([
      'überweisung',
      'uberweisung',
      'ueberweisung',
      'ÜBERWEISUNGEN',
      'Überweis',
      'u\u0308berweisung',
    ])('umlauts are typed in any way: %s', async (words) => {
      expect((await found(words))[0]).toBe('transfers');
    });

    test.each([
      ['müller', 'clara'],
      ['mueller', 'clara'],
      ['muller', 'clara'],
      ['gross', 'boris'],
      ['groß', 'boris'],
      ["o'neill", 'oneill'],
      ['sinead', 'oneill'],
    ])('a person by name: %s', async (words, best) => {
      expect((await found(words))[0]).toBe(best);
    });

    test('a name counts more than the people behind something, and what fits better comes first', async () => {
      expect(await found('clara')).toEqual(['clara', 'transfers']);
      expect((await found('my card')).slice(0, 2)).toEqual(['cards', 'transfers']);
    });
  });

  test.each(['?', '"', '***', 'NEAR(', '- -', '\u0000', 'xyzzy', '()', "';--"])(
    'nothing is found, and nothing fails: %j',
    async (words) => {
      expect(await found(words)).toEqual([]);
    },
  );

  test('without a question everything, in the order of the plan; never more than asked for', async () => {
    expect(await found('')).toEqual(plan.map(({ name }) => name));
    expect(await found('  ', 2)).toEqual(['transfers', 'cards']);
    expect(await found('my', 1)).toHaveLength(1);
    expect(await found('my', 0)).toEqual([]);
    expect(await found('my', -1)).toEqual([]);
  });

  test('a new plan takes the place of the one before', async () => {
    await store.directory.keep([text('topic', 'garden')]);
    expect(await found('transfer')).toEqual([]);
    expect(await found('')).toEqual(['garden']);
    await store.directory.keep([]);
    expect(await found('')).toEqual([]);
  });

  test('whatever is typed is a question, never an error', async () => {
    const pieces = fc.constantFrom(
      '"',
      "'",
      '*',
      '(',
      ')',
      ':',
      '^',
      '-',
      '+',
      'AND',
      'NEAR',
      'title:',
      '\u0000',
      'ü',
      '王',
    );
    const words = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc
        .array(fc.oneof(pieces, fc.string({ maxLength: 6 })), { maxLength: 40 })
        .map((some) => some.join(' ')),
    );
    await fc.assert(
      fc.asyncProperty(words, async (some) => {
        expect((await found(some)).length).toBeLessThanOrEqual(10);
      }),
      { numRuns: asTimeAllows(1000) },
    );
  });

  test('a huge plan is filled and asked', async () => {
    const many = Array.from({ length: 3000 }, (_, i) =>
      text('agent', `a${i}`, { titles: [`a${i}`, `Person Number${i}`], words: ['all of them'] }),
    );
    await store.directory.keep(many);
    expect((await found('number2999'))[0]).toBe('a2999');
    expect(await found('person', 100)).toHaveLength(100);
  });
}
