/**
 * T13: the disk with the state folder and the recordings is full while people talk and are recorded, leave a message and call. A
 * small file system in memory, so the write errors are true ones. To mount it takes root; where a test may not, there is none to try.
 */
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { journalPage } from '../../src/contract/journal-page.ts';
import { status } from '../../src/contract/status.ts';
import { childFloor, downloadOf } from '../support/asterisk/child-floor.ts';
import { isTone } from '../support/sip/tones.ts';
import { passes, until } from '../support/sip/until.ts';
import { fill, mayMount, smallDisk } from '../support/small-disk.ts';

/** Bytes of the message that is being recorded. */
function recorded(home: string): number {
  const names = readdirSync(home, { recursive: true, encoding: 'utf8' });
  // Those of talks end with the side.
  const sound = names.find((name) => /recording\/[^/]*-r\d+\.wav$/.test(name));
  return sound === undefined ? 0 : statSync(join(home, sound)).size;
}

/** In hertz. */
const callerSays = 440;

const plan = readFileSync(fileURLToPath(new URL('../support/plans/quick.yaml', import.meta.url)), 'utf8')
  .replace('greeting: { sound: vm-intro }', 'greeting: { sound: beep }')
  .replace('longest: 5s', 'longest: 60s')
  .concat('recording: { all: { announce: false, queues: [sales] } }\n');

test.runIf(mayMount())(
  'a full disk under live calls, and a kill and a start on it: they go on, callers are served, the cut message and recording raise alarms',
  { timeout: 240_000 },
  async () => {
    const floor = await childFloor({ plan, prepare: (home) => smallDisk(home, '200m') });
    const health = async () => status.parse(await floor.cordboard.ask('/v1/status')).health;
    const entries = async () =>
      journalPage.parse(await floor.cordboard.ask('/v1/journal?limit=1000')).entries;
    const outcomes = async () =>
      (await floor.calls('ended')).map(({ dialled, outcome }) => `${dialled} ${outcome}`).toSorted();
    const [anna, boris] = [await floor.phone('anna'), await floor.phone('boris')];
    const [one, two, three] = [
      await floor.phone('line1'),
      await floor.phone('line2'),
      await floor.phone('line3'),
    ];
    expect([await anna.register(), await boris.register()]).toEqual([200, 200]);
    const talk = await one.call('101', { fromNumber: '+4930111111' });
    await until('a phone rings', () => (anna.ringing ?? boris.ringing) !== undefined);
    const [first, second] = anna.ringing ? [anna, boris] : [boris, anna];
    await (await first.rings()).answer();
    await until('they talk', async () => (await floor.phases()).join() === 'talking');
    talk.audio.mouth.tone = callerSays;
    const message = await two.call('103', { fromNumber: '+4930222222' });
    await until('a message is being recorded', () => recorded(floor.settings.home) > 20_000, {
      within: 20_000,
    });

    const filler = join(floor.settings.home, 'filler');
    fill(filler);
    const logged = floor.cordboard.said().length;
    const later = await three.call('101', { fromNumber: '+4930333333' });
    await (await second.rings()).answer();
    await later.untilState('up');
    await passes(2000);
    await later.hangUp();
    await message.hangUp();
    await until('the message is over', async () => (await floor.phases()).join() === 'talking');
    expect(talk.state).toBe('up');
    const { ready, reasons } = await health();
    expect([ready, reasons.join()]).toEqual([true, expect.stringContaining('store: ')]);
    // It has tried again each second, and does not say so each time; again only if a byte was free meanwhile, as when a file is
    // shortened.
    const since = floor.cordboard.said().slice(logged);
    expect(since).toMatch(/Cannot write the database/);
    expect(since.match(/Cannot write the database/g)?.length, since).toBeLessThanOrEqual(2);
    expect(since.length, since).toBeLessThan(9000);
    expect(since, 'told while it is so').toMatch(/message_may_be_cut/);
    const failed = () => floor.cordboard.said().match(/recording_failed/g)?.length ?? 0;
    await until('and of both recordings', () => failed() === 2);
    expect(talk.state).toBe('up');

    rmSync(filler);
    await until('the database is written again', async () => (await health()).reasons.length === 0);
    const journal = await entries();
    // Of the one it is kept what was said before; the other has not begun.
    expect(
      journal.flatMap((entry) => (entry.type === 'recordingFailed' ? [entry.because] : [])).toSorted(),
    ).toEqual(['Asterisk ended it: the disk may be full', 'the disk has 0 MB left']);
    const alarms = journal.flatMap((entry) =>
      entry.type === 'alarmRaised' && entry.code !== 'recording_failed' ? [entry.code] : [],
    );
    // For the prompts too, if there were any left to speak: not one for each, but the one that was half made when the disk filled up
    // may have its own.
    expect(alarms).toEqual(expect.arrayContaining(['message_may_be_cut', 'store_failing']));
    const others = alarms.filter((code) => code !== 'prompt_incomplete');
    expect(others.length, alarms.join()).toBe(new Set(others).size);
    expect(alarms.length - others.length, alarms.join()).toBeLessThanOrEqual(2);
    expect(journal.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(journal.map((_, nth) => nth + 1));
    expect(await outcomes()).toEqual(['101 answered', '103 voicemail']);
    // Full again, and killed: it starts on the full disk; who talks talks on, and callers are served by the plan.
    fill(filler);
    await floor.cordboard.kill();
    await floor.startAgain();
    expect(talk.state).toBe('up');
    const afterwards = await three.call('101', { fromNumber: '+4930444444' });
    await (await second.rings(20_000)).answer();
    await afterwards.untilState('up');
    await afterwards.hangUp();
    await until('the one talk goes on', async () => (await floor.phases()).join() === 'talking');
    const restarted = await health();
    expect([restarted.ready, restarted.reasons.join()]).toEqual([true, expect.stringContaining('store: ')]);
    expect(floor.cordboard.said()).toMatch(/disk is full|no space|SQLITE_FULL|ENOSPC/i);

    rmSync(filler);
    await until('the database is written once more', async () => (await health()).reasons.length === 0);
    // F16: a start that has to write more than it can says so, and lets go of nothing; with room, it is as if it had not been.
    const { credentials } = floor.cordboard;
    fill(filler);
    await floor.cordboard.kill();
    writeFileSync(floor.settings.plan, plan.replace('company: Quick', 'company: Quicker'));
    await expect(floor.startAgain()).rejects.toThrow(/cordboard ended with 1: .*the disk .* is full/s);
    expect(talk.state).toBe('up');
    rmSync(filler);
    await floor.startAgain();
    expect(floor.cordboard.credentials).toEqual(credentials);
    await until('the one talk goes on', async () => (await floor.phases()).join() === 'talking');
    expect(talk.state).toBe('up');
    await talk.hangUp();
    await until('all is over', async () => (await floor.phases()).length === 0);
    expect(await outcomes()).toEqual(['101 answered', '101 answered', '101 answered', '103 voicemail']);
    const [closed] = (await entries()).flatMap((entry) => (entry.type === 'recordingClosed' ? [entry] : []));
    expect(closed).toMatchObject({ end: 'unasked' });
    const sound = await downloadOf(floor, closed?.call ?? '');
    const caller = Int16Array.from({ length: (sound.length - 44) / 4 }, (_, at) =>
      sound.readInt16LE(44 + at * 4),
    );
    // The caller is heard to the end of what is kept; on a busy machine parts of a tone are missing.
    const tenths = Array.from({ length: 10 }, (_, nth) =>
      caller.slice(caller.length - 800 * (nth + 1)).slice(0, 800),
    );
    expect(tenths.some((tenth) => isTone(tenth, callerSays))).toBe(true);
    // As long as is said, but for what Asterisk had not yet written when the disk was full.
    expect(Math.abs(caller.length / 8 - (closed?.lasted ?? 0))).toBeLessThan(100);
    const lost = (await entries()).filter(
      (entry) => entry.type === 'alarmRaised' && entry.code === 'recording_lost',
    );
    expect(lost).toEqual([]);
  },
);
