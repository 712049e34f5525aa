/** Each fault of `ari-client` that is known, and that it does us no harm. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AriEvent } from '../../../../src/asterisk/ari/ari-event.ts';
import { AriLink, ariTimes } from '../../../../src/asterisk/ari/ari-link.ts';
import { mostConnections } from '../../../../src/asterisk/ari/connections.ts';
import { quiet } from '../../../support/real-asterisk.ts';
import { until } from '../../../support/sip/until.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';
import { FakeAri } from './fake-ari.ts';

let asterisk: FakeAri;
let clock: VirtualClock;
let link: AriLink;
let states: string[];
let events: AriEvent[];

beforeEach(async () => {
  asterisk = await FakeAri.open();
  clock = new VirtualClock();
  states = [];
  events = [];
  link = new AriLink(asterisk.access, 'cordboard', clock, quiet, {
    up: () => states.push('up'),
    down: () => states.push('down'),
    replaced: () => states.push('replaced'),
    event: (event) => events.push(event),
  });
});

afterEach(async () => {
  link.stop();
  await asterisk.close();
});

async function isUp(times = 1): Promise<void> {
  await until('the link is up', () => states.filter((state) => state === 'up').length === times, {
    otherwise: () => states.join(', '),
  });
}

/** Lets virtual time pass until the condition holds: real replies need real milliseconds in between. */
async function passesUntil(what: string, condition: () => boolean): Promise<void> {
  await until(what, () => {
    if (!condition()) clock.tick(clock.now() + 1000);
    return condition();
  });
}

const answer = async () => link.request('channels', 'answer', { channelId: 'a' });

test('connects, has events filtered, and says that it is up after that', async () => {
  link.start();
  await isUp();
  const [filter] = asterisk.askedFor('PUT', '/applications/cordboard/eventFilter');
  expect(filter?.body).toContain('{"type":"StasisStart"}');
  expect(filter?.body).not.toContain('ChannelVarset');
  asterisk.says({ type: 'ChannelDtmfReceived', channel: {} });
  asterisk.says({ type: 'PlaybackFinished', playback: { id: 'p', state: 'done' } });
  await until('the event is told', () => events.length === 1);
});

describe('a request', () => {
  test('keeps the HTTP status of a refusal', async () => {
    link.start();
    await isUp();
    asterisk.statusOf = () => 409;
    expect(await answer()).toEqual({ kind: 'reply', status: 409, body: '{"message":"Channel not found"}' });
  });

  test('whose connection breaks ends at once, where the promise of the library never settles', async () => {
    link.start();
    await isUp();
    asterisk.drops = ({ path }) => path.startsWith('/channels');
    const since = clock.now();
    expect((await answer()).kind).toBe('none');
    expect(clock.now()).toBe(since);
    asterisk.drops = () => false;
    expect((await answer()).kind).toBe('reply');
  });

  test('that is never answered ends at its deadline', async () => {
    link.start();
    await isUp();
    asterisk.ignores = ({ path }) => path.startsWith('/channels');
    const since = clock.now();
    let kind = '';
    const reply = answer().then((settled) => {
      kind = settled.kind;
    });
    await until('it was sent', () => asterisk.askedFor('POST', '/channels').length === 1);
    await passesUntil('it has ended', () => kind !== '');
    await reply;
    expect(kind).toBe('none');
    expect(clock.now() - since).toBeLessThanOrEqual(ariTimes.request);
  });

  test('is the same the second time, with other values, whatever characters they have', async () => {
    link.start();
    await isUp();
    const names = ['a', 'a b/c?d=e&f', '100%~~~$&', 'Größe 🙂', 'a'];
    for (const eventName of names) {
      await link.request('events', 'userEvent', { eventName, application: `of ${eventName}` });
      await link.request('events', 'userEvent', { eventName });
    }
    expect(asterisk.askedFor('POST', '/events/user/').map(({ path }) => path)).toEqual(
      expect.arrayContaining(
        names.flatMap((name) => {
          const path = `/events/user/${encodeURIComponent(name)}`;
          return [`${path}?application=${encodeURIComponent(`of ${name}`)}`, path];
        }),
      ),
    );
    expect(await link.request('events', 'userEvent', { eventName: '\uD800' })).toMatchObject({
      kind: 'none',
    });
    expect(await link.request('events', 'nothing', {})).toMatchObject({ kind: 'none' });
  });

  test('before there is a link says so', async () => {
    expect((await answer()).kind).toBe('none');
  });

  test('shares keep-alive connections, of which there is a limit', async () => {
    link.start();
    await isUp();
    const before = asterisk.connections;
    await Promise.all(Array.from({ length: 100 }, answer));
    await answer();
    expect(asterisk.connections - before).toBeLessThanOrEqual(mostConnections);
  });

  test('goes behind those of its lane, over the same connection, without waiting for their replies', async () => {
    link.start();
    await isUp();
    const ids = ['a', 'b', 'c', 'd'];
    await Promise.all(
      ids.flatMap((channelId) => [
        link.request('channels', 'answer', { channelId }, undefined, channelId),
        link.request('channels', 'get', { channelId }, undefined, channelId),
        link.request('channels', 'answer', { channelId }, undefined, channelId),
      ]),
    );
    for (const id of ids) {
      const asked = asterisk.asked.filter(({ path }) => path.startsWith(`/channels/${id}`));
      expect(asked.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST']);
      expect(new Set(asked.map(({ connection }) => connection)).size).toBe(1);
    }
  });
});

describe('the library', () => {
  test('is not let near an Asterisk without its API documents, which would make it throw past every catch', async () => {
    asterisk.missing.add('channels');
    link.start();
    await until('it was looked for', () => asterisk.askedFor('GET', '/api-docs/channels.json').length === 1);
    expect(states).toEqual([]);
    asterisk.missing.clear();
    await passesUntil('the link is up', () => states.includes('up'));
  });

  test('prints nothing', async () => {
    const print = vi.spyOn(console, 'log');
    link.start();
    await isUp();
    expect(print).not.toHaveBeenCalled();
    print.mockRestore();
  });

  test('does not choke on what is not JSON, or an event that it does not know', async () => {
    link.start();
    await isUp();
    asterisk.says('{"type":');
    asterisk.says({ type: 'SomethingOfNextYear' });
    asterisk.says({ type: 'PlaybackFinished', playback: { id: 'p', state: 'done' } });
    await until('the event behind is told', () => events.length === 1);
    expect(states).toEqual(['up']);
  });

  test('reads its API documents once, however often the link is lost', async () => {
    link.start();
    await isUp();
    const before = asterisk.askedFor('GET', '/api-docs').length;
    asterisk.sockets.at(-1)?.terminate();
    await passesUntil('the link is back', () => states.length === 3);
    expect(asterisk.askedFor('GET', '/api-docs')).toHaveLength(before);
  });
});

describe('a lost link', () => {
  test('is tried for ever, where the library would have stopped after ten tries', async () => {
    link.start();
    await isUp();
    asterisk.refusesSockets = true;
    asterisk.sockets.at(-1)?.terminate();
    await passesUntil('it has been tried thirty times', () => asterisk.refused >= 30);
    asterisk.refusesSockets = false;
    await passesUntil('the link is back', () => states.at(-1) === 'up');
    expect(states).toEqual(['up', 'down', 'up']);
    expect(asterisk.askedFor('PUT', '/applications/cordboard/eventFilter')).toHaveLength(2);
  });

  test('is waited for from the beginning', async () => {
    await asterisk.close();
    link.start();
    await passesUntil('a minute has passed', () => clock.now() > new VirtualClock().now() + 60_000);
    await asterisk.listen();
    await passesUntil('the link is up', () => states.includes('up'));
  });

  test('that is half open is noticed within ten seconds', async () => {
    link.start();
    await isUp();
    asterisk.echoes = false;
    const since = clock.now();
    await passesUntil('it is noticed', () => states.includes('down'));
    expect(clock.now() - since).toBeLessThanOrEqual(10_000);
  });

  test('is not suspected while heartbeats come back', async () => {
    link.start();
    await isUp();
    const beats = () => asterisk.askedFor('POST', '/events/user/cordboard-heartbeat').length;
    for (let beat = 1; beat <= 10; beat += 1) {
      await until('the heartbeat was sent', () => beats() >= beat);
      await until('it came back', () => asterisk.sockets.at(-1)?.bufferedAmount === 0);
      await new Promise((resolve) => setImmediate(resolve));
      await answer();
      const next = clock.now() + ariTimes.heartbeat;
      while (clock.tick(next));
    }
    expect(states).toEqual(['up']);
  });
});

describe('when a websocket takes our name', () => {
  const name = 'ENGINE_OF_cordboard';
  const takeOver = () => asterisk.says({ type: 'ApplicationReplaced', application: 'cordboard' });

  test('an engine that is replaced stops, and stays away', async () => {
    link.start();
    await isUp();
    asterisk.variables.set(name, 'of another engine');
    takeOver();
    await passesUntil('it is told', () => states.includes('replaced'));
    while (clock.tick(clock.now() + 60_000));
    await answer();
    expect(states).toEqual(['up', 'down', 'replaced']);
    expect(asterisk.sockets).toHaveLength(1);
    expect(asterisk.variables.get(name)).toBe('of another engine');
  });

  test('that is one of our own which Asterisk had kept waiting, we take it back', async () => {
    link.start();
    await isUp();
    takeOver();
    await passesUntil('the link is back', () => states.at(-1) === 'up' && states.length > 1);
    expect(states).toEqual(['up', 'down', 'up']);
  });

  test('at an Asterisk that has been started anew, the name is free', async () => {
    link.start();
    await isUp();
    asterisk.variables.clear();
    takeOver();
    await passesUntil('the link is back', () => states.at(-1) === 'up' && states.length > 1);
    expect(asterisk.variables.get(name)).not.toBe('');
  });

  test('it is not taken back before Asterisk has said whose it is', async () => {
    link.start();
    await isUp();
    asterisk.variables.set(name, 'of another engine');
    asterisk.drops = ({ path }) => path.startsWith('/asterisk/variable');
    takeOver();
    const asked = () => asterisk.askedFor('GET', '/asterisk/variable').length;
    await passesUntil('it has been asked ten times', () => asked() >= 10);
    expect(asterisk.sockets).toHaveLength(1);
    asterisk.drops = () => false;
    await passesUntil('it is told', () => states.includes('replaced'));
  });

  test('whose it is is asked anew at each try: another engine may have come between two', async () => {
    link.start();
    await isUp();
    asterisk.drops = ({ method, path }) => method === 'POST' && path.startsWith('/asterisk/variable');
    takeOver();
    const claimed = () => asterisk.askedFor('POST', '/asterisk/variable').length;
    await passesUntil('a claim was lost', () => claimed() >= 2);
    asterisk.variables.set(name, 'of another engine');
    asterisk.drops = () => false;
    await passesUntil('it is told', () => states.includes('replaced'));
    expect(asterisk.variables.get(name)).toBe('of another engine');
  });

  test('no websocket is opened as long as Asterisk does not write down whose the name is', async () => {
    asterisk.drops = ({ method, path }) => method === 'POST' && path.startsWith('/asterisk/variable');
    link.start();
    const asked = () => asterisk.askedFor('POST', '/asterisk/variable').length;
    await passesUntil('it has been asked ten times', () => asked() >= 10);
    expect(asterisk.sockets).toEqual([]);
    asterisk.drops = () => false;
    await passesUntil('the link is up', () => states.includes('up'));
  });
});
