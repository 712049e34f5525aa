import { callStory } from '../http/schemas/call.ts';
import { command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit } from './failure.ts';
import { clean, type Colour, paint, printJson } from './terminal/terminal.ts';

export const why = command({
  usage: 'why <call>',
  about: 'The story of a call: what was decided, who was considered, and by which rule the others were not',
  examples: [
    ['why 1042', 'why did call 1042 go where it went?'],
    ['why 1042 --json', 'the same for a program'],
  ],
  options: (yargs) =>
    yargs.positional('call', { type: 'string', demandOption: true, describe: 'number of the call' }),
  async run({ call, json }, terminal) {
    const engine = await connect(terminal);
    const story = await engine.get(`/v1/calls/${encodeURIComponent(call)}/why`, callStory);
    if (json) printJson(terminal, story);
    else {
      let shown = '';
      for (const { time, level, text } of story.lines) {
        // A time is said once: what follows happened in the same second.
        const when = time === shown ? ' '.repeat(time.length) : time;
        shown = time;
        terminal.out(
          `${paint(terminal, 'dim', when)}  ${'  '.repeat(level)}${paint(terminal, LEVELS[level], clean(text))}`,
        );
      }
    }
    return exit.ok;
  },
});

const LEVELS: readonly (Colour | undefined)[] = ['bold', undefined, 'dim'];
