import { expect, test } from 'vitest';
import { nameFor } from '../../../src/console/quality/scorecards.tsx';

test('a new scorecard has a name of its own, in any letters', () => {
  expect(nameFor('Service', [])).toBe('service');
  expect(nameFor('Service', ['service'])).toBe('service-2');
  expect(nameFor('Εξυπηρέτηση', [])).toBe('scorecard');
  expect(nameFor('Продажи', ['scorecard', 'scorecard-2'])).toBe('scorecard-3');
});
