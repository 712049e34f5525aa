import { callStory } from '../contract/call.ts';
import { callNumber, command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit } from './failure.ts';
import { printStory } from './terminal/story.ts';
import { printJson } from './terminal/terminal.ts';

export const why = command({
  usage: 'why <call>',
  about:
    'Explain a call: every decision, which agents were considered, and which rule excluded each of the others',
  examples: [
    ['why 1001', 'why call 1001 went where it went'],
    ['why 1001 --json', 'the same as JSON, for scripts'],
  ],
  options: (yargs) =>
    yargs.positional('call', { type: 'string', demandOption: true, describe: 'call number, such as 1001' }),
  async run({ call, json }, terminal) {
    const engine = await connect(terminal);
    const story = await engine.get(`/v1/calls/${callNumber(call)}/why`, callStory);
    if (json) printJson(terminal, story);
    else printStory(story.lines, terminal);
    return exit.ok;
  },
});
