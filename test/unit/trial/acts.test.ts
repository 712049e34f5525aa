/** What people do in a trial: hold, transfers, consultation, conference, parking and pick-up. */
import { expect, test } from 'vitest';
import { parsePlan } from '../../../src/plan/parse.ts';
import { actForms, parseAct } from '../../../src/trial/acts.ts';
import { type Behaviour, parseBehaviour } from '../../../src/trial/behaviour.ts';
import { type Trial, tryCall } from '../../../src/trial/trial.ts';

const text = `
company: Trial
country: DE
time zone: Europe/Berlin
language: en
numbers: { "1": { queue: all } }
queues: { all: { agents: [anna], wrap-up: 0s } }
agents: { anna: { name: Anna }, boris: { name: Boris }, clara: { name: Clara } }
teams: { office: [anna, boris, clara] }
codes: { "*80": pick up }
parking: { slots: ["71"], for: 1m }
lines: [line1]
`;

function tried(acts: readonly string[], ways: Readonly<Record<string, string>> = {}): Trial {
  const read = parsePlan(text);
  if (!read.ok) throw new Error(JSON.stringify(read.findings));
  const behaviours = Object.entries(ways).map(([name, way]): [string, Behaviour] => {
    const behaviour = parseBehaviour(way);
    if (!behaviour) throw new Error(way);
    return [name, behaviour];
  });
  return tryCall({
    plan: read.plan,
    at: Date.UTC(2026, 10, 23, 9),
    dialled: '1',
    caller: { number: '+4930123456', isNew: false, tags: [] },
    keys: '',
    behaviours: new Map(behaviours),
    acts: acts.map((act) => {
      const parsed = parseAct(act);
      if (!parsed) throw new Error(act);
      return parsed;
    }),
  });
}

const types = ({ entries }: Trial): readonly string[] => entries.map(({ type }) => type);
const of = (trial: Trial, type: string): readonly unknown[] =>
  trial.entries.filter((entry) => entry.type === type);

test('each form of an act is read, and nothing else', () => {
  for (const form of actForms) expect(parseAct(form), form).toBeDefined();
  for (const wrong of [
    'hold',
    '10s',
    '10s hold it',
    '10s transfer',
    '10s juggle',
    'soon hold',
    '10s constructor x',
  ])
    expect(parseAct(wrong), wrong).toBeUndefined();
});

test('hold and back', () => {
  const trial = tried(['10s hold', '25s unhold']);
  expect(of(trial, 'held')).toMatchObject([{ who: 'anna' }]);
  expect(of(trial, 'resumed')).toMatchObject([{ heldFor: 15_000 }]);
  expect(trial).toMatchObject({ outcome: 'answered' });
  expect(trial.undone).toBeUndefined();
});

test('a blind transfer, to somebody who answers, and to somebody who does not', () => {
  const boris = tried(['10s transfer boris']);
  expect(of(boris, 'transferAsked')).toMatchObject([{ to: 'boris' }]);
  expect(of(boris, 'connected')).toMatchObject([{ to: 'anna' }, { to: 'boris' }]);
  const back = tried(['10s transfer boris'], { boris: 'declines' });
  expect(of(back, 'connected')).toMatchObject([{ to: 'anna' }, { to: 'anna' }]);
});

test('a consultation that is completed, and what was said in it', () => {
  const trial = tried(['10s consult boris', '20s complete']);
  expect(of(trial, 'consultEnded')).toMatchObject([{ outcome: 'completed' }]);
  expect(of(trial, 'servingPassed')).toMatchObject([{ who: 'boris' }]);
  expect(trial.others).toHaveLength(1);
  expect(trial.others?.[0]).toMatchObject({ outcome: 'joined' });
});

test('warm: the agent stays until the next has the call', () => {
  const trial = tried(['10s warm boris']);
  expect(of(trial, 'warmTransfer')).toMatchObject([
    { to: 'boris' },
    { stage: 'ringing' },
    { stage: 'handed_over' },
  ]);
});

test('a conference of three, from which one is dropped', () => {
  const trial = tried(['10s consult boris', '20s merge', '30s drop boris']);
  expect(types(trial)).toContain('partyJoined');
  expect(of(trial, 'partyLeft')).toMatchObject([{ who: 'boris' }]);
});

test('parked, and fetched at another phone', () => {
  const trial = tried(['10s park', '30s clara dials 71']);
  expect(of(trial, 'parked')).toMatchObject([{ slot: '71' }]);
  expect(of(trial, 'pickedUp')).toMatchObject([{ by: 'clara', from: 'slot 71' }]);
});

test('picked up for a colleague whose phone rings', () => {
  const trial = tried(['3s boris dials *80'], { anna: 'answers after 15s' });
  expect(of(trial, 'pickedUp')).toMatchObject([{ by: 'boris', from: 'anna' }]);
});

test('what is not possible at that moment is said', () => {
  expect(tried(['10s complete', '20s hold']).undone).toMatchObject([{ action: { do: 'complete' } }]);
  expect(tried(['10s hold'], { anna: 'unreachable' })).toMatchObject({ outcome: 'abandoned' });
});
