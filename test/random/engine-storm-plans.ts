/** The plans of engine storms: with parking, pick-up, browser phones and calls outside; one after the other is applied. */
import { readFileSync } from 'node:fs';

const storm = readFileSync(new URL('../support/plans/storm.yaml', import.meta.url), 'utf8')
  .replace('anna: { name: Anna }', 'anna: { name: Anna, number: "21", phone: browser }')
  .replace('boris: { name: Boris }', 'boris: { name: Boris, number: "22", phone: browser }')
  .replace('clara: { name: Clara }', 'clara: { name: Clara, number: "23" }')
  .replace('teams:\n', 'teams:\n  everybody: [anna, boris, clara, dora]\n');

const demo = `${storm}
parking: { slots: ["71", "72"], for: 30s }
codes: { "*80": pick up }
keys in talk: { "*1": hold, "*2": transfer, "*3": consult, "*4": swap, "*5": complete, "*6": merge, "*7": cancel, "*8": park, "*9": { fetch: everybody }, "*0": { hand over: all } }
trunks: { berlin: { server: "192.0.2.1" } }
outside calls: { countries: [DE], by agents: { who: [anna, boris, clara, dora] }, each agent: { calls an hour: 1000 } }
`;
/** Every phone of a queue rings at once, and nobody wraps up. */
const other = demo
  .replaceAll('wrap-up: 20s', 'strategy: ring all')
  .replace('"*8": park', '"*8": pause recording');
/** Clara has left. */
const fewer = demo
  .replaceAll('clara, dora', 'dora')
  .replace('[boris, clara]', '[boris]')
  .replace('  clara: { name: Clara, number: "23" }\n', '');
/** One queue is no more. */
const merged = demo
  .replaceAll('queue: few', 'queue: all')
  .replace('queues: [few]', 'queues: [all]')
  .replace(/^ {2}few: .*\n/m, '');

export const plans: readonly string[] = [demo, other, fewer, merged];
