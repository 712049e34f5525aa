import fc from 'fast-check';
import { expect, test } from 'vitest';
import { masked } from '../../src/process/masking.ts';
import { processLog } from '../../src/process/process-log.ts';

function logged(open: boolean, fields: object, message = 'something'): string {
  const lines: string[] = [];
  processLog('debug', open, { write: (line: string) => lines.push(line) }).info(fields, message);
  return lines.join('');
}

test('numbers, names and keys of callers are not in the log; ids are', () => {
  const fields = {
    call: '1042',
    leg: '1763760000.12',
    caller: { number: '+4930123456', name: 'Anna Berg' },
    callerName: 'Anna Berg',
    digit: '7',
    phase: { name: 'spelling', typed: '2662' },
    entry: { type: 'nameSpelled', keys: '2374' },
    reason: 'cannot ring +4930123456, nor 030123456',
    what: 'we differed: {"type":"callArrived","callerNumber":"+4930123456","callerName":"Anna \\"B\\" Berg"}',
    err: new Error('no route to +4930123456'),
    reply: { kind: 'reply', status: 500, body: '{"caller":{"number":"+4930123456"}}' },
  };
  const line = logged(false, fields);
  expect(line).not.toMatch(/123456|30123|Anna|Berg|"7"|2662|2374/);
  expect(line).toContain('"call":"1042"');
  expect(line).toContain('"leg":"1763760000.12"');
  expect(line).toContain('***56');
});

test('an operator may want to see them; secrets nobody sees', () => {
  const fields = { number: '+4930123456', nested: { token: 'hush-hush', password: 'hush-hush' } };
  expect(logged(true, fields)).toContain('+4930123456');
  for (const open of [true, false]) expect(logged(open, fields)).not.toContain('hush-hush');
});

test('whatever is logged can be logged, and no dialable number gets through', () => {
  const number = fc.stringMatching(/^\+[1-9][0-9]{6,14}$/);
  fc.assert(
    fc.property(fc.anything(), number, fc.string(), (anything, dialled, text) => {
      expect(() => masked(anything)).not.toThrow();
      const said = masked({ reason: `${text} ${dialled}.` }) as { reason: string };
      expect(said.reason).not.toContain(dialled);
    }),
  );
});
