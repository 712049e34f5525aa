/** Many answers with one timer: each is late at its own time. */
import { expect, test } from 'vitest';
import { Deadlines } from '../../../src/shared/deadline.ts';

class HandClock {
  time = 0;
  timers: { at: number; fires: () => void }[] = [];
  now(): number {
    return this.time;
  }
  after(delay: number, fires: () => void): () => void {
    const timer = { at: this.time + delay, fires };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  }
  async pass(by: number): Promise<void> {
    for (const end = this.time + by; this.time < end; ) {
      this.time += 1;
      const due = this.timers.filter(({ at }) => at <= this.time);
      this.timers = this.timers.filter(({ at }) => at > this.time);
      for (const { fires } of due) fires();
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    }
  }
}

const never = new Promise<string>(() => undefined);

test('who does not answer is late after the time allowed, each counted from its own question', async () => {
  const clock = new HandClock();
  const deadlines = new Deadlines(clock, 100);
  const seen: string[] = [];
  const ask = (name: string, answer: Promise<string>): void =>
    void deadlines.within(answer, 'late').then((outcome) => seen.push(`${name} ${outcome} ${clock.time}`));
  ask('first', never);
  await clock.pass(30);
  ask('second', Promise.resolve('answered'));
  ask('third', never);
  await clock.pass(99);
  expect(seen).toEqual(['second answered 31', 'first late 100']);
  await clock.pass(1);
  expect(seen.at(-1)).toBe('third late 130');
  expect(clock.timers).toEqual([]);
  ask('fourth', never);
  await clock.pass(100);
  expect(seen.at(-1)).toBe('fourth late 230');
});

test('however many wait, there is one timer; none for long if nothing is asked', async () => {
  const clock = new HandClock();
  const deadlines = new Deadlines(clock, 100);
  const asked = [1, 2, 3].map(async () => deadlines.within(Promise.resolve('answered'), 'late'));
  expect(clock.timers).toHaveLength(1);
  expect(await Promise.all(asked)).toEqual(['answered', 'answered', 'answered']);
  await clock.pass(101);
  expect(clock.timers).toEqual([]);
});

test('an error is an error', async () => {
  const deadlines = new Deadlines(new HandClock(), 100);
  await expect(deadlines.within(Promise.reject(new Error('broken')), 'late')).rejects.toThrow('broken');
});
