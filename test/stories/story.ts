/** A story: some people, a floor, and what they do. It ends by checking that nothing is left over, and that the numbers fit. */
import { test } from 'vitest';
import type { JournalEntry, JournalEntryOf } from '../../src/call/kept/journal.ts';
import type { CallId } from '../../src/shared/ids.ts';
import { type Instant, seconds } from '../../src/shared/time.ts';
import { mustFit } from '../support/figures.ts';
import type { AgentPhone, OutsideCaller } from '../support/floor.ts';
import { type SimulatedFloor, simulatedFloor } from '../support/simulated-floor.ts';

export interface Scene {
  readonly floor: SimulatedFloor;
  /** The entries of one type, of one call if one is named. */
  readonly told: <Type extends JournalEntry['type']>(
    type: Type,
    call?: string,
  ) => Promise<JournalEntryOf<Type>[]>;
  /** Waits for the end of the call. */
  readonly outcome: (call: string) => Promise<string>;
  readonly phase: (call: string) => string | undefined;
  readonly doing: (agent: string) => string | undefined;
}

/** `at`: when it begins; on a Monday at ten, unless said. `more`: what else the engine has. */
export function story(
  title: string,
  plan: string | undefined,
  tell: (scene: Scene) => Promise<void>,
  at?: Instant,
  more?: Parameters<typeof simulatedFloor>[0],
): void {
  test(title, async () => {
    const floor = await simulatedFloor({
      ...(plan !== undefined && { plan }),
      ...(at !== undefined && { at }),
      ...more,
    });
    await tell(sceneOn(floor));
    mustFit(await floor.journal());
    await floor.close();
  });
}

export interface Talk {
  readonly anna: AgentPhone;
  readonly boris: AgentPhone;
  readonly maria: OutsideCaller;
  readonly call: string;
}

/** Maria talks with Anna; Boris is there as well. */
export async function talk({ floor }: Scene): Promise<Talk> {
  const anna = await floor.agent('anna');
  const boris = await floor.agent('boris');
  const maria = floor.caller('Maria');
  const call = await maria.dials('1');
  await anna.answers();
  await maria.talksWith(anna);
  await floor.passes(seconds(2));
  return { anna, boris, maria, call };
}

function sceneOn(floor: SimulatedFloor): Scene {
  const told: Scene['told'] = async <Type extends JournalEntry['type']>(type: Type, call?: string) => {
    const entries = call ? await floor.store.journal.ofCall(call as CallId) : await floor.journal();
    return entries.filter((entry): entry is typeof entry & JournalEntryOf<Type> => entry.type === type);
  };
  return {
    floor,
    told,
    outcome: async (call) => {
      await floor.until(`call ${call} ends`, async () => (await told('callEnded', call)).length > 0);
      return (await told('callEnded', call))[0]?.outcome ?? '';
    },
    phase: (call) => floor.engine.calls().find(({ id }) => id === call)?.phase.name,
    doing: (agent) => floor.engine.agents().find(({ name }) => name === agent)?.activity.kind,
  };
}

/** A small office: one queue with everybody, one number for each thing. Merge by hand what a story needs beside it. */
export const office = (queue: string, more = ''): string => `
company: Office
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "1": { queue: all }
${more}
queues:
  all: { title: All, agents: [anna, boris, clara], ${queue} }
agents:
  anna: { name: Anna }
  boris: { name: Boris }
  clara: { name: Clara }
voicemails:
  office: { greeting: Leave a message., longest: 1m }
lines: [line1, line2, line3, line4, line5, line6, line7, line8, line9]
`;
