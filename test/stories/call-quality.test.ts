/** How calls sound: the figures of RTCP in the journal, in `why`, in alarms and in the metrics. */
import { expect } from 'vitest';
import { Metrics } from '../../src/metrics/metrics.ts';
import { story as why } from '../../src/reports/story.ts';
import type { CallId, LegId } from '../../src/shared/ids.ts';
import { minutes } from '../../src/shared/time.ts';
import { office, story } from './story.ts';

const good = { loss: 0, jitter: 4, roundTrip: 22, mos: 4.4 };
const poor = { loss: 4.3, jitter: 12, mos: 2.8 };

story(
  'a leg that sounds bad raises an alarm, `why` has the figures of each leg, and the talk goes on',
  office('strategy: ordered'),
  async ({ floor, told, phase, outcome }) => {
    const metrics = new Metrics({ operations: floor.engine, late: () => 0 });
    const stop = floor.engine.follow((entry) => metrics.happened(entry));
    const anna = await floor.agent('anna');
    const maria = floor.caller('Maria');
    const call = await maria.dials('1');
    await anna.answers();
    await maria.talksWith(anna);
    await floor.passes(minutes(1));
    const leg = floor.asterisk.talkingAt('anna')?.id as LegId;
    floor.asterisk.sounds(leg, 'turned_bad', { from: poor }, { alarm: true });
    await floor.until('it is told', async () => (await told('alarmRaised')).length > 0);
    expect(await told('alarmRaised')).toMatchObject([
      {
        code: 'call_quality_poor',
        about: 'quality',
        call,
        what: expect.stringContaining('the call of anna'),
      },
    ]);
    expect(phase(call)).toBe('talking');
    const callers = floor.engine.call(call as CallId)?.leg as LegId;
    floor.asterisk.sounds(callers, 'over', { to: good, from: good });
    await maria.hangsUp();
    expect(await outcome(call)).toBe('answered');
    // The agent's leg ends after the call, and is still theirs.
    floor.asterisk.sounds(leg, 'over', { to: good, from: poor }, { phone: 'anna' });
    await floor.until('all is told', async () => (await told('quality', call)).length === 3);
    expect(await told('quality', call)).toMatchObject([
      { who: 'anna', stage: 'turned_bad', from: poor },
      { who: 'caller', stage: 'over', to: good, from: good },
      { who: 'anna', stage: 'over', to: good, from: poor },
    ]);
    const text = why(await floor.store.journal.ofCall(call as CallId), { timeZone: 'UTC' })
      .map((line) => line.text)
      .join('\n');
    expect(text).toContain('anna sounds bad: from them MOS 2.8, 4.3 % lost, jitter 12 ms');
    expect(text).toContain('caller sounded: from them MOS 4.4, 0 % lost, jitter 4 ms, round trip 22 ms');
    stop();
    const figures = await metrics.text();
    expect(figures).toContain('cordboard_leg_mos_count{direction="from",party="other"} 1');
    expect(figures).toContain('cordboard_leg_mos_bucket{le="3.1",direction="from",party="other"} 1');
    expect(figures).toContain('cordboard_alarms_total{about="quality"} 1');
  },
);
