import { describe, expect, test } from 'vitest';
import { stepInWords } from '../../../src/plan/words/in-words.ts';
import { office, planOf } from './plans.ts';

const steps = (text: string, flow: string) =>
  (planOf(office + text).flows[flow]?.steps ?? []).map((step) => stepInWords(step));

describe('flows', () => {
  test('a single step is a flow of one', () => {
    expect(steps('numbers: { "100": { queue: sales } }', 'number/100')).toEqual(['queue sales']);
    expect(steps('numbers: { "100": echo }', 'number/100')).toEqual(['echo']);
  });

  test('a chain is a flow that others go to', () => {
    const text =
      'numbers: { "100": { chain: top } }\nchains: { top: [ { ring: anna }, { voicemail: box } ] }';
    expect(steps(text, 'number/100')).toEqual(['chain top']);
    expect(steps(text, 'chain/top')).toEqual(['ring anna for 20s', 'voicemail box']);
  });

  test('behind `on busy` the call goes on with the next step', () => {
    const text = `numbers:
  "100":
    - ring: anna
      on busy: { say: Busy. }
      on unreachable: { voicemail: box }
    - ring: boris
      on no answer: { say: Nobody. }
    - voicemail: box`;
    const { flows } = planOf(office + text);
    expect(flows['number/100']?.steps).toMatchObject([
      { do: 'ring', on: { busy: 'number/100/1/on-busy', unreachable: 'number/100/1/on-unreachable' } },
      { do: 'go', to: 'number/100/2' },
    ]);
    expect(steps(text, 'number/100/1/on-busy')).toEqual(["say 'Busy.'", 'number 100/2']);
    expect(steps(text, 'number/100/1/on-unreachable')).toEqual(['voicemail box']);
    expect(steps(text, 'number/100/2')).toEqual(['ring boris for 20s', 'number 100/2/2']);
    expect(steps(text, 'number/100/2/1/on-no-answer')).toEqual(["say 'Nobody.'", 'number 100/2/2']);
    expect(steps(text, 'number/100/2/2')).toEqual(['voicemail box']);
    expect(flows['number/100/1/on-busy']?.title).toBe('number 100, anna busy');
  });

  test('a menu has a flow for each key, and one for those who press none', () => {
    const { menus, flows } = planOf(`${office}numbers: { "100": { menu: main } }
menus: { main: { say: Hello., keys: { "1": { queue: sales }, "*": echo }, otherwise: { voicemail: box } } }`);
    expect(menus['main']).toEqual({
      name: 'main',
      prompt: { en: [{ kind: 'text', text: 'Hello.' }] },
      keys: { '1': 'menu/main/1', '*': 'menu/main/*' },
      waitFor: 5000,
      tries: 3,
      otherwise: 'menu/main/otherwise',
    });
    expect(flows['menu/main/*']).toMatchObject({ title: 'menu main, key *', steps: [{ do: 'echo' }] });
  });

  test('who is rung may be an agent, a team or an outside number', () => {
    const { flows } = planOf(`${office}teams: { crew: [clara, anna] }
trunks: { out: { server: sip.example.com } }
numbers: { "100": [ { ring: anna }, { ring: crew, strategy: ring all }, { ring: "+49 (30) 12-34" }, goodbye ] }`);
    expect(flows['number/100']?.steps.map((step) => step.do === 'ring' && step.who)).toEqual([
      { kind: 'agent', agent: 'anna' },
      { kind: 'team', team: 'crew', strategy: 'ring all' },
      { kind: 'outside', number: '+49301234', trunk: 'out' },
      false,
    ]);
  });

  test('an unknown number and a bare goodbye speak', () => {
    const { flows, unknownNumber } = planOf(`${office}numbers: { "100": goodbye }
spoken: { goodbye: Bye bye. }`);
    expect(flows['number/100']?.steps).toEqual([
      { do: 'goodbye', prompt: { en: [{ kind: 'text', text: 'Bye bye.' }] } },
    ]);
    expect(flows[unknownNumber]?.steps).toMatchObject([
      { do: 'goodbye', prompt: { en: [{ kind: 'text' }] } },
    ]);
  });
});

describe('prompts', () => {
  const two = office.replace('language: en', 'languages: [en, de]');
  const spoken = (prompt: string, more = '') =>
    planOf(`${two}numbers: { "100": { goodbye: ${prompt} } }\n${more}`).flows['number/100']?.steps[0];

  test('are said by language', () => {
    expect(spoken('{ en: Bye., de: [Tschüss., { sound: beep }] }')).toEqual({
      do: 'goodbye',
      prompt: {
        en: [{ kind: 'text', text: 'Bye.' }],
        de: [
          { kind: 'text', text: 'Tschüss.' },
          { kind: 'sound', name: 'beep' },
        ],
      },
    });
  });

  test('recorded sounds and numbers speak every language', () => {
    const parts = [
      { kind: 'sound', name: 'vm-goodbye' },
      { kind: 'number', number: 5 },
      { kind: 'digits', digits: '0123' },
    ];
    expect(spoken('[ { sound: vm-goodbye }, { number: 5 }, { digits: "0123" } ]')).toMatchObject({
      prompt: { en: parts, de: parts },
    });
  });

  test('with a name are put in place, each in its language', () => {
    expect(
      spoken(
        '{ en: [{ prompt: hi }, Bye.], de: { prompt: hi } }',
        'prompts: { hi: { en: Hi., de: Hallo. } }',
      ),
    ).toEqual({
      do: 'goodbye',
      prompt: {
        en: [
          { kind: 'text', text: 'Hi.' },
          { kind: 'text', text: 'Bye.' },
        ],
        de: [{ kind: 'text', text: 'Hallo.' }],
      },
    });
    expect(spoken('{ prompt: hi }', 'prompts: { hi: { en: Hi., de: Hallo. } }')).toMatchObject({
      prompt: { en: [{ text: 'Hi.' }], de: [{ text: 'Hallo.' }] },
    });
  });

  test('a language without built-in words hears the English ones, and that is said', () => {
    const plan = planOf(
      `${office.replace('language: en', 'language: nl')}numbers: { "100": { queue: sales } }`,
    );
    expect(plan.spoken.goodbye).toEqual({ nl: [{ kind: 'text', text: 'Thank you for calling. Goodbye.' }] });
  });
});

describe('what is not said has a default', () => {
  const plan = planOf(`${office}numbers: { "100": { queue: sales } }
codes: { "*11": log in, "*12": log out, "*13": pause, "*14": { pause: lunch }, "*15": resume }
trunks: { a: { server: sip.example.com }, b: { server: x.example, user: u, password from: PW } }`);

  test('queue, agent, voicemail, trunk', () => {
    expect(plan.queues['sales']).toEqual({
      name: 'sales',
      title: 'sales',
      strategy: 'longest idle',
      members: ['anna', 'boris', 'clara'],
      needs: { all: [] },
      ringFor: 20_000,
      wrapUpFor: 10_000,
      tryAgainAfter: 30_000,
      priority: 0,
      music: 'default',
    });
    expect(plan.agents['anna']).toEqual({
      name: 'anna',
      title: 'anna',
      phone: 'anna',
      skills: { german: 8 },
      queues: ['sales'],
    });
    expect(plan.voicemails['box']).toMatchObject({ longest: 120_000, greeting: { en: [{ kind: 'text' }] } });
    expect(plan.trunks).toEqual({
      a: { name: 'a', server: 'sip.example.com', addresses: [], trusted: false },
      b: {
        name: 'b',
        server: 'x.example',
        login: { user: 'u', passwordFrom: 'PW', register: true },
        addresses: [],
        trusted: false,
      },
    });
    expect(plan.missesBeforePause).toBe(3);
  });

  test('codes', () => {
    expect(plan.codes).toEqual({
      '*11': { do: 'log in' },
      '*12': { do: 'log out' },
      '*13': { do: 'pause', reason: 'pause' },
      '*14': { do: 'pause', reason: 'lunch' },
      '*15': { do: 'resume' },
    });
  });
});

test('a plan cannot be changed, and finds nothing under the names of JavaScript', () => {
  const plan = planOf(`${office}numbers: { "100": { queue: sales } }`);
  expect(() => {
    (plan.queues['sales'] as { title: string }).title = 'x';
  }).toThrow(TypeError);
  expect(plan.numbers['constructor']).toBeUndefined();
  expect(plan.numbers['__proto__']).toBeUndefined();
});

test('numbers are what is dialled, however they are written', () => {
  const { numbers } = planOf(`${office}numbers: { "+49 (30) 555-10": echo, "*80": { queue: sales } }`);
  expect(Object.keys(numbers)).toEqual(['+493055510', '*80']);
});
