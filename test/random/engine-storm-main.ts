/** `npm run storm -- --hours 1000 --seed 7`; `--keep 3,17` plays some acts of one story only. */
import { storm } from './engine-storm-hours.ts';

const { STORM_HOURS = '100', STORM_SEED = '1', STORM_KEEP } = process.env;
const keep = STORM_KEEP === undefined ? undefined : new Set(STORM_KEEP.split(',').map(Number));
try {
  const total = await storm(Number(STORM_HOURS), Number(STORM_SEED), keep);
  console.log(JSON.stringify(total, undefined, 2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
