import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/plan/model.ts';
import { check } from '../../../src/plan/proofs/check.ts';
import { phrase } from '../../../src/shared/findings/said.ts';
import { office, planOf, said } from './plans.ts';

const numbers = (flow: string, more = ''): string => `${office}numbers: { "100": ${flow} }\n${more}`;

describe('every path ends with somebody', () => {
  test.each([
    ['{ ring: anna }', "error: number 100 can end without a person: no step follows 'ring anna for 20s'"],
    [
      '{ queue: sales, for: 3m }',
      "error: number 100 can end without a person: no step follows 'queue sales for 3m'",
    ],
    ['{ language: en }', "error: number 100 can end without a person: no step follows 'language en'"],
    ['[echo, goodbye]', "error: number 100 never reaches this step: the call never continues after 'echo'"],
    [
      '[{ chain: top }, goodbye]',
      "error: number 100 never reaches this step: the call never continues after 'chain top'",
    ],
  ])('%s does not', (flow, expected) => {
    expect(
      said(numbers(flow, 'chains: { top: { queue: sales } }')).filter((one) => one.startsWith('error')),
    ).toEqual([expected]);
  });

  test('also behind `on busy` of a last step', () => {
    expect(said(numbers('{ ring: anna, on busy: { say: Busy. } }'))).toEqual([
      "error: number 100 can end without a person: no step follows 'ring anna for 20s'",
      "error: number 100, anna busy can end without a person: no step follows 'say 'Busy.''",
    ]);
  });
});

describe('no path goes round for ever', () => {
  const chains = (...flows: string[]): string =>
    numbers('{ chain: c0 }', `chains: { ${flows.map((flow, i) => `c${i}: ${flow}`).join(', ')} }`);

  test.each([
    ['to itself', ['{ chain: c0 }'], 'in silence: chain c0 -> chain c0'],
    ['over another', ['{ chain: c1 }', '{ chain: c0 }'], 'in silence: chain c0 -> chain c1 -> chain c0'],
    ['ringing', ['[ { ring: anna }, { chain: c0 } ]'], 'in silence: chain c0 -> chain c0'],
    ['speaking', ['[ { say: Hello. }, { chain: c0 } ]'], 'chain c0 -> chain c0'],
  ])('%s', (_, flows, expected) => {
    expect(said(chains(...flows))).toContainEqual(expect.stringContaining(expected));
  });

  test('when somebody is busy', () => {
    expect(said(chains('[ { ring: anna, on busy: { chain: c0 } }, goodbye ]'))).toEqual(
      [
        'error: a call loops for ever, in silence: chain c0 -> chain c0, anna busy -> chain c0',
        "warning: no call ever reaches queue 'sales'",
        "warning: no call ever reaches voicemail 'box'",
      ].slice(0, 1),
    );
  });

  test('when the caller presses nothing', () => {
    const menus = (otherwise: string): string =>
      numbers(
        '{ menu: a }',
        `menus: { a: { say: A., keys: { "1": { menu: a } }, otherwise: ${otherwise} } }`,
      );
    expect(said(menus('{ menu: a }'))).toEqual([
      'error: a call loops for ever: menu a, otherwise -> menu a, otherwise',
    ]);
    expect(said(menus('{ queue: sales }'))).not.toContainEqual(expect.stringContaining('round'));
  });

  test('a round with a wait in a queue is left alone: whoever is free ends it', () => {
    expect(said(chains('[ { queue: sales, for: 1m }, { say: Still busy. }, { chain: c0 } ]'))).toEqual([
      "warning: no call ever reaches voicemail 'box'",
    ]);
  });

  test('a round in the middle of a long way is told once', () => {
    const flows = Array.from({ length: 300 }, (_, i) => `{ chain: c${i === 299 ? 250 : i + 1} }`);
    expect(said(chains(...flows)).filter((one) => one.startsWith('error'))).toHaveLength(1);
  });
});

describe('queues and teams are staffed', () => {
  const queue = (text: string): readonly string[] =>
    said(numbers('{ queue: q }').replace('queues: {', `queues: { q: ${text},`)).filter((one) =>
      one.startsWith('error'),
    );

  test.each([
    ['{}', "queue 'q' has no agents"],
    ['{ agents: [boris], needs: { german: 1 } }', "no agent of queue 'q' has german"],
    ['{ agents: [anna], needs: { german: 9 } }', "no agent of queue 'q' has german >= 9"],
    ['{ agents: [anna], needs: { dutch: 1 } }', "no agent has the skill 'dutch'"],
  ])('%s is not', (text, expected) => {
    expect(queue(text)).toEqual([`error: ${expected}`]);
  });

  test.each(['{ agents: [anna, boris], needs: { german: 8 } }', '{ agents: [boris], needs: { german: 0 } }'])(
    '%s is',
    (text) => expect(queue(text)).toEqual([]),
  );
});

describe('what nobody comes to is a warning', () => {
  test('menus, queues, chains, voicemails, agents', () => {
    const text = numbers(
      'echo',
      `menus: { m: { say: M., keys: { "1": { chain: c } }, otherwise: { chain: c } } }
chains: { c: { voicemail: box }, d: [ { ring: dora }, goodbye ] }`,
    ).replace('clara: {}', 'clara: {}, dora: {}');
    expect(said(text)).toEqual([
      "warning: agent 'dora' gets no calls: in no queue and never rung",
      "warning: no call ever reaches queue 'sales'",
      "warning: no call ever reaches voicemail 'box'",
      "warning: no call ever reaches menu 'm'",
      "warning: no call ever reaches chain 'c'",
      "warning: no call ever reaches chain 'd'",
    ]);
  });

  test('a menu that leads to nobody, and a wait shorter than one ring', () => {
    expect(
      said(numbers('{ menu: m }', 'menus: { m: { say: M., keys: { "1": goodbye }, otherwise: goodbye } }')),
    ).toContain("warning: menu 'm' leads neither to a person nor to a voicemail");
    expect(said(numbers('[ { queue: sales, for: 5s }, { voicemail: box } ]'))).toEqual([
      "warning: number 100 leaves queue 'sales' after 5s, before one agent's ring time is over",
    ]);
  });

  test('a voicemail that no agent sees, where others belong to someone', () => {
    const flow = '[{ queue: sales, for: 1m }, { voicemail: box }]';
    const unseen = (voicemails: string): string[] =>
      said(numbers(flow).replace(/^voicemails:.*$/m, `voicemails: { ${voicemails} }`)).filter((one) =>
        one.includes('sees its messages'),
      );
    expect(unseen('box: {}')).toEqual([]);
    expect(unseen('box: {}, hers: { agent: anna }')).toEqual([
      "warning: voicemail 'box' belongs to no agent and no queue: no agent sees its messages",
    ]);
    expect(unseen('box: { e-mail: team@example.com }, hers: { agent: anna }')).toEqual([]);
    expect(unseen('box: { queue: sales }, hers: { agent: anna }')).toEqual([]);
  });

  test('a code for a greeting that no agent can record; two voicemails with one recording', () => {
    const flow = '[{ queue: sales, for: 1m }, { voicemail: box }]';
    const greets = (codes: string, voicemails: string): readonly string[] =>
      said(
        `${numbers(flow)}codes: { ${codes} }\n`.replace(/^voicemails:.*$/m, `voicemails: { ${voicemails} }`),
      );
    expect(greets('"*97": greeting', 'box: { agent: anna }')).toEqual([]);
    expect(greets('"*97": { greeting: box }', 'box: { queue: sales }')).toEqual([]);
    expect(greets('"*97": greeting', 'box: { queue: sales }')).toEqual([
      "warning: code '*97' records no greeting: no voicemail has an agent",
    ]);
    expect(greets('"*97": { greeting: box }', 'box: {}')).toEqual([
      "warning: code '*97' records no greeting: voicemail 'box' belongs to no agent and no queue",
    ]);
    expect(greets('"*97": { greeting: bax }', 'box: {}')).toEqual(["error: voicemail 'bax' does not exist"]);
    expect(greets('"*97": log in', 'box: { queue: sales }, Box: { queue: sales }')).toContain(
      "warning: voicemails 'box' and 'Box' share one recorded greeting: their names differ in capitals only",
    );
  });

  test('teams and prompts', () => {
    const text = numbers(
      '{ queue: sales }',
      'teams: { crew: [anna] }\nprompts: { hi: Hi. }\nspoken: { goodbye: Bye. }',
    );
    expect(said(text)).toEqual([
      "warning: no call ever reaches voicemail 'box'",
      "warning: team 'crew' is in no queue and never rung",
      "warning: prompt 'hi' is never used",
    ]);
  });

  test('words that are missing in a language', () => {
    const text = numbers('{ queue: sales }', 'spoken: { goodbye: Bye. }').replace(
      'language: en',
      'languages: [en, de]',
    );
    expect(said(text)).toContain("warning: there is no text in 'de'");
  });
});

test('a proof looks at the compiled plan alone: one that was made by other means is judged too', () => {
  const plan = planOf(numbers('{ queue: sales }'));
  const spoilt: Plan = {
    ...plan,
    flows: { ...plan.flows, 'number/100': { id: 'number/100', title: 'number 100', steps: [] } },
    numbers: { '100': 'number/100' },
  };
  expect(check(plan).filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(check(spoilt)).toContainEqual({
    severity: 'error',
    about: 'flow number/100',
    message: phrase('flow_without_steps', { flow: 'number 100' }),
    hint: phrase('add_a_step'),
  });
});
