import { expect, test } from 'vitest';
import { notedCalls } from '../../../../src/asterisk/safety-net/call-notes.ts';
import { takeBack } from '../../../../src/asterisk/safety-net/take-back.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const handed = (nth: number, more = ''): string =>
  `arrived ${nth}.0 1795302863000 from-line PJSIP/line1-0${nth} .101 . . handed\n${more}`;
const notes = [
  handed(1),
  handed(2, 'rings 2.0 1795302864000 PJSIP/anna\nanswered 2.0 1795302865000 PJSIP/anna\n'),
  handed(3, 'records 3.0 1795302864000 sound\n'),
  handed(4, 'rings 4.0 1795302864000 PJSIP/boris\n'),
  handed(5),
].join('');

/** Those of the channels get their calls back; `laterNotes`: what the dialplan notes after the engine has looked. */
async function takesBack(laterNotes = '') {
  const apps = new Map([1, 2, 3, 4, 5].map((nth) => [`${nth}.0`, nth === 5 ? 'Stasis' : 'Dial']));
  const redirected: Readonly<Record<string, string>>[] = [];
  const clock = new VirtualClock();
  let read = '';
  let mark = '';
  await takeBack({
    notes: async () => {
      read = mark === '' ? notes : notes + laterNotes;
      return [...notedCalls(read).values()];
    },
    link: {
      request: async (_resource, _operation, { value }) => {
        mark = String(value);
        return { kind: 'reply', status: 204 } as never;
      },
    },
    ami: {
      action: async (fields) => {
        redirected.push(fields);
        apps.set(`${Number(fields['channel']?.at(-1))}.0`, 'Stasis');
        return { kind: 'success', message: {} };
      },
    },
    list: async () =>
      [...apps].map(([id, app]) => ({
        id,
        name: `PJSIP/line1-0${id[0]}`,
        state: 'Up',
        dialplan: { context: 'from-line', exten: '101', app_name: app, app_data: '' },
        caller: { name: '', number: '' },
      })) as never,
    clock,
  });
  expect(mark, 'gone in the end').toBe('');
  return redirected;
}

test('F17: an engine gets back who waits in the net, but nobody who talks, leaves a message or is back', async () => {
  expect(await takesBack()).toEqual(
    [1, 4].map((nth) => ({
      action: 'Redirect',
      channel: `PJSIP/line1-0${nth}`,
      context: 'from-line',
      exten: '101',
      priority: 'again',
    })),
  );
});

test('F37: an agent who answers while callers are taken back keeps the caller', async () => {
  const redirected = await takesBack('answered 4.0 1795302866000 PJSIP/boris\n');
  expect(redirected.map(({ channel }) => channel)).toEqual(['PJSIP/line1-01']);
});
