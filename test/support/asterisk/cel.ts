/**
 * Asterisk's own event log (CEL), switched on for a test in an Asterisk that runs: who was in which bridge from when to when,
 * and who heard music on hold, with microseconds.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const row = z.object({
  eventtype: z.string(),
  eventtime: z.coerce.number(),
  uniqueid: z.string(),
  channame: z.string(),
  eventextra: z
    .union([z.string(), z.looseObject({ bridge_id: z.string().optional(), class: z.string().optional() })])
    .default(''),
});

/** Milliseconds. */
export interface CelTimes {
  readonly talked: number;
  readonly held: number;
}

export interface Cel {
  /** Of each channel, until the caller left their last bridge. */
  times(caller: string): Promise<ReadonlyMap<string, CelTimes>>;
}

export async function switchOnCel(etc: string, cli: (command: string) => Promise<string>): Promise<Cel> {
  const file = join(etc, 'cel.jsonl');
  const events = 'CHAN_START,CHAN_END,ANSWER,HANGUP,BRIDGE_ENTER,BRIDGE_EXIT,STREAM_BEGIN,STREAM_END';
  await writeFile(join(etc, 'cel.conf'), `[general]\nenable = yes\nevents = ${events}\n`);
  const fields = 'EventType,EventTime,UniqueID,ChanName,EventExtra';
  await writeFile(join(etc, 'cel_custom.conf'), `[${file}]\nformat = json\nfields = ${fields}\n`);
  await cli('module load res_cdrel_custom.so');
  const loaded = await cli('module load cel_custom.so');
  await cli('module reload cel');
  const status = await cli('cel show status');
  if (!/Enabled/.test(status) || !/custom/i.test(status))
    throw new Error(`CEL is not on: ${loaded} ${status}`);
  return { times: async (caller) => timesIn(await rowsOf(file), caller) };
}

type Row = z.infer<typeof row>;

async function rowsOf(file: string): Promise<readonly Row[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  const rows = lines.map((line) => row.parse(lowerCase(JSON.parse(line))));
  // A Local channel stands in for a phone that has transferred the call, until we take over: nobody is there.
  return rows
    .filter(({ channame }) => !channame.startsWith('Local/'))
    .toSorted((a, b) => a.eventtime - b.eventtime);
}

/** Asterisk writes the names of fields as it likes. */
const lowerCase = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]));

function extraOf({ eventextra }: Row): { readonly bridge_id?: string; readonly class?: string } {
  const extra = typeof eventextra === 'string' ? JSON.parse(eventextra || '{}') : eventextra;
  return extra as { bridge_id?: string; class?: string };
}

/** Together: in one of our rooms with others. On hold: one of two there hears music. */
function timesIn(rows: readonly Row[], caller: string): ReadonlyMap<string, CelTimes> {
  const rooms = new Map<string, Set<string>>();
  const hearsMusic = new Set<string>();
  const times = new Map<string, { talked: number; held: number }>();
  let last = 0;
  const spend = (until: number): void => {
    for (const room of rooms.values()) {
      if (room.size < 2) continue;
      const kind = room.size === 2 && [...room].some((each) => hearsMusic.has(each)) ? 'held' : 'talked';
      for (const each of room) {
        const spent = times.get(each) ?? { talked: 0, held: 0 };
        spent[kind] += (until - last) * 1000;
        times.set(each, spent);
      }
    }
    last = until;
  };
  const end = rows.findLastIndex(
    ({ eventtype, uniqueid }) => eventtype === 'BRIDGE_EXIT' && uniqueid === caller,
  );
  for (const each of rows.slice(0, end + 1)) {
    spend(each.eventtime);
    const { bridge_id: bridge = '', class: music } = extraOf(each);
    if (each.eventtype === 'BRIDGE_ENTER' && /^cb-.*-b\d+$/.test(bridge))
      rooms.set(bridge, new Set([...(rooms.get(bridge) ?? []), each.uniqueid]));
    else if (each.eventtype === 'BRIDGE_EXIT') rooms.get(bridge)?.delete(each.uniqueid);
    else if (each.eventtype === 'STREAM_BEGIN' && music !== undefined) hearsMusic.add(each.uniqueid);
    // Which stream has ended, it does not say.
    else if (each.eventtype === 'STREAM_END') hearsMusic.delete(each.uniqueid);
  }
  return times;
}
