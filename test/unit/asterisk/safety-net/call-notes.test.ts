import fc from 'fast-check';
import { expect, test } from 'vitest';
import { notedCalls, served } from '../../../../src/asterisk/safety-net/call-notes.ts';

const whole = `
arrived 17.0 1795302863000 from-trunk PJSIP/sip-provider-00000000 .101%29%2C%0Aended .%2B4930 .J%C3%BCrgen%20%FF
rings 17.0 1795302876000 PJSIP/anna
missed 17.0 1795302896000 PJSIP/anna NOANSWER
rings 17.0 1795302897000 PJSIP/boris
answered 17.0 1795302899000 PJSIP/boris
left 17.0 1795302950000 PJSIP/boris
ended 17.0 1795302950001
`;

const only = (text: string) => {
  const [call] = notedCalls(text).values();
  return call && served(call, () => 4200);
};

test('a call is read back from its lines, whatever its caller has sent', () => {
  expect(only(whole)).toEqual({
    leg: '17.0',
    via: { kind: 'trunk', name: 'sip-provider' },
    dialled: '101),\nended',
    callerNumber: '+4930',
    callerName: 'Jürgen \uFFFD',
    arrivedAt: 1795302863000,
    rung: [
      { phone: 'anna', at: 1795302876000, until: 1795302896000, outcome: 'no_answer' },
      { phone: 'boris', at: 1795302897000, until: 1795302899000, outcome: 'answered' },
    ],
    endedAt: 1795302950001,
    endedBy: 'far_end',
  });
});

test('a message has the length of its sound; who hangs up while it rings withdraws the ring', () => {
  const begin = 'arrived 1.2 1795302863000 from-line PJSIP/line1-0a .1 . .\n';
  expect(only(`${begin}records 1.2 1795302870000 safety-net-1.2-\nended 1.2 1795302875000\n`)).toMatchObject({
    via: { kind: 'line', name: 'line1' },
    message: { recording: 'safety-net-1.2-', since: 1795302870000, lasted: 4200 },
    endedBy: 'caller',
  });
  expect(only(`${begin}rings 1.2 1795302870000 PJSIP/anna\nended 1.2 1795302875000`)?.rung).toEqual([
    { phone: 'anna', at: 1795302870000, until: 1795302875000, outcome: 'withdrawn' },
  ]);
});

test('what Asterisk could not write to its end is no event; its call ends with what is known', () => {
  const cut = whole.slice(0, whole.indexOf('answered') + 12);
  expect(only(cut)).toMatchObject({ endedBy: 'unknown', endedAt: 1795302897000 });
  expect(only(whole.slice(0, 40))).toBeUndefined();
});

test('F17: one whom an engine had before has a leg of their own, from the last time when they were handed over', () => {
  const handed = (at: number) => `arrived 1.2 ${at} from-line PJSIP/line1-0a .1 . . handed\n`;
  const [before, now] = [1795302863000, 1795302993000];
  const text = `${handed(before)}rings 1.2 ${before + 9} PJSIP/anna\n${handed(now)}records 1.2 ${now + 9} sound\nended 1.2 ${now + 99} FAILED`;
  expect(only(text)).toMatchObject({
    leg: '1.2+net',
    arrivedAt: now,
    rung: [],
    message: { recording: 'sound' },
  });
});

test('no text makes it throw, or reach what is not its own', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'arrived',
      'rings',
      'missed',
      'answered',
      'left',
      'records',
      'ended',
      '__proto__',
      '17.0',
    ),
    fc.constantFrom('1795302863000', 'PJSIP/anna', '.%C3', '.%', 'constructor', '\n', ' '),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), (words) => {
      for (const call of notedCalls(words.join(' ')).values()) {
        const { rung } = served(call, () => undefined);
        for (const { outcome } of rung) expect(typeof outcome).toBe('string');
      }
    }),
  );
});
