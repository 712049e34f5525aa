import { supervised } from '../contract/supervision.ts';
import { command } from './command.ts';
import { asJson } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { exit } from './failure.ts';
import { clean, printJson } from './terminal/terminal.ts';

export const supervise = command({
  usage: 'supervise <what> <name> <supervisor> [mode]',
  about: 'Let a supervisor listen to a call, whisper to the agent, or barge in',
  examples: [
    ['supervise call 1001 dora', "dora's phone rings, and dora hears call 1001"],
    ['supervise call 1001 dora whisper', 'the agent now hears dora, the caller does not'],
    ['supervise agent anna dora', 'the call that anna is in'],
    ['supervise queue sales dora', 'the next call of the queue sales'],
    ['supervise call 1001 dora end', 'dora no longer hears it'],
  ],
  options: (yargs) =>
    yargs
      .positional('what', {
        choices: ['call', 'agent', 'queue'] as const,
        demandOption: true,
        describe: 'what to listen to; a queue: its next call',
      })
      .positional('name', {
        type: 'string',
        demandOption: true,
        describe: 'call number, agent or queue',
      })
      .positional('supervisor', {
        type: 'string',
        demandOption: true,
        describe: 'the supervisor: an agent of the plan',
      })
      .positional('mode', {
        choices: ['listen', 'whisper', 'barge', 'end'] as const,
        default: 'listen' as const,
        describe: 'how',
      }),
  async run({ what, name, supervisor, mode, json }, terminal) {
    const engine = await connect(terminal);
    const path = `/v1/${what}s/${encodeURIComponent(name)}/supervise`;
    const done = await engine.post(path, supervised, asJson({ by: supervisor, mode }));
    if (json) printJson(terminal, done);
    else if (mode === 'end') terminal.out(`${clean(supervisor)} no longer supervises ${what} ${clean(name)}`);
    else terminal.out(`${clean(supervisor)}: ${mode}, ${what} ${clean(name)}`);
    return exit.ok;
  },
});
