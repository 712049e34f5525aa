import { expect, test } from 'vitest';
import { Registrations } from '../../../src/asterisk/registrations.ts';
import { minutes, seconds } from '../../../src/shared/time.ts';
import { silentLog } from '../../support/memory-store.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { planOf } from './provisioning/plan-of.ts';

function followed() {
  const clock = new VirtualClock();
  const lines: object[] = [];
  const log = { ...silentLog, warn: (fields: object) => void lines.push(fields) };
  const told: unknown[] = [];
  const made = new Registrations(
    clock,
    log,
    (name) => name === 'BERLIN',
    undefined,
    (name, down) => void told.push([name, down]),
  );
  const login = (passwordFrom: string) => ({ user: '4930', passwordFrom, register: true });
  const trunk = (name: string, server: string, passwordFrom?: string) => ({
    name,
    server,
    addresses: [],
    trusted: false,
    ...(passwordFrom === undefined ? {} : { login: login(passwordFrom) }),
  });
  made.follow(
    planOf({
      phones: ['anna'],
      lines: ['line1'],
      trunks: [
        trunk('berlin', 'sip.example:5070', 'BERLIN'),
        trunk('unset', 'sip.example', 'NOTHING'),
        trunk('gateway', '192.0.2.1'),
      ],
    }),
  );
  const fails = (accountid: string, event = 'ChallengeResponseFailed'): void =>
    made.hear({ event, service: 'PJSIP', accountid, remoteaddress: 'IPV4/UDP/192.0.2.9/5060' });
  const passes = (time: number): void => {
    clock.after(time, () => undefined);
    while (clock.tick(clock.now() + time));
  };
  return { made, fails, passes, lines, told };
}

test('what Asterisk tells of trunks, by list and by change', () => {
  const { made } = followed();
  const states = () => made.access().trunks.map(({ registration, reachable }) => [registration, reachable]);
  expect(states()).toEqual([
    ['not_registered', undefined],
    ['no_password', undefined],
    [undefined, undefined],
  ]);
  made.hear({ event: 'OutboundRegistrationDetail', objectname: 'berlin-registration', status: 'Rejected' });
  made.hear({ event: 'ContactList', aor: 'gateway', status: 'Unreachable' });
  expect(states()).toEqual([
    ['refused', undefined],
    ['no_password', undefined],
    [undefined, false],
  ]);
  const username = 'sip:4930@sip.example';
  made.hear({ event: 'Registry', username, domain: 'sip:sip.example:5070', status: 'Registered' });
  made.hear({ event: 'ContactStatus', aor: 'gateway', contactstatus: 'Reachable' });
  made.hear({ event: 'ContactStatus', aor: 'unheard-of', contactstatus: 'Reachable' });
  expect(states()).toEqual([
    ['registered', undefined],
    ['no_password', undefined],
    [undefined, true],
  ]);
});

test('a registration over TLS is told with the transport behind the server', () => {
  const { made } = followed();
  made.hear({
    event: 'Registry',
    username: 'sip:4930@sip.example',
    domain: 'sip:sip.example:5070;transport=tls',
    status: 'Registered',
  });
  expect(made.access().trunks[0]?.registration).toBe('registered');
});

test('a trunk is down without its password, without an answer, and after a refusal; each change is told once', () => {
  const { made, told } = followed();
  expect(told).toEqual([['unset', 'trunk_password_missing']]);
  const status = (contactstatus: string) =>
    made.hear({ event: 'ContactStatus', aor: 'gateway', contactstatus });
  const registration = (of: string) =>
    made.hear({ event: 'OutboundRegistrationDetail', objectname: 'berlin-registration', status: of });
  status('Unreachable');
  status('Unreachable');
  registration('Rejected');
  expect(made.access().trunks.map(({ down }) => down)).toEqual([
    'trunk_refused',
    'trunk_password_missing',
    'trunk_unreachable',
  ]);
  registration('Registered');
  status('Reachable');
  made.follow(planOf({ phones: ['anna'] }));
  expect(told.slice(1)).toEqual([
    ['gateway', 'trunk_unreachable'],
    ['berlin', 'trunk_refused'],
    ['berlin', undefined],
    ['gateway', undefined],
    ['unset', undefined],
  ]);
});

test('`probe: 0s`, another server, and Asterisk that does not know bring back a trunk that did not answer', () => {
  const { made, told } = followed();
  const gateway = { name: 'gateway', server: '192.0.2.1', addresses: [], trusted: false };
  const follows = (change: object) => made.follow(planOf({ trunks: [{ ...gateway, ...change }] }));
  const isDown = () => made.access().trunks.map(({ reachable, down }) => [reachable, down]);
  const [down, up] = [[[false, 'trunk_unreachable']], [[undefined, undefined]]];
  const status = (contactstatus: string) =>
    made.hear({ event: 'ContactStatus', aor: 'gateway', contactstatus });
  follows({});
  told.length = 0;
  for (const bringsBack of [
    () => follows({ probeEvery: 0 }),
    () => follows({ server: '192.0.2.2' }),
    () => status('NonQualified'),
    () => status('Unknown'),
  ]) {
    follows({});
    status('Unreachable');
    expect(isDown()).toEqual(down);
    bringsBack();
    expect(isDown()).toEqual(up);
    expect(told.splice(0)).toEqual([
      ['gateway', 'trunk_unreachable'],
      ['gateway', undefined],
    ]);
  }
  follows({ probeEvery: 0 });
  status('Unreachable');
  expect(isDown(), 'asked for the last time before the change').toEqual(up);
  expect(told).toEqual([]);
});

test('T7: a phone that registers from the address of a trunk is told of, with the trunk', () => {
  const { made, lines } = followed();
  const registers = (accountid: string, requesttype = 'registrar_requested_aor_not_found') =>
    made.hear({
      event: 'RequestNotSupported',
      service: 'PJSIP',
      accountid,
      requesttype,
      remoteaddress: 'IPV4/UDP/192.0.2.1/5060',
    });
  registers('gateway');
  registers('gateway');
  registers('line1');
  registers('berlin', 'something else');
  made.hear({ event: 'ContactStatus', aor: 'gateway', contactstatus: 'Reachable' });
  expect(made.access().refused).toMatchObject([
    { user: 'gateway', why: 'address_of_trunk', from: '192.0.2.1', times: 2 },
  ]);
  expect(lines).toMatchObject([{ user: 'gateway', why: 'address_of_trunk' }]);
});

test('a refused log-in is told until it is let in, or an hour is over; the log has it once a minute', () => {
  const { made, fails, passes, lines } = followed();
  fails('anna');
  fails('anna');
  fails('<unknown>');
  expect(made.access().refused).toMatchObject([
    { user: 'anna', why: 'wrong_password', from: '192.0.2.9', times: 2 },
    { user: '<unknown>', why: 'unknown_user', times: 1 },
  ]);
  expect(lines).toEqual([{ user: 'anna', from: '192.0.2.9', why: 'wrong_password' }]);
  passes(seconds(61));
  fails('anna');
  expect(lines).toHaveLength(2);
  made.hear({ event: 'ContactStatus', aor: 'anna', contactstatus: 'NonQualified' });
  expect(made.access().refused.map(({ user }) => user)).toEqual(['<unknown>']);
  passes(minutes(61));
  expect(made.access().refused).toEqual([]);
});

test('names that guessers make up crowd out nobody of the plan', () => {
  const { made, fails } = followed();
  fails('anna');
  for (let n = 0; n < 1000; n++) fails(`guess${n}`, 'InvalidAccountID');
  expect(made.access().refused.map(({ user }) => user)).toContain('anna');
  expect(made.access().refused).toHaveLength(21);
});

test('N9: an account that registers from another address is told of once; two phones that take turns are named', () => {
  const { made, passes, lines } = followed();
  const registers = (uri: string, contactstatus = 'NonQualified'): void =>
    made.hear({ event: 'ContactStatus', aor: 'anna', uri, contactstatus });
  const [first, second] = ['sip:anna@192.0.2.7:5060;ob', 'sip:anna@192.0.2.8:5060'];
  registers(first);
  passes(minutes(5));
  registers(first);
  expect(lines).toEqual([]);
  registers(second);
  registers(first, 'Removed');
  expect(lines).toEqual([{ phone: 'anna', from: '192.0.2.7:5060', to: '192.0.2.8:5060' }]);
  expect(made.access().inTurns).toEqual([]);
  passes(minutes(5));
  registers(first);
  registers(second, 'Removed');
  expect(lines.length).toBe(2);
  expect(made.access().inTurns).toEqual([
    { phone: 'anna', addresses: ['192.0.2.8:5060', '192.0.2.7:5060'], times: 2 },
  ]);
  passes(minutes(61));
  expect(made.access().inTurns).toEqual([]);
});

test('N9: who logs out and registers elsewhere later has not been pushed out', () => {
  const { made, passes, lines } = followed();
  const hear = (uri: string, contactstatus: string): void =>
    made.hear({ event: 'ContactStatus', aor: 'anna', uri, contactstatus });
  hear('sip:anna@192.0.2.7:5060', 'NonQualified');
  hear('sip:anna@192.0.2.7:5060', 'Removed');
  passes(minutes(1));
  hear('sip:anna@192.0.2.8:5060', 'NonQualified');
  expect(lines).toEqual([]);
});
