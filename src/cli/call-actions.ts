/** What `cordboard call ACTION ID [WHO]` does within a talk. */
import { talkChanged } from '../contract/talk.ts';
import { callNumber } from './command.ts';
import { asJson } from './engine/client.ts';
import type { connect } from './engine/connection.ts';
import { type ExitCode, exit, Failure } from './failure.ts';
import { clean, printJson, type Terminal } from './terminal/terminal.ts';

interface Action {
  readonly path: string;
  /** The field of the request that the third argument fills; none: there is no third argument. */
  readonly field?: 'to' | 'who';
  readonly also?: Readonly<Record<string, string>>;
  readonly told: string;
}

const actions: Readonly<Record<string, Action>> = {
  hold: { path: 'hold', told: 'is on hold' },
  unhold: { path: 'unhold', told: 'is off hold' },
  consult: { path: 'consult', field: 'to', told: 'waits while the agent consults' },
  swap: { path: 'swap', told: 'was swapped with the person consulted' },
  complete: { path: 'complete', told: 'is transferred to the person consulted' },
  merge: { path: 'merge', told: 'is a conference now' },
  park: { path: 'park', told: 'is parked' },
  cancel: { path: 'cancel', told: 'is back with the agent' },
  warm: { path: 'join', field: 'who', also: { onAnswer: 'hand_over' }, told: 'is being handed over to' },
  join: { path: 'join', field: 'who', told: 'is being joined by' },
  drop: { path: 'drop', field: 'who', told: 'goes on without' },
  mute: { path: 'mute', field: 'who', told: 'does not hear' },
  unmute: { path: 'unmute', field: 'who', told: 'hears again' },
};

export const callActions: readonly string[] = Object.keys(actions);

export async function doInCall(
  engine: Awaited<ReturnType<typeof connect>>,
  name: string,
  call: string | undefined,
  who: string | undefined,
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const { path, field, also = {}, told } = actions[name] as Action;
  const usage = `cordboard call ${name} ID${field === undefined ? '' : ' WHO'}`;
  if (call === undefined || (field === undefined) !== (who === undefined))
    throw new Failure(exit.wrongUsage, field === undefined ? 'which call?' : 'which call, and who?', usage);
  const body = field === undefined ? undefined : asJson({ [field]: who, ...also });
  const done = await engine.post(`/v1/calls/${callNumber(call)}/${path}`, talkChanged, body);
  if (json) printJson(terminal, done);
  else {
    const { aside, slot } = done;
    const second =
      aside === undefined ? (slot === undefined ? '' : ` in slot ${clean(slot)}`) : ` (call ${clean(aside)})`;
    terminal.out(`call ${clean(done.call)} ${told}${who === undefined ? '' : ` ${clean(who)}`}${second}`);
  }
  return exit.ok;
}
