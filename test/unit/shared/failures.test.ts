/** The table of failures holds what it promises: each code once, and words that a person can act on. */
import { expect, test } from 'vitest';
import { failures, failuresByArea, legFailureOfSip } from '../../../src/shared/failures/table.ts';

const areas = Object.values(failuresByArea);

test('every code stands in one area only', () => {
  const codes = areas.flatMap((area) => Object.keys(area));
  expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  expect(Object.keys(failures).length).toBe(codes.length);
});

test('every failure has a code, a status, a sentence and a remedy that can be printed', () => {
  for (const [code, { status, sentence, remedy }] of Object.entries(failures)) {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(status, code).toBeGreaterThanOrEqual(400);
    expect(sentence, code).toMatch(/^[A-Z].{10,}\.$/);
    expect(remedy, code).toMatch(/^[A-Z`].{10,}\.$/);
    // Both stand in a table of docs/failures.md.
    expect(`${sentence}${remedy}`, code).not.toContain('|');
  }
});

test('every final SIP reply is a failure with a name, and no reply has two', () => {
  const replies = Object.values(failuresByArea.leg).flatMap((failure) =>
    'sip' in failure ? failure.sip : [],
  );
  expect(replies.filter((reply, i) => replies.indexOf(reply) !== i)).toEqual([]);
  for (let status = 300; status < 700; status += 1) expect(failures[legFailureOfSip(status)]).toBeDefined();
  expect(legFailureOfSip(486)).toBe('phone_busy');
  expect(legFailureOfSip(488)).toBe('no_common_codec');
  expect(legFailureOfSip(302)).toBe('phone_forwards_calls');
  expect(legFailureOfSip(480)).toBe('phone_unavailable');
  expect(legFailureOfSip(599)).toBe('network_failure');
  expect(legFailureOfSip(699)).toBe('refused_by_far_end');
});
