/** What the doctor says of an Asterisk that somebody else configures. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import {
  actions,
  contexts,
  essentialModules,
  type Found,
  featureModules,
  judgeOwnAsterisk,
  readAmi,
  readClasses,
} from '../../../../src/cli/doctor/own-asterisk.ts';

const namesOf = (needs: readonly { readonly what: string }[]) => new Set(needs.map(({ what }) => what));
const whole: Found = {
  modules: new Set([...essentialModules, ...namesOf(featureModules)]),
  contexts: namesOf(contexts),
  actions: namesOf(actions),
  readClasses: namesOf(readClasses),
  endpoints: new Set(['anna', 'boris']),
};
const said = (found: Found, phones: readonly string[] = ['anna', 'boris']) =>
  judgeOwnAsterisk(found, phones, '/etc/asterisk/cordboard').map(
    ({ severity, message }) => `${severity}: ${message}`,
  );
const without = (set: ReadonlySet<string> | undefined, name: string) =>
  new Set([...(set ?? [])].filter((each) => each !== name));

test('one that has everything is fine', () => {
  expect(said(whole)).toEqual([
    'ok: your Asterisk has all modules, contexts and permissions that Cordboard uses',
  ]);
});

test.each([
  ['a module for all calls', { modules: without(whole.modules, 'res_stasis') }, /^error: .*res_stasis/],
  ['a module for one feature', { modules: without(whole.modules, 'res_srtp') }, /^warning: .*res_srtp.*SRTP/],
  ['a context', { contexts: without(whole.contexts, 'transferred') }, /^error: .*transferred.*transfer key/],
  [
    'a class to hear',
    { readClasses: without(whole.readClasses, 'reporting') },
    /^warning: .*reporting.*vanish/,
  ],
  [
    'an action',
    { actions: without(whole.actions, 'PJSIPShowContacts') },
    /^warning: .*PJSIPShowContacts.*trunks/,
  ],
  ['the phones of the plan', { endpoints: new Set(['anna']) }, /^error: .*phones of the plan: boris/],
  ['an AMI that answers', { amiTrouble: 'it ended the connection' }, /^error: .*manager interface/],
] as const)('without %s it says so', (_what, lacking, expected) => {
  const found = said({ ...whole, ...lacking });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(expected);
});

test('what AMI tells is read, and what it may not tell is unknown', () => {
  const commands =
    'Response: Success\r\nActionID: q0\r\nDeviceStateList: List the states.  (Priv: call,reporting,all)\r\n';
  const user = 'Response: Success\r\nOutput:        read perm: system,call\r\n';
  const shown = contexts.map(({ what }) =>
    what === 'transferred' ? 'Response: Error' : 'Response: Success',
  );
  const read = readAmi([commands, user, ...shown]);
  expect([...(read.actions ?? [])]).toEqual(['DeviceStateList']);
  expect([...(read.readClasses ?? [])]).toEqual(['system', 'call']);
  expect(read.contexts?.has('transferred')).toBe(false);
  expect(read.contexts?.size).toBe(contexts.length - 1);
  const refused = readAmi([commands, 'Response: Error', 'Response: Error\r\nMessage: Permission denied']);
  expect([refused.contexts, refused.readClasses]).toEqual([undefined, undefined]);
});

test('the page names all that is asked for', () => {
  const page = readFileSync(
    fileURLToPath(new URL('../../../../docs/own-asterisk.md', import.meta.url)),
    'utf8',
  );
  const all = [
    ...essentialModules,
    ...[featureModules, contexts, actions].flatMap((needs) => [...namesOf(needs)]),
  ];
  expect(all.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  for (const { what } of readClasses) expect(page).toContain(`\`read = ${what}\``);
});
