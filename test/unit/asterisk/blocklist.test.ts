import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Blocklist } from '../../../src/asterisk/blocklist.ts';
import { minutes, seconds } from '../../../src/shared/time.ts';
import { silentLog } from '../../support/memory-store.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { planOf } from './provisioning/plan-of.ts';

function withBlocklist(before = '', clock = new VirtualClock()) {
  const alarms: string[] = [];
  const texts: string[] = [];
  const blocklist = new Blocklist({
    bring: async (_file, text) => void texts.push(text),
    brought: async () => before,
    clock,
    log: silentLog,
    alarm: (what) => alarms.push(what),
  });
  const fails = (address: string, times = 11): void => {
    for (let nth = 0; nth < times; nth++)
      blocklist.hear({
        event: 'ChallengeResponseFailed',
        service: 'PJSIP',
        remoteaddress: `IPV4/UDP/${address}/5060`,
      });
  };
  const passes = (time: number): void => {
    const limit = clock.now() + time;
    while (clock.tick(limit));
  };
  return { blocklist, alarms, texts, fails, passes, clock };
}

test('more than ten refused log-ins in a minute block an address for ten minutes, then for twenty', () => {
  const { blocklist, alarms, fails, passes } = withBlocklist();
  fails('203.0.113.7', 10);
  expect(blocklist.blocked).toEqual([]);
  fails('203.0.113.7', 1);
  expect(blocklist.blocked).toEqual(['203.0.113.7']);
  passes(minutes(10) + 1);
  expect(blocklist.blocked).toEqual([]);
  fails('203.0.113.7');
  passes(minutes(19));
  expect(blocklist.blocked).toEqual(['203.0.113.7']);
  expect(alarms.map((what) => what.slice(-7))).toEqual(['10m 00s', '20m 00s']);
});

test('slow slips of a finger block nobody', () => {
  const { blocklist, fails, passes } = withBlocklist();
  for (let nth = 0; nth < 50; nth++) {
    fails('203.0.113.7', 1);
    passes(seconds(7));
  }
  expect(blocklist.blocked).toEqual([]);
});

test('where a phone or a trunk of ours is, an alarm is all', () => {
  const { blocklist, alarms, fails } = withBlocklist();
  blocklist.provision(
    planOf({
      trunks: [{ name: 't', server: '198.51.100.1:5060', addresses: ['198.51.100.2'], trusted: false }],
    }),
  );
  blocklist.hear({
    event: 'ContactStatus',
    aor: 'anna',
    uri: 'sip:anna@192.0.2.9:50123;ob',
    contactstatus: 'Reachable',
  });
  for (const address of ['198.51.100.1', '198.51.100.2', '192.0.2.9', '127.0.0.1']) fails(address);
  expect(blocklist.blocked).toEqual([]);
  expect(alarms.length).toBe(3);
});

test('whatever stands in an event, nothing but addresses gets into the file', () => {
  fc.assert(
    fc.property(fc.string(), (address) => {
      const { blocklist, texts, fails } = withBlocklist();
      fails(address);
      fails(`203.0.113.7\ndeny = 0.0.0.0/0`);
      expect(blocklist.blocked.every((one) => /^[0-9a-fA-F.:]+$/.test(one))).toBe(true);
      expect(texts.join('')).not.toContain('0.0.0.0/0');
    }),
  );
});

test('a flood from ever new addresses is not remembered without end', () => {
  const { blocklist, fails } = withBlocklist();
  for (let nth = 0; nth < 20_000; nth++) fails(`10.${nth >> 16}.${(nth >> 8) & 255}.${nth & 255}`, 1);
  expect(blocklist.blocked).toEqual([]);
});

test('a block outlives the engine, and so does how often there was one', async () => {
  const first = withBlocklist();
  first.fails('203.0.113.7');
  first.fails('2001:db8::7');
  first.blocklist.stop();
  const second = withBlocklist(first.texts.at(-1), first.clock);
  second.blocklist.provision(planOf({}));
  await new Promise((resolve) => setImmediate(resolve));
  expect(second.blocklist.blocked).toEqual(['203.0.113.7', '2001:db8::7']);
  expect(second.texts.at(-1)).toContain('deny = 203.0.113.7/32');
  second.passes(minutes(10) + 1);
  expect(second.blocklist.blocked).toEqual([]);
  expect(second.texts.at(-1)).not.toContain('deny');
  const third = withBlocklist(second.texts.at(-1), first.clock);
  third.blocklist.provision(planOf({}));
  await new Promise((resolve) => setImmediate(resolve));
  third.fails('203.0.113.7');
  expect(third.alarms.at(-1)).toContain('20m 00s');
  third.blocklist.stop();
});

test('a forged memory blocks nobody for ever, and puts nothing else into the file', async () => {
  const forged = [
    '; 0.0.0.0/0 until 1, block 1',
    '; 1.2.3.4 until 999999999999999, block 9',
    '; x until 1, block 1',
  ];
  const { blocklist, texts } = withBlocklist(forged.join('\n'));
  blocklist.provision(planOf({}));
  await new Promise((resolve) => setImmediate(resolve));
  expect(blocklist.blocked).toEqual([]);
  expect(texts.at(-1)).toBe(
    '; Written by Cordboard: addresses that are blocked after too many wrong passwords.\n',
  );
});
