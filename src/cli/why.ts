import { callStory } from '../contract/call.ts';
import { command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit } from './failure.ts';
import { printStory } from './terminal/story.ts';
import { printJson } from './terminal/terminal.ts';

export const why = command({
  usage: 'why <call>',
  about: 'The story of a call: what was decided, who was considered, and by which rule the others were not',
  examples: [
    ['why 1001', 'why did call 1001 go where it went?'],
    ['why 1001 --json', 'the same for a program'],
  ],
  options: (yargs) =>
    yargs.positional('call', { type: 'string', demandOption: true, describe: 'number of the call' }),
  async run({ call, json }, terminal) {
    const engine = await connect(terminal);
    const story = await engine.get(`/v1/calls/${encodeURIComponent(call)}/why`, callStory);
    if (json) printJson(terminal, story);
    else printStory(story.lines, terminal);
    return exit.ok;
  },
});
