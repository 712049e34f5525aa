import { recordingAsked } from '../contract/recording.ts';
import { callNumber, command } from './command.ts';
import { asJson } from './engine/client.ts';
import { connect } from './engine/connection.ts';
import { exit } from './failure.ts';
import { clean, printJson } from './terminal/terminal.ts';

export const recordings = command({
  usage: 'recordings <action> <id>',
  about: 'Pause or resume the recording of a call',
  examples: [
    [
      'recordings pause 1001',
      'stop recording call 1001 until you resume it, or the pause of the plan is over',
    ],
    ['recordings resume 1001', 'record call 1001 again'],
  ],
  options: (yargs) =>
    yargs
      .positional('action', {
        choices: ['pause', 'resume'] as const,
        demandOption: true,
        describe: 'what to do',
      })
      .positional('id', { type: 'string', demandOption: true, describe: 'call number, such as 1001' }),
  async run({ action, id, json }, terminal) {
    const engine = await connect(terminal);
    const path = `/v1/calls/${callNumber(id)}/recording`;
    const done = await engine.post(path, recordingAsked, asJson({ to: action }));
    if (json) printJson(terminal, done);
    else terminal.out(`the recording of call ${clean(done.call)} is ${done.recording}`);
    return exit.ok;
  },
});
